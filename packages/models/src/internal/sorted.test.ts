import fc from "fast-check";
import { expect, test } from "vitest";
import { sorted } from "./sorted.ts";

const expectNative = (values: Float64Array): void => {
  const before = values.slice();
  const [found, native] = [sorted(values), values.slice().sort()];
  expect(found.length).toBe(native.length);
  expect(found.every((value, i) => Object.is(value, native[i]))).toBe(true);
  expect(values).toEqual(before);
};

test("numbers come in the order of the native sort, −0 before 0 and NaN last", () => {
  const kinds = [
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double(),
    fc.constantFrom(-0, 0, 1e-300),
    fc.integer({ min: -3, max: 3 }),
  ];
  for (const kind of kinds) {
    const arrays = fc.array(kind, { minLength: 200, maxLength: 1500, size: "max" });
    fc.assert(
      fc.property(arrays, (values) => expectNative(Float64Array.from(values))),
      { numRuns: 30 },
    );
  }
});

test("crowds, outliers and ranges beyond the largest double are sorted too", () => {
  const places = Float64Array.from({ length: 2000 }, (_, i) => (i * 7919) % 2000);
  expectNative(places);
  expectNative(places.map((place) => Math.exp(place / 3)));
  expectNative(places.map((place) => place * 5e-324));
  expectNative(places.map((place) => (place % 2 === 0 ? -1 : 1) * Number.MAX_VALUE));
  expectNative(new Float64Array(2000).fill(3));
});
