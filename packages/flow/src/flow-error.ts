import { MlsysError } from "@mlsys/core";

/** The codes of {@link FlowError}. */
export type FlowErrorCode =
  | "artifactNotStorable"
  | "closed"
  | "corruptArtifact"
  | "corruptStore"
  | "flowChanged"
  | "interrupted"
  | "invalidFlow"
  | "invalidOption"
  | "invalidParameter"
  | "missingCodec"
  | "notFound"
  | "nothingToResume"
  | "stepFailed"
  | "stepTimedOut"
  | "storeBusy"
  | "storeTooNew"
  | "storeUnavailable"
  | "superseded"
  | "unknownFlag"
  | "unreadableFile";

/** What `@mlsys/flow` throws. */
export class FlowError extends MlsysError<FlowErrorCode> {
  override readonly name = "FlowError";
}
