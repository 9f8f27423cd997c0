/** The codes of {@link ModelWarning}. */
export type ModelWarningCode =
  "didNotConverge" | "fewerClusters" | "inverseDiffers" | "rowsNeverLeftOut" | "toleranceReducedRank";

/** Something that a fit had to report: the result is usable, with a caveat. */
export interface ModelWarning {
  /** Stable identifier, for programs. */
  readonly code: ModelWarningCode;
  /** What happened, and what to do. */
  readonly message: string;
  /** Structured facts, for programs. */
  readonly details: Readonly<Record<string, unknown>>;
}
