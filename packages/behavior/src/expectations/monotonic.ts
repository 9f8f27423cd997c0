import type { Label, Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";

/** Options of {@link monotonic}. */
export interface MonotonicOptions<L extends Label> {
  /** The class whose probability is meant; leave it out for numbers. */
  readonly label?: L;
  /** By how much a step may go the other way. Default 0. */
  readonly tolerance?: number;
}

/** The data of {@link monotonic}. */
export interface MonotonicData extends ExpectationData {
  readonly kind: "monotonic";
  readonly direction: "increasing" | "decreasing";
  readonly label?: Label | undefined;
  readonly tolerance: number;
}

/**
 * Along the inputs of a case, each prediction is at least, or at most, the one before: for sweeps over a grid.
 *
 * @param direction - where it goes.
 * @param options - class and tolerance.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { monotonic } from "@mlsys/behavior";
 *
 * monotonic("increasing").data; // => { kind: "monotonic", direction: "increasing", tolerance: 0 }
 * ```
 */
export function monotonic<const L extends Label = never>(
  direction: "increasing" | "decreasing",
  { label, tolerance = 0 }: MonotonicOptions<L> = {},
): Expectation<unknown, L> {
  return { data: { kind: "monotonic", direction, ...(label === undefined ? {} : { label }), tolerance } };
}

/** How `monotonic` judges: each example against the one before. */
export const monotonicKind: ExpectationKind<MonotonicData> = {
  kind: "monotonic",
  judge({ direction, label, tolerance }) {
    const sign = direction === "increasing" ? 1 : -1;
    return ({ predictions }, index) => {
      if (index === 0) return null;
      const [before, after] = [predictions[index - 1] as Prediction, predictions[index] as Prediction];
      const rise = sign * (numberIn(after, label) - numberIn(before, label));
      return verdict(rise + tolerance >= 0, rise + tolerance);
    };
  },
};
