import type { CsrMatrix } from "@mlsys/core";

/** The place of each column, and last of the intercept: the most frequent first, so that what is used most lies together. */
export function byFrequency({ cols, indices }: CsrMatrix): Int32Array {
  const counts = new Int32Array(cols);
  for (let at = 0; at < indices.length; at++) {
    const j = indices[at] as number;
    counts[j] = (counts[j] as number) + 1;
  }
  const places = new Int32Array(cols + 1);
  const ascending = orderByCount(counts);
  for (let at = 0; at < cols; at++) places[ascending[at] as number] = cols - 1 - at;
  places[cols] = cols;
  return places;
}

/** The rows, the shortest first. */
export function byLength({ rows, indptr }: CsrMatrix): Int32Array {
  const lengths = new Int32Array(rows);
  for (let i = 0; i < rows; i++) lengths[i] = (indptr[i + 1] as number) - (indptr[i] as number);
  return orderByCount(lengths);
}

/** The places of small numbers in ascending order, by counting. */
function orderByCount(counts: Int32Array): Int32Array {
  let largest = 0;
  for (let i = 0; i < counts.length; i++) largest = Math.max(largest, counts[i] as number);
  const starts = new Int32Array(largest + 2);
  for (let i = 0; i < counts.length; i++)
    starts[(counts[i] as number) + 1] = (starts[(counts[i] as number) + 1] as number) + 1;
  for (let count = 1; count < starts.length; count++) {
    starts[count] = (starts[count] as number) + (starts[count - 1] as number);
  }
  const order = new Int32Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    const place = starts[count] as number;
    order[place] = i;
    starts[count] = place + 1;
  }
  return order;
}
