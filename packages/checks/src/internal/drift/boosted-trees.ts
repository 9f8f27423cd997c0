/** Values as small whole numbers, a column a feature; the classifier knows nothing else of them. */
export type BinnedColumns = readonly Uint8Array[];

/** Bins of a feature, at most. */
export const BINS = 32;
const TREES = 40;
const DEPTH = 3;
const LEARNING_RATE = 0.2;
const PENALTY = 1;
const LEAST_ROWS = 20;

interface Split {
  readonly feature: number;
  /** Bins up to this one go left. */
  readonly bin: number;
  readonly gain: number;
}

/** A node of a tree: a split, or a leaf's value. */
type Node = { readonly split: Split; readonly left: Node; readonly right: Node } | { readonly value: number };

/** A trained classifier. */
export interface BoostedTrees {
  /** The score of a row: the greater, the more it looks like class 1. */
  readonly score: (row: number) => number;
  /** How much each feature helped, in units of the loss. */
  readonly gains: Float64Array;
}

/**
 * Trains gradient-boosted trees of depth 3 on the rows of a table of binned features: enough to tell two samples apart by their
 * margins and by how two or three columns go together.
 *
 * @see https://doi.org/10.1145/2939672.2939785
 */
export function boostedTrees(columns: BinnedColumns, labels: Uint8Array, rows: Int32Array): BoostedTrees {
  const gains = new Float64Array(columns.length);
  const ones = rows.reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  const base = Math.log(ones / (rows.length - ones));
  const scores = new Float64Array(labels.length).fill(base);
  const [gradient, curvature] = [new Float64Array(labels.length), new Float64Array(labels.length)];
  const trees: Node[] = [];
  const training = { columns, gradient, curvature, gains };
  for (let t = 0; t < TREES; t++) {
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      gradient[row] = p - (labels[row] ?? 0);
      curvature[row] = p * (1 - p);
    }
    const tree = grow(training, rows, DEPTH);
    trees.push(tree);
    for (const row of rows) scores[row] = (scores[row] ?? 0) + valueAt(tree, columns, row);
  }
  return { score: (row) => trees.reduce((sum, tree) => sum + valueAt(tree, columns, row), base), gains };
}

interface Training {
  readonly columns: BinnedColumns;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly gains: Float64Array;
}

function grow(training: Training, rows: Int32Array, depth: number): Node {
  const { columns, gradient, curvature, gains } = training;
  let [g, h] = [0, 0];
  for (const row of rows) {
    g += gradient[row] ?? 0;
    h += curvature[row] ?? 0;
  }
  const split = depth === 0 || rows.length < 2 * LEAST_ROWS ? undefined : bestSplit(training, rows, g, h);
  if (split === undefined) return { value: (-LEARNING_RATE * g) / (h + PENALTY) };
  gains[split.feature] = (gains[split.feature] ?? 0) + split.gain;
  const column = columns[split.feature] ?? new Uint8Array(0);
  const goesLeft = (row: number): boolean => (column[row] ?? 0) <= split.bin;
  return {
    split,
    left: grow(training, rows.filter(goesLeft), depth - 1),
    right: grow(
      training,
      rows.filter((row) => !goesLeft(row)),
      depth - 1,
    ),
  };
}

function bestSplit(
  { columns, gradient, curvature }: Training,
  rows: Int32Array,
  g: number,
  h: number,
): Split | undefined {
  const [sums, curves, counts] = [new Float64Array(BINS), new Float64Array(BINS), new Int32Array(BINS)];
  let best: Split | undefined;
  const whole = (g * g) / (h + PENALTY);
  columns.forEach((column, feature) => {
    for (const each of [sums, curves, counts]) each.fill(0);
    for (const row of rows) {
      const bin = column[row] ?? 0;
      sums[bin] = (sums[bin] ?? 0) + (gradient[row] ?? 0);
      curves[bin] = (curves[bin] ?? 0) + (curvature[row] ?? 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    let [left, leftCurve, leftRows] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1; bin++) {
      left += sums[bin] ?? 0;
      leftCurve += curves[bin] ?? 0;
      leftRows += counts[bin] ?? 0;
      if (leftRows < LEAST_ROWS || rows.length - leftRows < LEAST_ROWS) continue;
      const gain = left ** 2 / (leftCurve + PENALTY) + (g - left) ** 2 / (h - leftCurve + PENALTY) - whole;
      if (gain > 1e-9 && gain > (best?.gain ?? 0)) best = { feature, bin, gain };
    }
  });
  return best;
}

function valueAt(node: Node, columns: BinnedColumns, row: number): number {
  let at = node;
  while ("split" in at) at = (columns[at.split.feature]?.[row] ?? 0) <= at.split.bin ? at.left : at.right;
  return at.value;
}
