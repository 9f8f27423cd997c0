import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { probabilityOf } from "../predictors/read-prediction.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";

/** The number to compare: a probability, or the value. */
export function numberIn(prediction: Prediction, label: Label | undefined): number {
  const found =
    label === undefined ? ("value" in prediction ? prediction.value : undefined) : probabilityOf(prediction, label);
  if (found !== undefined) return found;
  throw new BehaviorError({
    code: "invalidPrediction",
    what: label === undefined ? "the expectation compares numbers" : "the expectation compares probabilities",
    where: label === undefined ? "a prediction" : `class ${showValue(label)}`,
    found: showValue(prediction),
    fix:
      label === undefined
        ? "name the class to compare, or use a predictor of numbers"
        : "use a predictor that gives probabilities",
  });
}
