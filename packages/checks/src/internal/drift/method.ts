import type { RandomState } from "@mlsys/core";
import type { NumericSample, TextSample } from "./column-sample.ts";

/** What a run of a method may use. */
export interface MethodContext {
  readonly alpha: number;
  readonly permutations: number;
  /** Values a side that permutations are made of, at most. */
  readonly maxRows: number;
  readonly rng: RandomState;
}

/** What a method found. */
export interface Tested {
  readonly statistic: number;
  readonly effectSize: number | null;
  readonly pValue: number;
  /** The least effect that would have been significant; null where it is not known. */
  readonly criticalEffect: number | null;
  readonly n: number;
  readonly m: number;
  readonly bins?: number;
  /** What changed most, such as words. */
  readonly evidence?: readonly string[];
}

/** A method for numbers. */
export interface NumericMethod {
  readonly of: "numbers";
  /** The least effect that counts as drift, unless the caller says otherwise; null where there is no effect size. */
  readonly minEffect: number | null;
  readonly test: (reference: NumericSample, current: NumericSample, context: MethodContext) => Tested;
}

/** A method for counts of categories, or of bins of numbers. */
export interface CountMethod {
  readonly of: "counts";
  readonly minEffect: number | null;
  /** Whether rare categories must stay apart. */
  readonly keepsRare?: boolean;
  readonly test: (reference: readonly number[], current: readonly number[], context: MethodContext) => Tested;
}

/** A method for free text. */
export interface TextMethod {
  readonly of: "text";
  readonly minEffect: number | null;
  readonly test: (reference: TextSample, current: TextSample, context: MethodContext) => Tested;
}
