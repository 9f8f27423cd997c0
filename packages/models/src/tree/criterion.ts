import type { SplitRules } from "./splitter.ts";
import type { TreeTarget } from "./tree-target.ts";

/** What a node's rows have as targets and weights. */
export interface TargetRows extends TreeTarget {
  /** One weight a row; undefined when all are 1. */
  readonly weights: Float64Array | undefined;
  /** The weights of all rows, added up. */
  readonly totalWeight: number;
  /** The rows, in the order of the nodes; partitioned as the tree grows. */
  readonly samples: Int32Array;
}

/** How good a split of a node's rows is: rows from `start` to `pos` go to the left, those from `pos` to `end` to the right. */
export abstract class Criterion {
  protected readonly rows: TargetRows;
  start = 0;
  pos = 0;
  end = 0;
  weightedNode = 0;
  weightedLeft = 0;
  weightedRight = 0;
  /** What {@link Criterion.childrenImpurity} found. */
  impurityLeft = 0;
  impurityRight = 0;

  constructor(rows: TargetRows) {
    this.rows = rows;
  }

  /** Takes the rows of a node. */
  abstract init(start: number, end: number): void;
  /** Puts all rows to the right, after their order changed. */
  abstract reset(): void;
  /** Moves rows to the left until `pos`. */
  abstract update(pos: number): void;
  abstract nodeImpurity(): number;
  /** Sets `impurityLeft` and `impurityRight`. */
  abstract childrenImpurity(): void;
  /** Numbers of a node's value. */
  abstract readonly width: number;
  /** Writes the node's value. */
  abstract nodeValue(into: Float64Array, at: number): void;
  /** The figures of the two children whose order a monotonic constraint rules. */
  protected abstract leftValue(): number;
  protected abstract rightValue(): number;
  abstract middleValue(): number;

  /** What {@link Criterion.bestPlace} found. */
  bestProxy = -Infinity;

  /**
   * The first place of the largest proxy above a figure, where rows are in the order of these values; -1 where there is none, undefined
   * where places have to be tried one by one.
   */
  bestPlace(_values: Float32Array, _rules: SplitRules, _above: number): number | undefined {
    return undefined;
  }

  /** What the best split has most of, cheaper than the improvement itself. */
  proxy(): number {
    this.childrenImpurity();
    return -this.weightedRight * this.impurityRight - this.weightedLeft * this.impurityLeft;
  }

  improvement(impurity: number): number {
    return (
      (this.weightedNode / this.rows.totalWeight) *
      (impurity -
        (this.weightedRight / this.weightedNode) * this.impurityRight -
        (this.weightedLeft / this.weightedNode) * this.impurityLeft)
    );
  }

  /** Whether the children keep to their bounds and to the order that the constraint asks for. */
  isMonotonic(constraint: number, lower: number, upper: number): boolean {
    const [left, right] = [this.leftValue(), this.rightValue()];
    return left >= lower && right >= lower && left <= upper && right <= upper && (left - right) * constraint <= 0;
  }

  /** Keeps a node's value within the bounds of a monotonic constraint. */
  clip(into: Float64Array, at: number, lower: number, upper: number): void {
    const value = into[at] as number;
    if (value < lower) into[at] = lower;
    else if (value > upper) into[at] = upper;
  }
}
