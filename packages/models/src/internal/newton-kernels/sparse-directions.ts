import type { CsrMatrix } from "@mlsys/core";
import type { DirectionSolver } from "../newton-cg.ts";
import type { ScoreLoss } from "../score-loss.ts";
import { FIRST, moduleBytes, PAGE, webAssembly } from "../web-assembly.ts";
import type { WasmLike } from "../web-assembly.ts";
import { newtonKernelCode } from "./newton-kernel-code.ts";

/** What a Hessian of a loss of linear scores of sparse rows, with an L2 penalty, is made of. */
export interface SparseCurvature {
  readonly X: CsrMatrix;
  readonly loss: Pick<ScoreLoss, "outputs" | "hasShares">;
  readonly penalty: number;
  /** What the column of the intercept holds; 0 for no intercept. */
  readonly interceptScale: number;
  readonly penalisesIntercept: boolean;
  /** The curvature of the scores at the last point, as {@link ScoreLoss.curvature} writes it. */
  curvature(): { readonly weights: Float64Array; readonly shares: Float64Array };
}

/** What the module exports; addresses are bytes from the start of its memory. */
type NewtonExports = Readonly<
  Record<"curvatureTimes" | "curvatureDiagonal" | "dot" | "advance" | "turn", (...values: readonly number[]) => number>
>;

/** Rows that the kernel works on at once. */
const BLOCK = 32;
const LARGEST = 2 ** 31;
/** Fewer elements than this are soon multiplied in any way. */
const LEAST = 20_000;
/** Floats hold the squares of numbers between these, and the sums of many. */
const [TINIEST, GREATEST] = [1e-10, 1e10];
/** More is not to be had of floats. */
const FINEST = 1e-4;
const MOST_ITERATIONS = 500;

/**
 * Newton directions by conjugate gradients in floats: half the memory, and four outputs at once. The steps that they give are checked
 * in doubles, so that floats cost at most a step more. Undefined where WebAssembly with SIMD is missing, or the numbers do not suit.
 */
export function sparseDirections(problem: SparseCurvature): DirectionSolver | undefined {
  const { X, penalty } = problem;
  if (X.data.length < LEAST || !(penalty > TINIEST * TINIEST && penalty < GREATEST) || !fitsFloats(X.data))
    return undefined;
  if (countsOf(problem).reduce((sum, count) => sum + count * 4, FIRST) > LARGEST) return undefined;
  const wasm = webAssembly();
  if (wasm === undefined) return undefined;
  try {
    return new SparseDirections(wasm, problem);
  } catch {
    // WebAssembly or SIMD is not there, or not allowed, or there is no room.
    return undefined;
  }
}

function fitsFloats(values: Float64Array): boolean {
  for (let at = 0; at < values.length; at++) {
    const size = Math.abs(values[at] as number);
    if (size !== 0 && !(size >= TINIEST && size <= GREATEST)) return false;
  }
  return true;
}

/** Numbers a row and a feature: one an output, rounded up to a multiple of 4. */
const strideOf = (outputs: number): number => (outputs + 3) & ~3;

/** How many numbers each of the solver's arrays holds. */
function countsOf({ X, loss: { outputs, hasShares } }: SparseCurvature): readonly number[] {
  const stride = strideOf(outputs);
  const [elements, perRow, vector] = [X.data.length, X.rows * stride, (X.cols + 1) * stride];
  const vectors = Array.from({ length: 6 }, () => vector);
  return [X.rows + 1, elements, elements, perRow, hasShares ? perRow : 0, BLOCK * stride, ...vectors];
}

let module: object | undefined;

class SparseDirections implements DirectionSolver {
  private readonly problem: SparseCurvature;
  private readonly exports: NewtonExports;
  private readonly stride: number;
  /** Where the weights of each column lie in the vectors, and last those of the intercept. */
  private readonly order: Int32Array;
  /** Rows in the order in which they are worked on. */
  private readonly rowOrder: Int32Array;
  private readonly ends: Int32Array;
  private readonly places: Uint32Array;
  private readonly values: Float32Array;
  private readonly A: Float32Array;
  private readonly shares: Float32Array;
  private readonly scores: Float32Array;
  private readonly direction: Float32Array;
  private readonly residual: Float32Array;
  private readonly scaled: Float32Array;
  private readonly search: Float32Array;
  private readonly product: Float32Array;
  private readonly diagonal: Float32Array;

  constructor(wasm: WasmLike, problem: SparseCurvature) {
    this.problem = problem;
    const { X, loss } = problem;
    this.stride = strideOf(loss.outputs);
    const counts = countsOf(problem);
    let at = FIRST;
    const starts = counts.map((count) => {
      const start = at;
      at = (at + count * 4 + 15) & ~15;
      return start;
    });
    module ??= new wasm.Module(moduleBytes(newtonKernelCode));
    const memory = new wasm.Memory({ initial: Math.ceil(at / PAGE) });
    this.exports = new wasm.Instance(module, { env: { memory } }).exports as NewtonExports;
    const floats = (part: number): Float32Array => new Float32Array(memory.buffer, starts[part], counts[part]);
    this.ends = new Int32Array(memory.buffer, starts[0], counts[0]);
    this.places = new Uint32Array(memory.buffer, starts[1], counts[1]);
    this.values = floats(2);
    this.A = floats(3);
    this.shares = floats(4);
    this.scores = floats(5);
    [this.direction, this.residual, this.scaled, this.search, this.product, this.diagonal] = [6, 7, 8, 9, 10, 11].map(
      floats,
    ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    this.order = byFrequency(X);
    this.rowOrder = byLength(X);
    this.takeRows();
  }

  solve(gradient: Float64Array, direction: Float64Array, precision: number): void {
    const { exports, stride, residual, scaled, search, product, diagonal, problem } = this;
    const { penalty, penalisesIntercept, X, loss, interceptScale } = problem;
    const interceptPenalty = penalisesIntercept ? penalty : 0;
    const size = X.cols * stride * 4;
    const bytes = size + stride * 4;
    const shares = loss.hasShares ? this.shares.byteOffset : 0;
    const rows = [this.ends, this.places, this.values].map(({ byteOffset }) => byteOffset);
    const curvature = [...rows, X.rows, stride * 4, this.A.byteOffset, shares, interceptScale];
    const [toResidual, toScaled] = [residual.byteOffset, scaled.byteOffset];
    const [toSearch, toProduct] = [search.byteOffset, product.byteOffset];
    const turn = (factor: number): void => {
      exports.turn(toSearch, toScaled, toProduct, size, stride * 4, factor, penalty, interceptPenalty);
    };
    const length = lengthOf(gradient);
    // The gradient as a vector of length 1, so that small ones keep their digits.
    this.scatter(gradient, -1 / length);
    this.takeCurvature();
    diagonal.fill(penalty);
    diagonal.fill(interceptPenalty, X.cols * stride);
    exports.curvatureDiagonal(...curvature, diagonal.byteOffset, size);
    for (let at = X.cols * stride; at < diagonal.length; at++) if (diagonal[at] === 0) diagonal[at] = 1;
    this.direction.fill(0);
    search.fill(0);
    product.fill(0);
    const advance = (step: number): void => {
      const to = [this.direction.byteOffset, toResidual, toScaled, toSearch, toProduct, diagonal.byteOffset];
      exports.advance(...to, bytes, step);
    };
    advance(0);
    let rho = exports.dot(toResidual, toScaled, bytes);
    const target = Math.max(precision, FINEST) ** 2 * rho;
    turn(0);
    for (let iteration = 0; iteration < MOST_ITERATIONS && rho > target; iteration++) {
      exports.curvatureTimes(...curvature, toSearch, toProduct, size, this.scores.byteOffset);
      const curve = exports.dot(toSearch, toProduct, bytes);
      if (!(curve > 0)) break;
      advance(rho / curve);
      const next = exports.dot(toResidual, toScaled, bytes);
      turn(next / rho);
      rho = next;
    }
    this.gather(length, direction);
  }

  /** Rows of one length one after the other: the processor foresees where they end. */
  private takeRows(): void {
    const { ends, places, values, rowOrder, order, stride } = this;
    const { indptr, indices, data } = this.problem.X;
    let to = 0;
    for (let i = 0; i < rowOrder.length; i++) {
      const row = rowOrder[i] as number;
      const end = indptr[row + 1] as number;
      for (let at = indptr[row] as number; at < end; at++, to++) {
        places[to] = (order[indices[at] as number] as number) * stride * 4;
        values[to] = data[at] as number;
      }
      ends[i + 1] = to;
    }
  }

  private takeCurvature(): void {
    const { A, shares, rowOrder, stride } = this;
    const { outputs, hasShares } = this.problem.loss;
    const found = this.problem.curvature();
    for (let i = 0; i < rowOrder.length; i++) {
      const row = (rowOrder[i] as number) * outputs;
      for (let c = 0; c < outputs; c++) {
        A[i * stride + c] = found.weights[row + c] as number;
        if (hasShares) shares[i * stride + c] = found.shares[row + c] as number;
      }
    }
  }

  /** Takes in a vector, times a factor, as the right side of the equations. */
  private scatter(from: Float64Array, factor: number): void {
    const { residual, order, stride } = this;
    const { outputs } = this.problem.loss;
    residual.fill(0);
    for (let j = 0, at = 0; at < from.length; j++) {
      const start = (order[j] as number) * stride;
      for (let c = 0; c < outputs; c++, at++) residual[start + c] = (from[at] as number) * factor;
    }
  }

  /** Gives out the solution, times a factor. */
  private gather(factor: number, to: Float64Array): void {
    const { direction, order, stride } = this;
    const { outputs } = this.problem.loss;
    for (let j = 0, at = 0; at < to.length; j++) {
      const start = (order[j] as number) * stride;
      for (let c = 0; c < outputs; c++, at++) to[at] = (direction[start + c] as number) * factor;
    }
  }
}

/** The place of each column, and last of the intercept: the most frequent first, so that what is used most lies together. */
function byFrequency({ cols, indices }: CsrMatrix): Int32Array {
  const counts = new Int32Array(cols);
  for (let at = 0; at < indices.length; at++) {
    const j = indices[at] as number;
    counts[j] = (counts[j] as number) + 1;
  }
  const places = new Int32Array(cols + 1);
  const ascending = orderByCount(counts);
  for (let at = 0; at < cols; at++) places[ascending[at] as number] = cols - 1 - at;
  places[cols] = cols;
  return places;
}

/** The rows, the shortest first. */
function byLength({ rows, indptr }: CsrMatrix): Int32Array {
  const lengths = new Int32Array(rows);
  for (let i = 0; i < rows; i++) lengths[i] = (indptr[i + 1] as number) - (indptr[i] as number);
  return orderByCount(lengths);
}

/** The places of small numbers in ascending order, by counting. */
function orderByCount(counts: Int32Array): Int32Array {
  let largest = 0;
  for (let i = 0; i < counts.length; i++) largest = Math.max(largest, counts[i] as number);
  const starts = new Int32Array(largest + 2);
  for (let i = 0; i < counts.length; i++)
    starts[(counts[i] as number) + 1] = (starts[(counts[i] as number) + 1] as number) + 1;
  for (let count = 1; count < starts.length; count++) {
    starts[count] = (starts[count] as number) + (starts[count - 1] as number);
  }
  const order = new Int32Array(counts.length);
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    const place = starts[count] as number;
    order[place] = i;
    starts[count] = place + 1;
  }
  return order;
}

function lengthOf(vector: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < vector.length; j++) squares += (vector[j] as number) ** 2;
  return Math.sqrt(squares);
}
