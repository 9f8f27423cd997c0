import type { Criterion } from "./criterion.ts";

/** What a split is chosen under. */
export interface SplitRules {
  /** Fewest rows of a child. */
  readonly minSamplesLeaf: number;
  /** Least weight of a child. */
  readonly minWeightLeaf: number;
  /** -1, 0 or 1 a feature; undefined without constraints. */
  readonly monotonic: Int8Array | undefined;
}

/** What the search knows of the node. */
export interface NodeFacts {
  readonly impurity: number;
  readonly lower: number;
  readonly upper: number;
  readonly constants: number;
}

/** The best split of a node. */
export interface Split {
  feature: number;
  /** Rows at most at it go to the left. */
  threshold: number;
  /** Where the rows of the right child begin; the node's end when there is no split. */
  pos: number;
  missingLeft: boolean;
  impurityLeft: number;
  impurityRight: number;
  improvement: number;
  /** Features that are constant in the node. */
  constants: number;
}

/** Splits nodes, one at a time: takes the rows of a node, then finds its best split and puts the rows in order. */
export interface Splitter {
  readonly criterion: Criterion;
  /** Rows that weigh something. */
  readonly nSamples: number;
  readonly rules: SplitRules;
  split(start: number, end: number, facts: NodeFacts): Split;
  /** Lets go of what others may use next, where there is such. */
  release?(): void;
}

export function noSplit(end: number): Split {
  return {
    feature: 0,
    threshold: 0,
    pos: end,
    missingLeft: false,
    impurityLeft: Infinity,
    impurityRight: Infinity,
    improvement: -Infinity,
    constants: 0,
  };
}

/** Works out the figures of the split that was chosen, after the rows were put in order. */
export function measureSplit(criterion: Criterion, split: Split, impurity: number): void {
  criterion.reset();
  criterion.update(split.pos);
  criterion.childrenImpurity();
  split.impurityLeft = criterion.impurityLeft;
  split.impurityRight = criterion.impurityRight;
  split.improvement = criterion.improvement(impurity);
}
