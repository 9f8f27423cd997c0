import { readFileSync } from "node:fs";
import {
  dateSplit,
  hashSplit,
  purgedKFold,
  splitManifest,
  SplitError,
  trainTestSplit,
  verifySplit,
} from "@mlsys/split";
import fc from "fast-check";
import { expect, test } from "vitest";
import { version } from "./version.ts";

const ids = Array.from({ length: 3000 }, (_, i) => `id-${i % 2500}`);

test("a hash split sends an id to one side, whatever else is there and in whatever order", () => {
  const whole = hashSplit(ids, { key: ids, salt: "s", testShare: 0.2, validationShare: 0.1 });
  const backwards = hashSplit([...ids].reverse(), {
    key: [...ids].reverse(),
    salt: "s",
    testShare: 0.2,
    validationShare: 0.1,
  });
  expect(new Set(backwards.test)).toEqual(new Set(whole.test));
  expect(new Set(backwards.validation)).toEqual(new Set(whole.validation));
  expect([...whole.train, ...whole.validation, ...whole.test]).toHaveLength(3000);
});

test("the shares of a hash split are met within chance, and another salt splits otherwise", () => {
  const { test: held } = hashSplit(ids, { key: ids, testShare: 0.3 });
  expect(Math.abs(held.length / 3000 - 0.3)).toBeLessThan(0.03);
  const other = hashSplit(ids, { key: ids, testShare: 0.3, salt: "other" });
  const both = other.test.filter((id) => new Set(held).has(id)).length;
  expect(Math.abs(both / 3000 - 0.09)).toBeLessThan(0.03);
});

test("the places of ids are part of the contract", () => {
  const { testIndices } = hashSplit(10, { key: Array.from({ length: 10 }, (_, i) => i), salt: "2026", testShare: 0.5 });
  expect(testIndices).toEqual(Int32Array.of(0, 1, 3, 7, 8, 9));
});

test("a date split leaves an embargo before each border and loses no other row", () => {
  const setups = fc.record({ days: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), embargo: fc.nat(10) });
  fc.assert(
    fc.property(setups, ({ days, embargo }) => {
      const time = [0, 59, 99, ...days];
      const split = dateSplit(time, { time, validationFrom: 50, testFrom: 80, embargo });
      expect(Math.max(...split.train)).toBeLessThan(50 - embargo);
      expect(Math.max(...split.validation)).toBeLessThan(80 - embargo);
      expect(Math.min(...split.test)).toBeGreaterThanOrEqual(80);
      const all = [split.trainIndices, split.validationIndices, split.testIndices, split.embargoedIndices];
      expect(all.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...time.keys()]);
    }),
  );
});

test("no training window of a purged fold touches the test fold's, nor its embargo", () => {
  const windows = fc.array(fc.record({ start: fc.integer({ min: 0, max: 60 }), length: fc.nat(9) }), { minLength: 4 });
  fc.assert(
    fc.property(windows, fc.nat(5), (rows, embargo) => {
      const start = rows.map((row) => row.start);
      const end = rows.map((row) => row.start + row.length);
      for (const { train, test: held } of purgedKFold({ nSplits: 4, start, end, embargo }).split(rows.length)) {
        const from = Math.min(...Array.from(held, (row) => start[row] ?? 0));
        const to = Math.max(...Array.from(held, (row) => end[row] ?? 0));
        for (const row of train) expect((end[row] ?? 0) < from || (start[row] ?? 0) > to + embargo).toBe(true);
      }
    }),
  );
});

test("a manifest is plain data that tells the same split from another, and the same data from others", () => {
  const data = { x: [1, 2, 3, 4, 5, 6], y: ["a", "b", "a", "b", "a", "b"] };
  const options = { testSize: 2, randomState: 1 };
  const split = trainTestSplit(data, options);
  const manifest = splitManifest(split, { kind: "trainTestSplit", options, data });
  const stored = JSON.parse(JSON.stringify(manifest)) as typeof manifest;
  expect(stored).toEqual(manifest);
  expect(verifySplit(stored, trainTestSplit(data, options), data)).toEqual({ passed: true, differences: [] });
  const other = trainTestSplit(data, { testSize: 3, randomState: 2 });
  expect(verifySplit(stored, other, { ...data, x: [1, 2, 3, 4, 5, 7] }).differences).toEqual([
    "The train set has 3 rows instead of 4.",
    "The test set has 3 rows instead of 2.",
    "The data are not those that were split.",
  ]);
});

test("the version that manifests carry is the package's", () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  expect(version).toBe(manifest.version);
});

test("a time without a zone is in UTC, wherever the machine is", () => {
  const zone = process.env["TZ"];
  const time = [
    "2022-07-31 23:30:00",
    "2022-07-31T23:30",
    "2022-07-31T22:30-02:00",
    "2022-08-01 01:30 +0130",
    "2022-08-01",
  ];
  try {
    for (const place of ["UTC", "America/New_York", "Asia/Tokyo"]) {
      process.env["TZ"] = place;
      expect(dateSplit(5, { time, testFrom: "2022-08-01 00:00:00" }).trainIndices).toEqual(Int32Array.of(0, 1));
    }
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test.each(["5", "Jan 5 2022", "2022-02-30", "2022-02-30T10:00", "2022-13-01", "2022-01-01T25:00", "today", ""])(
  "%j is no instant",
  (text) => {
    expect(() => dateSplit(2, { time: ["2022-01-01", text], testFrom: "2021-12-31" })).toThrow(/time\[1\]/);
    expect(() => dateSplit(2, { time: ["2022-01-01", "2022-01-02"], testFrom: text })).toThrow(/testFrom/);
  },
);

test.each([
  [() => hashSplit(2, { key: ["a", null] }), "invalidInput"],
  [() => hashSplit(2, { key: ["a"] }), "lengthMismatch"],
  [() => hashSplit(2, { key: ["a", "b"], testShare: 0.8, validationShare: 0.4 }), "invalidOption"],
  [() => dateSplit(2, { time: [1, 2], testFrom: 3 }), "tooFewSamples"],
  [() => dateSplit(2, { time: [1, 2], testFrom: 2, validationFrom: 3 }), "invalidOption"],
  [() => dateSplit(2, { time: [1, "x"], testFrom: 2 }), "invalidInput"],
  [() => purgedKFold({ start: [1], end: [0] }), "invalidInput"],
  [() => purgedKFold({ start: [1, 2], end: [1] }), "lengthMismatch"],
  [() => purgedKFold({ nSplits: 3, start: [1, 2], end: [1, 2] }).split(2), "tooFewSamples"],
])("%o is refused as %s", (run, code) => {
  let error: unknown;
  try {
    run();
  } catch (caught) {
    error = caught;
  }
  expect(error instanceof SplitError && error.code).toBe(code);
});
