import type { CsrMatrix } from "@mlsys/core";
import type { DirectionSolver } from "../newton-cg.ts";
import type { ScoreLoss } from "../score-loss.ts";
import { CONTROL_BYTES, LentMemory } from "../threads/kernel-memory.ts";
import type { KernelMemory } from "../threads/kernel-memory.ts";
import { currentTeam } from "../threads/team.ts";
import type { Team } from "../threads/team.ts";
import { FIRST } from "../web-assembly.ts";
import { newtonKernelCode } from "./newton-kernel-code.ts";
import { byFrequency, byLength } from "./sparse-order.ts";

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

/** Loops over the rows, of several tasks. */
type RowLoop = "curvatureTimes" | "curvatureDiagonal" | "scoreRows" | "productRows";

/** What the module exports; addresses are bytes from the start of its memory. */
type NewtonLoops = Readonly<
  Record<RowLoop | "addParts" | "addDoubleParts" | "dot" | "advance" | "turn", (...values: readonly number[]) => number>
>;

const shared: LentMemory<NewtonLoops> = /* @__PURE__ */ new LentMemory(newtonKernelCode, true);
const own: LentMemory<NewtonLoops> = /* @__PURE__ */ new LentMemory(newtonKernelCode, false);

/** Rows that the kernel works on at once. */
const BLOCK = 32;
const LARGEST = 2 ** 31;
/** Tasks where there are many elements: as many whatever the machine, so that sums come out the same everywhere. */
const TASKS = 4;
const MANY = 100_000;
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
export function sparseDirections(problem: SparseCurvature): SparseDirections | undefined {
  const { X, penalty } = problem;
  if (X.data.length < LEAST || !(penalty > TINIEST * TINIEST && penalty < GREATEST) || !fitsFloats(X.data))
    return undefined;
  const bytes = sizesOf(problem).reduce((sum, size) => sum + size);
  if (bytes > LARGEST) return undefined;
  const team = tasksOf(X) > 1 ? currentTeam() : undefined;
  const together = team === undefined ? undefined : shared.borrow(bytes);
  const memory = together ?? own.borrow(bytes);
  return memory && new SparseDirections(problem, memory, together && team);
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

/** Whether the kernel works in doubles, too: it does four outputs at once. */
const takesDoubles = (outputs: number): boolean => outputs > 2;

/** How many tasks share the work: sums of their own must not be much to add up. */
const tasksOf = ({ data, cols }: CsrMatrix): number => (data.length >= MANY && data.length >= 4 * cols ? TASKS : 1);

/** How many bytes each of the solver's arrays has. */
function sizesOf({ X, loss: { outputs, hasShares } }: SparseCurvature): readonly number[] {
  const [stride, tasks] = [strideOf(outputs), tasksOf(X)];
  const [elements, perRow, vector] = [X.data.length, X.rows * stride, (X.cols + 1) * stride];
  const vectors = Array.from({ length: 6 }, () => vector);
  const isWide = takesDoubles(outputs);
  const perTask = [tasks + 1, tasks * BLOCK * stride, (tasks - 1) * vector * (isWide ? 2 : 1)];
  const counts = [X.rows + 1, elements, elements, perRow, hasShares ? perRow : 0, ...perTask, ...vectors];
  // Doubles take the room of two floats; rows have room behind the last.
  if (isWide) counts.push(X.rows, 2 * elements, 2 * (X.rows * outputs + 4), 2 * vector);
  return [CONTROL_BYTES, ...counts.map((count) => (count * 4 + 15) & ~15)];
}

/** What the work in doubles needs besides: where rows stand, elements, and a vector of weights or products. */
interface Doubles {
  readonly order: Int32Array;
  readonly values: Float64Array;
  readonly vector: Float64Array;
}

/** Does the tasks of a loop. */
type Run = (name: RowLoop | "addParts" | "addDoubleParts", values: readonly number[]) => void;

/** Bytes of a task that adds up parts. */
const blockOf = (bytes: number, tasks: number): number => Math.ceil(bytes / tasks / 16) * 16;

/** Rows in the memory of the kernel. */
export class SparseDirections implements DirectionSolver {
  /** Rows × outputs, where there are more than two: what {@link SparseDirections.times} writes and {@link SparseDirections.timesTransposed} reads. */
  readonly cells: Float64Array | undefined;
  private readonly problem: SparseCurvature;
  private readonly kernel: KernelMemory<NewtonLoops>;
  private readonly team: Team | undefined;
  private readonly stride: number;
  private readonly tasks: number;
  /** Where the weights of each column lie in the vectors, and last those of the intercept. */
  private readonly order: Int32Array;
  /** Rows in the order in which they are worked on. */
  private readonly rowOrder: Int32Array;
  private readonly control: number;
  private readonly ends: Int32Array;
  private readonly places: Uint32Array;
  private readonly values: Float32Array;
  private readonly A: Float32Array;
  private readonly shares: Float32Array;
  /** The first row of each task, and last the number of rows. */
  private readonly starts: Int32Array;
  private readonly scores: Float32Array;
  private readonly parts: Float32Array;
  private readonly direction: Float32Array;
  private readonly residual: Float32Array;
  private readonly scaled: Float32Array;
  private readonly search: Float32Array;
  private readonly product: Float32Array;
  private readonly diagonal: Float32Array;
  private readonly doubles: Doubles | undefined;

  constructor(problem: SparseCurvature, kernel: KernelMemory<NewtonLoops>, team: Team | undefined) {
    this.problem = problem;
    this.kernel = kernel;
    this.team = team;
    const { X, loss } = problem;
    this.stride = strideOf(loss.outputs);
    this.tasks = tasksOf(X);
    const { buffer } = kernel.memory;
    const sizes = sizesOf(problem);
    let at = FIRST;
    const places = sizes.map((size) => (at += size) - size);
    const floats = (part: number): Float32Array => new Float32Array(buffer, places[part], (sizes[part] as number) / 4);
    this.control = FIRST;
    this.ends = new Int32Array(buffer, places[1], X.rows + 1);
    this.places = new Uint32Array(buffer, places[2], X.data.length);
    this.values = floats(3);
    this.A = floats(4).fill(0);
    this.shares = floats(5).fill(0);
    this.starts = new Int32Array(buffer, places[6], this.tasks + 1);
    this.scores = floats(7);
    this.parts = floats(8);
    [this.direction, this.residual, this.scaled, this.search, this.product, this.diagonal] = [
      9, 10, 11, 12, 13, 14,
    ].map(floats) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    this.order = byFrequency(X);
    this.rowOrder = byLength(X);
    this.doubles = takesDoubles(loss.outputs)
      ? {
          order: new Int32Array(buffer, places[15], X.rows).fill(0),
          values: new Float64Array(buffer, places[16], X.data.length),
          vector: new Float64Array(buffer, places[18], (X.cols + 1) * this.stride),
        }
      : undefined;
    this.doubles?.order.set(this.rowOrder);
    this.cells = this.doubles && new Float64Array(buffer, places[17], X.rows * loss.outputs);
    this.takeRows();
  }

  /** cells = X·W + offsets, for the weights of a point. */
  times(point: Float64Array, offsets: Float64Array | undefined): void {
    const { doubles, cells, order, stride } = this;
    if (doubles === undefined || cells === undefined) return;
    const { X, loss } = this.problem;
    const { vector } = doubles;
    const { outputs } = loss;
    for (let j = 0, at = 0; j < X.cols; j++) {
      const start = (order[j] as number) * stride;
      for (let c = 0; c < outputs; c++, at++) vector[start + c] = point[at] as number;
    }
    vector.fill(0, X.cols * stride);
    if (offsets !== undefined) vector.set(offsets, X.cols * stride);
    const given = [this.starts, this.ends, this.places, doubles.values, doubles.order].map(
      ({ byteOffset }) => byteOffset,
    );
    this.together((run) => {
      run("scoreRows", [...given, outputs, stride * 4, vector.byteOffset, X.cols * stride * 4, cells.byteOffset]);
    });
  }

  /** out = Xᵀ·cells, features × outputs. */
  timesTransposed(out: Float64Array): void {
    const { doubles, cells, order, stride, tasks, parts } = this;
    if (doubles === undefined || cells === undefined) return;
    const { X, loss } = this.problem;
    const { vector } = doubles;
    const { outputs } = loss;
    const given = [this.starts, parts, this.ends, this.places, doubles.values, doubles.order].map(
      ({ byteOffset }) => byteOffset,
    );
    const bytes = vector.byteLength;
    this.together((run) => {
      run("productRows", [...given, outputs, stride * 4, vector.byteOffset, X.cols * stride * 4, cells.byteOffset]);
      if (tasks > 1)
        run("addDoubleParts", [blockOf(bytes, tasks), bytes, parts.byteOffset, tasks - 1, vector.byteOffset]);
    });
    for (let j = 0, at = 0; j < X.cols; j++) {
      const start = (order[j] as number) * stride;
      for (let c = 0; c < outputs; c++, at++) out[at] = vector[start + c] as number;
    }
  }

  solve(gradient: Float64Array, direction: Float64Array, precision: number): void {
    this.together((run) => {
      this.solveWith(run, gradient, direction, precision);
    });
  }

  release(): void {
    for (const lent of [shared, own]) lent.giveBack(this.kernel);
  }

  /** Does some work with all threads that there are; what it is given does the tasks of a loop. */
  private together(work: (run: Run) => void): void {
    const { kernel, tasks } = this;
    const board = tasks === 1 ? undefined : this.team?.begin(kernel, this.control, tasks);
    try {
      work((name, values) => {
        if (board !== undefined) board.run(name, tasks, values);
        else for (let task = 0; task < tasks; task++) kernel.loops[name](task, ...values);
      });
    } finally {
      board?.close();
    }
  }

  private solveWith(run: Run, gradient: Float64Array, direction: Float64Array, precision: number): void {
    const { stride, residual, scaled, search, product, diagonal, problem } = this;
    const { penalty, penalisesIntercept, X, loss, interceptScale } = problem;
    const exports = this.kernel.loops;
    const interceptPenalty = penalisesIntercept ? penalty : 0;
    const size = X.cols * stride * 4;
    const bytes = size + stride * 4;
    const shares = loss.hasShares ? this.shares.byteOffset : 0;
    const rows = [this.starts, this.parts, this.ends, this.places, this.values].map(({ byteOffset }) => byteOffset);
    const curvature = [...rows, stride * 4, this.A.byteOffset, shares, interceptScale];
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
    this.addCurvature(run, "curvatureDiagonal", [...curvature, diagonal.byteOffset, size], diagonal, bytes);
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
      const given = [...curvature, toProduct, size, toSearch, this.scores.byteOffset];
      this.addCurvature(run, "curvatureTimes", given, product, bytes);
      const curve = exports.dot(toSearch, toProduct, bytes);
      if (!(curve > 0)) break;
      advance(rho / curve);
      const next = exports.dot(toResidual, toScaled, bytes);
      turn(next / rho);
      rho = next;
    }
    this.gather(length, direction);
  }

  /** Does the tasks of a loop over the rows, and adds up what they gave. */
  private addCurvature(run: Run, name: RowLoop, given: readonly number[], sum: Float32Array, bytes: number): void {
    const { tasks, parts } = this;
    run(name, given);
    if (tasks > 1) run("addParts", [blockOf(bytes, tasks), bytes, parts.byteOffset, tasks - 1, sum.byteOffset]);
  }

  /** Rows of one length one after the other: the processor foresees where they end. */
  private takeRows(): void {
    const { ends, places, values, rowOrder, order, stride, starts, tasks } = this;
    const { indptr, indices, data } = this.problem.X;
    const exact = this.doubles?.values;
    let to = 0;
    for (let i = 0; i < rowOrder.length; i++) {
      const row = rowOrder[i] as number;
      const end = indptr[row + 1] as number;
      for (let at = indptr[row] as number; at < end; at++, to++) {
        places[to] = (order[indices[at] as number] as number) * stride * 4;
        const value = data[at] as number;
        values[to] = value;
        if (exact !== undefined) exact[to] = value;
      }
      ends[i + 1] = to;
    }
    ends[0] = 0;
    // Tasks of as many elements each, about.
    starts.fill(rowOrder.length).fill(0, 0, 1);
    for (let i = 0, task = 1; task < tasks; i++) {
      if ((ends[i] as number) < (task * to) / tasks) continue;
      starts[task] = i;
      task += 1;
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

function lengthOf(vector: Float64Array): number {
  let squares = 0;
  for (let j = 0; j < vector.length; j++) squares += (vector[j] as number) ** 2;
  return Math.sqrt(squares);
}
