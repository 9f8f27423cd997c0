import { MlsysError } from "./mlsys-error.ts";

/** The codes of {@link CoreError}. */
export type CoreErrorCode =
  | "aborted"
  | "invalidInput"
  | "invalidOption"
  | "invalidSeed"
  | "lengthMismatch"
  | "outOfRange"
  | "schemaMismatch"
  | "shapeMismatch"
  | "tooLarge"
  | "unknownColumn";

/** What `@mlsys/core` throws. */
export class CoreError extends MlsysError<CoreErrorCode> {
  override readonly name = "CoreError";
}
