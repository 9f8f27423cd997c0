import { isCsrMatrix, isMatrix, isTable, showValue } from "@mlsys/core";

const PREVIEW_LENGTH = 200;

/** The kind of a value in a word, for lists of artifacts: `"Table"`, `"Float64Array"`, `"string"`. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (isTable(value)) return "Table";
  if (isMatrix(value)) return "Matrix";
  if (isCsrMatrix(value)) return "CsrMatrix";
  return (value.constructor as { readonly name?: string } | undefined)?.name ?? "Object";
}

/** The value in at most 200 characters, for lists of artifacts that must not read contents. */
export function previewOf(value: unknown): string {
  if (isTable(value)) return `${value.numRows} rows: ${value.columnNames.join(", ")}`.slice(0, PREVIEW_LENGTH);
  if (isMatrix(value) || isCsrMatrix(value)) return `${value.rows} × ${value.cols}`;
  if (value instanceof Map || value instanceof Set) return `${value.size} entries`;
  if (ArrayBuffer.isView(value)) return showValue(value, PREVIEW_LENGTH);
  if (Array.isArray(value) && value.length > 20) return `${value.length} elements`;
  if (typeof value === "object" && value !== null && Object.keys(value).length > 50) return "an object";
  return showValue(value, PREVIEW_LENGTH);
}
