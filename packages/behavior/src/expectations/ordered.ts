import type { Label, Prediction } from "../predictors/prediction.ts";
import { numberIn } from "./number-in.ts";
import { verdict } from "./verdict.ts";
import type { Expectation, ExpectationData, ExpectationKind, Judge } from "./expectation.ts";

/** The data of {@link ordered}: by a class's probability, or by the number. */
export interface OrderedData extends ExpectationData {
  readonly kind: "ordered";
  readonly label?: Label | undefined;
  readonly margin: number;
}

/** What pairs are ordered by: a class's probability, or a function of the prediction. Leave it out for numbers. */
export type OrderedBy<P, L> = L | ((prediction: P) => number | undefined);

/**
 * The second prediction of each pair of different inputs is above the first: in number, in the probability of a class, or by a
 * function.
 *
 * @param by - a class, a function of the prediction, or nothing for numbers.
 * @param options - `margin`: by more than how much. Default 0.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { ordered } from "@mlsys/behavior";
 *
 * ordered("positive").data; // => { kind: "ordered", label: "positive", margin: 0 }
 * ```
 */
export function ordered<P = Prediction, const L extends Label = never>(
  by?: OrderedBy<P, L>,
  { margin = 0 }: { readonly margin?: number } = {},
): Expectation<P, L> {
  if (typeof by !== "function")
    return { data: { kind: "ordered", ...(by === undefined ? {} : { label: by }), margin } };
  const measure = by as (prediction: unknown) => number | undefined;
  const judge: Judge = ({ predictions }, index) => {
    if (index === 0) return null;
    const [below, above] = [measure(predictions[index - 1]), measure(predictions[index])];
    if (below === undefined || above === undefined) return null;
    return verdict(above - below > margin, above - below - margin);
  };
  const name = `ordered by ${by.name === "" || by.name === "by" ? String(by) : by.name}`;
  return { data: { kind: "custom", name }, functions: { [name]: judge } };
}

/** How `ordered` judges: each example against the one before. */
export const orderedKind: ExpectationKind<OrderedData> = {
  kind: "ordered",
  judge({ label, margin }) {
    return ({ predictions }, index) => {
      if (index === 0) return null;
      const rise =
        numberIn(predictions[index] as Prediction, label) - numberIn(predictions[index - 1] as Prediction, label);
      return verdict(rise > margin, rise - margin);
    };
  },
};
