import { Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import { featuresToUse } from "../internal/features.ts";
import { FittedByAnswers } from "../internal/fitted-by-answers.ts";
import type { AnswerFacts } from "../internal/fitted-by-answers.ts";
import { toDense } from "../internal/to-dense.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { LeafFinder } from "./leaf-finder.ts";
import { leavesOfOne } from "./leaves-of-one.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** What all models share that predict by the leaves of trees. */
export abstract class FittedTrees<Prediction, Truth> extends FittedByAnswers<Prediction, Truth> {
  /** Number of outputs: values or labels that are predicted for a row. */
  get nOutputs(): number {
    return this.answers.outputs(this.averaged()[0]?.width ?? 1);
  }

  /** The trees that are averaged. */
  protected abstract averaged(): readonly TreeNodes[];

  /** The values of the leaves that each row ends in, averaged over the trees: rows × width of a value. */
  protected values(method: string, X: MatrixLike): Matrix {
    const trees = this.averaged();
    const [first] = trees;
    if (first === undefined || trees.length > 1) return averageValues(trees, this.dense(method, X));
    const leaves = leavesOfOne(`${this.kind}.${method}`, first, X, this);
    const values = new Matrix(leaves.length, first.width);
    addValues(first, leaves, values.data);
    return values;
  }

  /** The rows as trees take them. */
  protected dense(method: string, X: MatrixLike): Matrix {
    const owner = `${this.kind}.${method}`;
    return toDense(owner, featuresToUse(owner, X, this, { allowNaN: true }));
  }

  /** The facts, to be saved. */
  protected facts(): { readonly [key: string]: StateValue } {
    return { nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function averageValues(trees: readonly TreeNodes[], X: Matrix): Matrix {
  const sums = new Matrix(X.rows, trees[0]?.width ?? 0);
  const finder = new LeafFinder(X);
  for (const tree of trees) addValues(tree, finder.leavesOf(tree), sums.data);
  for (let at = 0; at < sums.data.length; at++) sums.data[at] = (sums.data[at] as number) / trees.length;
  return sums;
}

/** Adds the values of leaves, one a row, to sums. */
function addValues({ value, width }: TreeNodes, leaves: Int32Array, sums: Float64Array): void {
  for (let c = 0; c < width; c++) {
    for (let i = 0, at = c; i < leaves.length; i++, at += width) {
      sums[at] = (sums[at] as number) + (value[(leaves[i] as number) * width + c] as number);
    }
  }
}

/** Reads what {@link FittedTrees} knows of its data. */
export function readTreeFacts(read: StateReader): AnswerFacts {
  return { nFeaturesIn: read.number("nFeaturesIn"), featureNamesIn: read.optionalTexts("featureNamesIn") };
}
