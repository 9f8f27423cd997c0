import type { LabelArray, Logger } from "@mlsys/core";
import type { Splittable } from "./splittable.ts";

/** The rows of one split, as indices. */
export interface TrainTestIndices {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** What a splitter may need besides the rows. */
export interface SplitInputs {
  /** Class labels, one per row, or the name of a column of the data. */
  readonly y?: LabelArray | string | null | undefined;
  /** Groups, one per row, or the name of a column of the data. */
  readonly groups?: LabelArray | string | null | undefined;
  /** Takes warnings: inputs that the splitter ignores, classes smaller than the number of splits. Default: none. */
  readonly logger?: Logger | undefined;
}

/** A cross-validator: gives the row indices of several splits into a training and a test set. */
export interface Splitter {
  /** The name of its factory. */
  readonly kind: string;
  /** The options it was made with, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether `split` needs `y`. */
  readonly needsY: boolean;
  /** Whether `split` needs `groups`. */
  readonly needsGroups: boolean;
  /**
   * The splits, one after the other. The inputs are checked at once; the indices are made as the result is iterated. It may be
   * iterated again, with the same result where `randomState` is a seed.
   *
   * @throws {@link SplitError} `lengthMismatch`, `missingLabels`, `missingGroups`, `tooFewSamples`, `invalidInput`.
   */
  split(data: Splittable, inputs?: SplitInputs): Iterable<TrainTestIndices>;
  /**
   * The number of splits.
   *
   * @throws {@link SplitError} when it depends on the rows or groups and these are not given.
   */
  getNSplits(data?: Splittable, inputs?: SplitInputs): number;
}
