import type { Matrix } from "@mlsys/core";
import {
  binnedBytes,
  binPlace,
  GROUP,
  histogramBytes,
  NODE_BYTES,
  RESULT_BYTES,
  RULE_BYTES,
  WORK_BYTES,
} from "../../internal/row-loops/boosting-layout.ts";
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
  /** The bin of each row and feature. */
  readonly binned: Uint8Array;
  /** Three times the rows: as they come, and in the order of nodes of odd depths and of even ones. Those of a node are sorted. */
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
  private readonly pairs: Float32Array;
  private readonly slots: Uint8Array;
  private readonly nodes: Float64Array;
  private readonly rules: Int32Array;
  private readonly tasks: Int32Array;
  private tasksOf: Int32Array | undefined;
  private taskCount = 0;
  private readonly leaves: Float64Array;

  constructor(X: Matrix, binning: BinningRules, { nTrees, hasWeights, mostLeaves }: BoostingShape) {
    const { rows, cols } = X;
    const places = placesFor(mostLeaves);
    const perRow = 28 + (hasWeights ? 8 : 0) + nTrees * 16;
    const rest =
      cols * (2 * RESULT_BYTES + RULE_BYTES + 8 + WORK_BYTES) + places * (histogramBytes(cols) + 32) + 24 * LEAVES;
    const padding = 1024 + 64 * nTrees * 3;
    this.rows = rows;
    this.cols = cols;
    this.arena = new RowArena(
      binnedBytes(rows, cols) + Math.max(perRow * rows + rest, binningBytes(X)) + padding,
      Infinity,
    );
    const { arena } = this;
    this.binned = arena.bytes(binnedBytes(rows, cols));
    const mark = arena.mark();
    this.mapper = binRows(X, binning, arena, this.binned);
    // What follows is in the place of what binning needed.
    arena.rewind(mark);
    this.samples = arena.whole(3 * rows);
    for (let i = 0; i < rows; i++) this.samples[i] = i;
    this.pairs = arena.singles(2 * rows);
    this.y = arena.doubles(rows);
    this.weights = hasWeights ? arena.doubles(rows) : undefined;
    this.raw = Array.from({ length: nTrees }, () => arena.doubles(rows));
    this.derivatives = Array.from({ length: nTrees }, () => arena.singles(2 * rows));
    this.results = arena.doubles((2 * cols * RESULT_BYTES) / 8);
    this.nodes = arena.doubles((2 * NODE_BYTES) / 8);
    this.rules = arena.whole(4 + (cols * RULE_BYTES) / 4);
    this.tasks = arena.whole(2 * cols);
    this.slots = arena.bytes(cols * WORK_BYTES).fill(0);
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

  /**
   * Parts the samples of a node by {@link BoostingMemory.isLeft} of their bins of a feature, in their order, to where its children have
   * theirs, and writes the derivatives of one side (1 left, 2 right, 0 none).
   */
  divideRows(tree: number, { start, end }: Range, left: Range, feature: number, side: 0 | 1 | 2): void {
    const { rows, samples, pairs } = this;
    const count = end - start;
    const given = [samples.byteOffset + 4 * start, count, samples.byteOffset + 4 * left.start, left.end - left.start];
    const [from = 0, all = 0, to = 0, lefts = 0] = given;
    const column = this.binned.byteOffset + binPlace(rows, 0, feature);
    const derivatives = this.derivatives[tree]?.byteOffset ?? 0;
    const rest = [column, this.isLeft.byteOffset, derivatives, pairs.byteOffset, side] as const;
    this.arena.run("divideRows", 2, 4 * count, from, all, to, lefts, ...rest);
  }

  /** Makes the histograms of all rows. */
  countRows(tree: number, features: Int32Array, own: number): void {
    this.split(features, [0, this.rows, this.derivatives[tree]?.byteOffset ?? 0], [own, 0], [undefined, undefined]);
  }

  /**
   * Makes the first of two histograms from samples whose derivatives were written (none when there are none to count), takes it from
   * the second (0 when there is no second), and finds the best split by feature of each node that is given.
   */
  splitFeatures(
    features: Int32Array,
    start: number,
    count: number,
    histograms: readonly [number, number],
    nodes: readonly [SplitNode | undefined, SplitNode | undefined],
  ): void {
    this.split(features, [this.samples.byteOffset + 4 * start, count, this.pairs.byteOffset], histograms, nodes);
  }

  private split(
    features: Int32Array,
    [samples, count, pairs]: readonly [number, number, number],
    [own, other]: readonly [number, number],
    nodes: readonly [SplitNode | undefined, SplitNode | undefined],
  ): void {
    this.setTasks(features);
    nodes.forEach((node, side) => {
      const facts = node === undefined ? [0] : [1, node.count, node.sumGradients, node.sumHessians, node.value];
      this.nodes.set(facts, 8 * side);
      if (node !== undefined) this.nodes.set([node.lower, node.upper], 8 * side + 5);
    });
    this.arena.run(
      "splitFeatures",
      this.taskCount,
      features.length * (count + 1000),
      this.tasks.byteOffset,
      this.cols,
      this.binned.byteOffset,
      this.rows,
      samples,
      count,
      pairs,
      this.slots.byteOffset,
      own,
      other,
      this.nodes.byteOffset,
      this.rules.byteOffset,
      this.results.byteOffset,
    );
  }

  /** Tells the loops which features to look at. */
  private setTasks(features: Int32Array): void {
    if (this.tasksOf === features) return;
    const tasks = featureTasks(features, this.arena.threads);
    this.tasks.set(tasks.flat());
    this.tasksOf = features;
    this.taskCount = tasks.length;
  }

  /** Adds the values of leaves to the raw predictions of their samples. */
  addLeaves(tree: number, leaves: readonly (Range & { readonly value: number })[]): void {
    const raw = this.raw[tree] as Float64Array;
    for (let from = 0; from < leaves.length; from += LEAVES) {
      const some = leaves.slice(from, from + LEAVES);
      some.forEach(({ start, end, value }, n) => {
        this.leaves.set([start, end, value], 3 * n);
      });
      const given = [ROWS, this.leaves.byteOffset, some.length, this.samples.byteOffset, raw.byteOffset] as const;
      this.arena.run("addLeaves", Math.ceil(this.rows / ROWS), this.rows, ...given);
    }
  }
}

/**
 * Features that one task looks at, as the first and how many: those of a group, whose bins are loaded at once. What would leave threads
 * without work is halved, and done last: tasks are taken from the middle on.
 */
export function featureTasks(features: Int32Array, threads: number): readonly (readonly [number, number])[] {
  const groups: [number, number][] = [];
  for (const feature of features) {
    const last = groups.at(-1);
    if (last !== undefined && feature === last[0] + last[1] && feature % GROUP !== 0) last[1] += 1;
    else groups.push([feature, 1]);
  }
  const rest = groups.length % threads;
  const whole = groups.slice(0, groups.length - rest);
  const halves = groups.slice(groups.length - rest).flatMap(([first, count]): (readonly [number, number])[] => {
    const half = (count + 1) >> 1;
    return count === 1
      ? [[first, 1]]
      : [
          [first, half],
          [first + half, count - half],
        ];
  });
  return [...halves.slice(0, halves.length >> 1), ...whole, ...halves.slice(halves.length >> 1)];
}
