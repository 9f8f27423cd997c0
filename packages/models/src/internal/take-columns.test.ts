import { CsrMatrix } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takeColumns } from "./take-columns.ts";

test("columns of sparse rows are those of dense ones, whatever their order and however often they are given", () => {
  const value = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }));
  const rows = fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 });
  const places = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(rows, places, (given, columns) => {
      const stored = given.map((row) => row.flatMap((each, j) => (each === 0 ? [] : [[j, each] as const])));
      const indptr = Int32Array.from({ length: given.length + 1 }, (_, i) => stored.slice(0, i).flat().length);
      const indices = Int32Array.from(stored.flat(), ([j]) => j);
      const data = Float64Array.from(stored.flat(), ([, each]) => each);
      const X = new CsrMatrix(given.length, 5, data, indices, indptr);
      for (const order of [columns, [...new Set(columns)].sort((a, b) => a - b)]) {
        const taken = takeColumns(X, order);
        expect(taken.toDense()).toEqual(takeColumns(X.toDense(), order));
        for (let i = 0; i < taken.rows; i++) {
          const own = taken.indices.subarray(taken.indptr[i], taken.indptr[i + 1]);
          expect(own).toEqual(own.slice().sort());
        }
      }
    }),
  );
});

test("a billion columns are no matter", () => {
  const X = new CsrMatrix(2, 1e9, Float64Array.of(4, 5), Int32Array.of(999_999_999, 5), Int32Array.of(0, 1, 2));
  expect(takeColumns(X, [5, 999_999_999]).toArray()).toEqual([
    [0, 4],
    [5, 0],
  ]);
  expect(takeColumns(X, [999_999_999, 5, 999_999_999]).toArray()).toEqual([
    [4, 0, 4],
    [0, 5, 0],
  ]);
});
