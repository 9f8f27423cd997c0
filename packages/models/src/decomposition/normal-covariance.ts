import { Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
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
  const others = components.cols - components.rows;
  const variances = explainedVariance.map((variance) => Math.max(variance, noiseVariance));
  if (variances.some((variance) => variance <= 0) || (others > 0 && noiseVariance <= 0)) {
    throw new ModelsError({
      code: "invalidInput",
      what: "a covariance has no inverse where a direction has no variance",
      where: owner,
      fix: "lower nComponents, or fit more rows than there are columns",
    });
  }
  const rest = others > 0 ? 1 / noiseVariance : 0;
  return withDiagonal(
    components,
    variances.map((variance) => 1 / variance - rest),
    rest,
  );
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
