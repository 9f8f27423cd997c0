import { CsrMatrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** Which products of columns are made. */
export interface ProductRules {
  readonly degree: number | readonly [lowest: number, highest: number];
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/** Two gigabytes of doubles. */
const MOST_STORED = 2 ** 28;

/** The numbers of factors that products have; the column of ones is none of them. */
function ordersOf({ degree }: ProductRules): number[] {
  const [lowest, highest] = typeof degree === "number" ? [1, degree] : degree;
  const first = Math.max(1, lowest);
  return Array.from({ length: Math.max(0, highest - first + 1) }, (_, i) => first + i);
}

/** How many products there are of so many columns. */
export function countProducts(rules: ProductRules, cols: number): number {
  const bias = rules.includeBias ? 1 : 0;
  return ordersOf(rules).reduce((sum, order) => sum + countOfOrder(cols, order, rules.interactionOnly), bias);
}

/** How many products of so many factors there are: subsets of columns, or multisets where a column may occur several times. */
function countOfOrder(cols: number, order: number, interactionOnly: boolean): number {
  const from = interactionOnly ? cols : cols + order - 1;
  if (cols <= 0 || order > from) return order === 0 ? 1 : 0;
  // C(from, order), in the shorter of its two products; what is divided is a multiple each time.
  const factors = Math.min(order, from - order);
  let count = 1;
  for (let k = 1; k <= factors; k++) count = (count * (from - factors + k)) / k;
  return count;
}

/** The products of the stored elements of each row; all others are 0. */
export function sparseProducts(X: CsrMatrix, rules: ProductRules): CsrMatrix {
  const { interactionOnly, includeBias } = rules;
  const indptr = offsetsOf(X, rules);
  const size = indptr[X.rows] as number;
  const [data, indices] = [new Float64Array(size), new Int32Array(size)];
  const step = interactionOnly ? 1 : 0;
  let [at, end] = [0, 0];

  /**
   * Writes the products of one factor more: each stored element from one on, which is in column `first` or later. `place` is where the
   * products begin in the output that start with the factors so far; they go on in lexical order.
   */
  function multiply(product: number, from: number, first: number, place: number, factorsLeft: number): void {
    if (factorsLeft === 2) {
      multiplyPairs(product, from, first, place);
      return;
    }
    const behind = countOfOrder(X.cols - first, factorsLeft, interactionOnly);
    for (let k = from; k < end; k++) {
      const j = X.indices[k] as number;
      const next = product * (X.data[k] as number);
      if (factorsLeft === 1) {
        data[at] = next;
        indices[at++] = place + j - first;
      } else {
        const start = place + behind - countOfOrder(X.cols - j, factorsLeft, interactionOnly);
        multiply(next, k + step, j + step, start, factorsLeft - 1);
      }
    }
  }

  /** The same of two factors more, without a call for each element. */
  function multiplyPairs(product: number, from: number, first: number, place: number): void {
    const { data: numbers, indices: columns, cols } = X;
    const behind = place + ((cols - first) * (cols - first + 1 - 2 * step)) / 2;
    const stop = end;
    let to = at;
    for (let k = from; k < stop; k++) {
      const j = columns[k] as number;
      const next = product * (numbers[k] as number);
      const start = behind - ((cols - j) * (cols - j + 1 - 2 * step)) / 2 - j - step;
      for (let other = k + step; other < stop; other++, to++) {
        data[to] = next * (numbers[other] as number);
        indices[to] = start + (columns[other] as number);
      }
    }
    at = to;
  }

  const orders = ordersOf(rules);
  const widths = orders.map((order) => countOfOrder(X.cols, order, interactionOnly));
  for (let i = 0; i < X.rows; i++) {
    end = X.indptr[i + 1] as number;
    // The column of ones comes first, at 0.
    if (includeBias) data[at++] = 1;
    let place = includeBias ? 1 : 0;
    orders.forEach((order, which) => {
      multiply(1, X.indptr[i] as number, 0, place, order);
      place += widths[which] as number;
    });
  }
  return new CsrMatrix(X.rows, countProducts(rules, X.cols), data, indices, indptr);
}

/** Where the products of each row begin. */
function offsetsOf(X: CsrMatrix, rules: ProductRules): Int32Array {
  const indptr = new Int32Array(X.rows + 1);
  // By the number of elements that are stored.
  const counts = new Map<number, number>();
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    const stored = (X.indptr[i + 1] as number) - (X.indptr[i] as number);
    const count = counts.get(stored) ?? countProducts(rules, stored);
    counts.set(stored, count);
    size += count;
    if (size > MOST_STORED) throw tooManyStored(i);
    indptr[i + 1] = size;
  }
  return indptr;
}

function tooManyStored(row: number): ModelsError {
  return new ModelsError({
    code: "tooLarge",
    what: "there are too many products that are not 0",
    where: "polynomialFeatures.transform",
    found: `more than ${MOST_STORED} in rows 0 to ${row}`,
    fix: "transform fewer rows at a time, lower degree, or set interactionOnly to true",
  });
}
