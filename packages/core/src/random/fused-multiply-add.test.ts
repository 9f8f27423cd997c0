import fc from "fast-check";
import { expect, it } from "vitest";
import { fusedMultiplyAdd } from "./fused-multiply-add.ts";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);

it("rounds a·b + c once", () => {
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      expect(fusedMultiplyAdd(a, b, c) + 0).toBe(nearest(scaled(a) * scaled(b) + (scaled(c) << PLACES)) + 0);
    }),
    { numRuns: 2000 },
  );
});

it("rounds once where the product all but cancels, or lies half-way between two doubles", () => {
  const a = 1 + 2 ** -30;
  expect(fusedMultiplyAdd(a, a, -1)).toBe(2 ** -29 + 2 ** -60);
  expect(fusedMultiplyAdd(1 + 2 ** -52, 1 + 2 ** -52, 2 ** -53)).toBe(1 + 3 * 2 ** -52);
  expect(fusedMultiplyAdd(2 ** -27 + 2 ** -79, 2 ** -26, 1)).toBe(1 + 2 ** -52);
});

/** Binary places that hold every number of the test without error. */
const PLACES = 80n;

function scaled(value: number): bigint {
  const exponent = 52 - Math.floor(Math.log2(Math.abs(value) || 1));
  return (BigInt(value * 2 ** exponent) << PLACES) >> BigInt(exponent);
}

/** The double nearest to `exact` · 2^-160; ties to even. */
function nearest(exact: bigint): number {
  const size = exact < 0n ? -exact : exact;
  const drop = BigInt(Math.max(0, size.toString(2).length - 53));
  const kept = size >> drop;
  const rest = (size - (kept << drop)) * 2n;
  const unit = 1n << drop;
  const up = rest > unit || (rest === unit && (kept & 1n) === 1n) ? 1n : 0n;
  return (exact < 0n ? -1 : 1) * Number(kept + up) * 2 ** (Number(drop) - 2 * Number(PLACES));
}
