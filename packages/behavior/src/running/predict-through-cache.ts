import { keyOf } from "../inputs/key-of.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { Predictor } from "../predictors/predictor.ts";
import { predictInputs } from "./predict-inputs.ts";
import type { Predicted, PredictOptions } from "./predict-inputs.ts";

/** Keeps predictions between runs of one model; a `Map` will do. */
export interface PredictionCache {
  get(key: string): Prediction | undefined;
  set(key: string, prediction: Prediction): unknown;
}

/** Predicts what the cache does not know, and lets it know. */
export async function predictThroughCache(
  inputs: readonly unknown[],
  predictor: Predictor<unknown, unknown>,
  options: PredictOptions,
  cache: PredictionCache | undefined,
): Promise<Predicted> {
  if (cache === undefined) return predictInputs(inputs, predictor, options);
  const keys = inputs.map(keyOf);
  const predictions = keys.map((key) => cache.get(key));
  const missing = [...predictions.keys()].filter((i) => predictions[i] === undefined);
  const found = await predictInputs(
    missing.map((i) => inputs[i]),
    predictor,
    options,
  );
  missing.forEach((index, i) => {
    const prediction = found.predictions[i];
    predictions[index] = prediction;
    if (prediction !== undefined) cache.set(keys[index] as string, prediction);
  });
  return { predictions, errors: found.errors };
}
