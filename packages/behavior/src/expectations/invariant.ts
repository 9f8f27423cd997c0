import { parseOptions, real } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { outcomeOf, probabilityOf } from "../predictors/read-prediction.ts";
import type { Prediction } from "../predictors/prediction.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";

/** Options of {@link invariant}. */
export interface InvariantOptions {
  /** How far the probability of the original's class, or the number, may move. Default 0. */
  readonly tolerance?: number;
  /** For numbers: how far it may move as a share of the mean size of both, 2|a - b| / (|a| + |b|). */
  readonly relative?: number;
  /** For numbers, beside `relative`: a difference up to this always passes. Default 0. */
  readonly floor?: number;
}

/** The data of {@link invariant}. */
export interface InvariantData extends ExpectationData, InvariantOptions {
  readonly kind: "invariant";
}

/**
 * The prediction does not change from the original's. A class passes when it is the same, or when the probability of the
 * original's class moved by no more than `tolerance`; a number when it moved by no more than `tolerance`, or `relative`.
 *
 * The relative change is symmetric and unsigned, so that negative predictions are judged like positive ones.
 *
 * @param options - how much change is none.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { invariant } from "@mlsys/behavior";
 *
 * invariant({ tolerance: 0.1 }).data; // => { kind: "invariant", tolerance: 0.1 }
 * ```
 */
export function invariant(options: InvariantOptions = {}): Expectation<unknown> {
  const specs = {
    tolerance: { rule: real({ min: 0 }) },
    relative: { rule: real({ min: 0 }) },
    floor: { rule: real({ min: 0 }) },
  };
  const parsed = parseOptions("invariant", options, specs, BehaviorError);
  const given = Object.entries(parsed).filter(([, value]) => value !== undefined);
  return { data: { kind: "invariant", ...(Object.fromEntries(given) as InvariantOptions) } };
}

/** How `invariant` judges: the margin is what was left of the tolerance. */
export const invariantKind: ExpectationKind<InvariantData> = {
  kind: "invariant",
  judge({ tolerance = 0, relative, floor = 0 }) {
    return ({ predictions }, index) => {
      const original = predictions[0] as Prediction;
      const prediction = predictions[index] as Prediction;
      if ("value" in original && "value" in prediction) {
        const change = Math.abs(original.value - prediction.value);
        if (relative === undefined || change <= floor)
          return verdict(change <= Math.max(tolerance, floor), tolerance - change);
        const share = (2 * change) / (Math.abs(original.value) + Math.abs(prediction.value));
        return verdict(share <= relative, relative - share);
      }
      const label = outcomeOf(original);
      if (label === outcomeOf(prediction)) return 1;
      const before = probabilityOf(original, label);
      const after = probabilityOf(prediction, label);
      if (before === undefined || after === undefined) return verdict(false, tolerance - 2);
      const moved = Math.abs(after - before);
      return verdict(moved <= tolerance, tolerance - moved);
    };
  },
};
