import { expect, test } from "vitest";
import { allFinite, allFiniteFromZero } from "./all-finite.ts";

test("one number that is not finite, or below 0, is found wherever it stands", () => {
  for (const length of [0, 1, 3, 4, 5, 7, 8, 9, (1 << 14) + 6]) {
    const numbers = new Float64Array(length).map((_, at) => (at % 3 === 0 ? -0 : 1e308));
    expect([allFinite(numbers), allFiniteFromZero(numbers)]).toEqual([true, true]);
    const places =
      length < 10 ? Array.from(numbers, (_, at) => at) : [0, (1 << 14) - 1, 1 << 14, length - 2, length - 1];
    for (const at of places) {
      const kept = numbers[at] as number;
      for (const bad of [NaN, Infinity, -Infinity, -5e-324]) {
        numbers[at] = bad;
        expect([allFinite(numbers), allFiniteFromZero(numbers)]).toEqual([bad === -5e-324, false]);
      }
      numbers[at] = kept;
    }
  }
});
