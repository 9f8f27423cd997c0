export { fromGreatExpectations } from "./from-great-expectations.ts";
export { toGreatExpectations } from "./to-great-expectations.ts";
export type { GreatExpectationsSuite, ToGreatExpectationsOptions } from "./to-great-expectations.ts";
export type { ExpectationJson } from "../internal/great-expectations/check-to-expectation.ts";
export type { ImportOptions } from "../internal/import/translate-all.ts";
