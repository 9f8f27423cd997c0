import type { Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** The coefficient of determination; 1 for a perfect fit of a constant, 0 for any other fit of one. */
export function r2(y: Float64Array, predicted: Float64Array, weights: Float64Array | undefined): number {
  const [left, all] = weights === undefined ? plainSums(y, predicted) : weightedSums(y, predicted, weights);
  if (all === 0) return left === 0 ? 1 : 0;
  return 1 - left / all;
}

/** The mean of the coefficients of determination of several targets, rows × targets. */
export function meanR2(owner: string, Y: Matrix, predicted: Matrix, weights: Float64Array | undefined): number {
  if (Y.cols !== predicted.cols) {
    throw new ModelsError({
      code: "lengthMismatch",
      what: "y has another number of targets than the model was fitted on",
      where: `${owner}, y`,
      found: `${Y.cols} instead of ${predicted.cols}`,
      fix: "give the targets of the fit, in their order",
    });
  }
  let sum = 0;
  for (let k = 0; k < Y.cols; k++) sum += r2(Y.column(k), predicted.column(k), weights);
  return sum / Y.cols;
}

/** Rows whose sum is taken before it is added to the others, so that rounding grows slowly. */
const BLOCK = 128;

function plainSums(y: Float64Array, predicted: Float64Array): readonly [left: number, all: number] {
  const n = y.length;
  let total = 0;
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    let sum = 0;
    for (let i = start; i < end; i++) sum += y[i] as number;
    total += sum;
  }
  const mean = total / n;
  let [left, all] = [0, 0];
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    let [leftPart, allPart] = [0, 0];
    for (let i = start; i < end; i++) {
      const value = y[i] as number;
      const error = value - (predicted[i] as number);
      const distance = value - mean;
      leftPart += error * error;
      allPart += distance * distance;
    }
    left += leftPart;
    all += allPart;
  }
  return [left, all];
}

function weightedSums(
  y: Float64Array,
  predicted: Float64Array,
  weights: Float64Array,
): readonly [left: number, all: number] {
  let [total, sum] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    total += weights[i] as number;
    sum += (weights[i] as number) * (y[i] as number);
  }
  const mean = sum / total;
  let [left, all] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const weight = weights[i] as number;
    left += weight * ((y[i] as number) - (predicted[i] as number)) ** 2;
    all += weight * ((y[i] as number) - mean) ** 2;
  }
  return [left, all];
}
