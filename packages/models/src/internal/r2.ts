import { pairwiseSum } from "./sums.ts";

/** The coefficient of determination; 1 for a perfect fit of a constant, 0 for any other fit of one. */
export function r2(y: Float64Array, predicted: Float64Array, weights: Float64Array | undefined): number {
  const w = (i: number): number => (weights === undefined ? 1 : (weights[i] as number));
  const total = weights === undefined ? y.length : pairwiseSum(weights);
  const mean = pairwiseSum(y.map((value, i) => value * w(i))) / total;
  const left = pairwiseSum(y.map((value, i) => w(i) * (value - (predicted[i] as number)) ** 2));
  const all = pairwiseSum(y.map((value, i) => w(i) * (value - mean) ** 2));
  if (all === 0) return left === 0 ? 1 : 0;
  return 1 - left / all;
}
