import type { Matrix } from "@mlsys/core";
import { centredRows } from "../internal/centering.ts";
import { dot } from "../internal/sums.ts";
import { ModelsError } from "../models-error.ts";

/** A normal distribution: variances along components, and one in all other directions. */
export interface NormalAlongComponents {
  readonly components: Matrix;
  readonly explainedVariance: Float64Array;
  readonly mean: Float64Array;
  readonly noiseVariance: number;
}

/** Refuses a distribution without variance in some direction, and says what it then lacks. */
export function assertVaries(
  owner: string,
  lack: string,
  { components, explainedVariance, noiseVariance }: Omit<NormalAlongComponents, "mean">,
): void {
  const hasOthers = components.cols > components.rows;
  if (explainedVariance.every((variance) => variance > 0) && (!hasOthers || noiseVariance > 0)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: `${lack} where a direction has no variance`,
    where: owner,
    fix: "lower nComponents, or fit more rows than there are columns",
  });
}

/** The logarithm of the density of each row. */
export function logDensities(
  owner: string,
  X: Matrix,
  { components, explainedVariance, mean, noiseVariance }: NormalAlongComponents,
): Float64Array {
  const others = components.cols - components.rows;
  assertVaries(owner, "rows have no density", { components, explainedVariance, noiseVariance });
  const logVariances = explainedVariance.reduce((sum, variance) => sum + Math.log(variance), 0);
  const logs = others === 0 ? logVariances : logVariances + others * Math.log(noiseVariance);
  const constant = components.cols * Math.log(2 * Math.PI) + logs;
  const rest = centredRows(X, mean);
  return Float64Array.from({ length: X.rows }, (_, i) => {
    const row = rest.row(i);
    let squares = 0;
    // What the components explain is taken off, so that the rest is not a difference of large squares.
    for (let k = 0; k < components.rows; k++) {
      const component = components.row(k);
      const along = dot(row, component);
      squares += along ** 2 / (explainedVariance[k] as number);
      for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) - along * (component[j] as number);
    }
    if (others > 0) squares += dot(row, row) / noiseVariance;
    return -0.5 * (squares + constant);
  });
}
