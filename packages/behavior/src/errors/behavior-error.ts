import { MlsysError } from "@mlsys/core";

/** The codes of {@link BehaviorError}. */
export type BehaviorErrorCode =
  | "aborted"
  | "duplicateTest"
  | "invalidCase"
  | "invalidFile"
  | "invalidOption"
  | "invalidPrediction"
  | "invalidReport"
  | "invalidSuite"
  | "invalidTemplate"
  | "missingPeer"
  | "notPassed"
  | "predictionCount"
  | "predictorFailed"
  | "timeout"
  | "unknownColumn"
  | "unknownExpectation"
  | "unknownKey"
  | "unsafePickle";

/**
 * What `@mlsys/behavior` throws.
 *
 * @example
 * ```ts
 * import { BehaviorError, editor } from "@mlsys/behavior";
 *
 * let code = "";
 * try {
 *   editor().template("{", {});
 * } catch (error) {
 *   if (error instanceof BehaviorError) code = error.code;
 * }
 * code; // => "invalidTemplate"
 * ```
 */
export class BehaviorError extends MlsysError<BehaviorErrorCode> {
  override readonly name = "BehaviorError";
}
