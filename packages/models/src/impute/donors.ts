import type { Matrix } from "@mlsys/core";
import { isMissingNumber } from "../internal/missing-numbers.ts";

/** Rows that numbers are taken from, laid out for distances over what two rows both have. */
export class Donors {
  private readonly missingValues: number;
  private readonly count: number;
  private readonly cols: number;
  /** The numbers column by column, 0 where they are missing; the last column is empty. */
  private readonly numbers: Float64Array;
  /** 1 where there is a number. */
  private readonly present: Float64Array;

  constructor({ rows, cols, data }: Matrix, missingValues: number) {
    this.missingValues = missingValues;
    this.count = rows;
    this.cols = cols;
    this.present = new Float64Array(data.length + rows);
    this.numbers = new Float64Array(data.length + rows);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) {
        const value = data[at] as number;
        if (isMissingNumber(value, missingValues)) continue;
        this.numbers[j * rows + i] = value;
        this.present[j * rows + i] = 1;
      }
    }
  }

  /** The squared distance of a row to each, scaled up for what is missing; NaN where they share nothing. */
  squaredDistances(row: Float64Array): Float64Array {
    const { cols, count } = this;
    const shared = Int32Array.from(row.keys()).filter((j) => !isMissingNumber(row[j] as number, this.missingValues));
    const factors = Float64Array.from({ length: cols + 1 }, (_, both) => (both === 0 ? NaN : cols / both));
    const [distances, both] = [new Float64Array(count), new Float64Array(count)];
    for (let s = 0; s < shared.length; s += 4) this.addFour(row, shared.subarray(s, s + 4), distances, both);
    for (let i = 0; i < count; i++) {
      const squares = distances[i] as number;
      const own = Number.isNaN(squares) ? this.squaresOfPresent(row, shared, i) : squares;
      distances[i] = (factors[both[i] as number] as number) * own;
    }
    return distances;
  }

  /**
   * Adds the squares of up to four columns. They are multiplied, not branched on: where numbers are missing at random, a branch is
   * guessed wrongly.
   */
  private addFour(row: Float64Array, columns: Int32Array, squares: Float64Array, both: Float64Array): void {
    const { count, cols, numbers, present } = this;
    const [a = cols, b = cols, c = cols, d = cols] = columns;
    const valueA = row[a] ?? 0;
    const valueB = row[b] ?? 0;
    const valueC = row[c] ?? 0;
    const valueD = row[d] ?? 0;
    const fromA = a * count;
    const fromB = b * count;
    const fromC = c * count;
    const fromD = d * count;
    for (let i = 0; i < count; i++) {
      const hasA = present[fromA + i] as number;
      const hasB = present[fromB + i] as number;
      const hasC = present[fromC + i] as number;
      const hasD = present[fromD + i] as number;
      const toA = valueA - (numbers[fromA + i] as number);
      const toB = valueB - (numbers[fromB + i] as number);
      const toC = valueC - (numbers[fromC + i] as number);
      const toD = valueD - (numbers[fromD + i] as number);
      squares[i] =
        (squares[i] as number) + (toA * hasA * toA + toB * hasB * toB + (toC * hasC * toC + toD * hasD * toD));
      both[i] = (both[i] as number) + (hasA + hasB + (hasC + hasD));
    }
  }

  /** The places of the rows that have number j, the nearest first; of rows equally far away the first ones. */
  nearest(j: number, squaredDistances: Float64Array, most: number): Int32Array {
    const { count, present } = this;
    const places = new Int32Array(Math.min(most, count));
    let [found, farthest] = [0, Infinity];
    for (let i = 0; i < count; i++) {
      const squares = squaredDistances[i] as number;
      const isFull = found === places.length;
      if ((isFull && squares >= farthest) || Number.isNaN(squares) || present[j * count + i] === 0) continue;
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
  private squaresOfPresent(row: Float64Array, shared: Int32Array, i: number): number {
    let squares = 0;
    for (const j of shared) {
      if (this.present[j * this.count + i] === 0) continue;
      squares += ((row[j] as number) - (this.numbers[j * this.count + i] as number)) ** 2;
    }
    return squares;
  }
}
