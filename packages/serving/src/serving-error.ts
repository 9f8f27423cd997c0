import { MlsysError } from "@mlsys/core";

/** The codes of {@link ServingError}: first those of starting up, then those that a client can be answered with. */
export type ServingErrorCode =
  | "cannotListen"
  | "failedGates"
  | "invalidModel"
  | "invalidOption"
  | "missingGate"
  | "portInUse"
  | "warmUpFailed"
  | "bodyTooLarge"
  | "internal"
  | "invalidJson"
  | "invalidRequest"
  | "methodNotAllowed"
  | "notReady"
  | "outsideDomain"
  | "overloaded"
  | "tooManyRows"
  | "unknownRoute"
  | "unsupportedMediaType";

/**
 * What `@mlsys/serving` throws. A {@link ServableModel} may throw one too: `outsideDomain` answers 422, `notReady` and
 * `overloaded` answer 503, with the error's message; anything else that a model throws answers 500 without a detail.
 *
 * @example
 * ```ts
 * import { ServingError } from "@mlsys/serving";
 *
 * const error = new ServingError({ code: "outsideDomain", what: "x is beyond what the model has seen", found: "9e9" });
 * error.message; // => "x is beyond what the model has seen: found 9e9"
 * ```
 */
export class ServingError extends MlsysError<ServingErrorCode> {
  override readonly name = "ServingError";
}
