import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64, fromBase64Anywhere, toBase64, toBase64Anywhere } from "./base64.ts";

test("bytes become the same text by both ways, and come back", () => {
  const lengths = fc.oneof(fc.nat(20), fc.integer({ min: 8185, max: 8200 }));
  fc.assert(
    fc.property(lengths, fc.nat(5), fc.nat(255), (length, before, seed) => {
      const memory = new Uint8Array(before + length + 2).map((_, i) => (i * 37 + seed) & 255);
      const bytes = memory.subarray(before, before + length);
      const text = toBase64(bytes);
      expect(text).toBe(toBase64Anywhere(bytes));
      expect(Array.from(fromBase64(text) ?? [])).toEqual(Array.from(bytes));
      expect(Array.from(fromBase64Anywhere(text) ?? [])).toEqual(Array.from(bytes));
    }),
  );
});

test("what is no base64 is refused by both ways, and what is some is read alike", () => {
  const pieces = fc.array(fc.constantFrom("A", "b", "9", "+", "/", "=", "-", "_", " ", "é", "QUJD"), { maxLength: 9 });
  fc.assert(
    fc.property(pieces, (letters) => {
      const text = letters.join("");
      const [read, expected] = [fromBase64(text), fromBase64Anywhere(text)];
      expect(read === undefined).toBe(expected === undefined);
      expect(Array.from(read ?? [])).toEqual(Array.from(expected ?? []));
    }),
    { numRuns: 1000 },
  );
});
