export { fromGreatExpectations } from "./from-great-expectations.ts";
export { toGreatExpectations } from "./to-great-expectations.ts";
export type { GreatExpectation, GreatExpectationsSuite, ToGreatExpectationsOptions } from "./to-great-expectations.ts";
export type { ImportOptions } from "../internal/import/translate-all.ts";
