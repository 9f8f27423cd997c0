import { randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { introsort } from "./introsort.ts";
import { sortPairs } from "./sort-pairs.ts";

type Sort = (values: Float32Array, ids: Int32Array, from: number, count: number) => void;

function sortedBy(sort: Sort, values: Float32Array, from: number, count: number): [number[], Int32Array] {
  const [sorted, ids] = [values.slice(), Int32Array.from(values.keys())];
  sort(sorted, ids, from, count);
  // Zeros lose their sign, which no split sees.
  return [Array.from(sorted, (value) => value + 0), ids];
}

const drawn = (count: number, seed: number): Float64Array => randomState(seed).standardNormal(count);

/** What quicksort around the median of three goes too deep for: Musser's permutation. */
const musser = (half: number): number[] =>
  Array.from({ length: 2 * half }, (_, i) => {
    if (i >= half) return 2 * (i - half + 1);
    return i % 2 === 0 ? i + 1 : half + i + (half % 2 === 0 ? 0 : 1);
  });

test.each([
  ["numbers that differ", drawn(5000, 0)],
  ["numbers with equals", drawn(5000, 1).map((value) => Math.round(value * 300))],
  ["many equals", drawn(20_000, 2).map((value) => Math.round(value * 20))],
  ["zeros of both signs", drawn(3000, 3).map((value, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? -0 : value))],
  ["numbers in order", drawn(4000, 4).sort()],
  ["numbers in contrary order", drawn(4000, 5).sort().reverse()],
  ["the worst of quicksort", Float64Array.from(musser(3000))],
  [
    "infinities and the least numbers",
    drawn(2000, 6).map((value, i) => [value, Infinity, -Infinity, 1e-45 * i][i % 4] as number),
  ],
  ["a page of memory", drawn((2 ** 16 - 4096) / 8, 7).map((value) => Math.round(value * 1000))],
])("%s: ids come in the order of introsort, that of equal values too", (_, numbers) => {
  const values = Float32Array.from(numbers);
  const given = sortedBy(sortPairs, values, 0, values.length);
  expect(given).toEqual(sortedBy(introsort, values, 0, values.length));
  expect([...given[0]].sort((a, b) => a - b)).toEqual(given[0]);
});

test("any stretch is sorted, and what is beside it stays", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 999 }), fc.nat(), (count, from, seed) => {
      const values = Float32Array.from(drawn(count + from + 5, seed % 1000).map((value) => Math.round(value * 200)));
      expect(sortedBy(sortPairs, values, from, count)).toEqual(sortedBy(introsort, values, from, count));
    }),
    { numRuns: 60 },
  );
});
