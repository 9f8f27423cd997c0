import type { Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind, WithProba } from "./expectation.ts";

/** Options of {@link scoreChange}. */
export interface ScoreChangeOptions {
  /** What the score must not do. */
  readonly direction: "not up" | "not down";
  /** By how much it may, all the same. Default 0. */
  readonly tolerance?: number;
}

/** The data of {@link scoreChange}. */
export interface ScoreChangeData extends ExpectationData {
  readonly kind: "scoreChange";
  readonly weights: Readonly<Record<string, number>>;
  readonly direction: "not up" | "not down";
  readonly tolerance: number;
}

/**
 * A score made of probabilities does not rise, or does not fall, against the original's.
 *
 * @param weights - by class, what its probability counts: `{ positive: 1, negative: -1 }`.
 * @param options - direction and tolerance.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { scoreChange } from "@mlsys/behavior";
 *
 * scoreChange({ positive: 1, negative: -1 }, { direction: "not down" }).data.tolerance; // => 0
 * ```
 */
export function scoreChange<const L extends string>(
  weights: Readonly<Partial<Record<L, number>>>,
  { direction, tolerance = 0 }: ScoreChangeOptions,
): Expectation<WithProba, L> {
  return { data: { kind: "scoreChange", weights: weights, direction, tolerance } };
}

/** How `scoreChange` judges. */
export const scoreChangeKind: ExpectationKind<ScoreChangeData> = {
  kind: "scoreChange",
  judge({ weights, direction, tolerance }) {
    const terms = Object.entries(weights);
    const score = (prediction: Prediction): number =>
      terms.reduce((sum, [label, weight]) => sum + weight * numberIn(prediction, label), 0);
    return ({ predictions }, index) => {
      const change = score(predictions[index] as Prediction) - score(predictions[0] as Prediction);
      return direction === "not down"
        ? verdict(change + tolerance >= 0, change + tolerance)
        : verdict(change - tolerance <= 0, tolerance - change);
    };
  },
};
