import type { Prediction } from "../predictors/prediction.ts";
import type { CaseView, Expectation, Judge } from "./expectation.ts";

/** What a custom expectation is given. */
export interface CustomView<P, I = unknown> {
  readonly input: I;
  readonly prediction: P;
  /** The original of the case: for a case of one example, the example itself. */
  readonly originalInput: I;
  readonly original: P;
  readonly label: unknown;
  readonly meta: unknown;
  /** All of the case, for expectations across several inputs. */
  readonly inputs: readonly I[];
  readonly predictions: readonly P[];
  /** Index of the example in its case. */
  readonly index: number;
}

/**
 * An expectation from a function. In a stored suite it is known by its name alone, and must be given again to `parseSuite`.
 *
 * @param name - its name.
 * @param judge - gives true or a number above 0 where the example passes, false or another number where it fails, null where the
 *   expectation says nothing.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { customExpectation } from "@mlsys/behavior";
 *
 * const short = customExpectation("short", ({ input }: { input: string }) => input.length < 10);
 * short.data; // => { kind: "custom", name: "short" }
 * ```
 */
export function customExpectation<P = Prediction, I = unknown>(
  name: string,
  judge: (view: CustomView<P, I>) => boolean | number | null,
): Expectation<P> {
  return { data: { kind: "custom", name }, functions: { [name]: toJudge(judge as never) } };
}

function toJudge(judge: (view: CustomView<unknown>) => boolean | number | null): Judge {
  return (view: CaseView, index) => {
    const { inputs, predictions, meta } = view;
    const told = judge({
      input: inputs[index],
      prediction: predictions[index],
      originalInput: inputs[0],
      original: predictions[0],
      label: view.labelOf(index),
      meta,
      inputs,
      predictions,
      index,
    });
    if (typeof told === "boolean") return told ? 1 : 0;
    return told;
  };
}
