import type { CsrMatrix } from "@mlsys/core";

/** Rows of so many numbers on average are filled up: that costs less than ends which the processor cannot foresee. */
const WORTH_FILLING = 8;
/** Numbers that loops take at once. */
const AT_ONCE = 4;

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
  let words = 0;
  for (let i = 0; i < rows; i++) words += wordsOf(countOf(indptr, i, isFilled), width);
  return { width, isFilled, bytes: words * 8 };
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
  const columnsAWord = 8 / width;
  let word = byteOffset / 8;
  for (let i = 0; i < rows; i++) {
    const end = indptr[i + 1] as number;
    const count = countOf(indptr, i, isFilled);
    addresses[i] = word * 8;
    u32[2 * word] = i;
    u32[2 * word + 1] = count;
    let column = (word + 1) * columnsAWord;
    word += wordsOf(count, width);
    let number = word - count;
    for (let k = indptr[i] as number; k < end; k++) {
      columns[column++] = indices[k] as number;
      f64[number++] = data[k] as number;
    }
    for (let spare = cols; number < word; spare++) {
      columns[column++] = spare;
      f64[number++] = 0;
    }
  }
}

/** How many numbers a row has when it is packed. */
function countOf(indptr: Int32Array, i: number, isFilled: boolean): number {
  const count = (indptr[i + 1] as number) - (indptr[i] as number);
  return isFilled ? (count + AT_ONCE - 1) & -AT_ONCE : count;
}

/** Words of 8 bytes that a row takes: its number and count, the columns, and the numbers. */
const wordsOf = (count: number, width: number): number => 1 + ((count * width + 7) >>> 3) + count;
