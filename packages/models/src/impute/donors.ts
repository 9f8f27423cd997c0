import type { Matrix } from "@mlsys/core";
import { isMissingNumber } from "../internal/missing-numbers.ts";

/** Rows that numbers are taken from, laid out for distances over what two rows both have. */
export class Donors {
  private readonly missingValues: number;
  private readonly count: number;
  private readonly cols: number;
  /** The numbers, 0 where they are missing. */
  private readonly numbers: Float64Array;
  /** 1 where there is a number. */
  private readonly present: Float64Array;

  constructor({ rows, cols, data }: Matrix, missingValues: number) {
    this.missingValues = missingValues;
    this.count = rows;
    this.cols = cols;
    this.present = new Float64Array(data.length);
    this.numbers = data.slice();
    for (let at = 0; at < data.length; at++) {
      if (isMissingNumber(data[at] as number, missingValues)) this.numbers[at] = 0;
      else this.present[at] = 1;
    }
  }

  /** The squared distance of a row to each, scaled up for what is missing; NaN where they share nothing. */
  squaredDistances(row: Float64Array): Float64Array {
    const { cols, numbers, present } = this;
    const shared = Int32Array.from(row.keys()).filter((j) => !isMissingNumber(row[j] as number, this.missingValues));
    const factors = Float64Array.from({ length: cols + 1 }, (_, both) => (both === 0 ? NaN : cols / both));
    const distances = new Float64Array(this.count);
    for (let i = 0, start = 0; i < this.count; i++, start += cols) {
      let [squares, both] = [0, 0];
      for (let s = 0; s < shared.length; s++) {
        const j = shared[s] as number;
        const isPresent = present[start + j] as number;
        const difference = (row[j] as number) - (numbers[start + j] as number);
        // Multiplied instead of branched on: where numbers are missing at random, a branch is guessed wrongly.
        squares += difference * isPresent * difference;
        both += isPresent;
      }
      if (Number.isNaN(squares)) squares = this.squaresOfPresent(row, shared, start);
      distances[i] = (factors[both] as number) * squares;
    }
    return distances;
  }

  /** The places of the rows that have number j, the nearest first; of rows equally far away the first ones. */
  nearest(j: number, squaredDistances: Float64Array, most: number): Int32Array {
    const { count, cols, present } = this;
    const places = new Int32Array(Math.min(most, count));
    let [found, farthest] = [0, Infinity];
    for (let i = 0; i < count; i++) {
      const squares = squaredDistances[i] as number;
      const isFull = found === places.length;
      if ((isFull && squares >= farthest) || Number.isNaN(squares) || present[i * cols + j] === 0) continue;
      // Different squares may have the same root, and the first one counts.
      const distance = Math.sqrt(squares);
      const isFarther = (place: number): boolean => Math.sqrt(squaredDistances[place] as number) > distance;
      if (isFull && !isFarther(places[found - 1] as number)) continue;
      let at = isFull ? found - 1 : found++;
      for (; at > 0 && isFarther(places[at - 1] as number); at--) places[at] = places[at - 1] as number;
      places[at] = i;
      farthest = squaredDistances[places[found - 1] as number] as number;
    }
    return places.subarray(0, found);
  }

  /** The squares with NaN as a number like others, where another one stands for what is missing. */
  private squaresOfPresent(row: Float64Array, shared: Int32Array, start: number): number {
    let squares = 0;
    for (const j of shared) {
      if (this.present[start + j] === 0) continue;
      squares += ((row[j] as number) - (this.numbers[start + j] as number)) ** 2;
    }
    return squares;
  }
}
