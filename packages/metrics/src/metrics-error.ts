import { MlsysError } from "@mlsys/core";

/** The codes of {@link MetricsError}. */
export type MetricsErrorCode =
  | "emptyInput"
  | "invalidInput"
  | "invalidOption"
  | "lengthMismatch"
  | "missingDependency"
  | "renderingFailed"
  | "shapeMismatch"
  | "unknownLabel"
  | "unsupportedTarget";

/**
 * What `@mlsys/metrics` throws. Where one value is at fault, `details` has the `argument` and the `index`.
 *
 * @example
 * ```ts
 * import { meanSquaredError, MetricsError } from "@mlsys/metrics";
 *
 * let details: unknown;
 * try {
 *   meanSquaredError([1, 2], [1, NaN]);
 * } catch (error) {
 *   if (error instanceof MetricsError) details = error.details;
 * }
 * details; // => { owner: "meanSquaredError", argument: "yPred", index: 1 }
 * ```
 */
export class MetricsError extends MlsysError<MetricsErrorCode> {
  override readonly name = "MetricsError";
}
