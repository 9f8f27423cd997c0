import { MlsysError } from "@mlsys/core/basics";

/** The codes of {@link ChecksError}. */
export type ChecksErrorCode =
  | "aborted"
  | "checkFailed"
  | "columnMissing"
  | "contradictoryBounds"
  | "dependencyMissing"
  | "invalidCheck"
  | "invalidData"
  | "invalidOption"
  | "invalidPattern"
  | "notSupported"
  | "sourceFailed"
  | "tableMissing"
  | "testFailed"
  | "typeMismatch";

/**
 * What `@mlsys/checks` throws: a suite or check that makes no sense, data that is none, and {@link assertValid}'s verdict.
 * What is wrong with the data itself is no exception but a result in the report.
 */
export class ChecksError extends MlsysError<ChecksErrorCode> {
  override readonly name = "ChecksError";
}
