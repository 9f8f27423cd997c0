import { MlsysError } from "@mlsys/core";

/** The codes of {@link SplitError}. */
export type SplitErrorCode =
  "invalidInput" | "invalidOption" | "lengthMismatch" | "missingGroups" | "missingLabels" | "tooFewSamples";

/**
 * What `@mlsys/split` throws.
 *
 * @example
 * ```ts
 * import { kFold, SplitError } from "@mlsys/split";
 *
 * let code = "";
 * try {
 *   kFold({ nSplits: 5 }).split(3);
 * } catch (error) {
 *   if (error instanceof SplitError) code = error.code;
 * }
 * code; // => "tooFewSamples"
 * ```
 */
export class SplitError extends MlsysError<SplitErrorCode> {
  override readonly name = "SplitError";
}
