import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gramQr, productOf } from "./gram-qr.ts";
import { transposed } from "./transposed.ts";

/** Columns whose scales and angles lie far apart. */
function uneven(seed: number, rows: number, cols: number): Matrix {
  const random = randomState(seed);
  const A = new Matrix(rows, cols, random.standardNormal(rows * cols));
  for (let at = 0; at < A.data.length; at++) {
    const j = at % cols;
    if (j > 0) A.data[at] = (A.data[at - j] as number) + 0.01 * (A.data[at] as number);
    else A.data[at] = (A.data[at] as number) * 10;
  }
  return A;
}

test("two passes give orthonormal columns whose product with the triangle is the matrix", () => {
  const shape = { seed: fc.nat(), rows: fc.integer({ min: 20, max: 300 }), cols: fc.integer({ min: 1, max: 9 }) };
  fc.assert(
    fc.property(fc.record(shape), ({ seed, rows, cols }) => {
      const A = uneven(seed, rows, cols);
      const qr = gramQr(A, 2);
      if (qr === undefined) throw new RangeError("the columns do not depend on each other so much");
      const inner = productOf(transposed(qr.basis), qr.basis);
      const unlike = inner.data.map((value, at) => Math.abs(value - (at % (cols + 1) === 0 ? 1 : 0)));
      expect(Math.max(...unlike)).toBeLessThan(5e-14);
      const apart = productOf(qr.basis, qr.r).data.map((value, at) => Math.abs(value - (A.data[at] as number)));
      expect(Math.max(...apart)).toBeLessThan(5e-12);
    }),
  );
});

test("columns that depend on each other have no factors, nor more columns than rows", () => {
  const A = new Matrix(
    50,
    2,
    Float64Array.from({ length: 100 }, (_, at) => Math.floor(at / 2)),
  );
  expect(gramQr(A, 2)).toBeUndefined();
  expect(gramQr(new Matrix(50, 2), 1)).toBeUndefined();
  expect(gramQr(new Matrix(1, 2, Float64Array.of(1, 2)), 1)).toBeUndefined();
});
