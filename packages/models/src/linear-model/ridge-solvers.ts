import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix, Logger } from "@mlsys/core";
import { conjugateGradients, meansOf } from "../internal/conjugate-gradients.ts";
import { centredProblem } from "../internal/gram.ts";
import { byOrthogonalFactors } from "../internal/least-squares.ts";
import { nonNegativeLeastSquares } from "../internal/non-negative-least-squares.ts";
import { isUneven, ridgeSolution, ROUNDING } from "../internal/ridge-solution.ts";
import type { RidgeSolution } from "../internal/ridge-solution.ts";
import { toDense } from "../internal/to-dense.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";

/** The ways to a ridge regression's coefficients. */
export const ridgeSolvers = ["svd", "cholesky", "lsqr", "sparse_cg", "sag", "saga", "lbfgs"] as const;

/** A way to a ridge regression's coefficients. */
export type RidgeSolver = (typeof ridgeSolvers)[number];

export const isRidgeSolver = (name: string): name is RidgeSolver => (ridgeSolvers as readonly string[]).includes(name);

/** What a ridge regression solves. */
export interface RidgeSystem {
  readonly X: Matrix | CsrMatrix;
  readonly Y: Matrix;
  readonly weights: Float64Array | undefined;
  readonly fitIntercept: boolean;
  /** One a target. */
  readonly penalties: Float64Array;
}

/** How it is solved. */
export interface RidgeWay {
  readonly solver: RidgeSolver | "auto";
  readonly positive: boolean;
  readonly maxIter: number | null;
  readonly tol: number;
  readonly logger: Logger;
}

/** A solution, with how it was found. */
export interface SolvedRidge extends RidgeSolution {
  readonly solver: RidgeSolver;
  /** Steps, one a target; null where there are none. */
  readonly nIter: Int32Array | null;
  readonly warnings: readonly ModelWarning[];
}

/** Solves the system; `check` refuses numbers that are not finite. */
export function solveRidge(owner: string, way: RidgeWay, system: RidgeSystem, check: () => void): SolvedRidge {
  const solver = solverOf(way, system.X);
  if (STEPWISE.has(solver)) {
    check();
    return bySteps(solver, way, system);
  }
  const problem = { ...system, X: toDense(owner, system.X) };
  const direct = { solver, nIter: null, warnings: [] };
  if (way.positive) return { ...nonNegativeLeastSquares(problem, system.penalties, check), ...direct };
  if (solver === "cholesky" || isUneven(problem.X))
    return { ...ridgeSolution(problem, system.penalties, check), ...direct };
  check();
  const centred = centredProblem(problem);
  const { coef } = byOrthogonalFactors(centred, ROUNDING, { penalties: system.penalties });
  return { coef, xMeans: centred.xMeans, yMeans: centred.yMeans, ...direct };
}

const STEPWISE: ReadonlySet<RidgeSolver> = new Set(["lsqr", "sparse_cg", "sag", "saga"]);

/** A sparse X of up to so many elements is solved sooner, and to more digits, when it is made dense. */
const SMALL_SPARSE = 2 ** 22;

function solverOf({ solver, positive }: RidgeWay, X: Matrix | CsrMatrix): RidgeSolver {
  if (solver !== "auto") return solver;
  if (positive) return "lbfgs";
  return isCsrMatrix(X) && X.rows * X.cols > SMALL_SPARSE ? "sparse_cg" : "cholesky";
}

/** By conjugate gradients, each target for itself; a sparse X stays sparse. */
function bySteps(solver: RidgeSolver, { maxIter, tol, logger }: RidgeWay, system: RidgeSystem): SolvedRidge {
  const { X, Y, weights, fitIntercept, penalties } = system;
  const xMeans = fitIntercept ? meansOf(X, weights) : new Float64Array(X.cols);
  const yMeans = fitIntercept ? meansOf(Y, weights) : new Float64Array(Y.cols);
  const most = maxIter ?? Math.max(1000, 10 * X.cols);
  const coef = new Matrix(X.cols, Y.cols);
  const found = Array.from(penalties, (penalty, k) => {
    const y = Y.column(k).map((value) => value - (yMeans[k] as number));
    const solution = conjugateGradients({ X, y, weights, xMeans, penalty }, most);
    solution.coef.forEach((value, j) => (coef.data[j * Y.cols + k] = value));
    return solution;
  });
  const left = Math.max(...found.map((solution) => solution.left));
  return {
    coef,
    xMeans,
    yMeans,
    solver,
    nIter: Int32Array.from(found, ({ iterations }) => iterations),
    warnings: left > tol ? [convergenceWarning(most, left, logger)] : [],
  };
}

function convergenceWarning(maxIter: number, left: number, logger: Logger): ModelWarning {
  const message =
    `ridge did not converge in ${maxIter} steps (${left} of the gradient is left); ` +
    "raise maxIter, scale the features alike, or raise alpha";
  return warn(logger, { code: "didNotConverge", message, details: { maxIter, left } });
}
