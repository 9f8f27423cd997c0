import { outcomeOf, probabilityOf } from "../predictors/read-prediction.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { Expectation, ExpectationData, ExpectationKind } from "./expectation.ts";
import { verdict } from "./verdict.ts";

/** `to: "label"` means each example's own label; otherwise `values` says what the prediction must, or must not, be. */
export interface EqualsData extends ExpectationData {
  readonly kind: "equals";
  readonly to?: "label" | undefined;
  readonly values?: readonly Label[] | undefined;
  readonly not?: boolean | undefined;
}

/**
 * The prediction equals the example's label, or a constant.
 *
 * @param to - `"label"`, the default, for each example's own label; else the class or number expected.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { equals } from "@mlsys/behavior";
 *
 * equals("positive").data; // => { kind: "equals", values: ["positive"] }
 * ```
 */
export function equals<const L extends Label = never>(
  to: L | "label" = "label",
): Expectation<unknown, Exclude<L, "label">> {
  return { data: to === "label" ? { kind: "equals", to: "label" } : { kind: "equals", values: [to] } };
}

/**
 * The prediction is anything but a constant.
 *
 * @param value - the class or number that it must not be.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { notEquals } from "@mlsys/behavior";
 *
 * notEquals("negative").data; // => { kind: "equals", values: ["negative"], not: true }
 * ```
 */
export function notEquals<const L extends Label>(value: L): Expectation<unknown, L> {
  return { data: { kind: "equals", values: [value], not: true } };
}

/**
 * The prediction is one of some constants.
 *
 * @param values - the classes or numbers allowed.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { isOneOf } from "@mlsys/behavior";
 *
 * isOneOf(["neutral", "positive"]).data; // => { kind: "equals", values: ["neutral", "positive"] }
 * ```
 */
export function isOneOf<const L extends Label>(values: readonly L[]): Expectation<unknown, L> {
  return { data: { kind: "equals", values } };
}

/** How `equals` judges: a failure is the worse, the less probable the expected class was. */
export const equalsKind: ExpectationKind<EqualsData> = {
  kind: "equals",
  judge({ to, values = [], not = false }) {
    if (to !== "label") return (view, index) => judged(view.predictions[index] as Prediction, values, not);
    return (view, index) => {
      const prediction = view.predictions[index] as Prediction;
      const label = view.labelOf(index);
      if (label === undefined) return null;
      return outcomeOf(prediction) === label && !not ? 1 : judged(prediction, [label], not);
    };
  },
};

function judged(prediction: Prediction, wanted: readonly Label[], not: boolean): number {
  const passed = wanted.includes(outcomeOf(prediction)) !== not;
  return passed ? 1 : verdict(false, not ? -1 : missBy(prediction, wanted));
}

function missBy(prediction: Prediction, wanted: readonly Label[]): number {
  if ("value" in prediction) return -Math.min(...wanted.map((each) => Math.abs(Number(each) - prediction.value)));
  const best = Math.max(...wanted.map((each) => probabilityOf(prediction, each) ?? -1));
  return best < 0 ? -2 : best - 1;
}
