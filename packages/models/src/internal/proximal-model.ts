import type { CscMatrix } from "./csc.ts";
import { gramWidth } from "./kernels/kernel-contract.ts";
import { linearKernel } from "./kernels/linear-kernel.ts";
import type { PenalisedProblem } from "./proximal-newton.ts";

/** Up to so many coordinates all products of two fit into the cache. */
const MOST_COORDINATES = 600;
const MOST_NUMBERS = 1 << 25;

/** The second derivatives of a loss by all pairs of coordinates of W, row-major; for problems of few coordinates. */
export class ProximalModel {
  /** Coordinates squared; features × outputs, then the intercepts. */
  readonly hessian: Float64Array;
  private readonly n: number;
  private readonly width: number;
  private readonly k: number;
  private readonly hasShares: boolean;
  /** X with the column of the intercept. */
  private readonly rows: Float64Array;

  private constructor({ X, loss, interceptScale }: PenalisedProblem, width: number) {
    this.n = X.rows;
    this.width = width;
    this.k = loss.outputs;
    this.hasShares = loss.hasShares;
    this.hessian = new Float64Array((width * this.k) ** 2);
    this.rows = denseRows(X, width, interceptScale);
  }

  /** The model of a problem; undefined where it has too many coordinates, or rows. */
  static of(problem: PenalisedProblem, width: number): ProximalModel | undefined {
    const isSmall = width * problem.loss.outputs <= MOST_COORDINATES && problem.X.rows * width <= MOST_NUMBERS;
    return isSmall ? new ProximalModel(problem, width) : undefined;
  }

  /** Takes in the curvature of the scores: `weights` and `shares` are rows × outputs. */
  update(weights: Float64Array, shares: Float64Array): void {
    const { k, n } = this;
    const roots = new Float64Array(n);
    for (let c = 0; c < k; c++) {
      for (let d = c; d < (this.hasShares ? k : c + 1); d++) {
        for (let i = 0; i < n; i++) {
          const share = this.hasShares ? (shares[i * k + d] as number) : 0;
          roots[i] = Math.sqrt((weights[i * k + c] as number) * (c === d ? 1 - share : share));
        }
        this.place(c, d, roots, c === d ? 1 : -1);
      }
    }
  }

  /** Writes the block of two outputs: the products of the columns of the rows, times their weights. */
  private place(c: number, d: number, rootWeights: Float64Array, sign: number): void {
    const { n, width, k, hessian, rows } = this;
    const problem = { rows: n, X: rows, p: width, Y: new Float64Array(0), t: 0, rootWeights };
    const sums = linearKernel(width).gram(problem, new Float64Array(width));
    const size = width * k;
    for (let j = 0; j < width; j++) {
      for (let l = j; l < width; l++) {
        const value = sign * (sums[j * gramWidth(width, 0) + l] as number);
        for (const [a, b] of [
          [j * k + c, l * k + d],
          [l * k + c, j * k + d],
        ] as const) {
          hessian[a * size + b] = value;
          hessian[b * size + a] = value;
        }
      }
    }
  }
}

function denseRows(X: CscMatrix, width: number, interceptScale: number): Float64Array {
  const rows = new Float64Array(X.rows * width);
  for (let j = 0; j < X.cols; j++) {
    for (let at = X.starts[j] as number; at < (X.starts[j + 1] as number); at++) {
      rows[(X.places[at] as number) * width + j] = X.values[at] as number;
    }
  }
  if (width > X.cols) for (let i = 0; i < X.rows; i++) rows[i * width + X.cols] = interceptScale;
  return rows;
}
