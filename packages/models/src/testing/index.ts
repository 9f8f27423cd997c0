export { CheckFailure } from "./check-failure.ts";
export { estimatorChecks } from "./estimator-checks.ts";
export type { EstimatorCheck } from "./estimator-checks.ts";
export type { ProblemInput } from "./problems.ts";
export type { EstimatorChecksOptions, EstimatorFactory } from "./subject.ts";
