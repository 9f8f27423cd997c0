import { TextColumn } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberTable } from "./number-table.ts";
import { select } from "./select.ts";
import { RepeatedTexts } from "./repeated-texts.ts";
import { hashOf, TextTable } from "./text-table.ts";

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -5, max: 5 })), { maxLength: 3000 });

test("the table counts like a Map, whatever the numbers, also while it grows", () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const table = new NumberTable();
      const map = new Map<number, number>();
      for (const value of values) {
        const slot = table.slotOf(value);
        table.set(slot, value, table.get(slot) + 1);
        map.set(value, (map.get(value) ?? 0) + 1);
      }
      const found = new Map<number, number>();
      table.forEach((key, count) => found.set(key, count));
      expect(found).toEqual(map);
      expect(table.size).toBe(map.size);
    }),
    { numRuns: 50 },
  );
});

test("selection finds what sorting finds, with duplicates and infinities", () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (values, at) => {
      if (values.length === 0) return;
      const k = at % values.length;
      const held = Float64Array.from(values);
      select(held, k);
      expect((held[k] ?? NaN) + 0).toBe((Float64Array.from(values).sort()[k] ?? NaN) + 0);
      expect(Math.max(...held.subarray(0, k + 1)) + 0).toBe((held[k] ?? NaN) + 0);
    }),
    { numRuns: 100 },
  );
});

const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "🙂", ""), maxLength: 6 }), {
  maxLength: 4000,
});

test("the table of texts counts like a Map, whatever the texts, also while it grows", () => {
  fc.assert(
    fc.property(texts, (values) => {
      const table = new TextTable();
      const map = new Map<string, number>();
      for (const value of values) {
        const key = table.keyOf(new TextEncoder().encode(value));
        table.set(key, table.get(key) + 1);
        map.set(value, (map.get(value) ?? 0) + 1);
      }
      const found = new Map<string, number>();
      table.forEach((text, count) => found.set(text, count));
      expect(found).toEqual(map);
      expect(table.size).toBe(map.size);
    }),
    { numRuns: 50 },
  );
});

test("repeated texts of rows that count are found with their first row, in many parts too", () => {
  fc.assert(
    fc.property(texts, fc.nat(5), fc.constantFrom(1, 20), (some, every, times) => {
      const values = Array.from({ length: times }, () => some).flat();
      const column = TextColumn.fromStrings(values);
      const repeated = new RepeatedTexts(column);
      const kept = Uint8Array.from(values, (_, i) => (i % (every + 1) === every ? 0 : 1));
      const half = values.length >> 1;
      repeated.add(0, half, kept);
      repeated.add(half, values.length, kept.subarray(half));
      const [firsts, expected] = [new Map<string, number>(), new Set<string>()];
      const seconds = new Set<string>();
      for (const [i, value] of values.entries()) {
        if (kept[i] !== 1) continue;
        const first = firsts.get(value);
        if (first === undefined) firsts.set(value, i);
        else expected.add(`${i} ${first} ${!seconds.has(value)}`);
        if (first !== undefined) seconds.add(value);
      }
      const found = new Set<string>();
      repeated.forEach((row, first, isSecond) => found.add(`${row} ${first} ${isSecond}`));
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test("texts of one hash are told apart", () => {
  const byHash = new Map<number, string>();
  const alike = ((): string[] => {
    for (let i = 0; ; i++) {
      const text = `id ${i}`;
      const bytes = new TextEncoder().encode(text);
      const hash = hashOf(new DataView(bytes.buffer), 0, bytes.length);
      const other = byHash.get(hash);
      if (other !== undefined) return [other, text];
      byHash.set(hash, text);
    }
  })();
  const column = TextColumn.fromStrings([0, 1, 1, 0, 1, 0].map((i) => alike[i] ?? ""));
  const repeated = new RepeatedTexts(column);
  repeated.add(0, 6, undefined);
  const found: unknown[] = [];
  repeated.forEach((...each) => found.push(each));
  expect(found).toEqual([
    [2, 1, true],
    [3, 0, true],
    [4, 1, false],
    [5, 0, false],
  ]);
});
