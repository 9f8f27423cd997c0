export { fromGreatExpectations } from "./from-great-expectations.ts";
export type { FromGreatExpectationsOptions } from "./from-great-expectations.ts";
