import type { Label } from "@mlsys/core";
import type { LoggerOption } from "../input/logger.ts";
import type { WeightOption } from "../input/weights.ts";

/**
 * How the figures of the labels become one: of the positive label alone, their mean, of all decisions together, their mean
 * weighted by how often each label is true, the mean over rows (several labels a row only), or each by itself.
 */
export type Average = "binary" | "macro" | "micro" | "weighted" | "samples" | null;

/** What an undefined figure is: 0, 1, NaN (left out of averages); or 0 with a warning. */
export type ZeroDivision = "warn" | number;

/** Options of precision, recall, F and Jaccard. */
export interface PerLabelOptions extends WeightOption, LoggerOption {
  /** The labels to consider, in this order. Default: all that occur on either side, ascending. */
  readonly labels?: readonly Label[] | null | undefined;
  /** The label that counts as positive with the average `"binary"`. Default 1. */
  readonly posLabel?: Label | null | undefined;
  /** How the figures of the labels become one. Default `"binary"`. */
  readonly average?: Average | undefined;
  /** What an undefined figure is. Default `"warn"`. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** The options that give one figure per label. */
export interface EachLabelOptions extends PerLabelOptions {
  readonly average: null;
}

/** Options of the F scores. */
export interface FbetaOptions extends PerLabelOptions {
  /** How many times as much recall counts as precision; at least 0. */
  readonly beta: number;
}
