import { Matrix } from "@mlsys/core";
import { assertVaries } from "./log-densities.ts";
import type { NormalAlongComponents } from "./log-densities.ts";

/** The covariance of a normal distribution, features × features. A variance below the noise counts as noise. */
export function covarianceOf(normal: NormalAlongComponents): Matrix {
  const { components, explainedVariance, noiseVariance } = normal;
  const extra = explainedVariance.map((variance) => Math.max(0, variance - noiseVariance));
  return withDiagonal(components, extra, noiseVariance);
}

/** The inverse of the covariance, by what the components have more than the noise. */
export function precisionOf(owner: string, normal: NormalAlongComponents): Matrix {
  const { components, explainedVariance, noiseVariance } = normal;
  assertVaries(owner, "a covariance has no inverse", normal);
  const rest = components.cols > components.rows ? 1 / noiseVariance : 0;
  const factors = explainedVariance.map((variance) => 1 / Math.max(variance, noiseVariance) - rest);
  return withDiagonal(components, factors, rest);
}

/** Σ factor·v·vᵀ over the components v, and a number on the diagonal. */
function withDiagonal({ rows, cols, data }: Matrix, factors: Float64Array, diagonal: number): Matrix {
  const sums = new Matrix(cols, cols);
  for (let k = 0; k < rows; k++) {
    for (let i = 0; i < cols; i++) {
      const scaled = (factors[k] as number) * (data[k * cols + i] as number);
      for (let j = 0; j < cols; j++) {
        sums.data[i * cols + j] = (sums.data[i * cols + j] as number) + scaled * (data[k * cols + j] as number);
      }
    }
  }
  for (let i = 0; i < cols; i++) sums.data[i * (cols + 1)] = (sums.data[i * (cols + 1)] as number) + diagonal;
  return sums;
}
