// One split
export { trainTestSplit } from "./train-test-split.ts";
export type { SizeOptions, Strata, TrainTestSplit, TrainTestSplitOptions } from "./train-test-split.ts";
export { trainValidationTestSplit } from "./train-validation-test-split.ts";
export type { TrainValidationTestSplit, TrainValidationTestSplitOptions } from "./train-validation-test-split.ts";
export { dateSplit } from "./date-split.ts";
export type { DateSplit, DateSplitOptions, Instant } from "./date-split.ts";
export { hashSplit } from "./hash-split.ts";
export type { HashSplitOptions } from "./hash-split.ts";
export type { AnyTable, Part, Splittable, TypedArray } from "./splittable.ts";

// Cross-validators
export type { SplitInputs, Splitter, TrainTestIndices } from "./splitter.ts";
export { kFold } from "./k-fold.ts";
export type { KFoldOptions } from "./k-fold.ts";
export { stratifiedKFold } from "./stratified-k-fold.ts";
export type { StratifiedKFoldOptions } from "./stratified-k-fold.ts";
export { groupKFold } from "./group-k-fold.ts";
export type { GroupKFoldOptions } from "./group-k-fold.ts";
export { stratifiedGroupKFold } from "./stratified-group-k-fold.ts";
export type { StratifiedGroupKFoldOptions } from "./stratified-group-k-fold.ts";
export { repeatedKFold, repeatedStratifiedKFold } from "./repeated-k-fold.ts";
export type { RepeatedKFoldOptions } from "./repeated-k-fold.ts";
export { shuffleSplit } from "./shuffle-split.ts";
export type { ShuffleSplitOptions } from "./shuffle-split.ts";
export { stratifiedShuffleSplit } from "./stratified-shuffle-split.ts";
export { groupShuffleSplit } from "./group-shuffle-split.ts";
export { leaveOneOut, leavePOut } from "./leave-out.ts";
export type { LeavePOutOptions } from "./leave-out.ts";
export { leaveOneGroupOut, leavePGroupsOut } from "./leave-groups-out.ts";
export type { LeavePGroupsOutOptions } from "./leave-groups-out.ts";
export { timeSeriesSplit } from "./time-series-split.ts";
export type { TimeSeriesSplitOptions } from "./time-series-split.ts";
export { predefinedSplit } from "./predefined-split.ts";
export type { PredefinedSplitOptions } from "./predefined-split.ts";
export { purgedKFold } from "./purged-k-fold.ts";
export type { PurgedKFoldOptions } from "./purged-k-fold.ts";

// Leakage and provenance
export { auditSplit } from "./audit-split.ts";
export type {
  AuditedSplit,
  AuditEvidence,
  AuditFinding,
  AuditRow,
  AuditSplitOptions,
  SideName,
  SplitAudit,
} from "./audit-split.ts";
export { splitManifest, verifySplit } from "./split-manifest.ts";
export type { SplitIndices, SplitManifest, SplitManifestOptions, SplitVerification } from "./split-manifest.ts";

// Errors
export { SplitError } from "./split-error.ts";
export type { SplitErrorCode } from "./split-error.ts";
