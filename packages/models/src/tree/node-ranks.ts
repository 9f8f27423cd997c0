import { argsort } from "../internal/argsort.ts";
import type { TargetRows } from "./criterion.ts";
import { introsort } from "./introsort.ts";
import { sortKeys } from "./sort-keys.ts";

/**
 * The ranks of the values of y among the rows of a node. Which of equal values comes first matters where sums of doubles are rounded, and
 * then depends on the order of the rows. Else (all differ, or sums are of whole numbers) values are put in order once, and ranks of a node
 * are worked out once, whatever the order of its rows.
 */
export class NodeRanks {
  private readonly rows: TargetRows;
  /** All rows in the order of y, and the place of each row there; undefined where the order of a node's rows matters. */
  private readonly order: Int32Array | undefined;
  private readonly places: Int32Array;
  /** The rank of each row in its node. */
  private readonly rankOf: Int32Array;
  private readonly keys: Int32Array;
  private readonly spare: Int32Array;
  /** The values of a node in ascending order. */
  readonly sorted: Float64Array;
  /** The rank of the row at each place of the samples. */
  readonly ranks: Int32Array;

  constructor(rows: TargetRows) {
    const n = rows.samples.length;
    this.rows = rows;
    this.order = orderOf(rows);
    this.places = new Int32Array(this.order === undefined ? 0 : rows.y.length);
    this.rankOf = new Int32Array(this.places.length);
    this.order?.forEach((row, place) => (this.places[row] = place));
    this.keys = new Int32Array(n);
    this.spare = new Int32Array(n);
    this.sorted = new Float64Array(n);
    this.ranks = new Int32Array(n);
  }

  /** Takes the rows of a node. */
  init(start: number, end: number): void {
    const { keys, sorted, places, order } = this;
    const { y, samples } = this.rows;
    if (order === undefined) return;
    const n = end - start;
    for (let i = 0; i < n; i++) keys[i] = places[samples[start + i] as number] as number;
    sortKeys(keys, this.spare, n, 0);
    for (let i = 0; i < n; i++) {
      const row = order[keys[i] as number] as number;
      sorted[i] = y[row] as number;
      this.rankOf[row] = i;
    }
  }

  /** Reads the ranks of an output, after the order of the rows changed. */
  read(output: number, start: number, end: number): void {
    const { ranks, sorted, keys, rankOf } = this;
    const { y, outputs, samples } = this.rows;
    if (this.order !== undefined) {
      for (let p = start; p < end; p++) ranks[p] = rankOf[samples[p] as number] as number;
      return;
    }
    const n = end - start;
    for (let i = 0; i < n; i++) {
      sorted[i] = y[(samples[start + i] as number) * outputs + output] as number;
      keys[i] = i;
    }
    introsort(sorted, keys, 0, n);
    for (let i = 0; i < n; i++) ranks[start + (keys[i] as number)] = i;
  }
}

/** Sums of whole numbers below this are exact. */
const LARGEST = 2 ** 50;

function orderOf({ y, outputs, weights }: TargetRows): Int32Array | undefined {
  if (outputs > 1) return undefined;
  const values = Float64Array.from(y);
  const order = argsort(values);
  const differ = order.every((row, at) => at === 0 || values[row] !== values[order[at - 1] as number]);
  return differ || (areWhole(values, weights) && (weights === undefined || areWhole(weights, undefined)))
    ? order
    : undefined;
}

function areWhole(values: Float64Array, weights: Float64Array | undefined): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Math.floor(value) !== value) return false;
    sum += Math.abs(value) * (weights === undefined ? 1 : (weights[i] as number));
  }
  return sum < LARGEST;
}
