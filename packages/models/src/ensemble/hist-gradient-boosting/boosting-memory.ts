import type { Matrix } from "@mlsys/core";
import { histogramBytes, NODE_BYTES, RESULT_BYTES, RULE_BYTES } from "../../internal/row-loops/boosting-layout.ts";
import { RowArena } from "../../internal/row-loops/row-arena.ts";
import { binningBytes, binRows } from "./bin-rows.ts";
import type { BinMapper, BinningRules } from "./bin-rows.ts";
import { HistogramStore, placesFor } from "./histogram-store.ts";
import type { HistogramRules, SplitNode } from "./histogram-splits.ts";

/** Rows of a task, where each row is worked on by itself. */
const ROWS = 8192;
/** Leaves that are told to the loops at a time. */
const LEAVES = 1024;

/** What the memory is for. */
export interface BoostingShape {
  readonly nTrees: number;
  readonly hasWeights: boolean;
  readonly mostLeaves: number;
}

/** A range of the samples. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The rows of a boosting, and the loops over them. */
export class BoostingMemory {
  readonly arena: RowArena;
  readonly rows: number;
  readonly cols: number;
  readonly mapper: BinMapper;
  /** The bin of row i and feature j, at j · rows + i. */
  readonly binned: Uint8Array;
  /** The rows, in the order of the leaves of the last tree. */
  readonly samples: Int32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  /** The raw predictions, an array a tree of an iteration. */
  readonly raw: readonly Float64Array[];
  /** The first and the second derivative of each row side by side, an array a tree of an iteration. */
  readonly derivatives: readonly Float32Array[];
  readonly store: HistogramStore;
  /** The best splits by feature, of two nodes. */
  readonly results: Float64Array;
  /** 1 for each bin whose rows go to the left. */
  readonly isLeft: Uint8Array;
  private readonly pairs: Float64Array;
  private readonly lefts: Int32Array;
  private readonly rights: Int32Array;
  private readonly counts: Float64Array;
  private readonly nodes: Float64Array;
  private readonly rules: Int32Array;
  private readonly features: Int32Array;
  private readonly leaves: Float64Array;

  constructor(X: Matrix, binning: BinningRules, { nTrees, hasWeights, mostLeaves }: BoostingShape) {
    const { rows, cols } = X;
    const places = placesFor(mostLeaves);
    const perRow = 36 + (hasWeights ? 8 : 0) + nTrees * 16;
    const rest = cols * (2 * RESULT_BYTES + RULE_BYTES + 4) + places * (histogramBytes(cols) + 32) + 24 * LEAVES;
    const padding = 1024 + 64 * nTrees * 3;
    this.rows = rows;
    this.cols = cols;
    this.arena = new RowArena(
      rows * cols + Math.max(perRow * rows + rest, binningBytes(X)) + rows / 64 + padding,
      Infinity,
    );
    const { arena } = this;
    this.binned = arena.bytes(rows * cols);
    const mark = arena.mark();
    this.mapper = binRows(X, binning, arena, this.binned);
    // What follows is in the place of what binning needed.
    arena.rewind(mark);
    this.samples = arena.whole(rows);
    this.lefts = arena.whole(rows);
    this.rights = arena.whole(rows);
    this.pairs = arena.doubles(2 * rows);
    this.y = arena.doubles(rows);
    this.weights = hasWeights ? arena.doubles(rows) : undefined;
    this.raw = Array.from({ length: nTrees }, () => arena.doubles(rows));
    this.derivatives = Array.from({ length: nTrees }, () => arena.singles(2 * rows));
    this.counts = arena.doubles(Math.ceil(rows / 512));
    this.results = arena.doubles((2 * cols * RESULT_BYTES) / 8);
    this.nodes = arena.doubles((2 * NODE_BYTES) / 8);
    this.rules = arena.whole(4 + (cols * RULE_BYTES) / 4);
    this.features = arena.whole(cols);
    this.leaves = arena.doubles(3 * LEAVES);
    this.isLeft = arena.bytes(256);
    this.store = new HistogramStore(arena, cols, places);
  }

  /** Tells the loops what is fixed for all splits. */
  setRules({ minSamplesLeaf, l2, binCounts, hasMissing, isCategorical, monotonic }: HistogramRules): void {
    new Float64Array(this.rules.buffer, this.rules.byteOffset, 2).set([minSamplesLeaf, l2]);
    for (let j = 0; j < this.cols; j++) {
      const own = [binCounts[j] ?? 0, hasMissing[j] ?? 0, isCategorical[j] ?? 0, monotonic[j] ?? 0];
      this.rules.set(own, 4 + 4 * j);
    }
  }

  /** The derivatives of the logistic loss. */
  logisticDerivatives(): void {
    const [raw, derivatives] = [this.raw[0], this.derivatives[0]];
    if (raw === undefined || derivatives === undefined) return;
    this.arena.run(
      "logisticDerivatives",
      Math.ceil(this.rows / ROWS),
      this.rows * 10,
      ROWS,
      this.rows,
      this.y.byteOffset,
      raw.byteOffset,
      this.weights?.byteOffset ?? 0,
      derivatives.byteOffset,
    );
  }

  /** Writes the derivatives of all samples, in their order. */
  gatherPairs(tree: number): void {
    const { rows, samples } = this;
    const from = [samples.byteOffset, this.derivativesOf(tree)] as const;
    this.arena.run("gatherPairs", Math.ceil(rows / ROWS), rows * 2, ROWS, rows, ...from, this.pairs.byteOffset);
  }

  /** Parts a range of samples by {@link BoostingMemory.isLeft} of their bins of a feature; where the right ones will begin. */
  divideRows({ start, end }: Range, block: number, feature: number): number {
    const tasks = Math.ceil((end - start) / block);
    const column = this.binned.byteOffset + feature * this.rows;
    const [lefts, rights, counts] = [this.lefts.byteOffset, this.rights.byteOffset, this.counts.byteOffset];
    const given = [this.samples.byteOffset, column, this.isLeft.byteOffset, lefts, rights, counts] as const;
    this.arena.run("divideRows", tasks, 2 * (end - start), block, start, end, ...given);
    let middle = start;
    for (let task = 0; task < tasks; task++) middle += this.counts[task] as number;
    return middle;
  }

  /** Puts the samples that were parted in order, and writes the derivatives of one side (1 left, 2 right, 0 none). */
  collectRows(tree: number, { start, end }: Range, block: number, side: 0 | 1 | 2): void {
    const [lefts, rights, counts] = [this.lefts.byteOffset, this.rights.byteOffset, this.counts.byteOffset];
    const given = [this.samples.byteOffset, lefts, rights, counts, this.derivativesOf(tree)] as const;
    const tasks = Math.ceil((end - start) / block);
    this.arena.run("collectRows", tasks, 2 * (end - start), block, start, end, ...given, this.pairs.byteOffset, side);
  }

  /**
   * Makes the first of two histograms from samples whose derivatives were written (none when there are none to count), takes it from
   * the second (0 when there is no second), and finds the best split by feature of each node that is given.
   */
  splitFeatures(
    features: Int32Array,
    start: number,
    count: number,
    [own, other]: readonly [number, number],
    nodes: readonly [SplitNode | undefined, SplitNode | undefined],
  ): void {
    this.features.set(features);
    nodes.forEach((node, side) => {
      const facts = node === undefined ? [0] : [1, node.count, node.sumGradients, node.sumHessians, node.value];
      this.nodes.set(facts, 8 * side);
      if (node !== undefined) this.nodes.set([node.lower, node.upper], 8 * side + 5);
    });
    this.arena.run(
      "splitFeatures",
      Math.ceil(features.length / 2),
      features.length * (count + 1000),
      this.features.byteOffset,
      features.length,
      this.cols,
      this.binned.byteOffset,
      this.rows,
      this.samples.byteOffset + 4 * start,
      count,
      this.pairs.byteOffset,
      own,
      other,
      this.nodes.byteOffset,
      this.rules.byteOffset,
      this.results.byteOffset,
    );
  }

  /** Adds the values of leaves to the raw predictions of their samples. */
  addLeaves(tree: number, leaves: readonly (Range & { readonly value: number })[]): void {
    const raw = this.raw[tree] as Float64Array;
    for (let from = 0; from < leaves.length; from += LEAVES) {
      const some = leaves.slice(from, from + LEAVES);
      some.forEach(({ start, end, value }, n) => {
        this.leaves.set([start, end, value], 3 * n);
      });
      const given = [this.leaves.byteOffset, this.samples.byteOffset, raw.byteOffset] as const;
      this.arena.run("addLeaves", some.length, this.rows, ...given);
    }
  }

  private derivativesOf(tree: number): number {
    return this.derivatives[tree]?.byteOffset ?? 0;
  }
}
