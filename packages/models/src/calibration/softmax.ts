import { Matrix } from "@mlsys/core";

/** The softmax of each row times a factor. */
export function softmax({ rows, cols, data }: Matrix, factor: number): Matrix {
  const result = new Matrix(rows, cols);
  const shares = result.data;
  for (let from = 0; from < data.length; from += cols) {
    const end = from + cols;
    let largest = -Infinity;
    for (let at = from; at < end; at++) largest = Math.max(largest, factor * (data[at] as number));
    let sum = 0;
    for (let at = from; at < end; at++) sum += shares[at] = Math.exp(factor * (data[at] as number) - largest);
    for (let at = from; at < end; at++) shares[at] = (shares[at] as number) / sum;
  }
  return result;
}
