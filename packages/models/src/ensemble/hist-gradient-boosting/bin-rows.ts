import { randomState } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { binPlace, SLOTS } from "../../internal/row-loops/boosting-layout.ts";
import type { RowArena } from "../../internal/row-loops/row-arena.ts";
import { pairwiseSum } from "../../internal/sums.ts";
import { copyInto } from "../../internal/threads/copy-into.ts";
import { thresholdsOf, weightedThresholds } from "./binning-thresholds.ts";

/** Above so many rows, thresholds are found on rows that are drawn. */
const SUBSAMPLE = 200_000;
/** Columns that are worked on at once. */
const AT_ONCE = 4;
/** Bytes of the tallies that sorting a column needs. */
const TALLIES = 6 * 2048 * 4;

/** Numbers of the rows that are cut into bins at once, and the rows of a task. */
const CUT_AT_ONCE = 1 << 17;
const CUT_ROWS = 256;

/** How the features of a fit are cut into bins. */
export interface BinMapper {
  /** The thresholds of each feature; none for one whose values are categories, whose codes are its bins. */
  readonly thresholds: readonly Float64Array[];
  /** Bins of each feature, but for that of missing numbers. */
  readonly counts: Int32Array;
  readonly isCategorical: Uint8Array;
  /** The bin of missing numbers. */
  readonly missingBin: number;
}

/** What bins depend on besides the rows. */
export interface BinningRules {
  readonly maxBins: number;
  /** The number of categories of each feature that has them. */
  readonly categoryCounts: readonly (number | undefined)[];
  readonly weights: Float64Array | undefined;
  readonly seed: number;
}

/** Bytes that binning needs besides the bins. */
export const binningBytes = ({ rows, cols }: Matrix): number =>
  AT_ONCE * (8 * (2 * Math.min(rows, SUBSAMPLE) + 1) + TALLIES) + 8 * cols * (SLOTS + cutRows(cols)) + 256;

const cutRows = (cols: number): number => CUT_ROWS * Math.ceil(CUT_AT_ONCE / (CUT_ROWS * cols));

/** Cuts the features into bins, and writes those of all rows, as boosting-layout.ts says. */
export function binRows(X: Matrix, rules: BinningRules, arena: RowArena, binned: Uint8Array): BinMapper {
  const { rows, cols } = X;
  const { maxBins, categoryCounts } = rules;
  const drawn = rows > SUBSAMPLE ? drawRows(rows, rules.weights, rules.seed) : undefined;
  const sorting = new ColumnSorting(X, drawn, drawn === undefined ? rules.weights : undefined, maxBins, arena);
  const cuts = arena.doubles(cols * SLOTS).fill(Infinity);
  const thresholds: Float64Array[] = [];
  for (let from = 0; from < cols; from += AT_ONCE) {
    thresholds.push(...sorting.thresholds(from, Math.min(AT_ONCE, cols - from)));
  }
  for (let j = 0; j < cols; j++) {
    if (categoryCounts[j] !== undefined) thresholds[j] = new Float64Array(0);
    cuts.set(thresholds[j] as Float64Array, j * SLOTS);
  }
  const most = cutRows(cols);
  const values = arena.doubles(most * cols);
  for (let from = 0; from < rows; from += most) {
    const count = Math.min(most, rows - from);
    copyInto(values.subarray(0, count * cols), X.data.subarray(from * cols, (from + count) * cols));
    const given = [CUT_ROWS, values.byteOffset, count, cols, cuts.byteOffset, maxBins] as const;
    const bins = binned.byteOffset + binPlace(rows, from, 0);
    arena.run("findBins", Math.ceil(count / CUT_ROWS), count * cols * 16, ...given, bins, rows);
  }
  categoryCounts.forEach((count, j) => {
    if (count !== undefined) writeCategories(X, j, maxBins, binned);
  });
  return {
    thresholds,
    counts: Int32Array.from(categoryCounts, (count, j) => count ?? (thresholds[j]?.length ?? 0) + 1),
    isCategorical: Uint8Array.from(categoryCounts, (count) => (count === undefined ? 0 : 1)),
    missingBin: maxBins,
  };
}

function drawRows(rows: number, weights: Float64Array | undefined, seed: number): Int32Array {
  const total = weights === undefined ? 1 : pairwiseSum(weights);
  const p = weights?.map((weight) => weight / total);
  return Int32Array.from(
    randomState(seed).choice(rows, p === undefined ? { size: SUBSAMPLE } : { size: SUBSAMPLE, p }),
  );
}

/** Finds the thresholds of columns, a few at a time. */
class ColumnSorting {
  private readonly X: Matrix;
  private readonly drawn: Int32Array | undefined;
  private readonly rows: number;
  private readonly weights: Float64Array | undefined;
  private readonly maxBins: number;
  private readonly arena: RowArena;
  private readonly sorted: Float64Array;
  private readonly scratch: Float64Array;
  private readonly tallies: Uint8Array;
  private readonly lengths: Float64Array;

  constructor(
    X: Matrix,
    drawn: Int32Array | undefined,
    weights: Float64Array | undefined,
    maxBins: number,
    arena: RowArena,
  ) {
    this.X = X;
    this.drawn = drawn;
    this.rows = drawn?.length ?? X.rows;
    this.weights = weights;
    this.maxBins = maxBins;
    this.arena = arena;
    this.sorted = arena.doubles(AT_ONCE * this.rows);
    this.scratch = arena.doubles(AT_ONCE * this.rows);
    this.tallies = arena.bytes(AT_ONCE * TALLIES);
    this.lengths = arena.doubles(AT_ONCE);
  }

  thresholds(from: number, count: number): readonly Float64Array[] {
    const { X, rows, drawn, weights, maxBins, sorted, lengths } = this;
    const columns = Array.from({ length: count }, (_, n) => sorted.subarray(n * rows, (n + 1) * rows));
    if (drawn === undefined) copyColumns(X, from, count, sorted);
    else copyDrawn(X, drawn, from, count, sorted);
    if (weights !== undefined) return columns.map((column) => weightedThresholds(column, weights, maxBins));
    columns.forEach((column, n) => (lengths[n] = moveMissing(column)));
    const given = [sorted, this.scratch, this.tallies, lengths].map((each) => each.byteOffset);
    const [values = 0, scratch = 0, tallies = 0, at = 0] = given;
    this.arena.run("sortValues", count, rows * 30, values, scratch, tallies, at, rows);
    return columns.map((column, n) => thresholdsOf(column.subarray(0, lengths[n]), undefined, maxBins));
  }
}

/** Writes columns one after the other. */
function copyColumns({ rows, cols, data }: Matrix, from: number, count: number, into: Float64Array): void {
  for (let i = 0, row = from; i < rows; i++, row += cols) {
    for (let n = 0; n < count; n++) into[n * rows + i] = data[row + n] as number;
  }
}

/** The same of some rows. */
function copyDrawn({ cols, data }: Matrix, drawn: Int32Array, from: number, count: number, into: Float64Array): void {
  for (let i = 0; i < drawn.length; i++) {
    const row = (drawn[i] as number) * cols + from;
    for (let n = 0; n < count; n++) into[n * drawn.length + i] = data[row + n] as number;
  }
}

/** Moves all numbers to the front, in place of those that are missing; how many there are. */
function moveMissing(column: Float64Array): number {
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as number;
    column[count] = value;
    if (value === value) count += 1;
  }
  return count;
}

function writeCategories({ rows, cols, data }: Matrix, j: number, missingBin: number, binned: Uint8Array): void {
  for (let i = 0; i < rows; i++) {
    const value = data[i * cols + j] as number;
    binned[binPlace(rows, i, j)] = value === value ? value : missingBin;
  }
}

/** 1 for each feature with a missing number. */
export function missingFeatures(binned: Uint8Array, rows: number, cols: number, missingBin: number): Uint8Array {
  const hasMissing = (j: number): boolean => {
    for (let i = 0; i < rows; i++) if (binned[binPlace(rows, i, j)] === missingBin) return true;
    return false;
  };
  return Uint8Array.from({ length: cols }, (_, j) => (hasMissing(j) ? 1 : 0));
}
