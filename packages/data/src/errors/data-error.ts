import { MlsysError } from "@mlsys/core";

/** The codes of {@link DataError}. */
export type DataErrorCode =
  | "badStatus"
  | "checksumMismatch"
  | "duplicateColumn"
  | "emptyInput"
  | "fieldCount"
  | "invalidBytes"
  | "invalidInput"
  | "invalidJson"
  | "invalidOption"
  | "invalidValue"
  | "missingPackage"
  | "notFound"
  | "readFailed"
  | "recordTooLong"
  | "textAfterQuote"
  | "timedOut"
  | "tooLarge"
  | "unknownColumn"
  | "unknownDataset"
  | "unsupported"
  | "unterminatedQuote"
  | "writeFailed";

/**
 * What `@mlsys/data` throws. Errors about a place in a file carry it in `details`: `source`, `line` (from 1), `column` (from
 * 1), `columnName`, `found`.
 */
export class DataError extends MlsysError<DataErrorCode> {
  override readonly name = "DataError";
}
