import type { Matrix } from "@mlsys/core";
import { addScaled } from "./sums.ts";

/** y += Σ factors[i] · X[places[i]], four rows at a time: y is written a quarter as often. */
export function addRows(
  y: Float64Array,
  factors: Float64Array,
  { data, cols }: Matrix,
  places: readonly number[],
): void {
  const starts = Int32Array.from(places, (place) => place * cols);
  addRowsAt(y, factors, data, starts);
}

/** The same for rows by where they start. */
export function addRowsAt(y: Float64Array, factors: Float64Array, data: Float64Array, starts: Int32Array): void {
  const whole = starts.length - (starts.length % 4);
  for (let i = 0; i < whole; i += 4) addFour(y, factors, data, starts, i);
  for (let i = whole; i < starts.length; i++) addScaled(y, factors[i] as number, data, 0, starts[i], y.length);
}

function addFour(y: Float64Array, factors: Float64Array, data: Float64Array, starts: Int32Array, i: number): void {
  const [a, b, c, d] = [starts[i] as number, starts[i + 1] as number, starts[i + 2] as number, starts[i + 3] as number];
  const first = factors[i] as number;
  const second = factors[i + 1] as number;
  const third = factors[i + 2] as number;
  const fourth = factors[i + 3] as number;
  for (let j = 0; j < y.length; j++) {
    const upper = first * (data[a + j] as number) + second * (data[b + j] as number);
    const lower = third * (data[c + j] as number) + fourth * (data[d + j] as number);
    y[j] = (y[j] as number) + (upper + lower);
  }
}
