import fc from "fast-check";
import { expect, test } from "vitest";
import { argsort } from "./argsort.ts";

/** Also numbers that single precision does not tell apart, or does not hold. */
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -2, max: 2 }).map((value) => 1 + value * 1e-12),
  fc.constantFrom(0, -0, 1e300, 2e300, -1e300, 1e-310),
);

test.each([1, 200])(
  "places stand in the order of the numbers, equal ones in that of their ties, then as given",
  (copies) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.integer({ min: 0, max: 2 })), { maxLength: 60 }), (few) => {
        const pairs = Array.from({ length: copies }, () => few).flat();
        const values = Float64Array.from(pairs, ([value]) => value);
        const ties = Float64Array.from(pairs, ([, tie]) => tie);
        const expected = [...pairs.keys()].sort((a, b) => {
          const [left, right] = [values[a] as number, values[b] as number];
          if (left !== right) return left < right ? -1 : 1;
          return (ties[a] as number) - (ties[b] as number);
        });
        expect([...argsort(values, ties)]).toEqual(expected);
      }),
    );
  },
);
