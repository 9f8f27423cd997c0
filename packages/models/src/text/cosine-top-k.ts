import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import { toCsc } from "../internal/csc.ts";
import { featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";

/** The rows that are most alike, nearest first. */
export interface CosineNeighbors {
  /** Queries × k: the places of the rows; −1 where there are not so many. */
  readonly indices: Int32Array[];
  /** Queries × k: their cosine similarities; 0 where there are not so many. */
  readonly similarities: Matrix;
}

/**
 * The k rows with the largest cosine similarity to each query. Only terms that both have are looked at, and no matrix of all
 * similarities is made. Of equally similar rows the first ones count; a row of zeros is like nothing.
 *
 * @param queries - rows × columns, dense or sparse.
 * @param rows - what to search, with the same columns.
 * @param options - `k`, how many to give; default 10.
 * @returns places and similarities, nearest first.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { cosineTopK, tfidfVectorizer } from "@mlsys/models";
 *
 * const texts = tfidfVectorizer().fit(["profit rose", "sales fell", "profit fell again"]);
 * const rows = texts.transform(["profit rose", "sales fell", "profit fell again"]);
 * cosineTopK(texts.transform(["profit fell"]), rows, { k: 2 }).indices; // => [Int32Array.of(2, 0)]
 * ```
 */
export function cosineTopK(
  queries: MatrixLike,
  rows: MatrixLike,
  options: { readonly k?: number } = {},
): CosineNeighbors {
  const { k = 10 } = options;
  if (!Number.isInteger(k) || k < 1) {
    throw new ModelsError({
      code: "invalidOption",
      what: "k is out of range",
      where: "cosineTopK",
      found: String(k),
      fix: "give a whole number of at least 1",
    });
  }
  const [asked, searched] = [featuresToFit("cosineTopK", queries).X, featuresToFit("cosineTopK", rows).X];
  if (asked.cols !== searched.cols) {
    throw new ModelsError({
      code: "shapeMismatch",
      what: "queries and rows have different columns",
      where: "cosineTopK",
      found: `${asked.cols} and ${searched.cols} columns`,
      fix: "transform both with the same model",
    });
  }
  const columns = toCsc(searched);
  const lengths = lengthsOf(searched);
  const own = lengthsOf(asked);
  const scores = new Float64Array(searched.rows);
  const touched: number[] = [];
  const similarities = new Matrix(asked.rows, k);
  const indices = Array.from({ length: asked.rows }, (_, i) => {
    forEachOf(asked, i, (value, j) => {
      for (let at = columns.starts[j] as number; at < (columns.starts[j + 1] as number); at++) {
        const row = columns.places[at] as number;
        if (scores[row] === 0) touched.push(row);
        scores[row] = (scores[row] as number) + value * (columns.values[at] as number);
      }
    });
    for (const row of touched) {
      const length = (lengths[row] as number) * (own[i] as number);
      scores[row] = length === 0 ? 0 : (scores[row] as number) / length;
    }
    const nearest = highest(scores, touched, k);
    nearest.forEach((row, at) => {
      if (row >= 0) similarities.data[i * k + at] = scores[row] as number;
    });
    for (const row of touched) scores[row] = 0;
    touched.length = 0;
    return nearest;
  });
  return { indices, similarities };
}

/** The k places with the highest scores, best first; what was not touched has score 0. */
function highest(scores: Float64Array, touched: readonly number[], k: number): Int32Array {
  const best = new Int32Array(k).fill(-1);
  let size = 0;
  const better = (a: number, b: number): boolean =>
    (scores[a] as number) > (scores[b] as number) || (scores[a] === scores[b] && a < b);
  const offer = (row: number): void => {
    if (size === k && !better(row, best[k - 1] as number)) return;
    let at = size < k ? size++ : k - 1;
    for (; at > 0 && better(row, best[at - 1] as number); at--) best[at] = best[at - 1] as number;
    best[at] = row;
  };
  for (const row of new Set(touched)) offer(row);
  for (let row = 0; row < scores.length && (size < k || (scores[best[k - 1] as number] as number) < 0); row++) {
    if (scores[row] === 0 && !best.includes(row)) offer(row);
  }
  return best;
}

function lengthsOf(X: AnyMatrix): Float64Array {
  return Float64Array.from({ length: X.rows }, (_, i) => {
    let squares = 0;
    forEachOf(X, i, (value) => (squares += value * value));
    return Math.sqrt(squares);
  });
}

function forEachOf(X: Matrix | CsrMatrix, i: number, visit: (value: number, column: number) => void): void {
  const start = isCsrMatrix(X) ? (X.indptr[i] as number) : i * X.cols;
  const end = isCsrMatrix(X) ? (X.indptr[i + 1] as number) : start + X.cols;
  for (let at = start; at < end; at++) {
    const value = X.data[at] as number;
    if (value !== 0) visit(value, isCsrMatrix(X) ? (X.indices[at] as number) : at - start);
  }
}
