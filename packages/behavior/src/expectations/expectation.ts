import type { Label, Prediction } from "../predictors/prediction.ts";

/** One case as a judge sees it: the inputs of the case, the original first, and what the model said of each. */
export interface CaseView {
  readonly inputs: readonly unknown[];
  readonly predictions: readonly Prediction[];
  /** The label that belongs to an example, if any. */
  readonly labelOf: (index: number) => Label | undefined;
  readonly meta: unknown;
}

/**
 * Judges one example of a case: above 0 passed, else failed, the further the worse; null where the expectation says nothing.
 */
export type Judge = (view: CaseView, index: number) => number | null;

/** Plain data: what a suite file can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** An expectation as data. */
export interface ExpectationData {
  /** Which kind of expectation it is. */
  readonly kind: string;
  readonly [option: string]: Json | undefined;
}

/**
 * What is expected of the predictions of a case. It is data, so that a suite can be stored; a custom one carries its function
 * beside its name. The type says which predictions it can read and which labels it names.
 */
export interface Expectation<in P = never, out L = never> {
  /** The expectation as plain data. */
  readonly data: ExpectationData;
  /** For custom ones, and what is built of them: the functions by name. */
  readonly functions?: Readonly<Record<string, Judge>> | undefined;
  /** Only for the compiler. */
  readonly reads?: ((prediction: P) => void) | undefined;
  /** Only for the compiler. */
  readonly names?: L | undefined;
}

/** Predictions whose probabilities can be read. */
export interface WithProba {
  readonly proba?: Readonly<Record<string, number>> | undefined;
}

/** How a kind of expectation judges. */
export interface ExpectationKind<D extends ExpectationData = ExpectationData> {
  readonly kind: string;
  /** Makes the judge; `compile` is for the parts that an expectation is built of. */
  readonly judge: (data: D, compile: (part: ExpectationData) => Judge) => Judge;
}
