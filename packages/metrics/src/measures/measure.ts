/** A figure by name, which declares what it needs, so that it can be resampled without asking which it is. */
export type Measure = TableMeasure | RowMeasure;

interface MeasureKind {
  readonly name: string;
  /** Whether a greater figure is better. */
  readonly isGreaterBetter: boolean;
}

/** A figure of the table of classes × classes counts, row by row. */
export interface TableMeasure extends MeasureKind {
  readonly needs: "table";
  readonly of: (table: Float64Array, size: number, positive: number) => number;
}

/** A figure of true and predicted numbers; of scores, the true ones are 0 and 1. */
export interface RowMeasure extends MeasureKind {
  readonly needs: "rows";
  /** Whether predictions are scores of the positive class of two. */
  readonly isOfScores: boolean;
  readonly of: (yTrue: Float64Array, yPred: Float64Array) => number;
}
