export { bootstrapIntervalParallel } from "./bootstrap-interval-parallel.ts";
export type { ParallelBootstrapOptions } from "./bootstrap-interval-parallel.ts";
