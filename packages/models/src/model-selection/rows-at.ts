import { Column, isCsrMatrix, isMatrix, isTable, showValue, toMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** Number of rows of whatever an estimator takes as X or y. */
export function rowCount(owner: string, X: unknown, argument = "X"): number {
  if (isTable(X)) return X.numRows;
  if (isMatrix(X) || isCsrMatrix(X)) return X.rows;
  if (typeof X === "object" && X !== null) {
    if ("length" in X && typeof X.length === "number") return X.length;
    if ("rows" in X && typeof X.rows === "number") return X.rows;
  }
  throw new ModelsError({
    code: "invalidInput",
    what: `${argument} has no rows that could be divided`,
    where: `${owner}, ${argument}`,
    found: showValue(X),
    fix: "give an array, a matrix or a table",
  });
}

/** Some rows of whatever an estimator takes as X or y, in the order given. */
export function rowsAt<Data>(X: Data, rows: ArrayLike<number>): Data {
  const given: unknown = X;
  if (isTable(given) || isMatrix(given) || isCsrMatrix(given) || given instanceof Column) {
    return given.take(rows) as unknown as Data;
  }
  if (ArrayBuffer.isView(given)) {
    const values = given as Float64Array;
    return (values.constructor as Float64ArrayConstructor).from(
      Array.from(rows, (i) => values[i] as number),
    ) as unknown as Data;
  }
  if (Array.isArray(given)) return Array.from(rows, (i) => (given as unknown[])[i]) as unknown as Data;
  return toMatrix(given as MatrixLike).take(rows) as unknown as Data;
}
