import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { gramWidth, worthLogistic } from "./kernels/kernel-contract.ts";
import type { LinearKernel, LogisticPasses } from "./kernels/kernel-contract.ts";
import { linearKernel, sweepKernel } from "./kernels/linear-kernel.ts";
import type { ConvexProblem, DirectionSolver } from "./newton-cg.ts";
import { sparseDirections } from "./newton-kernels/sparse-directions.ts";
import type { SparseDirections } from "./newton-kernels/sparse-directions.ts";
import { multiply, multiplyTransposed } from "./products.ts";
import type { ScoreLoss } from "./score-loss.ts";

/** A loss of linear scores, with an L2 penalty. */
export interface ScoreProblemData {
  readonly X: Matrix | CsrMatrix;
  readonly loss: ScoreLoss;
  /** Factor of ½‖W‖². */
  readonly penalty: number;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
  /** Whether intercepts are penalised like the others. */
  readonly penalisesIntercept: boolean;
}

/** Up to so many columns dense rows have their Hessian taken, rather than its products with vectors. */
const MOST_COLUMNS = 64;
/** Keeps a column of zeros, and an output without curvature, from dividing by zero. */
const LEAST_CURVATURE = 1e-30;

/** The loss at X·W + intercepts. A point holds W, features × outputs, row-major, then the intercepts. */
export class ScoreProblem implements ConvexProblem {
  readonly size: number;
  readonly convexity: number;
  readonly directions: DirectionSolver | undefined;
  private readonly data: ScoreProblemData;
  /** Numbers of W. */
  private readonly weightCount: number;
  /** Rows × outputs: scores, and what is made of them. */
  private cells: Float64Array;
  /** For sparse rows: where they are held, while they are. */
  private held: SparseDirections | undefined;
  private readonly curvature: { readonly weights: Float64Array; readonly shares: Float64Array };
  private knowsCurvature = false;
  /** Room for the roots of the curvature of an output, which is asked for again and again: fresh memory costs more than they do. */
  private roots: Float64Array | undefined;
  /** For dense rows: scores, and what is made of them, in one pass; which leaves the gradient. */
  private readonly kernel: LinearKernel | undefined;
  private readonly gradientOfPass: Float64Array;
  /** For dense rows of a loss that the kernel knows. */
  private readonly passes: LogisticPasses | undefined;
  private value = NaN;
  private point = new Float64Array(0);

  constructor(data: ScoreProblemData) {
    const { X, loss, penalty, interceptScale } = data;
    const { outputs } = loss;
    this.data = data;
    this.weightCount = X.cols * outputs;
    this.size = this.weightCount + (interceptScale === 0 ? 0 : outputs);
    this.convexity = penalty;
    this.kernel = isCsrMatrix(X) ? undefined : sweepKernel();
    this.gradientOfPass = new Float64Array(this.kernel === undefined ? 0 : this.size);
    const rows = isCsrMatrix(X) ? undefined : loss.rowsOf?.(X);
    this.passes = rows && worthLogistic(rows) ? this.kernel?.logistic(rows) : undefined;
    const cells = X.rows * outputs;
    this.curvature = { weights: new Float64Array(cells), shares: new Float64Array(loss.hasShares ? cells : 0) };
    const sparse = isCsrMatrix(X) ? { ...data, X, curvature: () => this.curvatureNow() } : undefined;
    const isNarrow = sparse === undefined && outputs === 1 && X.cols <= Math.min(X.rows, MOST_COLUMNS);
    this.held = sparse && sparseDirections(sparse);
    this.cells = this.held?.cells ?? new Float64Array(this.kernel === undefined ? cells : 0);
    this.directions = isNarrow ? this.exactDirections() : this.held && this.heldDirections(this.held);
  }

  /** Lets go of what others may use next: the problem is solved. */
  release(): void {
    this.passes?.release();
    this.directions?.release?.();
  }

  evaluate(point: Float64Array): number {
    const { X, loss } = this.data;
    if (this.kernel !== undefined && this.isAt(point)) return this.value;
    this.point = point.slice();
    this.knowsCurvature = false;
    const penalty = this.penalty(point);
    if (this.kernel !== undefined) {
      this.value = penalty + this.lossOfPass(this.kernel, point);
      return this.value;
    }
    if (this.held?.cells === undefined) multiply(X, point, loss.outputs, this.offsets(point), this.cells);
    else this.held.times(point, this.offsets(point));
    return penalty + loss.evaluate(this.cells, this.cells, 0);
  }

  gradient(out: Float64Array): void {
    if (this.kernel === undefined) this.backToWeights(out, this.point);
    else out.set(this.gradientOfPass);
  }

  hessianTimes(direction: Float64Array, out: Float64Array): void {
    const { X, loss } = this.data;
    const curvature = this.curvatureNow();
    if (this.kernel !== undefined) {
      this.sweep(this.kernel, direction, out, (scores, start) => {
        bend(scores, loss, curvature, start * loss.outputs);
      });
      return;
    }
    multiply(X, direction, loss.outputs, this.offsets(direction), this.cells);
    bend(this.cells, loss, curvature, 0);
    this.backToWeights(out, direction);
  }

  hessianDiagonal(out: Float64Array): void {
    const { X, loss, interceptScale } = this.data;
    const { weights, shares } = this.curvatureNow();
    const curves = loss.hasShares ? weights.map((weight, at) => weight * (1 - (shares[at] as number))) : weights;
    multiplyTransposed(X, curves, loss.outputs, out.subarray(0, this.weightCount), true);
    this.sumOutputs(out, curves, interceptScale * interceptScale);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + this.penaltyOf(j) + LEAST_CURVATURE;
  }

  /** The block of an output of the Hessian at the last point, of dense rows: features, and last the intercept where there is one. */
  hessianBlock(output: number): Matrix {
    const { X, loss, interceptScale, penalty, penalisesIntercept } = this.data;
    const [p, k] = [X.cols, loss.outputs];
    const { weights, shares } = this.curvatureNow();
    const rootWeights = (this.roots ??= new Float64Array(X.rows));
    for (let i = 0, at = output; i < rootWeights.length; i++, at += k) {
      rootWeights[i] = Math.sqrt((weights[at] as number) * (loss.hasShares ? 1 - (shares[at] as number) : 1));
    }
    const rows = { rows: X.rows, X: X.data, p, Y: new Float64Array(0), t: 0, rootWeights };
    const sums = linearKernel(p).gram(rows, new Float64Array(p));
    const size = p + (interceptScale === 0 ? 0 : 1);
    const block = new Matrix(size, size);
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) {
        const scale = (i < p ? 1 : interceptScale) * (j < p ? 1 : interceptScale);
        const own = i === j && (i < p || penalisesIntercept) ? penalty : 0;
        const value = scale * (sums[i * gramWidth(p, 0) + j] as number) + own;
        block.data[i * size + j] = value;
        block.data[j * size + i] = value;
      }
    }
    return block;
  }

  /** Those of rows that are held, as long as they are. */
  private heldDirections(held: SparseDirections): DirectionSolver {
    return {
      solve: (gradient, direction, precision) => {
        held.solve(gradient, direction, precision);
      },
      release: () => {
        if (held.cells !== undefined) this.cells = this.cells.slice();
        this.held = undefined;
        held.release();
      },
    };
  }

  /** Solves by the Hessian itself; a direction of zeros where it is not positive definite. */
  private exactDirections(): DirectionSolver {
    return {
      solve: (gradient, direction) => {
        const factor = choleskyFactor(this.hessianBlock(0));
        for (let j = 0; j < direction.length; j++) direction[j] = factor === undefined ? 0 : -(gradient[j] as number);
        if (factor !== undefined) choleskySolve(factor, direction);
      },
    };
  }

  private curvatureNow(): { readonly weights: Float64Array; readonly shares: Float64Array } {
    const { weights, shares } = this.curvature;
    if (!this.knowsCurvature) this.data.loss.curvature(weights, shares);
    this.knowsCurvature = true;
    return this.curvature;
  }

  /** Whether a point is the last one that was evaluated. */
  private isAt(point: Float64Array): boolean {
    return this.point.length === point.length && point.every((each, j) => each === this.point[j]);
  }

  /** The loss of dense rows at a point; the gradient is kept. */
  private lossOfPass(kernel: LinearKernel, point: Float64Array): number {
    const { loss, interceptScale } = this.data;
    const [count, out] = [this.weightCount, this.gradientOfPass];
    let total = 0;
    if (this.passes === undefined) {
      this.sweep(kernel, point, out, (scores, start) => {
        total += loss.evaluate(scores, scores, start);
      });
      return total;
    }
    total = this.passes.pass(point.subarray(0, count), this.offsets(point), out);
    for (let at = count; at < out.length; at++) out[at] = interceptScale * (out[at] as number);
    this.addPenalty(out, point);
    return total;
  }

  /** out = Xᵀ·(what `between` makes of the scores) + penalty·point, in one pass over dense rows. */
  private sweep(
    kernel: LinearKernel,
    point: Float64Array,
    out: Float64Array,
    between: (scores: Float64Array, start: number) => void,
  ): void {
    const { X, loss, interceptScale } = this.data;
    const [count, k] = [this.weightCount, loss.outputs];
    const sums = new Float64Array(k);
    const summing = (scores: Float64Array, start: number): void => {
      between(scores, start);
      addRows(sums, scores);
    };
    out.fill(0);
    const [W, products] = [point.subarray(0, count), out.subarray(0, count)];
    const offsets = this.offsets(point);
    if (k === 1) kernel.sweep(X.data, X.cols, W, offsets?.[0] ?? 0, summing, products);
    else kernel.sweepMany(X.data, X.cols, W, k, offsets, summing, products);
    if (interceptScale !== 0) for (let c = 0; c < k; c++) out[count + c] = interceptScale * (sums[c] as number);
    this.addPenalty(out, point);
  }

  /** out = Xᵀ·cells + penalty·weights. */
  private backToWeights(out: Float64Array, weights: Float64Array): void {
    const { X, loss, interceptScale } = this.data;
    const products = out.subarray(0, this.weightCount);
    if (this.held?.cells === undefined) multiplyTransposed(X, this.cells, loss.outputs, products);
    else this.held.timesTransposed(products);
    this.sumOutputs(out, this.cells, interceptScale);
    this.addPenalty(out, weights);
  }

  /** Writes the sum of each output, times a factor, in the places of the intercepts. */
  private sumOutputs(out: Float64Array, cells: Float64Array, factor: number): void {
    const sums = out.subarray(this.weightCount).fill(0);
    if (sums.length === 0) return;
    addRows(sums, cells);
    for (let c = 0; c < sums.length; c++) sums[c] = factor * (sums[c] as number);
  }

  private offsets(point: Float64Array): Float64Array | undefined {
    const { interceptScale } = this.data;
    return interceptScale === 0 ? undefined : point.slice(this.weightCount).map((each) => interceptScale * each);
  }

  private penaltyOf(j: number): number {
    return j < this.weightCount || this.data.penalisesIntercept ? this.data.penalty : 0;
  }

  /** Number of elements of a point that are penalised. */
  private penalised(): number {
    return this.data.penalisesIntercept ? this.size : this.weightCount;
  }

  private penalty(point: Float64Array): number {
    let squares = 0;
    for (let j = 0; j < this.penalised(); j++) squares += (point[j] as number) * (point[j] as number);
    return (this.data.penalty / 2) * squares;
  }

  private addPenalty(out: Float64Array, point: Float64Array): void {
    const { penalty } = this.data;
    for (let j = 0; j < this.penalised(); j++) out[j] = (out[j] as number) + penalty * (point[j] as number);
  }
}

/** Scores of a direction into the change of the slopes along it; `first` is where the curvature of the scores begins. */
function bend(
  scores: Float64Array,
  { outputs, hasShares }: ScoreLoss,
  { weights, shares }: { readonly weights: Float64Array; readonly shares: Float64Array },
  first: number,
): void {
  for (let row = 0; row < scores.length; row += outputs) {
    let mean = 0;
    if (hasShares) {
      for (let at = row; at < row + outputs; at++) mean += (shares[first + at] as number) * (scores[at] as number);
    }
    for (let at = row; at < row + outputs; at++) {
      scores[at] = (weights[first + at] as number) * ((scores[at] as number) - mean);
    }
  }
}

/** Adds rows to sums, which are as many as a row has numbers. */
function addRows(sums: Float64Array, cells: Float64Array): void {
  const k = sums.length;
  for (let row = 0; row < cells.length; row += k) {
    for (let c = 0; c < k; c++) sums[c] = (sums[c] as number) + (cells[row + c] as number);
  }
}
