import type { RandomStateInput } from "@mlsys/core";

/** The random numbers that one input's perturbation draws. */
export interface RandomSource {
  /** A double in [0, 1). */
  real(): number;
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number;
  /** One of the items, each equally likely. */
  pick<T>(items: readonly T[]): T;
  /** The items in random order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** A change of a text: the UTF-16 units from `start` up to `end` of the original, `from`, became `to`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
}

/** A change of a row: the value of one column. */
export interface CellEdit {
  readonly column: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** One structured change between an original and a perturbed input. */
export type Edit = TextEdit | CellEdit;

/** A perturbed input, with what was changed. */
export interface Perturbed {
  readonly output: unknown;
  readonly edits: readonly Edit[];
}

/** Gives the perturbed forms of one input; none where the perturbation does not apply. */
export type Perturb<I> = (input: I, random: RandomSource, index: number) => readonly Perturbed[];

/**
 * A way to change inputs. It is bound to all inputs of a test first, because some need more than one row: a permuted column, a
 * step in units of the column's spread.
 */
export interface Perturbation<in I> {
  /** Its name, for reports. */
  readonly name: string;
  /** The options it was made with, as plain data. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Binds it to the inputs of a test. */
  readonly bind: (inputs: readonly I[]) => Perturb<I>;
  /** Its own seed, where it was given one; otherwise the suite's is used. */
  readonly seed?: number | undefined;
}

/** The perturbations that fit inputs of a type; rows of unknown columns take any. */
export type PerturbationOf<I> = I extends string
  ? Perturbation<string>
  : string extends keyof I
    ? Perturbation<never>
    : Perturbation<I>;

/** Options that every perturbation of text takes. */
export interface TextPerturbationOptions {
  /** Parts of a text not to touch: texts, found wherever they occur, or patterns. */
  readonly keep?: readonly (string | RegExp)[];
  /** The largest share of a text's characters that may change. Default 1. */
  readonly maxEditShare?: number;
  /** A seed of its own instead of the suite's. */
  readonly randomState?: RandomStateInput;
}
