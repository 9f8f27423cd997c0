/** What a tree learns to predict: one number a row, or several. */
export interface TreeTarget {
  /** Row after row, a number an output: a value, or the place of a class among those of all outputs. */
  readonly y: Float64Array | Int32Array;
  /** Numbers a row. */
  readonly outputs: number;
  /** Places of an output: the most classes that one of them has; 0 for values. */
  readonly places: number;
}
