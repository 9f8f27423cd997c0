import { compareCodePoints } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sortTerms } from "./sort-terms.ts";
import { TermTable } from "./term-table.ts";

const term = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ unit: fc.constantFrom("a", " ", "\u007F", "é", "ﬁ", "😀"), maxLength: 20 }),
);

test("terms are sorted by code point, whatever they share", () => {
  fc.assert(
    fc.property(fc.uniqueArray(term, { minLength: 30, maxLength: 90 }), (terms) => {
      const table = TermTable.of(terms);
      const ids = Int32Array.from(terms.keys());
      sortTerms(table, ids);
      const sorted = TermTable.from(table, ids).strings();
      expect(sorted).toEqual([...terms].sort(compareCodePoints));
    }),
  );
});

test("a table finds each of its terms, and nothing else", () => {
  fc.assert(
    fc.property(fc.uniqueArray(term, { minLength: 1, maxLength: 60 }), (terms) => {
      const table = TermTable.of(terms);
      expect(table.strings()).toEqual(terms);
      expect(TermTable.of([...terms, ...terms]).size).toBe(terms.length);
    }),
  );
});
