import { createHash } from "node:crypto";
import { compareCodePoints, CoreError, Sha256, sha256, stableHash } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("sha256", () => {
  it("equals Node's for any bytes, however they are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
        const ours = new Sha256();
        const theirs = createHash("sha256");
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
        }
        expect(ours.digest()).toBe(theirs.digest("hex"));
      }),
    );
  });

  it("is the same of many bytes, which Node hashes, as in pieces", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 1100 }), fc.nat(9), fc.boolean(), (length, before, isShared) => {
        const memory = new Uint8Array(isShared ? new SharedArrayBuffer(length + 20) : new ArrayBuffer(length + 20));
        const bytes = memory.map((_, i) => (i * 37 + length) & 255).subarray(before, before + length);
        expect(sha256(bytes)).toBe(new Sha256().update(bytes).digest());
      }),
    );
    const text = "é😀\ud800".repeat(500);
    expect(sha256(text)).toBe(new Sha256().update(text).digest());
  });

  it("hashes text as UTF-8", () => {
    expect(sha256("é😀")).toBe(createHash("sha256").update("é😀").digest("hex"));
  });
});

describe("stableHash", () => {
  it("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(stableHash(reversed)).toBe(stableHash(record));
      }),
    );
  });

  it("is the same as stored here, on every platform", () => {
    expect(stableHash({ a: [1, "b", null, true] })).toBe(
      "c1aeaa79abc40cbd05f5ff516d1636b503f4fb229ffc669cbd50e32b0451ace2",
    );
  });

  it("tells values of different kinds apart", () => {
    const values = [
      1,
      "1",
      1n,
      [1],
      { 0: 1 },
      0,
      -0,
      NaN,
      null,
      "null",
      true,
      "true",
      new Date(1),
      [],
      {},
      new Set([1]),
      new Map([[1, 1]]),
    ];
    values.push(
      new Float64Array(1) as never,
      new Float32Array(2) as never,
      [["a"], "b"] as never,
      [["a", "b"]] as never,
    );
    expect(new Set(values.map(stableHash)).size).toBe(values.length);
  });

  it("ignores undefined properties, as JSON does, and the order of sets and maps", () => {
    expect(stableHash({ a: undefined })).toBe(stableHash({}));
    expect(stableHash(new Set([1, 2]))).toBe(stableHash(new Set([2, 1])));
  });

  it("refuses functions, symbols and cycles", () => {
    const cyclic = new Map<string, unknown>();
    cyclic.set("self", { cyclic });
    for (const value of [() => 1, Symbol("x"), cyclic]) expect(() => stableHash({ value })).toThrow(CoreError);
  });
});

describe("compareCodePoints", () => {
  it("orders as UTF-8 bytes do", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
