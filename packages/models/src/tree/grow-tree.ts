import { BestFirstQueue } from "./best-first-queue.ts";
import { NodeList } from "./node-list.ts";
import type { Split, Splitter } from "./splitter.ts";
import type { TreeNodes } from "./tree-nodes.ts";

/** When a tree stops growing. */
export interface GrowthRules {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minImpurityDecrease: number;
  /** Most leaves; Infinity grows depth first. */
  readonly maxLeafNodes: number;
}

/** Impurities no larger than this are 0, but for rounding. */
const TINY = Number.EPSILON;

/** A range of rows that becomes a node. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly parent: number;
  readonly isLeft: boolean;
  /** Undefined for the root, which works it out. */
  readonly impurity: number | undefined;
  readonly constants: number;
  readonly lower: number;
  readonly upper: number;
}

/** A node that was added, with its split unless it is a leaf. */
interface Grown {
  readonly node: number;
  readonly range: Range;
  readonly split: Split | undefined;
  readonly middle: number;
}

/** Grows a tree: depth first, or the most improving node first when the number of leaves is limited. */
export function growTree(splitter: Splitter, rules: GrowthRules): TreeNodes {
  const nodes = new NodeList(splitter.criterion.width);
  const root: Range = {
    start: 0,
    end: splitter.nSamples,
    depth: 0,
    parent: -1,
    isLeft: false,
    impurity: undefined,
    constants: 0,
    lower: -Infinity,
    upper: Infinity,
  };
  if (rules.maxLeafNodes === Infinity) growDepthFirst(splitter, rules, nodes, root);
  else growBestFirst(splitter, rules, nodes, root);
  return nodes.toTree();
}

function growDepthFirst(splitter: Splitter, rules: GrowthRules, nodes: NodeList, root: Range): void {
  const stack = [root];
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const grown = addNode(splitter, rules, nodes, range);
    if (grown.split === undefined) continue;
    const [left, right] = childrenOf(splitter, grown, grown.split);
    stack.push(right, left);
  }
}

function growBestFirst(splitter: Splitter, rules: GrowthRules, nodes: NodeList, root: Range): void {
  const queue = new BestFirstQueue<Grown>();
  const push = (grown: Grown) => queue.push(grown, grown.split?.improvement ?? 0);
  push(addNode(splitter, rules, nodes, root));
  let splitsLeft = rules.maxLeafNodes - 1;
  for (let grown = queue.pop(); grown !== undefined; grown = queue.pop()) {
    if (grown.split === undefined || splitsLeft <= 0) {
      nodes.makeLeaf(grown.node);
      continue;
    }
    splitsLeft -= 1;
    const children = childrenOf(splitter, grown, grown.split).map((range) =>
      // Which features are constant is not handed down: nodes do not grow in the order of their rows.
      addNode(splitter, rules, nodes, { ...range, constants: 0 }),
    );
    children.forEach(push);
  }
}

function addNode(splitter: Splitter, rules: GrowthRules, nodes: NodeList, range: Range): Grown {
  const { criterion } = splitter;
  const { start, end, lower, upper, constants } = range;
  const { minSamplesLeaf, minWeightLeaf, monotonic } = splitter.rules;
  criterion.init(start, end);
  const impurity = range.impurity ?? criterion.nodeImpurity();
  const isLeaf =
    range.depth >= rules.maxDepth ||
    end - start < rules.minSamplesSplit ||
    end - start < 2 * minSamplesLeaf ||
    criterion.weightedNode < 2 * minWeightLeaf ||
    impurity <= TINY;
  const found = isLeaf ? undefined : splitter.split(start, end, { impurity, lower, upper, constants });
  const isSplit = found !== undefined && found.pos < end && !(found.improvement + TINY < rules.minImpurityDecrease);
  const node = nodes.add({
    parent: range.parent,
    isLeft: range.isLeft,
    feature: isSplit ? found.feature : -2,
    threshold: isSplit ? found.threshold : -2,
    missingLeft: isSplit && found.missingLeft,
    impurity,
    count: end - start,
    weight: criterion.weightedNode,
  });
  criterion.nodeValue(nodes.value, node * criterion.width);
  if (monotonic !== undefined) criterion.clip(nodes.value, node * criterion.width, lower, upper);
  const middle = isSplit && monotonic !== undefined ? criterion.middleValue() : 0;
  return { node, range, split: isSplit ? found : undefined, middle };
}

/** The ranges of a split, with the bounds of their values under a monotonic constraint. */
function childrenOf({ rules }: Splitter, { node, range, middle }: Grown, split: Split): readonly [Range, Range] {
  const { lower, upper, depth } = range;
  const constraint = rules.monotonic?.[split.feature] ?? 0;
  const common = { depth: depth + 1, parent: node, constants: split.constants };
  return [
    {
      ...common,
      start: range.start,
      end: split.pos,
      isLeft: true,
      impurity: split.impurityLeft,
      lower: constraint < 0 ? middle : lower,
      upper: constraint > 0 ? middle : upper,
    },
    {
      ...common,
      start: split.pos,
      end: range.end,
      isLeft: false,
      impurity: split.impurityRight,
      lower: constraint > 0 ? middle : lower,
      upper: constraint < 0 ? middle : upper,
    },
  ];
}
