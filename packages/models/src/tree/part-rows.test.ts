import fc from "fast-check";
import { expect, test } from "vitest";
import { RowParting } from "./part-rows.ts";

test("rows are parted into the order that swaps with the last rows give", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), fc.nat(5), (goesLeft, start) => {
      const end = start + goesLeft.length;
      const samples = Int32Array.from({ length: end + 2 }, (_, p) => 7 * p);
      const expected = samples.slice();
      const isLeft = (row: number) => goesLeft[row / 7 - start] === true;
      let [at, last] = [start, end];
      while (at < last) {
        const row = expected[at] as number;
        if (isLeft(row)) at += 1;
        else {
          expected[at] = expected[--last] as number;
          expected[last] = row;
        }
      }
      const parting = new RowParting(samples.length);
      goesLeft.forEach((each, p) => (parting.goesLeft[p] = each ? 1 : 0));
      parting.part(samples, start, last, end);
      expect(samples).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
