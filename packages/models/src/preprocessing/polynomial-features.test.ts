import { CsrMatrix, isCsrMatrix } from "@mlsys/core";
import { modelFromJSON, polynomialFeatures } from "@mlsys/models";
import type { PolynomialFeaturesModel } from "@mlsys/models";
import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { expect, test } from "vitest";
import { toCsr } from "../../test/support/to-csr.ts";

const options = record({
  degree: constantFrom(0, 1, 2, 3, 4, [0, 2] as const, [2, 2] as const, [2, 3] as const, [3, 4] as const),
  interactionOnly: boolean(),
});

test("sparse rows stay sparse, with the numbers of dense ones to the last digit, also once saved", () => {
  const rows = array(array(constantFrom(0, 0, 0, 0.1, -3, 1.7), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  });
  assert(
    property(rows, options, boolean(), (X, drawn, bias) => {
      const given = { ...drawn, includeBias: bias || drawn.degree === 0 };
      const model = polynomialFeatures(given).fit(toCsr(X));
      const made = model.transform(toCsr(X));
      expect(made).toBeInstanceOf(CsrMatrix);
      const dense = polynomialFeatures(given).fit(X);
      expect(made).toEqual(toCsr(dense.transform(X).toArray()));
      expect(model.nOutputFeatures).toBe(dense.nOutputFeatures);
      expect(model.featureNamesOut).toEqual(dense.featureNamesOut);
      expect(model.transform(X)).toEqual(dense.transform(X));
      const again = modelFromJSON<PolynomialFeaturesModel>(JSON.parse(JSON.stringify(model)));
      expect(again.transform(toCsr(X))).toEqual(made);
    }),
  );
});

/** A row of which three columns are stored. */
function wide(cols: number): CsrMatrix {
  return new CsrMatrix(1, cols, Float64Array.of(2, 3, 5), Int32Array.of(0, 7, cols - 1), Int32Array.of(0, 3));
}

test("of fifty thousand columns those products are made that are not 0", () => {
  const X = wide(50_000);
  const model = polynomialFeatures({ includeBias: false }).fit(X);
  expect(model.nOutputFeatures).toBe(50_000 + (50_000 * 50_001) / 2);
  const made = model.transform(X);
  if (!isCsrMatrix(made)) throw new TypeError("the products are not sparse");
  expect(Array.from(made.data)).toEqual([2, 3, 5, 4, 6, 10, 9, 15, 25]);
  expect(Array.from(made.indices).slice(0, 6)).toEqual([0, 7, 49_999, 50_000, 50_007, 99_999]);
  expect(made.indices.at(-1)).toBe(made.cols - 1);
});

test("so many products that columns cannot be numbered are refused, and so are too many to be laid out", () => {
  expect(() => polynomialFeatures({ degree: 3 }).fit(wide(50_000))).toThrow("there are too many products of columns");
  const model = polynomialFeatures().fit(wide(50_000));
  expect(() => model.featureNamesOut).toThrow("there are too many products of columns");
  const full = new CsrMatrix(
    2,
    50_000,
    new Float64Array(50_000).fill(1),
    Int32Array.from({ length: 50_000 }, (_, j) => j),
    Int32Array.of(0, 50_000, 50_000),
  );
  expect(() => model.transform(full)).toThrow("there are too many products that are not 0");
});
