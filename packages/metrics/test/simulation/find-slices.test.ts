import { randomState } from "@mlsys/core";
import { findSlices, MetricsError } from "@mlsys/metrics";
import { expect, test, vi } from "vitest";

// Simulations take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** Rows of columns a to j with five values each, and predictions that are wrong more often where `isWeak` says. */
function makeData(seed: number, n: number, width: number, isWeak: (row: readonly number[]) => boolean, weak = 0.35) {
  const rng = randomState(seed);
  const columns = Array.from({ length: width }, () => rng.randint(0, 5, n));
  const yTrue = new Int32Array(n);
  const yPred = Int32Array.from({ length: n }, (_, i) => {
    const row = columns.map((column) => column[i] ?? 0);
    return rng.randomSample() < (isWeak(row) ? weak : 0.1) ? 1 : 0;
  });
  const data = Object.fromEntries(columns.map((column, at) => [String.fromCharCode(97 + at), column]));
  return { data, yTrue, yPred };
}

test("planted conjunctions of one, two and three conditions are found in at least 95 of 100 data sets", () => {
  let found = 0;
  for (let seed = 0; seed < 100; seed++) {
    const depth = 1 + (seed % 3);
    const planted = ["c = 1", "f = 2", "h = 3"].slice(0, depth).join(" and ");
    const { data, yTrue, yPred } = makeData(
      seed,
      6000,
      8,
      (row) => [row[2] === 1, row[5] === 2, row[7] === 3].slice(0, depth).every(Boolean),
      0.55,
    );
    const { slices } = findSlices(data, yTrue, yPred, { minRows: 20 });
    if (slices[0]?.name === planted) found += 1;
  }
  expect(found).toBeGreaterThanOrEqual(95);
});

test("data without a weak slice give a false alarm in at most 5 of 100 sets", () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { data, yTrue, yPred } = makeData(1000 + seed, 1500, 6, () => false);
    if (findSlices(data, yTrue, yPred).slices.length > 0) alarms += 1;
  }
  expect(alarms / 200).toBeLessThanOrEqual(0.05);
});

test("without a weak slice of squared errors either", () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { data } = makeData(2000 + seed, 1500, 6, () => false);
    const errors = randomState(seed).standardNormal(1500);
    if (findSlices(data, errors, new Float64Array(1500)).slices.length > 0) alarms += 1;
  }
  expect(alarms / 200).toBeLessThanOrEqual(0.05);
});

test("two weak slices are both found, and what only overlaps them is not", () => {
  const { data, yTrue, yPred } = makeData(5, 20_000, 8, (row) => row[0] === 1 || (row[3] === 2 && row[4] === 4), 0.4);
  expect(findSlices(data, yTrue, yPred).slices.map(({ name }) => name)).toEqual(["a = 1", "d = 2 and e = 4"]);
});

test("ranges of numbers, texts, missing values and large errors of numbers are slices too", () => {
  const rng = randomState(9);
  const n = 4000;
  const size = Array.from(rng.uniform(0, 100, n), (value) => (value > 95 ? null : value));
  const kind = Array.from({ length: n }, () => (rng.randomSample() < 0.5 ? "bank" : "tech"));
  const yTrue = rng.standardNormal(n);
  const yPred = yTrue.map((value, i) => {
    const spread = kind[i] === "bank" && (size[i] ?? 50) < 19 ? 3 : 0.3;
    return value + spread * rng.standardNormal();
  });
  const { slices, task } = findSlices({ size, kind }, yTrue, yPred);
  expect(task).toBe("regression");
  expect(slices[0]?.conditions).toMatchObject([
    { column: "size", low: null },
    { column: "kind", equals: "bank" },
  ]);
  expect(slices[0]?.lift).toBeGreaterThan(3);
});

test("all conjunctions of a hundred thousand rows of twenty columns are looked at", () => {
  const { data, yTrue, yPred } = makeData(3, 100_000, 20, (row) => row[7] === 1 && row[11] === 2, 0.3);
  const { slices, tested } = findSlices(data, yTrue, yPred);
  expect(slices.map(({ name }) => name)).toEqual(["h = 1 and l = 2"]);
  expect(tested).toBeGreaterThan(4000);
});

test("a column that does not exist and rows that are too many are refused", () => {
  const { data, yTrue, yPred } = makeData(1, 50, 3, () => false);
  expect(() => findSlices(data, yTrue, yPred, { columns: ["z"] })).toThrow("there is no column");
  expect(() => findSlices({ a: [1] }, yTrue, yPred)).toThrow(MetricsError);
});
