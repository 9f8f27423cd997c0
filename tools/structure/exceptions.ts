/** A file that may break a rule, and why. An exception that is not needed any more fails the structure test. */
export interface Exception {
  /** Relative to the root. */
  readonly file: string;
  readonly reason: string;
}

/** Files longer than the ceiling. */
export const longFiles: readonly Exception[] = [
  {
    file: "packages/models/src/index.ts",
    reason: "names each estimator with its model and its options, and nothing else",
  },
];

/** Sources that make an `Error` of the language. */
export const bareErrors: readonly Exception[] = [];

/** Packages that are not published. */
export const privatePackages: readonly Exception[] = [
  { file: "examples/regression", reason: "an application, to be read and run from the repository" },
  { file: "examples/finance-news", reason: "an application, to be read and run from the repository" },
  { file: "benchmarks", reason: "measures the packages of the repository" },
];
