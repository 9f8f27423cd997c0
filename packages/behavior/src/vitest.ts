export { behavior } from "./vitest/behavior.ts";
export type { BehaviorOptions } from "./vitest/behavior.ts";
export { toBehave, toHaveNoRegression } from "./vitest/matchers.ts";
export type { BehaviorMatchers } from "./vitest/matchers.ts";
