import { randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sortKeys } from "./sort-keys.ts";

test("keys are sorted by their bits from the given one on, few or many, narrow or wide", () => {
  const counts = fc.constantFrom(1, 2, 31, 33, 79, 80, 300, 1023, 1024, 5000);
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 31 }), fc.nat(3), fc.nat(), (count, width, from, seed) => {
      const keys = Int32Array.from(randomState(seed).randint(0, 2 ** width, count));
      const expected = keys.slice().sort();
      sortKeys(keys, new Int32Array(count), count, from);
      expect(keys.map((key) => key >>> from)).toEqual(expected.map((key) => key >>> from));
      expect(keys.slice().sort()).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
