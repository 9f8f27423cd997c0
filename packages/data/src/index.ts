// Reading
export { readCsv } from "./csv/read-csv.ts";
export type { ReadCsvOptions } from "./csv/csv-options.ts";
export type { ColumnKind } from "./columns/column-builder.ts";
export type { DataSource, WebStreamLike } from "./sources/data-source.ts";
export type { TextEncoding } from "./sources/text-encoding.ts";

// Errors
export { DataError } from "./errors/data-error.ts";
export type { DataErrorCode } from "./errors/data-error.ts";
