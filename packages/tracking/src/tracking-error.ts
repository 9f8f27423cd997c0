import { MlsysError } from "@mlsys/core";

/** The codes of {@link TrackingError}. */
export type TrackingErrorCode =
  | "aborted"
  | "alreadyExists"
  | "artifactConflict"
  | "closed"
  | "corruptArtifact"
  | "corruptStore"
  | "deleted"
  | "invalidFilter"
  | "invalidName"
  | "invalidOption"
  | "invalidPageToken"
  | "invalidValue"
  | "notFound"
  | "paramChanged"
  | "runFinished"
  | "storeBusy"
  | "storeTooNew"
  | "storeUnavailable"
  | "unreadableFile";

/** What `@mlsys/tracking` throws. */
export class TrackingError extends MlsysError<TrackingErrorCode> {
  override readonly name = "TrackingError";
}
