import { Column, isCsrMatrix, isMatrix, isTable } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** Some rows of anything that estimators take, in the order of the indices. */
export function takeRows<In>(owner: string, X: In, indices: ArrayLike<number>): In {
  const input: unknown = X;
  if (isMatrix(input) || isCsrMatrix(input) || isTable(input)) return input.take(indices) as In;
  if (input instanceof Column || Array.isArray(input)) {
    const at = (i: number): unknown => (input instanceof Column ? input.at(i) : (input as readonly unknown[])[i]);
    return Array.from(indices, at) as In;
  }
  if (typeof input === "object" && input !== null && "get" in input && "columns" in input) {
    const matrix = input as { readonly columns: number; get(i: number, j: number): number };
    return Array.from(indices, (i) => Array.from({ length: matrix.columns }, (_, j) => matrix.get(i, j))) as In;
  }
  throw new ModelsError({
    code: "invalidInput",
    what: "rows of X cannot be taken",
    where: `${owner}, X`,
    fix: "give texts, nested arrays, a matrix or a table",
  });
}
