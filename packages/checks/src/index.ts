// Suites
export { checkSuite } from "./suite/check-suite.ts";
export type { CheckSuite, ResultsOf, RunOptions } from "./suite/check-suite.ts";
export { explain } from "./suite/explain.ts";
export type { PlannedAggregate, SuitePlan } from "./suite/explain.ts";
export { assertValid } from "./suite/assert-valid.ts";
export type { CheckCost, CheckResult, ChecksReport, ReportSummary } from "./suite/report.ts";
export type { MemoryData } from "./sources/source.ts";
export type { JsonValue } from "./definition/json-value.ts";

// Checks
export { classRatioIsBetween } from "./checks/class-ratio-is-between.ts";
export type { ClassRatioIsBetweenOptions } from "./checks/class-ratio-is-between.ts";
export { columnCountIsBetween } from "./checks/column-count-is-between.ts";
export type { ColumnCountIsBetweenOptions } from "./checks/column-count-is-between.ts";
export { columnExists } from "./checks/column-exists.ts";
export type { ColumnExistsOptions } from "./checks/column-exists.ts";
export { columnIsAbove } from "./checks/column-is-above.ts";
export type { ColumnIsAboveOptions } from "./checks/column-is-above.ts";
export { columnsAreEqual } from "./checks/columns-are-equal.ts";
export type { ColumnsAreEqualOptions } from "./checks/columns-are-equal.ts";
export { columnsExist } from "./checks/columns-exist.ts";
export { columnsMatch } from "./checks/columns-match.ts";
export type { ColumnsMatchOptions } from "./checks/columns-match.ts";
export { customCheck } from "./checks/custom-check.ts";
export type { CustomCheckOptions } from "./checks/custom-check.ts";
export { distinctCountIsBetween } from "./checks/distinct-count-is-between.ts";
export type { DistinctCountIsBetweenOptions } from "./checks/distinct-count-is-between.ts";
export { distinctRatioIsBetween } from "./checks/distinct-ratio-is-between.ts";
export type { DistinctRatioIsBetweenOptions } from "./checks/distinct-ratio-is-between.ts";
export { doesNotMatch } from "./checks/does-not-match.ts";
export type { DoesNotMatchOptions } from "./checks/does-not-match.ts";
export { entropyIsBetween } from "./checks/entropy-is-between.ts";
export type { EntropyIsBetweenOptions } from "./checks/entropy-is-between.ts";
export { hasNoGaps } from "./checks/has-no-gaps.ts";
export type { HasNoGapsOptions } from "./checks/has-no-gaps.ts";
export { isBetween } from "./checks/is-between.ts";
export type { IsBetweenOptions } from "./checks/is-between.ts";
export { isDecreasing } from "./checks/is-decreasing.ts";
export type { IsDecreasingOptions } from "./checks/is-decreasing.ts";
export { isForeignKey } from "./checks/is-foreign-key.ts";
export type { IsForeignKeyOptions } from "./checks/is-foreign-key.ts";
export { isFinite } from "./checks/is-finite.ts";
export { isFresh } from "./checks/is-fresh.ts";
export type { IsFreshOptions } from "./checks/is-fresh.ts";
export { isIn } from "./checks/is-in.ts";
export { isIncreasing } from "./checks/is-increasing.ts";
export type { IsIncreasingOptions } from "./checks/is-increasing.ts";
export { isIsoDate } from "./checks/is-iso-date.ts";
export { isJson } from "./checks/is-json.ts";
export { isLike } from "./checks/is-like.ts";
export { isNotBlank } from "./checks/is-not-blank.ts";
export { isNotIn } from "./checks/is-not-in.ts";
export { isNotLike } from "./checks/is-not-like.ts";
export { isNotNull } from "./checks/is-not-null.ts";
export { isNotOutlier } from "./checks/is-not-outlier.ts";
export type { IsNotOutlierOptions } from "./checks/is-not-outlier.ts";
export { isNull } from "./checks/is-null.ts";
export { isOfType } from "./checks/is-of-type.ts";
export { isUniqueWithinRow } from "./checks/is-unique-within-row.ts";
export type { IsUniqueWithinRowOptions } from "./checks/is-unique-within-row.ts";
export { isSequential } from "./checks/is-sequential.ts";
export type { IsSequentialOptions } from "./checks/is-sequential.ts";
export { isUnique } from "./checks/is-unique.ts";
export type { IsUniqueOptions } from "./checks/is-unique.ts";
export { kurtosisIsBetween } from "./checks/kurtosis-is-between.ts";
export type { KurtosisIsBetweenOptions } from "./checks/kurtosis-is-between.ts";
export { lengthIsBetween } from "./checks/length-is-between.ts";
export type { LengthIsBetweenOptions } from "./checks/length-is-between.ts";
export { matchesAll } from "./checks/matches-all.ts";
export { matchesAny } from "./checks/matches-any.ts";
export { matchesDateFormat } from "./checks/matches-date-format.ts";
export { matchesNone } from "./checks/matches-none.ts";
export { matches } from "./checks/matches.ts";
export type { MatchesOptions } from "./checks/matches.ts";
export { maxIsBetween } from "./checks/max-is-between.ts";
export type { MaxIsBetweenOptions } from "./checks/max-is-between.ts";
export { meanIsBetween } from "./checks/mean-is-between.ts";
export type { MeanIsBetweenOptions } from "./checks/mean-is-between.ts";
export { medianIsBetween } from "./checks/median-is-between.ts";
export type { MedianIsBetweenOptions } from "./checks/median-is-between.ts";
export { minIsBetween } from "./checks/min-is-between.ts";
export type { MinIsBetweenOptions } from "./checks/min-is-between.ts";
export { mostCommonValueIsIn } from "./checks/most-common-value-is-in.ts";
export type { MostCommonValueIsInOptions } from "./checks/most-common-value-is-in.ts";
export { nullShareIsBetween } from "./checks/null-share-is-between.ts";
export type { NullShareIsBetweenOptions } from "./checks/null-share-is-between.ts";
export { pairIsIn } from "./checks/pair-is-in.ts";
export { quantileIsBetween } from "./checks/quantile-is-between.ts";
export type { QuantileIsBetweenOptions } from "./checks/quantile-is-between.ts";
export { quantilesAreBetween } from "./checks/quantiles-are-between.ts";
export type { QuantileBounds, QuantilesAreBetweenOptions } from "./checks/quantiles-are-between.ts";
export { rowCountIsBetween } from "./checks/row-count-is-between.ts";
export type { RowCountIsBetweenOptions } from "./checks/row-count-is-between.ts";
export { rowCountEqualsTable } from "./checks/row-count-equals-table.ts";
export type { RowCountEqualsTableOptions } from "./checks/row-count-equals-table.ts";
export { rowSatisfies } from "./checks/row-satisfies.ts";
export { rowSumEquals } from "./checks/row-sum-equals.ts";
export type { RowSumEqualsOptions } from "./checks/row-sum-equals.ts";
export { skewnessIsBetween } from "./checks/skewness-is-between.ts";
export type { SkewnessIsBetweenOptions } from "./checks/skewness-is-between.ts";
export { stdevIsBetween } from "./checks/stdev-is-between.ts";
export type { StdevIsBetweenOptions } from "./checks/stdev-is-between.ts";
export { sumIsBetween } from "./checks/sum-is-between.ts";
export type { SumIsBetweenOptions } from "./checks/sum-is-between.ts";
export { uniqueRatioIsBetween } from "./checks/unique-ratio-is-between.ts";
export type { UniqueRatioIsBetweenOptions } from "./checks/unique-ratio-is-between.ts";
export { valueSetContains } from "./checks/value-set-contains.ts";
export { valueSetEquals } from "./checks/value-set-equals.ts";
export { valueSetIsWithin } from "./checks/value-set-is-within.ts";
export { valueShareIsBetween } from "./checks/value-share-is-between.ts";
export type { ValueShareIsBetweenOptions } from "./checks/value-share-is-between.ts";
export { varianceIsBetween } from "./checks/variance-is-between.ts";
export type { VarianceIsBetweenOptions } from "./checks/variance-is-between.ts";
export { zScoreIsBelow } from "./checks/z-score-is-below.ts";
export type { ZScoreIsBelowOptions } from "./checks/z-score-is-below.ts";

// What checks are made of
export type { Check, DataAtHand, Outcome, Severity, Verdict } from "./definition/check.ts";
export type { CheckOptions, OnEmpty, RowCheckOptions } from "./definition/check-options.ts";
export type { BoundOptions } from "./definition/check-options.ts";
export type { PairNulls, PairOptions } from "./definition/check-options.ts";
export type { PatternOptions } from "./definition/check-options.ts";
export type { Scalar } from "./expressions/expression.ts";
export type { ValueKind } from "./aggregates/aggregate.ts";

// Conditions
export {
  allOf,
  anyOf,
  column,
  equals,
  isAbove,
  isAbsent,
  isAtLeast,
  isAtMost,
  isBelow,
  isOneOf,
  not,
} from "./expressions/build.ts";
export type { Expression, LogicalType, Operand, Relation } from "./expressions/expression.ts";

// Sources
export { fromPartialStates, mergePartialStates, partialState } from "./sources/partial-state.ts";
export type { PartialState, PartialStateOptions } from "./sources/partial-state.ts";
export { withKey } from "./sources/with-key.ts";
export { withTables } from "./sources/with-tables.ts";
export type {
  Collected,
  CollectOptions,
  DataSource,
  Effort,
  PlannedStatement,
  RanStatement,
} from "./sources/source.ts";
export type { Aggregate, Fold, QuantileMethod } from "./aggregates/aggregate.ts";

// Errors
export { ChecksError } from "./checks-error.ts";
export type { ChecksErrorCode } from "./checks-error.ts";
