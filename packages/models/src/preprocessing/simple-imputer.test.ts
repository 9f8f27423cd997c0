import { CsrMatrix, randomState } from "@mlsys/core";
import { maxAbsScaler, modelFromJSON, pipeline, simpleImputer } from "@mlsys/models";
import type { SimpleImputerModel, SimpleImputerOptions } from "@mlsys/models";
import { describe, expect, test } from "vitest";

/** Rows of many zeros and some NaN; the fourth column holds NaN only. */
function draw(seed: number) {
  const rng = randomState(seed);
  const numbers = rng.randint(0, 10, 30 * 5);
  const rows = Array.from({ length: 30 }, (_, i) =>
    Array.from({ length: 5 }, (_column, j) => {
      const value = numbers[i * 5 + j] as number;
      if (j === 3 || value === 9) return NaN;
      return value < (j === 0 ? 2 : 6) ? 0 : value;
    }),
  );
  const entries = rows.map((row) => row.flatMap((value, j) => (value === 0 ? [] : [[j, value] as const])));
  const indptr = new Int32Array(31);
  entries.forEach((row, i) => (indptr[i + 1] = (indptr[i] as number) + row.length));
  const data = Float64Array.from(entries.flat(), ([, value]) => value);
  return {
    rows,
    sparse: new CsrMatrix(
      30,
      5,
      data,
      Int32Array.from(entries.flat(), ([j]) => j),
      indptr,
    ),
  };
}

const cases: readonly SimpleImputerOptions[] = [
  {},
  { strategy: "median" },
  { strategy: "most_frequent" },
  { strategy: "constant", fillValue: 7 },
  { addIndicator: true },
  { strategy: "median", keepEmptyFeatures: true, addIndicator: true },
  { strategy: (present) => Math.max(...present) },
];

describe.each([0, 1, 2])("sparse rows, drawn with seed %i", (seed) => {
  const { rows, sparse } = draw(seed);

  test.each(cases)("stay sparse and are filled as dense ones are: %j", (options) => {
    const { model, output } = simpleImputer(options).fitWithOutput(sparse);
    const dense = simpleImputer(options).fit(rows);
    expect(output).toBeInstanceOf(CsrMatrix);
    expect(model.featureNamesOut).toEqual(dense.featureNamesOut);
    const expected = dense.transform(rows).toArray();
    output.toArray().forEach((row, i) => {
      row.forEach((value, j) => expect(Math.abs(value - (expected[i]?.[j] ?? NaN))).toBeLessThan(1e-12));
    });
    const again = modelFromJSON<SimpleImputerModel>(JSON.parse(JSON.stringify(model)));
    expect(again.transform(sparse)).toEqual(output);
  });
});

test("a million columns are no matter, also in a pipeline", () => {
  const wide = new CsrMatrix(
    3,
    1e6,
    Float64Array.of(2, NaN, 4),
    Int32Array.of(5, 5, 999_999),
    Int32Array.of(0, 1, 2, 3),
  );
  const steps = pipeline(simpleImputer(), maxAbsScaler());
  const output = steps.fitTransform(wide);
  expect(output).toBeInstanceOf(CsrMatrix);
  expect(Array.from(output.data)).toEqual([1, 0.5, 1]);
});

test("where 0 stands for a missing number, sparse rows become dense", () => {
  const model = simpleImputer({ missingValues: 0, strategy: "median" });
  const sparse = new CsrMatrix(3, 1, Float64Array.of(2, 4), Int32Array.of(0, 0), Int32Array.of(0, 1, 2, 2));
  expect(model.fitTransform(sparse).toArray()).toEqual([[2], [4], [3]]);
});

test("what was filled is taken back only where indicators tell of it", () => {
  const rows = [[1], [NaN], [3]];
  expect(
    simpleImputer({ addIndicator: true })
      .fit(rows)
      .inverseTransform([[2, 1]])
      .toArray(),
  ).toEqual([[NaN]]);
  expect(() =>
    simpleImputer()
      .fit(rows)
      .inverseTransform([[2]]),
  ).toThrow(/addIndicator: true/);
  expect(() =>
    simpleImputer({ addIndicator: true })
      .fit(rows)
      .inverseTransform([[2]]),
  ).toThrow(/found 1 instead of 2/);
});

test.each([
  [[3, 1, 1, 3, 2], 1],
  [[-1, 2, -1, 2], -1],
  [[0.5, 7, 7, 0.5, 1], 0.5],
  [[5000, 1, 5000], 5000],
])("the most frequent of %j is the smallest of those that occur equally often, whole or not", (values, expected) => {
  const model = simpleImputer({ strategy: "most_frequent" }).fit(values.map((value) => [value]));
  expect(model.statistics[0]).toBe(expected);
});
