// Regression
export { meanSquaredError, rootMeanSquaredError } from "./regression/mean-squared-error.ts";
export { meanAbsoluteError } from "./regression/mean-absolute-error.ts";
export { meanAbsolutePercentageError } from "./regression/percentage-error.ts";
export { meanSquaredLogError, rootMeanSquaredLogError } from "./regression/squared-log-error.ts";
export { maxError, medianAbsoluteError } from "./regression/median-absolute-error.ts";
export { d2AbsoluteErrorScore, d2PinballScore, meanPinballLoss } from "./regression/pinball.ts";
export type { D2AbsoluteErrorOptions, PinballOptions, RawPinballOptions } from "./regression/pinball.ts";
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
export { d2BrierScore, d2LogLossScore } from "./classification/d2-probability-scores.ts";
export type { D2BrierOptions, D2LogLossOptions } from "./classification/d2-probability-scores.ts";
export { jaccardScore } from "./classification/jaccard-score.ts";
export { cohenKappaScore, hammingLoss, matthewsCorrcoef } from "./classification/agreement.ts";
export type { CohenKappaOptions } from "./classification/agreement.ts";
export { multilabelConfusionMatrix } from "./classification/multilabel-confusion-matrix.ts";
export type { MultilabelConfusionOptions } from "./classification/multilabel-confusion-matrix.ts";
export { classLikelihoodRatios } from "./classification/class-likelihood-ratios.ts";
export type { LikelihoodOptions, LikelihoodRatios } from "./classification/class-likelihood-ratios.ts";
export { hingeLoss } from "./classification/hinge-loss.ts";
export type { HingeOptions } from "./classification/hinge-loss.ts";

// Ranking
export { auc } from "./ranking/auc.ts";
export { averagePrecisionScore } from "./ranking/average-precision-score.ts";
export type { AveragePrecisionOptions, EachAveragePrecisionOptions } from "./ranking/average-precision-score.ts";
export type { BinaryAverage } from "./ranking/binary-average-kinds.ts";
export { precisionRecallCurve } from "./ranking/precision-recall-curve.ts";
export type { PrecisionRecallCurve } from "./ranking/precision-recall-curve.ts";
export { detCurve } from "./ranking/det-curve.ts";
export type { DetCurve } from "./ranking/det-curve.ts";
export { topKAccuracyScore } from "./ranking/top-k-accuracy-score.ts";
export type { TopKOptions } from "./ranking/top-k-accuracy-score.ts";
export { dcgScore, ndcgScore } from "./ranking/dcg-score.ts";
export type { DcgOptions, NdcgOptions } from "./ranking/dcg-score.ts";
export { hitRate, meanAveragePrecision, meanReciprocalRank } from "./ranking/retrieval.ts";
export type { RetrievalOptions } from "./ranking/retrieval.ts";
export { rocAucScore } from "./ranking/roc-auc-score.ts";
export type { EachRocAucOptions, RocAucOptions } from "./ranking/roc-auc-score.ts";
export { rocCurve } from "./ranking/roc-curve.ts";
export type { RocCurve, RocCurveOptions } from "./ranking/roc-curve.ts";

// Clustering
export { adjustedRandScore, normalizedMutualInfoScore } from "./clustering/cluster-agreement.ts";
export type { NormalizedMutualInfoOptions } from "./clustering/cluster-agreement.ts";
export { silhouetteScore } from "./clustering/silhouette-score.ts";
export type { SilhouetteOptions } from "./clustering/silhouette-score.ts";

// Calibration
export {
  calibrationCurve,
  expectedCalibrationError,
  maximumCalibrationError,
} from "./calibration/calibration-curve.ts";
export type { CalibrationCurve, CalibrationErrorOptions, CalibrationOptions } from "./calibration/calibration-curve.ts";

// Slices
export { sliceReport } from "./slices/slice-report.ts";
export type { SliceFigures, SliceReport, SliceReportOptions } from "./slices/slice-report.ts";
export { findSlices } from "./slices/find-slices.ts";
export type { FindSlicesOptions, FoundSlice, FoundSlices } from "./slices/find-slices.ts";
export type { SliceCondition } from "./slices/slice-condition.ts";
export type { SliceMetric } from "./slices/slice-metrics.ts";
export type {
  ColumnSlice,
  ConfidenceSlice,
  PatternSlice,
  PredicateSlice,
  SliceRule,
  ValueSlice,
} from "./slices/slice-rules.ts";

export { fairnessReport } from "./fairness/fairness-report.ts";
export type { Disparity, FairnessOptions, FairnessReport, GroupRates, Rate } from "./fairness/fairness-report.ts";

// Uncertainty
export { wilsonInterval } from "./intervals/wilson-interval.ts";
export { bootstrapInterval } from "./intervals/bootstrap-interval.ts";
export type { BootstrapOptions, MeasuredInterval } from "./intervals/bootstrap-interval.ts";
export { delongInterval, delongTest } from "./intervals/delong.ts";
export type { DelongInterval, DelongOptions, DelongTest } from "./intervals/delong.ts";
export type { MeasureName, PositiveOption } from "./measures/measure-names.ts";
export type { Interval, WilsonOptions } from "./intervals/wilson-interval.ts";

// Comparing models
export { compareModels } from "./comparing/compare-models.ts";
export type { CompareModelsOptions, ModelComparison } from "./comparing/compare-models.ts";
export type { FoldScores } from "./comparing/fold-tests.ts";
export { mcnemarTest } from "./comparing/mcnemar.ts";
export type { McnemarOptions, TestResult } from "./comparing/mcnemar.ts";
export { correctedResampledTTest, fiveByTwoFTest, wilcoxonSignedRankTest } from "./comparing/score-tests.ts";
export type { ResampledTOptions, WilcoxonOptions } from "./comparing/score-tests.ts";

// Decisions and labels
export { chooseThreshold } from "./decisions/choose-threshold.ts";
export type { ChooseThresholdOptions, ChosenThreshold } from "./decisions/choose-threshold.ts";
export { capabilityAlignment } from "./decisions/capability-alignment.ts";
export type { CapabilityAlignment, LossAndAccuracy } from "./decisions/capability-alignment.ts";
export { findLabelIssues } from "./labels/find-label-issues.ts";
export type { LabelIssue, LabelIssueOptions, LabelIssues } from "./labels/find-label-issues.ts";

// Everything at once
export { evaluate } from "./evaluating/evaluate.ts";
export type { EvaluateOptions, Evaluation } from "./evaluating/evaluate.ts";
export type { Predictor } from "./evaluating/predictions.ts";

// Errors
export { MetricsError } from "./metrics-error.ts";
export type { MetricsErrorCode } from "./metrics-error.ts";
