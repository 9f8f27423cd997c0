export { duckdbFile } from "./duckdb-file.ts";
export type { DuckdbFileOptions } from "./duckdb-file.ts";
