import { CsrMatrix, Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import type { Answers } from "../internal/answers.ts";
import type { GrownTree } from "../tree/fitted-decision-tree.ts";
import { FittedTrees, readTreeFacts } from "../tree/fitted-trees.ts";
import type { AnswerFacts } from "../internal/fitted-by-answers.ts";
import { LeafFinder } from "../tree/leaf-finder.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { drawRows } from "./bootstrap-rows.ts";
import type { RowDraws } from "./bootstrap-rows.ts";
import { averageImportances } from "./forest-figures.ts";
import { packTrees, unpackTrees } from "./packed-trees.ts";

/** What rows left out of the drawing of trees tell. */
export interface OutOfBag {
  /** How good the predictions of the trees are that were not grown on a row. */
  readonly score: number;
  /** Their averages: rows of the fit × width of a value. */
  readonly values: Matrix;
}

/** How the rows of each tree are drawn. */
export interface ForestDrawing {
  /** Rows of the fit. */
  readonly rows: number;
  /** The seed of each tree. */
  readonly seeds: readonly number[];
  /** Undefined when each tree has all rows. */
  readonly draws: RowDraws | undefined;
}

/** A forest that was grown, with what it knows of its data. */
export interface GrownForest {
  readonly facts: AnswerFacts;
  readonly trees: readonly TreeNodes[];
  /** Features that a split is drawn from. */
  readonly maxFeatures: number;
  readonly drawing: ForestDrawing;
  readonly outOfBag?: OutOfBag | undefined;
}

/** The ways of rows through a forest. */
export interface ForestPaths {
  /** Rows × nodes of all trees, tree after tree: 1 where a row passes a node. */
  readonly indicator: CsrMatrix;
  /** Where the nodes of each tree begin; and the number of all nodes. */
  readonly nNodesPtr: Int32Array;
}

/** What all fitted forests share. */
export abstract class FittedForest<Prediction, Truth> extends FittedTrees<Prediction, Truth> {
  /** The nodes of each tree. */
  readonly trees: readonly TreeNodes[];
  /** How good the predictions of the trees are that were not grown on a row, where it was asked for. */
  readonly oobScore: number | undefined;
  protected readonly oobValues: Matrix | undefined;
  private readonly maxFeatures: number;
  private readonly drawing: ForestDrawing;

  /** @internal */
  constructor({ facts, trees, maxFeatures, drawing, outOfBag }: GrownForest, answers: Answers<Prediction, Truth>) {
    super(facts, answers);
    this.trees = trees;
    this.maxFeatures = maxFeatures;
    this.drawing = drawing;
    this.oobScore = outOfBag?.score;
    this.oobValues = outOfBag?.values;
  }

  /** What the out-of-bag values are called where the forest is saved. */
  protected abstract readonly oobName: string;

  /** The rows of the fit that each tree was grown on, in the order in which they were drawn: drawn again whenever asked for. */
  get estimatorsSamples(): readonly Int32Array[] {
    const { rows, seeds, draws } = this.drawing;
    return seeds.map((seed) =>
      draws === undefined ? Int32Array.from({ length: rows }, (_, i) => i) : drawRows(draws, seed),
    );
  }

  /** How much of the impurity each feature took away, adding up to 1. */
  get featureImportances(): Float64Array {
    return averageImportances(this.trees, this.nFeaturesIn);
  }

  /**
   * The leaf that each row ends in, of each tree: rows × trees.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  apply(input: MatrixLike): Matrix {
    const X = this.dense("apply", input);
    const leaves = new Matrix(X.rows, this.trees.length);
    const finder = new LeafFinder(X);
    this.trees.forEach((tree, t) => {
      const own = finder.leavesOf(tree);
      for (let i = 0; i < X.rows; i++) leaves.data[i * leaves.cols + t] = own[i] as number;
    });
    return leaves;
  }

  /**
   * The nodes that each row passes, of each tree.
   *
   * @throws {ModelsError} as {@link FittedForest.apply}.
   */
  decisionPath(input: MatrixLike): ForestPaths {
    const X = this.dense("decisionPath", input);
    const paths = this.trees.map((tree) => tree.decisionPath(X));
    const nNodesPtr = new Int32Array(paths.length + 1);
    paths.forEach(({ cols }, t) => (nNodesPtr[t + 1] = (nNodesPtr[t] as number) + cols));
    const indptr = new Int32Array(X.rows + 1);
    const indices = new Int32Array(paths.reduce((sum, path) => sum + path.indices.length, 0));
    let at = 0;
    for (let i = 0; i < X.rows; i++) {
      paths.forEach((path, t) => {
        const [from, to] = [path.indptr[i] as number, path.indptr[i + 1] as number];
        for (let p = from; p < to; p++) indices[at++] = (nNodesPtr[t] as number) + (path.indices[p] as number);
      });
      indptr[i + 1] = at;
    }
    const ones = new Float64Array(at).fill(1);
    return { indicator: new CsrMatrix(X.rows, nNodesPtr.at(-1) ?? 0, ones, indices, indptr), nNodesPtr };
  }

  /** One of the trees as it was grown. */
  protected grownTree(tree: TreeNodes): GrownTree {
    return { facts: this, tree, maxFeatures: this.maxFeatures };
  }

  protected averaged(): readonly TreeNodes[] {
    return this.trees;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { rows, seeds, draws } = this.drawing;
    return {
      ...this.facts(),
      trees: packTrees(this.trees),
      oobScore: this.oobScore ?? null,
      [this.oobName]: this.oobValues?.data ?? null,
      maxFeatures: this.maxFeatures,
      rows,
      seeds: Float64Array.from(seeds),
      rowsDrawn: draws?.count ?? null,
      rowProbabilities: draws?.p ?? null,
    };
  }
}

/** Reads a saved forest, all but the classes. */
export function readForest(saved: SavedModel, oobName: string): GrownForest {
  const read = new StateReader(saved);
  const trees = unpackTrees(saved.kind, read.record("trees"));
  const data = read.optionalVector(oobName);
  const width = trees[0]?.width ?? 1;
  const values = data && new Matrix(data.length / width, width, data);
  const outOfBag = values && { score: read.number("oobScore"), values };
  return {
    facts: readTreeFacts(read),
    trees,
    outOfBag,
    maxFeatures: read.number("maxFeatures"),
    drawing: readDrawing(read),
  };
}

function readDrawing(read: StateReader): ForestDrawing {
  const rows = read.number("rows");
  const isDrawn = (read.value("rowsDrawn") ?? null) !== null;
  const draws = isDrawn
    ? { rows, count: read.number("rowsDrawn"), p: read.optionalVector("rowProbabilities") }
    : undefined;
  return { rows, seeds: [...read.vector("seeds")], draws };
}
