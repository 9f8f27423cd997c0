/** Rows of X and Y, row-major, with the roots of their weights. */
export interface KernelRows {
  readonly rows: number;
  /** rows × p. */
  readonly X: Float64Array;
  readonly p: number;
  /** rows × t. */
  readonly Y: Float64Array;
  readonly t: number;
  readonly rootWeights: Float64Array | undefined;
}

/** Inner products of which some are those of rounded columns. */
export interface RoughGram {
  /** width × width; what is written stands on and above the diagonal. */
  readonly inner: Float64Array;
  readonly width: number;
  /** XᵀY, target by target. */
  readonly sums: Float64Array;
}

/** Rows of a logistic loss, row-major. */
export interface LogisticRows {
  /** rows × p. */
  readonly X: Float64Array;
  readonly p: number;
  /** 1 for two classes, else the number of classes. */
  readonly outputs: number;
  /** The class of each row. */
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** Whether all weights are the same. */
  readonly isEven: boolean;
  /** rows × outputs, which a pass writes. */
  readonly probabilities: Float64Array;
  /** The loss of the scores of rows, the first of which is row `start`; writes slopes over the scores, and the probabilities. */
  readonly evaluate: (scores: Float64Array, slopes: Float64Array, start: number) => number;
}

/** Passes over rows of a logistic loss. */
export interface LogisticPasses {
  /**
   * The loss at the scores X·W + offsets, for W of p × outputs; writes Xᵀ·slopes to `out`, and after it, where that is longer, the sums of the
   * slopes.
   */
  pass(W: Float64Array, offsets: Float64Array | undefined, out: Float64Array): number;
  /** Lets go of memory that others may use next: there will be no more passes. */
  release(): void;
}

/** The inner loops of dense linear models. Each implementation gives the same digits. */
export interface LinearKernel {
  /**
   * The inner products of the columns of [X − shift, Y − shift, 1], each row times its root weight: width × width for the width of
   * {@link gramWidth}; what is written stands on and above the diagonal. A number that is not finite shows in the result.
   */
  gram(rows: KernelRows, shift: Float64Array): Float64Array;
  /**
   * The inner products of the columns of X − shift, each row times its root weight, rounded to whole numbers of 12 bits times a scale;
   * and XᵀY, to the digits of a double. Only where that takes less time than `gram`; undefined where there is no room.
   */
  roughGram?(rows: KernelRows, shift: Float64Array): RoughGram | undefined;
  /**
   * Block by block: scores = X·w + offset; `between` turns the scores of the rows from `start` on into factors, in place; and
   * out += Xᵀ·factors. The scores are valid only while `between` runs.
   */
  sweep(
    X: Float64Array,
    p: number,
    w: Float64Array,
    offset: number,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void;
  /**
   * The same for W of p × k: scores = X·W + offsets, rows × k; `between` turns those of the rows from `start` on into factors, in place;
   * and out += Xᵀ·factors, p × k.
   */
  sweepMany(
    X: Float64Array,
    p: number,
    W: Float64Array,
    k: number,
    offsets: Float64Array | undefined,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void;
  /** Passes over rows of a logistic loss. */
  logistic(rows: LogisticRows): LogisticPasses;
  /** out = offsets + X·W, for W of p × k; out is rows × k. */
  times(X: Float64Array, p: number, W: Float64Array, k: number, out: Float64Array, offsets?: Float64Array): void;
  /** out = Xᵀ·G, for G of rows × k; out is p × k. */
  timesTransposed(X: Float64Array, p: number, G: Float64Array, k: number, out: Float64Array): void;
}

/** Columns of the inner products of p + t columns and the ones. */
export const gramWidth = (p: number, t: number): number => (p + t + 4) & ~3;

/** Rows whose products with factors are added up before they count. */
export const CHUNK = 64;

/** Rows of a panel. */
export const PANEL = 64;

/** Rows that are worked on at once: about 400 kB of X, which fit into the second cache; whole panels. */
export const blockRows = (columns: number): number => Math.max(PANEL, Math.floor(50_000 / columns / PANEL) * PANEL);

/** So many products take several milliseconds, which threads shorten. */
const WORTH_SHARING = 20_000_000;
/** Numbers that the sums of all tasks may take. */
const MOST_SUMS = 1 << 22;

/** A pass of a logistic loss with so much to do takes a millisecond; and what a row and an output take besides their products. */
const [LOGISTIC_WORK, OF_AN_OUTPUT] = [1 << 20, 16];
/** Numbers of W at most, so that there is room for several blocks of rows as wide. */
const MOST_OF_W = 4096;
/** Tasks of a pass of a logistic loss, to which blocks of rows go by turns: as many whatever the machine, so that sums come out the same. */
export const LOGISTIC_TASKS = 16;

/** Whether a pass of a logistic loss is worth its own loops, and takes not too much memory. */
export const worthLogistic = ({ codes, p, outputs }: Pick<LogisticRows, "codes" | "p" | "outputs">): boolean =>
  codes.length * outputs * (p + OF_AN_OUTPUT) >= LOGISTIC_WORK && p * outputs <= MOST_OF_W;

/** Rows of a block. */
export const logisticBlock = (rows: number, p: number, outputs: number): number =>
  Math.min(blockRows(4 * (p + outputs)), Math.ceil(rows / LOGISTIC_TASKS / PANEL) * PANEL);

/** How inner products are shared: they are the sum of those of so many tasks, to which rows go by turns, a block each. */
export interface GramShares {
  readonly tasks: number;
  readonly block: number;
}

/**
 * As many tasks whatever the machine, so that sums come out the same everywhere; blocks so small that those of a round, and of the next,
 * fit into the second cache.
 */
export function gramShares(rows: number, p: number, t: number): GramShares {
  const square = gramWidth(p, t) ** 2;
  const several = rows * square < WORTH_SHARING ? undefined : [8, 4, 2].find((count) => count * square <= MOST_SUMS);
  const tasks = several ?? 1;
  return { tasks, block: Math.min(blockRows(4 * (p + t)), Math.ceil(rows / tasks / PANEL) * PANEL) };
}
