import { parseOptions, real } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";

/** Options of {@link isClose}. */
export interface IsCloseOptions {
  /** How far the number may be from its label. Default 0. */
  readonly tolerance?: number;
  /** How far, as a share of the label's size; the larger of the two counts. Default 0. */
  readonly relative?: number;
}

/** The data of {@link isClose}. */
export interface IsCloseData extends ExpectationData {
  readonly kind: "isClose";
  readonly tolerance: number;
  readonly relative: number;
}

/**
 * The number is close to the example's label: for known answers of a regression.
 *
 * @param options - how close.
 * @returns the expectation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { defineSuite, isClose, runSuite } from "@mlsys/behavior";
 * import type { ScorePrediction } from "@mlsys/behavior";
 *
 * const suite = defineSuite<{ x: number }, ScorePrediction>("line", (t) => {
 *   t.mft("known points", { cases: [{ input: { x: 2 }, label: 4.1 }], expect: isClose({ tolerance: 0.2 }) });
 * });
 * (await runSuite(suite, (rows) => rows.map(({ x }) => 2 * x))).passed; // => true
 * ```
 */
export function isClose(options: IsCloseOptions = {}): Expectation<{ readonly value?: number | undefined }, number> {
  const specs = { tolerance: { rule: real({ min: 0 }), default: 0 }, relative: { rule: real({ min: 0 }), default: 0 } };
  const { tolerance, relative } = parseOptions("isClose", options, specs, BehaviorError);
  return { data: { kind: "isClose", tolerance, relative } };
}

/** How `isClose` judges: the margin is what was left of the tolerance. */
export const isCloseKind: ExpectationKind<IsCloseData> = {
  kind: "isClose",
  judge({ tolerance, relative }) {
    return (view, index) => {
      const label = view.labelOf(index);
      if (label === undefined) return null;
      const room = Math.max(tolerance, relative * Math.abs(Number(label)));
      const margin = room - Math.abs(numberIn(view.predictions[index] as Prediction, undefined) - Number(label));
      return verdict(margin >= 0, margin);
    };
  },
};
