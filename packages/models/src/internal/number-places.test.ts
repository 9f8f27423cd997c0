import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctNumbers, numberCodes } from "./number-places.ts";

const number = fc.oneof(
  fc.integer({ min: -3, max: 5000 }),
  fc.integer({ min: 0, max: 60 }).map((whole) => whole / 7),
  fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 1e300, -1e300, 5e-324, 0.1, 0.1 + 2 ** -54, 2 ** 40 + 0.5),
  fc.double(),
);

test("distinct numbers are those of a set, and codes their places in it", () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 200 }), fc.array(number), (values, strangers) => {
      const found = distinctNumbers(Float64Array.from(values));
      expect(new Set([...found].map(String))).toEqual(new Set(values.map((value) => String(value + 0))));
      expect(found.size).toBe(new Set(values).size);
      const places = new Map([...found].map((value, place) => [value, place]));
      const column = [...values, ...strangers, ...values];
      const codes = numberCodes(places, Float64Array.from(column));
      expect([...codes]).toEqual(column.map((value) => places.get(value) ?? -1));
    }),
  );
});
