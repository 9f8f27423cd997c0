import { Column, didYouMean, Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import {
  accuracyScore,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierScoreLoss,
  classLikelihoodRatios,
  d2AbsoluteErrorScore,
  d2BrierScore,
  d2LogLossScore,
  explainedVarianceScore,
  f1Score,
  jaccardScore,
  logLoss,
  matthewsCorrcoef,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogError,
  medianAbsoluteError,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
  rootMeanSquaredLogError,
  topKAccuracyScore,
} from "@mlsys/metrics";
import type { FitOptions } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** A fitted model of any kind, by what scorers ask of it. */
export interface ScoredModel {
  readonly classes?: readonly Label[];
  predict(X: unknown): ArrayLike<unknown>;
  predictProba?(X: unknown): Matrix;
  decisionFunction?(X: unknown): Float64Array | Matrix;
  score?(X: unknown, y: unknown, options?: FitOptions): number;
}

/** Judges a model on rows: higher is better. */
export type Scorer = (model: ScoredModel, X: unknown, y: unknown, options?: FitOptions) => number;

/** The scorers that are known by name; scikit-learn's spelling with underscores is understood too. */
export type ScorerName =
  | "accuracy"
  | "balancedAccuracy"
  | "matthewsCorrcoef"
  | "f1"
  | "f1Macro"
  | "f1Micro"
  | "f1Weighted"
  | "precision"
  | "precisionMacro"
  | "precisionMicro"
  | "precisionWeighted"
  | "recall"
  | "recallMacro"
  | "recallMicro"
  | "recallWeighted"
  | "jaccard"
  | "jaccardMacro"
  | "jaccardMicro"
  | "jaccardWeighted"
  | "topKAccuracy"
  | "positiveLikelihoodRatio"
  | "negNegativeLikelihoodRatio"
  | "rocAuc"
  | "rocAucOvr"
  | "rocAucOvrWeighted"
  | "rocAucOvo"
  | "rocAucOvoWeighted"
  | "averagePrecision"
  | "negLogLoss"
  | "negBrierScore"
  | "d2LogLossScore"
  | "d2BrierScore"
  | "r2"
  | "explainedVariance"
  | "negMeanSquaredError"
  | "negRootMeanSquaredError"
  | "negMeanAbsoluteError"
  | "negMedianAbsoluteError"
  | "negMeanAbsolutePercentageError"
  | "negMeanSquaredLogError"
  | "negRootMeanSquaredLogError"
  | "d2AbsoluteErrorScore"
  | "negMaxError";

type Weighted = Pick<FitOptions, "sampleWeight">;
type Metric = (yTrue: never, yPred: never, options: never) => unknown;

/** A metric of predictions. */
function ofPredictions(metric: Metric, options: object = {}, sign = 1): Scorer {
  return (model, X, y, fitOptions) =>
    sign * Number(metric(y as never, model.predict(X) as never, { ...options, ...weights(fitOptions) } as never));
}

/** A metric of the classes' probabilities. */
function ofProbabilities(metric: Metric, options: object = {}, sign = 1): Scorer {
  return (model, X, y, fitOptions) => {
    const shares = probabilities(model, X).toArray();
    const labels = model.classes;
    return sign * Number(metric(y as never, shares as never, { ...options, labels, ...weights(fitOptions) } as never));
  };
}

/** A metric of how sure the model is of the second of two classes. */
function ofScores(metric: Metric): Scorer {
  return (model, X, y, fitOptions) => {
    const scores = model.decisionFunction?.(X) ?? probabilities(model, X).column(1);
    const positive = model.classes?.[1];
    const truth = Array.from(valuesOf(y), (label) => Number(label === positive));
    const given = scores instanceof Matrix ? scores.column(1) : scores;
    return Number(metric(truth as never, given as never, weights(fitOptions) as never));
  };
}

function valuesOf(y: unknown): ArrayLike<unknown> {
  return y instanceof Column ? y.toArray() : (y as ArrayLike<unknown>);
}

/** Whether the true class is among the two of the highest scores. */
const topKAccuracy: Scorer = (model, X, y, fitOptions) => {
  const scores = model.decisionFunction?.(X) ?? probabilities(model, X);
  const given = scores instanceof Matrix && scores.cols === 2 ? scores.column(1) : scores;
  return topKAccuracyScore(y as string[], given, { labels: model.classes ?? [], ...weights(fitOptions) });
};

/** A likelihood ratio of the second of two classes. */
function ofRatios(ratio: (ratios: ReturnType<typeof classLikelihoodRatios>) => number): Scorer {
  return (model, X, y, fitOptions) => {
    const options = { labels: model.classes ?? [], replaceUndefinedBy: 1, ...weights(fitOptions) };
    return ratio(classLikelihoodRatios(y as string[], model.predict(X), options));
  };
}

/** The positive class of two is the second one. */
function ofSecondClass(metric: Metric): Scorer {
  return (model, X, y, fitOptions) => {
    const options = { posLabel: model.classes?.[1], ...weights(fitOptions) };
    return Number(metric(y as never, model.predict(X) as never, options as never));
  };
}

function probabilities(model: ScoredModel, X: unknown): Matrix {
  const found = model.predictProba?.(X);
  if (found !== undefined) return found;
  throw new ModelsError({
    code: "notSupported",
    what: "the scorer needs probabilities, which the model does not give",
    where: "scoring",
    fix: "take a classifier with predictProba, or a scorer of predictions",
  });
}

function weights(options: Weighted | undefined): Weighted {
  return options?.sampleWeight === undefined ? {} : { sampleWeight: options.sampleWeight };
}

function scorers(): Readonly<Record<ScorerName, Scorer>> {
  return {
    accuracy: ofPredictions(accuracyScore),
    balancedAccuracy: ofPredictions(balancedAccuracyScore),
    matthewsCorrcoef: ofPredictions(matthewsCorrcoef),
    f1: ofSecondClass(f1Score),
    f1Macro: ofPredictions(f1Score, { average: "macro" }),
    f1Micro: ofPredictions(f1Score, { average: "micro" }),
    f1Weighted: ofPredictions(f1Score, { average: "weighted" }),
    precision: ofSecondClass(precisionScore),
    precisionMacro: ofPredictions(precisionScore, { average: "macro" }),
    precisionMicro: ofPredictions(precisionScore, { average: "micro" }),
    precisionWeighted: ofPredictions(precisionScore, { average: "weighted" }),
    recall: ofSecondClass(recallScore),
    recallMacro: ofPredictions(recallScore, { average: "macro" }),
    recallMicro: ofPredictions(recallScore, { average: "micro" }),
    recallWeighted: ofPredictions(recallScore, { average: "weighted" }),
    jaccard: ofSecondClass(jaccardScore),
    jaccardMacro: ofPredictions(jaccardScore, { average: "macro" }),
    jaccardMicro: ofPredictions(jaccardScore, { average: "micro" }),
    jaccardWeighted: ofPredictions(jaccardScore, { average: "weighted" }),
    topKAccuracy: topKAccuracy,
    positiveLikelihoodRatio: ofRatios((ratios) => ratios.positive),
    negNegativeLikelihoodRatio: ofRatios((ratios) => -ratios.negative),
    rocAuc: ofScores(rocAucScore),
    rocAucOvr: ofProbabilities(rocAucScore, { multiClass: "ovr" }),
    rocAucOvrWeighted: ofProbabilities(rocAucScore, { multiClass: "ovr", average: "weighted" }),
    rocAucOvo: ofProbabilities(rocAucScore, { multiClass: "ovo" }),
    rocAucOvoWeighted: ofProbabilities(rocAucScore, { multiClass: "ovo", average: "weighted" }),
    averagePrecision: ofScores(averagePrecisionScore),
    negLogLoss: ofProbabilities(logLoss, {}, -1),
    negBrierScore: ofProbabilities(brierScoreLoss, {}, -1),
    d2LogLossScore: ofProbabilities(d2LogLossScore),
    d2BrierScore: ofProbabilities(d2BrierScore),
    r2: ofPredictions(r2Score),
    explainedVariance: ofPredictions(explainedVarianceScore),
    negMeanSquaredError: ofPredictions(meanSquaredError, {}, -1),
    negRootMeanSquaredError: ofPredictions(rootMeanSquaredError, {}, -1),
    negMeanAbsoluteError: ofPredictions(meanAbsoluteError, {}, -1),
    negMedianAbsoluteError: ofPredictions(medianAbsoluteError, {}, -1),
    negMeanAbsolutePercentageError: ofPredictions(meanAbsolutePercentageError, {}, -1),
    negMeanSquaredLogError: ofPredictions(meanSquaredLogError, {}, -1),
    negRootMeanSquaredLogError: ofPredictions(rootMeanSquaredLogError, {}, -1),
    d2AbsoluteErrorScore: ofPredictions(d2AbsoluteErrorScore),
    negMaxError: ofPredictions(maxError, {}, -1),
  };
}

const ownScore: Scorer = (model, X, y, options) => {
  if (model.score !== undefined) return model.score(X, y, options);
  throw new ModelsError({
    code: "notSupported",
    what: "the model does not score itself",
    where: "scoring",
    fix: "name a scorer, or give a function",
  });
};

/** A scorer by name, or itself; the model's own score where nothing is said. */
export function scorerOf(owner: string, scoring: ScorerName | Scorer | undefined): Scorer {
  if (scoring === undefined) return ownScore;
  if (typeof scoring === "function") return scoring;
  const known = scorers();
  const name = camelCase(scoring);
  const found = (known as Readonly<Record<string, Scorer>>)[name];
  if (found !== undefined) return found;
  throw new ModelsError({
    code: "invalidOption",
    what: "there is no such scorer",
    where: `${owner}, scoring`,
    found: JSON.stringify(scoring),
    fix: didYouMean(name, Object.keys(known)),
  });
}

/** Whether there is a scorer of a name. */
export const isScorerName = (name: string): name is ScorerName => Object.hasOwn(scorers(), camelCase(name));

const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
