import { Table } from "@mlsys/core";
import { SplitError, trainTestSplit, trainValidationTestSplit } from "@mlsys/split";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomState } from "@mlsys/core";

const rows = Array.from({ length: 60 }, (_, id) => ({
  id,
  label: id % 6 === 0 ? "rare" : "usual",
  user: `u${id % 12}`,
  day: new Date(Date.UTC(2026, 0, 1 + ((id * 7) % 30))),
}));

test("it is trainTestSplit twice over one stream", () => {
  const parts = trainValidationTestSplit(60, { testSize: 0.2, validationSize: 0.1, randomState: 9 });
  const rng = randomState(9);
  const outer = trainTestSplit(60, { testSize: 0.2, randomState: rng });
  const inner = trainTestSplit(outer.train, { testSize: 6, randomState: rng });
  expect(parts.test).toEqual(outer.test);
  expect(parts.validation).toEqual(inner.test);
  expect(parts.train).toEqual(inner.train);
});

test("the parts keep the proportions of strata", () => {
  const parts = trainValidationTestSplit(rows, {
    testSize: 0.2,
    validationSize: 0.2,
    stratify: "label",
    randomState: 1,
  });
  const rare = [parts.train, parts.validation, parts.test].map(
    (part) => part.filter(({ label }) => label === "rare").length,
  );
  expect(rare).toEqual([6, 2, 2]);
});

test("groups stay whole", () => {
  const parts = trainValidationTestSplit(Table.from(rows), {
    groups: "user",
    testSize: 0.25,
    validationSize: 3,
    randomState: 1,
  });
  const users = [parts.train, parts.validation, parts.test].map((part) => new Set(part.column("user").toArray()));
  expect(users.map((set) => set.size)).toEqual([6, 3, 3]);
  expect(new Set(users.flatMap((set) => [...set])).size).toBe(12);
});

test("by time, training comes before validation before test, and no instant is on two sides", () => {
  const times = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 6, maxLength: 60 });
  fc.assert(
    fc.property(times, (time) => {
      fc.pre(new Set(time).size >= 3);
      let parts;
      try {
        parts = trainValidationTestSplit(time, { time, testSize: 0.3, validationSize: 0.3 });
      } catch (error) {
        expect((error as SplitError).code).toBe("tooFewSamples");
        return;
      }
      expect(Math.max(...parts.train)).toBeLessThan(Math.min(...parts.validation));
      expect(Math.max(...parts.validation)).toBeLessThan(Math.min(...parts.test));
      expect(parts.train.length + parts.validation.length + parts.test.length).toBe(time.length);
    }),
  );
});

test("dates, ISO texts and numbers are instants alike", () => {
  const options = { testSize: 10, validationSize: 10 };
  const byDate = trainValidationTestSplit(rows, { ...options, time: "day" });
  const byText = trainValidationTestSplit(rows, { ...options, time: rows.map(({ day }) => day.toISOString()) });
  const byNumber = trainValidationTestSplit(rows, { ...options, time: rows.map(({ day }) => day.getTime()) });
  expect(byText.testIndices).toEqual(byDate.testIndices);
  expect(byNumber.testIndices).toEqual(byDate.testIndices);
});

test.each([
  [{ testSize: 0.6, validationSize: 0.5 }, "tooFewSamples"],
  [{ testSize: 0.4, validationSize: 0.4, trainSize: 0.4 }, "invalidOption"],
  [{ groups: "user", stratify: "label" }, "invalidOption"],
  [{ stratify: "label", shuffle: false }, "invalidOption"],
  [{ time: rows.map(() => 1) }, "tooFewSamples"],
  [{ time: rows.map(() => "someday") }, "invalidInput"],
  [{ groups: [1, 2] }, "lengthMismatch"],
])("%j is refused as %s", (options, code) => {
  let error: unknown;
  try {
    trainValidationTestSplit(rows, options);
  } catch (caught) {
    error = caught;
  }
  expect(error instanceof SplitError && error.code).toBe(code);
});
