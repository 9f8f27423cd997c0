import type { MemoryViews } from "./memory-views.ts";

const MIN_HESSIAN = 1e-3;

/** Finds the best threshold of a feature in a node; features of categories are left to the caller. */
export function scanFeature(
  { f64, i32 }: MemoryViews,
  sums: number,
  counts: number,
  node: number,
  rules: number,
  rule: number,
  result: number,
): void {
  const [bins = 0, hasMissing = 0, isCategorical = 0, constraint = 0] = i32.subarray(rule / 4, rule / 4 + 4);
  const [, all = 0, sumGradients = 0, sumHessians = 0, value = 0, lower = 0, upper = 0] = f64.subarray(node, node + 7);
  const [minCount = 0, l2 = 0] = f64.subarray(rules / 8, rules / 8 + 2);
  f64[result] = -1;
  if (isCategorical === 1) return;
  const loss = sumGradients * value;
  let bestGain = 0;

  const tryBin = (
    bin: number,
    missingLeft: number,
    gradients: number,
    hessians: number,
    right: Sums,
    count: number,
  ) => {
    const left = leafValue(gradients, hessians, lower, upper, l2);
    const other = leafValue(right.gradients, right.hessians, lower, upper, l2);
    const gain = loss - gradients * left - right.gradients * other;
    if (!(gain > bestGain) || (left - other) * constraint > 0) return;
    bestGain = gain;
    f64.set([gain, bin, missingLeft, gradients, hessians, count], result);
  };

  // From below: missing numbers go to the right.
  let [gradients, hessians, count] = [0, 0, 0];
  for (let bin = 0; bin < bins - 1 + hasMissing; bin++) {
    count += i32[counts + bin] as number;
    gradients += f64[sums + 2 * bin] as number;
    hessians += f64[sums + 2 * bin + 1] as number;
    if (count < minCount) continue;
    if (count > all - minCount) break;
    if (hessians < MIN_HESSIAN) continue;
    const right = { gradients: sumGradients - gradients, hessians: sumHessians - hessians };
    if (right.hessians < MIN_HESSIAN) break;
    tryBin(bin, 0, gradients, hessians, right, count);
  }
  if (hasMissing === 0) return;

  // From above: missing numbers go to the left.
  const right = { gradients: 0, hessians: 0 };
  count = 0;
  for (let bin = bins - 2; bin >= 0; bin--) {
    count += i32[counts + bin + 1] as number;
    right.gradients += f64[sums + 2 * (bin + 1)] as number;
    right.hessians += f64[sums + 2 * (bin + 1) + 1] as number;
    if (count < minCount) continue;
    if (all - count < minCount) break;
    if (right.hessians < MIN_HESSIAN) continue;
    if (sumHessians - right.hessians < MIN_HESSIAN) break;
    tryBin(bin, 1, sumGradients - right.gradients, sumHessians - right.hessians, right, all - count);
  }
}

interface Sums {
  readonly gradients: number;
  readonly hessians: number;
}

/** The value of a leaf: a step of Newton's method, within its bounds. */
export function leafValue(gradients: number, hessians: number, lower: number, upper: number, l2: number): number {
  const value = -gradients / (hessians + l2 + 1e-15);
  return value < lower ? lower : value > upper ? upper : value;
}
