import fc from "fast-check";
import { expect, test } from "vitest";
import { floatOf, limitKey, MISSING, orderKey, orderKeyOrMissing } from "./order-keys.ts";

const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0] as number;
const floats = fc.oneof(
  fc.float({ noNaN: true }),
  fc.constantFrom(0, -0, 1.401298464324817e-45, -1.401298464324817e-45),
);

test("keys are in the order of floats, and tell them", () => {
  fc.assert(
    fc.property(floats, floats, (a, b) => {
      const [one, other] = [orderKey(bitsOf(a)), orderKey(bitsOf(b))];
      expect(floatOf(one)).toBe(a);
      expect(orderKeyOrMissing(bitsOf(a))).toBe(one);
      if (a < b) expect(one).toBeLessThan(other);
    }),
    { numRuns: 500 },
  );
});

test("a float is at most a number where its key is at most the number's limit", () => {
  const near = fc.tuple(floats, fc.constantFrom(0, 1e-9, -1e-9, 1e-50, -1e-50)).map(([a, by]) => a + a * by + by);
  fc.assert(
    fc.property(floats, fc.oneof(near, floats, fc.double({ noNaN: true })), (value, threshold) => {
      expect(orderKey(bitsOf(value)) <= limitKey(threshold)).toBe(value <= threshold);
      expect(orderKey(bitsOf(value)) <= limitKey(value)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("what is missing is above all others, whatever its bits", () => {
  for (const bits of [0x7fc00000, 0xffc00000 | 0, 0x7f800001, -1]) expect(orderKeyOrMissing(bits)).toBe(MISSING);
  expect(limitKey(Infinity)).toBeLessThan(MISSING);
});
