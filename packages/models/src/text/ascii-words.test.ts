import fc from "fast-check";
import { expect, test } from "vitest";
import { writeAsciiWords, writeKey } from "./ascii-words.ts";
import { Spans } from "./spans.ts";
import { TermTable } from "./term-table.ts";

const letter = fc.constantFrom("a", "b", "Z", "_", "7", " ", ".", "\0", "\u007F");

test.each([true, false])("words of ASCII are found with their keys, lower-cased: %s", (lowercase) => {
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 60 }), (document) => {
      const spans = new Spans();
      expect(writeAsciiWords(document, spans, lowercase)).toBe(true);
      const words = (lowercase ? document.toLowerCase() : document).match(/\w{2,}/g) ?? [];
      const found = Array.from({ length: spans.count }, (_, i) => {
        const [start = 0, end = 0, low, high] = spans.terms.subarray(i * 4, i * 4 + 4);
        const key = new Int32Array(2);
        writeKey(spans.units, start, end, key, 0);
        expect([low, high]).toEqual([...key]);
        return String.fromCharCode(...spans.units.subarray(start, end));
      });
      expect(found).toEqual(words);
    }),
  );
});

test.each([
  ["a character that takes two bytes", "caf\u00E9"],
  ["half a pair", "ab\uD83D"],
  ["more than the buffer holds", "ab ".repeat(400_000)],
])("what is not short and ASCII is left to others: %s", (_, document) => {
  expect(writeAsciiWords(document, new Spans(), true)).toBe(false);
});

test("terms that look alike to a key are told apart", () => {
  const alike = [
    "",
    "\0",
    "\0\0",
    "a",
    "\0a",
    "a\0",
    "abcdefgh",
    "abcdefghi",
    "zabcdefghi",
    "\u0161",
    "a\u0100",
    "\u4E00\u4E00",
    "\u4E00\u4E02",
  ];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(fc.constantFrom(...alike), fc.string({ unit: letter, maxLength: 12 }))),
      (terms) => {
        expect(TermTable.of([...terms, ...terms]).strings()).toEqual(terms);
      },
    ),
  );
});
