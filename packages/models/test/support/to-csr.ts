import { CsrMatrix } from "@mlsys/core";

/** The rows as a sparse matrix. */
export function toCsr(rows: readonly (readonly number[])[]): CsrMatrix {
  const entries = rows.map((row) => row.flatMap((value, j) => (value === 0 ? [] : [[j, value] as const])));
  const indptr = [0];
  for (const row of entries) indptr.push((indptr.at(-1) ?? 0) + row.length);
  return new CsrMatrix(
    rows.length,
    rows[0]?.length ?? 0,
    Float64Array.from(entries.flat(), ([, value]) => value),
    Int32Array.from(entries.flat(), ([j]) => j),
    Int32Array.from(indptr),
  );
}
