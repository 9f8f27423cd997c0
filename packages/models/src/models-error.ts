import { MlsysError } from "@mlsys/core";

/** The codes of {@link ModelsError}. */
export type ModelsErrorCode =
  | "aborted"
  | "corruptBundle"
  | "emptyVocabulary"
  | "fileExists"
  | "hashMismatch"
  | "invalidInput"
  | "invalidOption"
  | "ioFailure"
  | "lengthMismatch"
  | "missingFile"
  | "mixedLabels"
  | "noLabels"
  | "nonFinite"
  | "notSupported"
  | "shapeMismatch"
  | "singleClass"
  | "tooLarge"
  | "unknownColumn"
  | "unknownModel"
  | "unsafePath"
  | "unsupportedVersion";

/**
 * What `@mlsys/models` throws.
 *
 * @example
 * ```ts
 * import { linearRegression } from "@mlsys/models";
 *
 * let message = "";
 * try {
 *   linearRegression().fit([[1], [2]], [1, 2, 3]);
 * } catch (error) {
 *   message = String(error);
 * }
 * message; // => "ModelsError: y and X differ in length (linearRegression.fit, y): found 3 values for 2 rows; give one value per row of X"
 * ```
 */
export class ModelsError extends MlsysError<ModelsErrorCode> {
  override readonly name = "ModelsError";
}
