import type { Label } from "@mlsys/core";

/** The names of the built-in measures. */
export type MeasureName =
  | "accuracy"
  | "balancedAccuracy"
  | "f1"
  | "f1Macro"
  | "f1Weighted"
  | "precision"
  | "precisionMacro"
  | "recall"
  | "recallMacro"
  | "matthewsCorrcoef"
  | "cohenKappa"
  | "r2"
  | "meanSquaredError"
  | "rootMeanSquaredError"
  | "meanAbsoluteError"
  | "rocAuc"
  | "averagePrecision"
  | "logLoss"
  | "brierScore";

/** Options that say which class is positive. */
export interface PositiveOption {
  /** The positive class of `"f1"`, `"precision"`, `"recall"` and of scores. Default 1, or the greater of two. */
  readonly posLabel?: Label | null | undefined;
}
