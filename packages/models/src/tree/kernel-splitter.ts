import { LentMemory } from "../internal/threads/kernel-memory.ts";
import type { KernelMemory } from "../internal/threads/kernel-memory.ts";
import { FIRST } from "../internal/web-assembly.ts";
import type { TargetRows } from "./criterion.ts";
import type { FeatureColumns } from "./feature-columns.ts";
import { SquaredErrorCriterion } from "./mean-criterion.ts";
import { measureSplit, noSplit } from "./splitter.ts";
import type { NodeFacts, Split, SplitRules, Splitter } from "./splitter.ts";
import { treeKernelCode } from "./tree-kernel-code.ts";

/** What the module exports; addresses are bytes from the start of its memory. */
interface TreeLoops {
  orderKeys(place: number, count: number): void;
  splitRandomly(job: number, start: number, end: number, known: number, sum: number): number;
}

const lent: LentMemory<TreeLoops> = /* @__PURE__ */ new LentMemory(treeKernelCode, false);

/** Larger columns are not copied. */
const MOST_BYTES = 2 ** 27;
/** Bytes of a job, and where what comes of a search lies in it; see kernels/tree-kernel.as. */
const [JOB_BYTES, RANDOM, MIN_WEIGHT, FEATURE, PLACE, THRESHOLD] = [80, 52, 56, 64, 68, 72];

/** What thresholds are drawn for. */
export interface DrawnProblem {
  readonly X: FeatureColumns;
  readonly target: TargetRows;
  readonly rules: SplitRules;
  readonly maxFeatures: number;
  readonly seed: number;
}

/**
 * Tries one drawn threshold for each of the features that are drawn, in WebAssembly, as RandomSplitter does: of one output by the squared error,
 * where all weights are 1, and nothing is missing or constrained.
 */
export class KernelSplitter implements Splitter {
  readonly criterion: SquaredErrorCriterion;
  readonly rules: SplitRules;
  readonly nSamples: number;
  private readonly kernel: KernelMemory<TreeLoops>;
  private readonly job: DataView;

  /** Undefined where WebAssembly is not to be had, or so much memory. */
  static of(problem: DrawnProblem): KernelSplitter | undefined {
    const { X, target } = problem;
    const { rows, cols } = X;
    // Keys, targets, rows, keys read, and three arrays of rows in motion; features, twice.
    const bytes = JOB_BYTES + 4 * rows * cols + 8 * rows + 5 * 4 * (rows + 8) + 2 * 4 * cols + 16;
    const kernel = bytes > MOST_BYTES ? undefined : lent.borrow(bytes);
    return kernel && new KernelSplitter(problem, target, kernel);
  }

  private constructor(
    { X, rules, maxFeatures, seed }: DrawnProblem,
    target: TargetRows,
    kernel: KernelMemory<TreeLoops>,
  ) {
    const { rows, cols } = X;
    const { buffer } = kernel.memory;
    let at = FIRST + JOB_BYTES;
    const place = (bytes: number): number => {
      const start = at;
      at += bytes;
      return start;
    };
    const y = place(8 * rows);
    const keys = place(4 * rows * cols);
    const [samples, read, holes, leaving, coming] = Array.from({ length: 5 }, () => place(4 * (rows + 8))) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const [features, constants] = [place(4 * cols), place(4 * cols)];
    new Float64Array(buffer, y, rows).set(target.y);
    new Float32Array(buffer, keys, rows * cols).set(X.data);
    kernel.loops.orderKeys(keys, rows * cols);
    const held = new Int32Array(buffer, samples, rows);
    held.set(target.samples);
    new Int32Array(buffer, features, cols).forEach((_, j, all) => (all[j] = j));
    const given = [keys, rows, cols, samples, y, features, constants, read, holes, leaving, coming];
    new Int32Array(buffer, FIRST, 13).set([...given, maxFeatures, rules.minSamplesLeaf]);
    this.job = new DataView(buffer, FIRST, JOB_BYTES);
    this.job.setInt32(RANDOM, seed, true);
    this.job.setFloat64(MIN_WEIGHT, rules.minWeightLeaf, true);
    this.criterion = new SquaredErrorCriterion({ ...target, samples: held });
    this.rules = rules;
    this.nSamples = rows;
    this.kernel = kernel;
  }

  split(start: number, end: number, { impurity, constants }: NodeFacts): Split {
    const { criterion, kernel, job } = this;
    const best = noSplit(end);
    best.constants = kernel.loops.splitRandomly(FIRST, start, end, constants, criterion.total);
    best.pos = job.getInt32(PLACE, true);
    if (best.pos === end) return best;
    best.feature = job.getInt32(FEATURE, true);
    best.threshold = job.getFloat64(THRESHOLD, true);
    best.missingLeft = best.pos - start > end - best.pos;
    measureSplit(criterion, best, impurity);
    return best;
  }

  /** Gives the memory back: there will be no more splits. */
  release(): void {
    lent.giveBack(this.kernel);
  }
}
