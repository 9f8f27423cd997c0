/** The names of a check's arguments before its options, by its kind. A kind that is not here cannot be written as JSON. */
const OF_COLUMN = [
  "classRatioIsBetween columnExists distinctCountIsBetween distinctRatioIsBetween entropyIsBetween hasNoGaps isBetween isDecreasing isFresh",
  "isFinite isIncreasing isIsoDate isJson isNotBlank isNotNull isNotOutlier isNull kurtosisIsBetween lengthIsBetween",
  "maxIsBetween meanIsBetween medianIsBetween minIsBetween nullShareIsBetween skewnessIsBetween stdevIsBetween sumIsBetween",
  "uniqueRatioIsBetween varianceIsBetween",
].join(" ");

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  columnCountIsBetween: [],
  rowCountIsBetween: [],
  columnIsAbove: ["left", "right"],
  columnsAreEqual: ["left", "right"],
  pairIsIn: ["left", "right", "pairs"],
  columnsExist: ["names"],
  columnsMatch: ["names"],
  isForeignKey: ["columns"],
  isUnique: ["columns"],
  rowCountEqualsTable: ["table"],
  isUniqueWithinRow: ["columns"],
  rowSumEquals: ["columns", "total"],
  rowSatisfies: ["condition"],
  doesNotMatch: ["column", "pattern"],
  matches: ["column", "pattern"],
  matchesDateFormat: ["column", "format"],
  isLike: ["column", "pattern"],
  isNotLike: ["column", "pattern"],
  matchesAll: ["column", "patterns"],
  matchesAny: ["column", "patterns"],
  matchesNone: ["column", "patterns"],
  isIn: ["column", "values"],
  isNotIn: ["column", "values"],
  mostCommonValueIsIn: ["column", "values"],
  valueSetContains: ["column", "values"],
  valueSetEquals: ["column", "values"],
  valueSetIsWithin: ["column", "values"],
  valueShareIsBetween: ["column", "value"],
  isOfType: ["column", "types"],
  quantileIsBetween: ["column", "probability"],
  quantilesAreBetween: ["column", "quantiles"],
  zScoreIsBelow: ["column", "threshold"],
};

/** The arguments of every kind of check. */
export const SIGNATURES: ReadonlyMap<string, readonly string[]> = new Map([
  ...OF_COLUMN.split(" ").map((kind) => [kind, ["column"]] as const),
  ...Object.entries(OTHERS),
]);
