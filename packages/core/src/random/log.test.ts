import fc from "fast-check";
import { expect, it } from "vitest";
import { roundedLog } from "./log.ts";

/** log x in 200-bit fixed point: halve x towards 1, then 2·atanh((x - 1)/(x + 1)). */
function exactLog(x: number): { readonly nearest: (guess: number) => boolean } {
  const bits = 200n;
  const one = 1n << bits;
  let exponent = Math.floor(Math.log2(x));
  let mantissa = x / 2 ** exponent;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const fixed = BigInt(mantissa * 2 ** 53) << (bits - 53n);
  const sum = atanhTwice(((fixed - one) << bits) / (fixed + one), bits) + BigInt(exponent) * atanhTwice(one / 3n, bits);
  return {
    nearest: (guess) => {
      const error = (candidate: number): bigint => {
        const difference = toFixed(candidate, bits) - sum;
        return difference < 0n ? -difference : difference;
      };
      const step = Math.abs(guess) * Number.EPSILON;
      return error(guess) <= error(guess + step) && error(guess) <= error(guess - step);
    },
  };
}

function atanhTwice(z: bigint, bits: bigint): bigint {
  let sum = 0n;
  let power = z;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * ((z * z) >> bits)) >> bits;
  }
  return 2n * sum;
}

function toFixed(value: number, bits: bigint): bigint {
  const exponent = Math.floor(Math.log2(Math.abs(value))) - 52;
  const digits = BigInt(Math.round(value / 2 ** exponent));
  const shift = bits + BigInt(exponent);
  return shift >= 0n ? digits << shift : digits >> -shift;
}

it("is the nearest double to the logarithm", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 2 ** -40, noNaN: true }), (x) => {
      expect(exactLog(x).nearest(roundedLog(x))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it("agrees with Math.log on special values", () => {
  for (const x of [0, 1, Infinity, NaN, -1, 5e-324]) expect(roundedLog(x)).toBe(Math.log(x));
});
