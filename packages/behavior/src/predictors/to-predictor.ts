import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { fromModel } from "./predictor.ts";
import type { ModelLike, Predictor, PredictorInput } from "./predictor.ts";

/** The predictor behind whatever was given. */
export function toPredictor<I>(input: PredictorInput<I, never>): Predictor<I, unknown> {
  if (typeof input === "function") return input;
  const given: unknown = input;
  if (typeof given === "object" && given !== null && "predict" in given && typeof given.predict === "function")
    return fromModel<I>(given as ModelLike);
  throw new BehaviorError({
    code: "invalidOption",
    what: "the predictor is not accepted",
    where: "runSuite",
    found: showValue(given),
    fix: "give a function from a batch of inputs to predictions, or an object with predict",
  });
}
