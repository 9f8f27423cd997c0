import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GrowingCholesky } from "./growing-cholesky.ts";

test("what is solved after rows came and went is the solution of those that are in", () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(39)), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(fc.nat(), steps, (seed, changes) => {
      const X = new Matrix(60, 40, randomState(seed).standardNormal(2400));
      const inner = (i: number, j: number) =>
        X.column(i).reduce((sum, value, at) => sum + value * X.get(at, j), 0) + (i === j ? 1 : 0);
      const factor = new GrowingCholesky(inner, 1e-13);
      for (const [isTaken, row] of changes) {
        const place = factor.order.indexOf(row);
        if (isTaken && place < 0) expect(factor.append(row)).toBe(true);
        else if (!isTaken && place >= 0) factor.remove(place);
      }
      const { order } = factor;
      const wanted = Float64Array.from(order, (row) => row - 20);
      const right = Float64Array.from(order, (row) =>
        order.reduce((sum, other, i) => sum + inner(row, other) * (wanted[i] as number), 0),
      );
      factor.solve(right);
      right.forEach((value, i) => expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(1e-9));
    }),
    { numRuns: 50 },
  );
});

test("a row that depends on those before it is not taken in", () => {
  const factor = new GrowingCholesky((i, j) => (i + 1) * (j + 1), 1e-13);
  expect(factor.append(2)).toBe(true);
  expect(factor.append(0)).toBe(false);
  expect(factor.order).toEqual([2]);
});

test("rows that come in at once are solved to the digits of those that come in one by one", () => {
  const X = new Matrix(60, 40, randomState(1).standardNormal(2400));
  const inner = (i: number, j: number) => X.column(i).reduce((sum, value, at) => sum + value * X.get(at, j), 0);
  const [atOnce, oneByOne] = [new GrowingCholesky(inner, 1e-13), new GrowingCholesky(inner, 1e-13)];
  const rows = Array.from({ length: 36 }, (_, i) => (7 * i) % 40);
  expect(atOnce.begin(rows)).toBe(true);
  for (const row of rows) oneByOne.append(row);
  for (const factor of [atOnce, oneByOne]) {
    factor.append(39);
    factor.remove(3);
  }
  const solved = [atOnce, oneByOne].map((factor) => {
    const right = Float64Array.from(factor.order, (row) => row - 20);
    factor.solve(right);
    return [...right];
  });
  expect(solved[0]).toEqual(solved[1]);
  expect(atOnce.share()).toBe(oneByOne.share());
});

test("rows that depend on each other, or are few, do not come in at once", () => {
  const factor = new GrowingCholesky((i, j) => (i % 30 === j % 30 ? 1 : 0), 1e-13);
  expect(factor.begin([1, 2, 3])).toBe(false);
  expect(factor.begin(Array.from({ length: 31 }, (_, i) => i))).toBe(false);
  expect(factor.order).toEqual([]);
});
