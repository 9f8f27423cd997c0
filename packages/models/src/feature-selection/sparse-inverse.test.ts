import { CsrMatrix, Matrix } from "@mlsys/core";
import { varianceThreshold } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takeColumns } from "../internal/take-columns.ts";

test("sparse rows get all their columns again as dense ones do, also where an element is stored in parts", () => {
  const stored = fc.tuple(fc.nat(2), fc.constantFrom(1, 2.5, -0, NaN, 3));
  fc.assert(
    fc.property(fc.array(fc.array(stored, { maxLength: 5 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const model = varianceThreshold().fit([
        [1, 5, 2, 3],
        [4, 5, 0, 1],
      ]);
      const flat = rows.flat();
      let end = 0;
      const X = new CsrMatrix(
        rows.length,
        3,
        Float64Array.from(flat, ([, value]) => value),
        Int32Array.from(flat, ([column]) => column),
        Int32Array.from([0, ...rows.map((row) => (end += row.length))]),
      );
      const found = model.inverseTransform(X);
      expect(found).toBeInstanceOf(Matrix);
      expect(found.toArray()).toEqual(model.inverseTransform(X.toDense()).toArray());
      expect(takeColumns(X, [0, 1, 2])).toEqual(X);
      expect(takeColumns(X, [0, 1, 2]).data.buffer).not.toBe(X.data.buffer);
    }),
  );
});
