import { Matrix } from "@mlsys/core";
import { choleskySolveColumns } from "./cholesky.ts";
import { productOf } from "./gram-qr.ts";
import { sweepKernel } from "./kernels/linear-kernel.ts";
import { addScaled } from "./sums.ts";

/** What coefficients of a wide X are solved by. */
export interface RowSystem {
  /** X column by column, p × n. */
  readonly columns: Matrix;
  /** n × targets. */
  readonly Y: Matrix;
  /** The Cholesky factors of XXᵀ + αI, one a target, or one for all. */
  readonly factors: readonly Matrix[];
  /** The penalties α, one a target. Default: none. */
  readonly penalties?: Float64Array;
}

/** The coefficients XᵀC for (XXᵀ + αI)C = Y, p × targets, with a step of refinement where it is asked for. */
export function rowSolution({ columns, Y, factors, penalties }: RowSystem, isRefined: boolean): Matrix {
  const C = choleskySolveColumns(factors, Y);
  const coef = productOf(columns, C);
  if (!isRefined) return coef;
  const left = new Matrix(Y.rows, Y.cols);
  sweepKernel().timesTransposed(columns.data, columns.cols, coef.data, coef.cols, left.data);
  for (let at = 0; at < left.data.length; at++) {
    const damped = (left.data[at] as number) + (penalties?.[at % Y.cols] ?? 0) * (C.data[at] as number);
    left.data[at] = (Y.data[at] as number) - damped;
  }
  addScaled(coef.data, 1, productOf(columns, choleskySolveColumns(factors, left)).data);
  return coef;
}
