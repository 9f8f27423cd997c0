import type { Label, MatrixLike } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions } from "../estimator.ts";
import { classWeightsOf } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { classesToFit, knownCodes, labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import type { SgdLossName } from "./sgd-losses.ts";
import { assertNoEarlyStopping, sgdWarnings } from "./sgd-options.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { descendClasses, emptySgdState } from "./sgd-state.ts";
import type { SgdState } from "./sgd-state.ts";
import { ModelsError } from "../models-error.ts";

/** How a classifier by stochastic gradient descent is fitted. */
export interface SgdClassifierSettings extends SgdSettings {
  readonly loss: SgdLossName;
  readonly classWeight: ClassWeightOption;
}

/** A classifier by stochastic gradient descent, fitted. */
export interface FittedSgd<L extends Label> {
  readonly facts: ClassifierFacts<L>;
  readonly state: SgdState;
  readonly nIter: number;
}

export function fitSgdClassifier<L extends Label>(
  kind: string,
  settings: SgdClassifierSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): FittedSgd<L> {
  const owner = `${kind}.fit`;
  const { X, names } = featuresToFit(kind, input);
  const { classes, codes } = labelsToFit(owner, y, X.rows);
  const weights = weightsOf(owner, fitOptions, X.rows);
  // As the reference's, balanced classes are those of as many rows, whatever these weigh.
  const byClass = classWeightsOf(owner, settings.classWeight, classes, codes, new Float64Array(X.rows).fill(1));
  const start = emptySgdState(classes.length === 2 ? 1 : classes.length, X.cols, settings);
  const task = { owner, X, sampleWeight: weights, loss: settings.loss, maxIter: settings.maxIter };
  const { state, nIter } = descendClasses(task, settings, start, codes, byClass);
  const warnings = sgdWarnings(kind, nIter, settings);
  return { facts: { classes, nFeaturesIn: X.cols, featureNamesIn: names, warnings }, state, nIter };
}

/** What a classifier knows from earlier calls. */
export interface KnownSgd<L extends Label> extends KnownFeatures {
  readonly classes: readonly L[];
  readonly state: SgdState;
}

/** One pass over some rows: the first of a model, or after those that it had. */
export function partialFitSgdClassifier<L extends Label>(
  kind: string,
  settings: SgdClassifierSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: PartialFitOptions<L> = {},
  known?: KnownSgd<L>,
): FittedSgd<L> {
  const owner = `${kind}.partialFit`;
  assertNoEarlyStopping(owner, settings);
  if (settings.classWeight === "balanced") throw balancedRefusal(owner);
  const first = known === undefined ? featuresToFit(kind, input) : undefined;
  const X = first?.X ?? featuresToUse(owner, input, known as KnownFeatures);
  const classes = known?.classes ?? classesToFit(owner, fitOptions);
  const codes = knownCodes(owner, y, X.rows, classes);
  const weights = weightsOf(owner, fitOptions, X.rows, ["classes"]);
  const byClass = classWeightsOf(owner, settings.classWeight, classes, codes, new Float64Array(X.rows).fill(1));
  const start = known?.state ?? emptySgdState(classes.length === 2 ? 1 : classes.length, X.cols, settings);
  const task = { owner, X, sampleWeight: weights, loss: settings.loss, maxIter: 1 };
  const { state, nIter } = descendClasses(task, settings, start, codes, byClass);
  const featureNamesIn = known === undefined ? first?.names : known.featureNamesIn;
  return { facts: { classes, nFeaturesIn: X.cols, featureNamesIn, warnings: [] }, state, nIter };
}

function balancedRefusal(owner: string): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: "balanced class weights need all rows at once",
    where: owner,
    found: 'classWeight "balanced"',
    fix: "give the weights by label",
  });
}
