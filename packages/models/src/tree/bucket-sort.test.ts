import fc from "fast-check";
import { expect, test } from "vitest";
import { BucketSort } from "./bucket-sort.ts";

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 200 });

test("values that differ are sorted with their ids; where two are equal nothing changes", () => {
  fc.assert(
    fc.property(values, fc.nat(3), (given, from) => {
      const numbers = Float32Array.from([...Array.from({ length: from }, () => 7), ...given]);
      const ids = Int32Array.from(numbers, (_, i) => i);
      const before = numbers.slice();
      const isSorted = new BucketSort(numbers.length).sort(numbers, ids, from, given.length);
      // As a comparison sees them: 0 and -0 are one.
      const differ = new Set(before.subarray(from).map((value) => value + 0)).size === given.length;
      expect(isSorted).toBe(differ);
      const expected = differ ? [...before.subarray(0, from), ...before.slice(from).sort()] : [...before];
      expect([...numbers]).toEqual(expected);
      expect(Array.from(ids, (id) => before[id])).toEqual(expected);
    }),
  );
});

test("many values close together and a few far away are sorted, too", () => {
  const numbers = Float32Array.from({ length: 500 }, (_, i) => (i === 0 ? 1e30 : ((i * 7919) % 500) / 1000));
  const expected = [...numbers].sort((a, b) => a - b);
  expect(new BucketSort(500).sort(numbers, new Int32Array(500), 0, 500)).toBe(true);
  expect([...numbers]).toEqual(expected);
});
