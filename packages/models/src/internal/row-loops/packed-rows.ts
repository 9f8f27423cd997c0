import type { CsrMatrix } from "@mlsys/core";

/** Rows of so many numbers on average are filled up: that costs less than ends which the processor cannot foresee. */
const WORTH_FILLING = 8;
/** Numbers that loops take at once. */
const AT_ONCE = 4;
/** Bytes before the columns of a row: its number, and how many numbers it has. */
const HEAD = 8;

/** Places of columns that there are not: numbers that fill rows up are 0 and belong to them. */
export const SPARE_COLUMNS = AT_ONCE - 1;

/** How sparse rows are laid out. */
export interface PackedLayout {
  /** Bytes of a column's place. */
  readonly width: 2 | 4;
  readonly isFilled: boolean;
  /** Of all rows. */
  readonly bytes: number;
}

/** How rows are laid out by {@link packRows}. */
export function packedLayout({ rows, cols, data, indptr }: CsrMatrix): PackedLayout {
  const width = cols + SPARE_COLUMNS <= 2 ** 16 ? 2 : 4;
  const isFilled = data.length >= WORTH_FILLING * rows;
  let bytes = 0;
  for (let i = 0; i < rows; i++) {
    const count = (indptr[i + 1] as number) - (indptr[i] as number);
    bytes += bytesOf(isFilled ? roundedUp(count, AT_ONCE) : count, width);
  }
  return { width, isFilled, bytes };
}

/**
 * Writes sparse rows one after the other: the number of the row and how many numbers it has, their columns, and, from the next multiple
 * of 8, the numbers. A row that is read alone so lies in few lines of the cache. The address of each row is written to `addresses`.
 */
export function packRows(
  { rows, cols, data, indices, indptr }: CsrMatrix,
  { width, isFilled }: PackedLayout,
  { buffer, byteOffset }: ArrayBufferView,
  addresses: Int32Array,
): void {
  const [u32, f64] = [new Uint32Array(buffer), new Float64Array(buffer)];
  const columns = width === 2 ? new Uint16Array(buffer) : u32;
  let address = byteOffset;
  for (let i = 0; i < rows; i++) {
    const [start, end] = [indptr[i] as number, indptr[i + 1] as number];
    const count = isFilled ? roundedUp(end - start, AT_ONCE) : end - start;
    addresses[i] = address;
    u32[address / 4] = i;
    u32[address / 4 + 1] = count;
    const firstColumn = (address + HEAD) / width;
    address += bytesOf(count, width);
    const firstNumber = address / 8 - count;
    for (let k = 0; k < end - start; k++) {
      columns[firstColumn + k] = indices[start + k] as number;
      f64[firstNumber + k] = data[start + k] as number;
    }
    for (let k = end - start; k < count; k++) {
      columns[firstColumn + k] = cols + k - (end - start);
      f64[firstNumber + k] = 0;
    }
  }
}

const bytesOf = (count: number, width: number): number => HEAD + roundedUp(count * width, 8) + count * 8;

const roundedUp = (value: number, to: number): number => Math.ceil(value / to) * to;
