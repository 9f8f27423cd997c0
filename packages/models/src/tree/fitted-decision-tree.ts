import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import type { Answers } from "../internal/answers.ts";
import { FittedTrees, readTreeFacts } from "./fitted-trees.ts";
import type { AnswerFacts } from "../internal/fitted-by-answers.ts";
import { leavesOfOne } from "./leaves-of-one.ts";
import { treeFromState } from "./tree-nodes.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** A tree that was grown, with what it knows of its data. */
export interface GrownTree {
  readonly facts: AnswerFacts;
  readonly tree: TreeNodes;
  /** Features that a split is drawn from. */
  readonly maxFeatures: number;
}

/** What all fitted decision trees share. */
export abstract class FittedDecisionTree<Prediction, Truth> extends FittedTrees<Prediction, Truth> {
  /** The nodes. */
  readonly tree: TreeNodes;
  /** Features that each split was drawn from. */
  readonly maxFeatures: number;

  /** @internal */
  constructor({ facts, tree, maxFeatures }: GrownTree, answers: Answers<Prediction, Truth>) {
    super(facts, answers);
    this.tree = tree;
    this.maxFeatures = maxFeatures;
  }

  /** How much of the impurity each feature took away, adding up to 1. */
  get featureImportances(): Float64Array {
    return this.tree.importances(this.nFeaturesIn);
  }

  /** The longest way from the root to a leaf. */
  getDepth(): number {
    return this.tree.maxDepth;
  }

  /** Number of leaves. */
  getNLeaves(): number {
    return this.tree.nLeaves;
  }

  /**
   * The leaf that each row ends in.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  apply(input: MatrixLike): Int32Array {
    return leavesOfOne(`${this.kind}.apply`, this.tree, input, this);
  }

  /**
   * The nodes that each row passes, from the root to its leaf: rows × nodes, 1 where it does.
   *
   * @throws {ModelsError} as {@link FittedDecisionTree.apply}.
   */
  decisionPath(input: MatrixLike): CsrMatrix {
    return this.tree.decisionPath(this.dense("decisionPath", input));
  }

  protected averaged(): readonly TreeNodes[] {
    return [this.tree];
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), tree: this.tree.toState(), maxFeatures: this.maxFeatures };
  }
}

/** Reads a saved decision tree, all but the classes. */
export function readDecisionTree(saved: SavedModel): GrownTree {
  const read = new StateReader(saved);
  const tree = treeFromState(saved.kind, read.record("tree"));
  return { facts: readTreeFacts(read), tree, maxFeatures: read.number("maxFeatures") };
}
