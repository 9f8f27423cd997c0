import { randomState } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { buildTree, countsWholeRows } from "../tree/build-tree.ts";
import type { TreeProblem, TreeRecipe } from "../tree/build-tree.ts";
import { rankFeatures } from "../tree/feature-ranks.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { drawCounts } from "./bootstrap-rows.ts";
import type { RowDraws } from "./bootstrap-rows.ts";

/** What a forest is grown on and by. */
export interface ForestProblem {
  readonly tree: TreeProblem;
  readonly recipe: TreeRecipe;
  /** How rows are drawn; undefined when each tree has all of them. */
  readonly draws: RowDraws | undefined;
  /** Whether classes are balanced among the rows that were drawn. */
  readonly balanceDrawn: boolean;
}

/** The seeds of the trees. */
export function treeSeeds(seed: RandomStateInput, count: number): readonly number[] {
  return Array.from(randomState(seed).randint(0, 2147483647, count));
}

/** Grows a tree for each seed. */
export function growForest(problem: ForestProblem, seeds: readonly number[]): TreeNodes[] {
  const { tree, recipe } = problem;
  const ranks = countsWholeRows(recipe, tree.X) ? rankFeatures(tree.X) : undefined;
  return seeds.map((seed) => {
    const weights = weightsOfTree(problem, seed);
    return buildTree({ ...tree, ranks, weights }, recipe, seed);
  });
}

function weightsOfTree({ tree, draws, balanceDrawn }: ForestProblem, seed: number): Float64Array | undefined {
  if (draws === undefined) return tree.weights;
  const counts = drawCounts(draws, seed);
  return balanceDrawn ? balanced(counts, tree, draws.count) : counts;
}

function balanced(counts: Float64Array, { y, nClasses }: TreeProblem, drawn: number): Float64Array {
  const perClass = new Float64Array(nClasses);
  for (let i = 0; i < counts.length; i++) {
    const code = y[i] as number;
    perClass[code] = (perClass[code] as number) + (counts[i] as number);
  }
  const present = perClass.filter((count) => count > 0).length;
  const weights = perClass.map((count) => (count === 0 ? 0 : drawn / (present * count)));
  return counts.map((count, i) => count * (weights[y[i] as number] as number));
}
