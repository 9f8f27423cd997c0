import { Matrix } from "@mlsys/core";
import type { RandomState } from "@mlsys/core";
import { sampleWithoutReplacement } from "./sample-without-replacement.ts";

// scikit-learn numbers the corners by 30 coordinates, and draws those beyond one by one.
const NUMBERED = 30;

/** Distinct corners of a cube, as rows of zeros and ones. */
export function hypercube(rng: RandomState, corners: number, dimensions: number): Matrix {
  const numbered = Math.min(dimensions, NUMBERED);
  const loose = dimensions - numbered;
  const cube = new Matrix(corners, dimensions);
  for (let i = 0; i < corners; i++) for (let j = 0; j < loose; j++) cube.row(i)[j] = rng.interval(1);
  const numbers = sampleWithoutReplacement(rng, 2 ** numbered, corners);
  for (let i = 0; i < corners; i++) {
    for (let j = 0; j < numbered; j++) cube.row(i)[loose + j] = ((numbers[i] ?? 0) >>> (numbered - 1 - j)) & 1;
  }
  return cube;
}
