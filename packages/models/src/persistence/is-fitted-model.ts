import type { FittedModel } from "../estimator.ts";

/** Whether a value is a fitted model, of this package or not. */
export function isFittedModel(value: unknown): value is FittedModel {
  return typeof value === "object" && value !== null && "toState" in value && "kind" in value;
}
