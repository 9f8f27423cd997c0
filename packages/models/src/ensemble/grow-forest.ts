import { randomState } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { currentTeam } from "../internal/threads/team.ts";
import type { Team } from "../internal/threads/team.ts";
import { buildTree, countsWholeRows } from "../tree/build-tree.ts";
import type { TreeProblem, TreeRecipe } from "../tree/build-tree.ts";
import { rankFeatures } from "../tree/feature-ranks.ts";
import { TreeNodes } from "../tree/tree-nodes.ts";
import { growthSpecs } from "../tree/tree-options.ts";
import type { TreeTarget } from "../tree/tree-target.ts";
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

/** Trees that take fewer operations than this, about, are grown in one thread. */
const WORTH_SHARING = 2_000_000;

/** Grows a tree for each seed, several at once where there are threads; at most so many, this one included. */
export function growForest(given: ForestProblem, seeds: readonly number[], threads: number): TreeNodes[] {
  const { tree, recipe } = given;
  const ranks = countsWholeRows(tree, recipe) ? rankFeatures(tree.X) : undefined;
  const problem = { ...given, tree: { ...tree, ranks } };
  const trees: TreeNodes[] = [];
  const isLarge = tree.X.rows * seeds.length * Math.log2(tree.X.rows) > WORTH_SHARING;
  const team = isLarge && threads > 1 ? currentTeam() : undefined;
  if (team !== undefined) growTogether(team, problem, seeds, threads, trees);
  // What no thread has grown is grown here.
  return seeds.map((seed, at) => trees[at] ?? growOne(problem, seed));
}

/** Grows one tree. */
export function growOne(problem: ForestProblem, seed: number): TreeNodes {
  return buildTree({ ...problem.tree, weights: weightsOfTree(problem, seed) }, problem.recipe, seed);
}

/** Tasks that a board counts at a time. */
const MOST_TASKS = 4000;

function growTogether(
  team: Team,
  problem: ForestProblem,
  seeds: readonly number[],
  threads: number,
  trees: TreeNodes[],
): void {
  const { recipe } = problem;
  // Of the options, what a tree needs: others may not be sent.
  const growth = Object.fromEntries(
    Object.keys(growthSpecs(null)).map((name) => [name, name === "randomState" ? 0 : growthOf(recipe, name)]),
  );
  const sent = { ...problem, recipe: { ...recipe, growth } };
  let first = 0;
  const job = team.beginTrees({ problem: sent, seeds }, threads, (task) => {
    trees[first + task] = growOne(problem, seeds[first + task] as number);
  });
  try {
    for (; first < seeds.length; first += MOST_TASKS) {
      job.board.run("growTree", Math.min(MOST_TASKS, seeds.length - first), [first]);
    }
  } finally {
    job.board.close();
  }
  for (const { at, state } of job.received()) trees[at] = new TreeNodes(state);
}

const growthOf = ({ growth }: TreeRecipe, name: string): unknown => growth[name as keyof typeof growth];

function weightsOfTree({ tree, draws, balanceDrawn }: ForestProblem, seed: number): Float64Array | undefined {
  if (draws === undefined) return tree.weights;
  const counts = drawCounts(draws, seed);
  return balanceDrawn ? balanced(counts, tree.target, draws.count) : counts;
}

function balanced(counts: Float64Array, { y, outputs, places }: TreeTarget, drawn: number): Float64Array {
  const perClass = new Float64Array(outputs * places);
  for (let at = 0; at < y.length; at++) {
    const place = y[at] as number;
    perClass[place] = (perClass[place] as number) + (counts[Math.floor(at / outputs)] as number);
  }
  const present = Array.from({ length: outputs }, (_, k) => {
    const own = perClass.subarray(k * places, (k + 1) * places);
    return own.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  });
  const weights = perClass.map((count, at) =>
    count === 0 ? 0 : drawn / ((present[Math.floor(at / places)] as number) * count),
  );
  return counts.map((count, i) => {
    let weight = 1;
    for (let at = i * outputs; at < (i + 1) * outputs; at++) weight *= weights[y[at] as number] as number;
    return count * weight;
  });
}
