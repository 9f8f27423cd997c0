import { CsrMatrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packedLayout, packRows, SPARE_COLUMNS } from "./packed-rows.ts";

/** Rows of which each number is there with some probability. */
function drawn(rows: number, cols: number, density: number, seed: number): CsrMatrix {
  const rng = randomState(seed);
  const indptr = Int32Array.of(0, ...Array.from({ length: rows }, () => 0));
  const indices: number[] = [];
  for (let i = 0; i < rows; i++) {
    rng.randomSample(cols).forEach((u, j) => u < density && indices.push(j));
    indptr[i + 1] = indices.length;
  }
  return new CsrMatrix(rows, cols, rng.standardNormal(indices.length), Int32Array.from(indices), indptr);
}

/** What was packed, read again: the number of each row, and its numbers with their columns. */
function unpacked(X: CsrMatrix): { readonly row: number; readonly entries: (readonly [number, number])[] }[] {
  const layout = packedLayout(X);
  const buffer = new ArrayBuffer(64 + layout.bytes);
  const addresses = new Int32Array(X.rows);
  packRows(X, layout, new DataView(buffer, 64), addresses);
  const view = new DataView(buffer);
  return Array.from(addresses, (address, i) => {
    const count = view.getUint32(address + 4, true);
    const numbers = Math.ceil((address + 8 + count * layout.width) / 8) * 8;
    const end = addresses[i + 1] ?? buffer.byteLength;
    expect(numbers + 8 * count).toBe(end);
    const columnAt = (place: number): number =>
      layout.width === 2 ? view.getUint16(place, true) : view.getUint32(place, true);
    const entries = Array.from(
      { length: count },
      (_, k) => [columnAt(address + 8 + k * layout.width), view.getFloat64(numbers + 8 * k, true)] as const,
    );
    return { row: view.getUint32(address, true), entries };
  });
}

const entriesOf = ({ indptr, indices, data }: CsrMatrix, i: number): (readonly [number, number])[] =>
  Array.from(indices.subarray(indptr[i], indptr[i + 1]), (j, k) => [j, data[(indptr[i] ?? 0) + k] ?? NaN] as const);

test("packed rows hold their numbers in order, and what fills them up is 0 in columns that there are not", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 1, max: 12 }),
    cols: fc.constantFrom(1, 7, 40, 2 ** 16 - 3, 2 ** 16 - 2),
    mean: fc.double({ min: 0, max: 30, noNaN: true }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(shape, ({ rows, cols, mean, seed }) => {
      const X = drawn(rows, cols, mean / cols, seed);
      expect(packedLayout(X).width).toBe(cols + SPARE_COLUMNS <= 2 ** 16 ? 2 : 4);
      unpacked(X).forEach(({ row, entries }, i) => {
        const own = entriesOf(X, i);
        expect(row).toBe(i);
        expect(entries.slice(0, own.length)).toEqual(own);
        entries.slice(own.length).forEach(([column, value], k) => {
          expect(value).toBe(0);
          expect(column).toBe(cols + k);
        });
      });
    }),
    { numRuns: 30 },
  );
});

test("long rows are filled up to whole fours, short ones are not", () => {
  const long = drawn(50, 40, 0.4, 1);
  const short = drawn(50, 40, 0.1, 1);
  const counts = (X: CsrMatrix): number[] => unpacked(X).map(({ entries }) => entries.length);
  expect(counts(long).every((count) => count % 4 === 0)).toBe(true);
  expect(counts(short)).toEqual(Array.from({ length: 50 }, (_, i) => entriesOf(short, i).length));
});
