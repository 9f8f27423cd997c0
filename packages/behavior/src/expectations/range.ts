import type { Label, Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";

/** Options of {@link inRange}. */
export interface RangeOptions {
  readonly min?: number;
  readonly max?: number;
}

/** The data of {@link inRange}. */
export interface RangeData extends ExpectationData, RangeOptions {
  readonly kind: "range";
  readonly label?: Label | undefined;
}

/**
 * The number, or with a label the probability of that class, lies within bounds, which belong to the range.
 *
 * @param options - the bounds.
 * @param label - the class; leave it out for numbers.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { inRange } from "@mlsys/behavior";
 *
 * inRange({ min: 0, max: 100 }).data; // => { kind: "range", min: 0, max: 100 }
 * ```
 */
export function inRange<const L extends Label = never>(options: RangeOptions, label?: L): Expectation<unknown, L> {
  return { data: { kind: "range", ...options, ...(label === undefined ? {} : { label }) } };
}

/** How `inRange` judges. */
export const rangeKind: ExpectationKind<RangeData> = {
  kind: "range",
  judge({ min = -Infinity, max = Infinity, label }) {
    return ({ predictions }, index) => {
      const value = numberIn(predictions[index] as Prediction, label);
      const margin = Math.min(value - min, max - value);
      return verdict(margin >= 0, margin);
    };
  },
};
