import type { CsrMatrix } from "@mlsys/core";

/** What turns counts into weights. */
export interface TfidfSettings {
  readonly norm: "l1" | "l2" | null;
  readonly useIdf: boolean;
  readonly smoothIdf: boolean;
  readonly sublinearTf: boolean;
}

/** ln(documents ÷ documents with the term) + 1, with one more of both when smoothed. */
export function inverseDocumentFrequencies(counts: CsrMatrix, smooth: boolean): Float64Array {
  const idf = new Float64Array(counts.cols);
  for (let at = 0; at < counts.indices.length; at++) {
    const column = counts.indices[at] as number;
    idf[column] = (idf[column] as number) + 1;
  }
  const extra = smooth ? 1 : 0;
  for (let j = 0; j < idf.length; j++) idf[j] = Math.log((counts.rows + extra) / ((idf[j] as number) + extra)) + 1;
  return idf;
}

/** Turns counts into weights, in place. */
export function weigh(counts: CsrMatrix, idf: Float64Array | undefined, settings: TfidfSettings): void {
  const { data, indices } = counts;
  if (settings.sublinearTf) for (let at = 0; at < data.length; at++) data[at] = Math.log(data[at] as number) + 1;
  if (idf !== undefined) {
    for (let at = 0; at < data.length; at++) data[at] = (data[at] as number) * (idf[indices[at] as number] as number);
  }
  if (settings.norm !== null) normalizeRows(counts, settings.norm);
}

/** Gives each row the length 1, in place; a row of zeros stays. */
export function normalizeRows({ rows, indptr, data }: CsrMatrix, norm: "l1" | "l2"): void {
  for (let row = 0; row < rows; row++) {
    const [start, end] = [indptr[row] as number, indptr[row + 1] as number];
    let sum = 0;
    for (let at = start; at < end; at++) {
      const value = data[at] as number;
      sum += norm === "l1" ? Math.abs(value) : value * value;
    }
    if (sum === 0) continue;
    const length = norm === "l1" ? sum : Math.sqrt(sum);
    for (let at = start; at < end; at++) data[at] = (data[at] as number) / length;
  }
}
