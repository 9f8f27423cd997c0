export { behaves, fromArbitrary } from "./peers/arbitrary-inputs.ts";
export type { BehavesOptions, FromArbitraryOptions } from "./peers/arbitrary-inputs.ts";
