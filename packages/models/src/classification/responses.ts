import { Matrix, satisfying } from "@mlsys/core";
import type { Label, OptionRule } from "@mlsys/core";
import type { Classifier, ClassifierModel, ProbabilisticClassifierModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** A classifier of rows of `In`, as an option. */
export function classifierRule<In>(): OptionRule<Classifier<In>> {
  return satisfying("an unfitted classifier", isClassifier);
}

export function isClassifier(value: unknown): value is Classifier<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "estimatorType" in value &&
    value.estimatorType === "classifier" &&
    "fit" in value &&
    typeof value.fit === "function"
  );
}

/** A model that may give scores. */
type Scoring<In> = ClassifierModel<Label, In> & {
  readonly decisionFunction?: (X: In) => Float64Array | Matrix;
};

export function hasScores<In>(model: ClassifierModel<Label, In>): boolean {
  return typeof (model as Scoring<In>).decisionFunction === "function";
}

/** The scores of a model, else its probabilities: of two classes one column, that of the second, unless all are asked for. */
export function responses<In>(model: ClassifierModel<Label, In>, X: In, allProbabilities = false): Matrix {
  const scores = (model as Scoring<In>).decisionFunction?.(X);
  if (scores instanceof Float64Array) return new Matrix(scores.length, 1, scores);
  if (scores !== undefined) return scores;
  const probabilities = probabilitiesOf(model, X);
  if (probabilities.cols !== 2 || allProbabilities) return probabilities;
  return new Matrix(probabilities.rows, 1, probabilities.column(1));
}

/** The probabilities of a model, refused where it gives none. */
export function probabilitiesOf<In>(model: ClassifierModel<Label, In>, X: In): Matrix {
  if ("predictProba" in model) return (model as ProbabilisticClassifierModel<Label, In>).predictProba(X);
  throw new ModelsError({
    code: "notSupported",
    what: "the classifier gives no probabilities",
    where: model.kind,
    fix: "take one that has predictProba, or wrap it in calibratedClassifierCV",
  });
}
