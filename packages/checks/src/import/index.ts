export { fromDbt } from "./from-dbt.ts";
export type { FromDbtOptions } from "./from-dbt.ts";
export { fromJsonSchema } from "./from-json-schema.ts";
export { fromTableSchema } from "./from-table-schema.ts";
export type { ImportOptions } from "../internal/import/translate-all.ts";
