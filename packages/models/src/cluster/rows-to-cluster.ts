import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { toDense } from "../internal/to-dense.ts";
import type { ClusterSettings } from "./cluster-options.ts";

/** Rows as they are worked on: sparse where so few elements are stored that this is faster, and no function asks for rows. */
export function rowsToCluster(
  owner: string,
  X: Matrix | CsrMatrix,
  init?: ClusterSettings["init"],
): Matrix | CsrMatrix {
  const staysSparse = isCsrMatrix(X) && X.data.length * 4 < X.rows * X.cols && typeof init !== "function";
  return staysSparse ? X : toDense(owner, X);
}
