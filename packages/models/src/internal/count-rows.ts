import { Column, isCsrMatrix, isMatrix, isTable, showValue } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** Number of rows of anything that estimators take. */
export function countRows(owner: string, X: unknown): number {
  if (isMatrix(X) || isCsrMatrix(X)) return X.rows;
  if (isTable(X)) return X.numRows;
  if (X instanceof Column || Array.isArray(X)) return X.length;
  if (typeof X === "object" && X !== null && "rows" in X && typeof X.rows === "number") return X.rows;
  throw new ModelsError({
    code: "invalidInput",
    what: "X is nothing that has rows",
    where: `${owner}, X`,
    found: showValue(X),
    fix: "give texts, nested arrays, a matrix or a table",
  });
}

/** Number of rows for a fit: at least one. */
export function rowsToFit(owner: string, X: unknown): number {
  const rows = countRows(owner, X);
  if (rows > 0) return rows;
  throw new ModelsError({
    code: "shapeMismatch",
    what: "X has no rows",
    where: `${owner}, X`,
    fix: "give at least one",
  });
}
