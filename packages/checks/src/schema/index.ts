export { matchesSchema } from "./matches-schema.ts";
export type { MatchesSchemaOptions } from "./matches-schema.ts";
export { schemaSuite } from "./schema-suite.ts";
export type { SchemaSuiteOptions } from "./schema-suite.ts";
