// Regression
export { meanSquaredError, rootMeanSquaredError } from "./regression/mean-squared-error.ts";
export { meanAbsoluteError } from "./regression/mean-absolute-error.ts";
export { explainedVarianceScore, r2Score } from "./regression/r2-score.ts";
export type { ExplainedOptions, RawExplainedOptions } from "./regression/r2-score.ts";
export type { Multioutput, RawOptions, RegressionOptions } from "./regression/regression-options.ts";

// Classification
export { accuracyScore, balancedAccuracyScore, zeroOneLoss } from "./classification/accuracy.ts";
export type { AccuracyOptions, BalancedAccuracyOptions } from "./classification/accuracy.ts";
export {
  f1Score,
  fbetaScore,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
} from "./classification/precision-recall-fscore.ts";
export type {
  AveragedScores,
  AveragedScoresOptions,
  ScoresByLabel,
  ScoresOptions,
} from "./classification/precision-recall-fscore.ts";
export type {
  Average,
  EachLabelOptions,
  FbetaOptions,
  PerLabelOptions,
  ZeroDivision,
} from "./classification/classification-options.ts";
export { confusionMatrix } from "./classification/confusion-matrix.ts";
export type { ConfusionMatrix, ConfusionMatrixOptions } from "./classification/confusion-matrix.ts";
export { classificationReport } from "./classification/classification-report.ts";
export type {
  ClassificationReport,
  ClassificationReportOptions,
  ReportRow,
} from "./classification/classification-report.ts";
export { logLoss } from "./classification/log-loss.ts";
export type { LogLossOptions } from "./classification/log-loss.ts";
export { brierScoreLoss } from "./classification/brier-score-loss.ts";
export type { BrierOptions } from "./classification/brier-score-loss.ts";

// Ranking
export { rocAucScore } from "./ranking/roc-auc-score.ts";
export type { EachRocAucOptions, RocAucOptions } from "./ranking/roc-auc-score.ts";
export { rocCurve } from "./ranking/roc-curve.ts";
export type { RocCurve, RocCurveOptions } from "./ranking/roc-curve.ts";

// Slices
export { sliceReport } from "./slices/slice-report.ts";
export type { SliceFigures, SliceReport, SliceReportOptions } from "./slices/slice-report.ts";
export type { SliceMetric } from "./slices/slice-metrics.ts";
export type { ColumnSlice, PatternSlice, PredicateSlice, SliceRule, ValueSlice } from "./slices/slice-rules.ts";

// Uncertainty
export { wilsonInterval } from "./intervals/wilson-interval.ts";
export type { Interval, WilsonOptions } from "./intervals/wilson-interval.ts";

// Errors
export { MetricsError } from "./metrics-error.ts";
export type { MetricsErrorCode } from "./metrics-error.ts";
