import { expect, test, vi } from "vitest";
import { RowArena } from "./row-arena.ts";

const BYTES = 1 << 19;

test("memory that threads share is lent again once it is given back, with nothing left of what was there", () => {
  const first = new RowArena(BYTES, 2);
  const used = first.use(() => first.doubles(1000).fill(7));
  const second = new RowArena(2 * BYTES, 2);
  const third = new RowArena(BYTES, 2);
  second.use(() => {
    const again = second.doubles(1000);
    expect(again.buffer.byteLength).toBeGreaterThan(used.buffer.byteLength);
    expect(again.byteOffset).toBe(used.byteOffset);
    expect(new Set(again)).toEqual(new Set([0]));
    again.fill(3);
    // What is lent is not lent twice.
    expect(new Set(third.use(() => third.doubles(1000)))).toEqual(new Set([0]));
    expect(new Set(again)).toEqual(new Set([3]));
  });
  // It is the same memory: what the first had shows what the second wrote.
  expect(new Set(used)).toEqual(new Set([3]));
});

test("a copy holds what it was made of, in memory that was lent before too; what lies behind is 0", () => {
  const first = new RowArena(BYTES, 2);
  first.use(() => first.doubles(1000).fill(7));
  for (const threads of [2, 1]) {
    const arena = new RowArena(BYTES, threads);
    arena.use(() => {
      expect(arena.copyOf(Int32Array.of(1, 2, 3))).toEqual(Int32Array.of(1, 2, 3));
      expect(arena.copyOf(Float64Array.of(0.5))).toEqual(Float64Array.of(0.5));
      expect(new Set(arena.doubles(500))).toEqual(new Set([0]));
    });
  }
});

test("memory of any number of bytes serves where WebAssembly does not", () => {
  vi.stubGlobal("WebAssembly", undefined);
  try {
    const arena = new RowArena(1001.3, 1);
    expect(arena.bytes(1001)).toHaveLength(1001);
  } finally {
    vi.unstubAllGlobals();
  }
});

test("arrays beyond two gigabytes begin where the one before ends", () => {
  const arena = new RowArena(2 ** 31 + 64, 1);
  expect(arena.bytes(2 ** 31).byteOffset % 16).toBe(0);
  expect(arena.doubles(1).byteOffset).toBeGreaterThanOrEqual(2 ** 31);
});

test("memory that cannot be had is refused with its size", () => {
  expect(() => new RowArena(2 ** 52, 1)).toThrow(
    "a fit needs more memory than there is (X): found 4294967297 MB; give fewer rows or columns",
  );
});
