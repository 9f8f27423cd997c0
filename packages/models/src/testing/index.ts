export { CheckFailure } from "./check-failure.ts";
export { estimatorChecks } from "./estimator-checks.ts";
export type { EstimatorCheck, EstimatorChecksOptions, EstimatorFactory } from "./estimator-checks.ts";
export type { ProblemInput } from "./problems.ts";
