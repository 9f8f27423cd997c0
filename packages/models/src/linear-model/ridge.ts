import {
  boolean,
  either,
  integer,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  real,
  satisfying,
  silentLogger,
} from "@mlsys/core";
import type { Logger, MatrixLike, RandomStateInput } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { assertSquarable, featuresToFit } from "../internal/features.ts";
import { isLogger } from "../internal/option-rules.ts";
import { dot } from "../internal/sums.ts";
import { targetsToFit, weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel, FittedMultiTargetModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";
import { isRidgeSolver, ridgeSolvers, solveRidge } from "./ridge-solvers.ts";
import type { RidgeSolver, RidgeWay } from "./ridge-solvers.ts";

/** Options of {@link ridge}. */
export interface RidgeOptions {
  /** The strength of the L2 penalty: one number, or one a target. Default 1. */
  readonly alpha?: number | readonly number[];
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** The largest number of steps of the solvers that take steps; null for ten a feature, at least 1000. Default null. */
  readonly maxIter?: number | null;
  /**
   * The share of the gradient above which steps that ran out are reported. The optimum is reached to about ten digits whatever
   * this is. Default 1e-4.
   */
  readonly tol?: number;
  /**
   * The way to the optimum, which all reach: `"cholesky"` (singular values where that is unsafe), `"svd"`; by conjugate gradients, that
   * leave a sparse X sparse, `"sparse_cg"`, `"lsqr"`, `"sag"` and `"saga"`; `"lbfgs"`, with `positive` only, by an active set.
   * Default `"auto"`: `"cholesky"`, or `"sparse_cg"` for a large sparse X, or `"lbfgs"` with `positive`.
   */
  readonly solver?: "auto" | RidgeSolver;
  /** Whether coefficients may not be negative. Default false. */
  readonly positive?: boolean;
  /** Accepted for scikit-learn's sake: nothing is drawn. Default null. */
  readonly randomState?: RandomStateInput;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const isPenalties = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === "number" && each >= 0 && each < Infinity);

const specs = () =>
  ({
    alpha: { rule: either(real({ min: 0 }), satisfying("an array of numbers of at least 0", isPenalties)), default: 1 },
    fitIntercept: { rule: boolean(), default: true },
    maxIter: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    tol: { rule: real({ min: 0 }), default: 1e-4 },
    solver: {
      rule: oneOf("auto", ...ridgeSolvers),
      default: "auto",
    },
    positive: { rule: boolean(), default: false },
    randomState: { rule: randomSeed(), default: null },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Settings extends RidgeWay {
  readonly alpha: number | readonly number[];
  readonly fitIntercept: boolean;
}

/** An unfitted ridge regression. */
export interface Ridge extends Regressor<MatrixLike, RidgeModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetRidgeModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): RidgeModel;
}

/**
 * Least squares with an L2 penalty: scikit-learn's direct solvers' answer, whatever the solver. A sparse X is made dense but by the
 * solvers that take steps.
 *
 * @param options - `alpha`, `fitIntercept`, `solver`, `positive`, `maxIter`, `tol`, `logger`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.Ridge.html
 *
 * @example
 * ```ts
 * import { ridge } from "@mlsys/models";
 *
 * const model = ridge({ alpha: 2 }).fit([[-1], [0], [1]], [-2, 0, 2]);
 * Array.from(model.coef, (value) => Math.round(value * 1e12) / 1e12); // => [1]
 * ```
 */
export function ridge(options: RidgeOptions = {}): Ridge {
  const settings: Settings = parseOptions("ridge", options, specs(), ModelsError);
  assertSolver(settings);
  return {
    kind: "ridge",
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as Ridge["fit"],
  };
}

function assertSolver({ solver, positive }: Settings): void {
  if (positive ? solver === "auto" || solver === "lbfgs" : solver !== "lbfgs") return;
  throw new ModelsError({
    code: "invalidOption",
    what: `the solver "${solver}" ${positive ? "does not keep coefficients positive" : "goes with positive coefficients only"}`,
    where: "ridge",
    found: `solver "${solver}" and positive ${positive}`,
    fix: `set solver to "auto", or positive to ${!positive}`,
  });
}

/** What a ridge regression learned of its data, besides the coefficients. */
interface RidgeFacts extends LinearFacts {
  readonly solver: RidgeSolver;
  readonly nIter: Int32Array | null;
}

/** A fitted ridge regression of one target. */
export class RidgeModel extends FittedLinearModel {
  readonly kind = "ridge";
  /** The solver that was used. */
  readonly solver: RidgeSolver;
  /** The number of steps, one a target; null for a solver that takes none. */
  readonly nIter: Int32Array | null;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: RidgeFacts) {
    super(coef, intercept, facts);
    this.solver = facts.solver;
    this.nIter = facts.nIter;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: this.coef, intercept: this.intercept, ...sharedState(this) };
  }
}

/** A fitted ridge regression of several targets. */
export class MultiTargetRidgeModel extends FittedMultiTargetModel {
  readonly kind = "multiTargetRidge";
  /** The solver that was used. */
  readonly solver: RidgeSolver;
  /** The number of steps, one a target; null for a solver that takes none. */
  readonly nIter: Int32Array | null;

  /** @internal */
  constructor(coef: Matrix, intercept: Float64Array, facts: RidgeFacts) {
    super(coef, intercept, facts);
    this.solver = facts.solver;
    this.nIter = facts.nIter;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { coef: matrixState(this.coef), intercept: this.intercept, ...sharedState(this) };
  }
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  fitOptions: FitOptions,
): RidgeModel | MultiTargetRidgeModel {
  const owner = "ridge.fit";
  const { X, names } = featuresToFit("ridge", input, { isCheckedLater: true });
  const { Y, isSingle, check } = targetsToFit(owner, y, X.rows);
  const weights = weightsOf(owner, fitOptions, X.rows);
  const { fitIntercept } = settings;
  const penalties = penaltiesOf(owner, settings.alpha, Y.cols);
  const solved = solveRidge(owner, settings, { X, Y, weights, fitIntercept, penalties }, () => {
    check();
    assertSquarable(X, `${owner}, X`);
  });
  const { xMeans, yMeans, solver, nIter, warnings } = solved;
  const coefs = Array.from({ length: Y.cols }, (_, k) => solved.coef.column(k));
  const intercepts = Float64Array.from(coefs, (coef, k) => (yMeans[k] as number) - dot(xMeans, coef));
  const facts = { nFeaturesIn: X.cols, featureNamesIn: names, solver, nIter, warnings };
  if (isSingle) return new RidgeModel(coefs[0] as Float64Array, intercepts[0] as number, facts);
  const coef = new Matrix(Y.cols, X.cols);
  coefs.forEach((row, k) => coef.data.set(row, k * X.cols));
  return new MultiTargetRidgeModel(coef, intercepts, facts);
}

function penaltiesOf(owner: string, alpha: number | readonly number[], targets: number): Float64Array {
  if (typeof alpha === "number") return new Float64Array(targets).fill(alpha);
  if (alpha.length === targets) return Float64Array.from(alpha);
  throw new ModelsError({
    code: "invalidOption",
    what: "alpha has another length than there are targets",
    where: owner,
    found: `${alpha.length} numbers for ${targets} targets`,
    fix: "give one number, or one a target",
  });
}

function sharedState({ solver, nIter, featureNamesIn }: Omit<RidgeFacts, "warnings">): {
  readonly [key: string]: StateValue;
} {
  return { solver, nIter, featureNamesIn: featureNamesIn ?? null };
}

function factsFrom(read: StateReader, nFeaturesIn: number): RidgeFacts {
  const solver = read.text("solver");
  if (!isRidgeSolver(solver)) read.refuse("solver", "the name of a solver");
  return {
    solver,
    nIter: read.value("nIter") === null ? null : read.integers("nIter"),
    nFeaturesIn,
    featureNamesIn: read.optionalTexts("featureNamesIn"),
    warnings: [],
  };
}

/** How a saved ridge regression is read. */
export const ridgeKind = {
  kind: "ridge",
  fromState: (saved: SavedModel): RidgeModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    return new RidgeModel(coef, read.number("intercept"), factsFrom(read, coef.length));
  },
} as const;

/** How a saved ridge regression of several targets is read. */
export const multiTargetRidgeKind = {
  kind: "multiTargetRidge",
  fromState: (saved: SavedModel): MultiTargetRidgeModel => {
    const read = new StateReader(saved);
    const coef = read.matrix("coef");
    return new MultiTargetRidgeModel(coef, read.vector("intercept", coef.rows), factsFrom(read, coef.cols));
  },
} as const;
