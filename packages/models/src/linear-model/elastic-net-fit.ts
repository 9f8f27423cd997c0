import { boolean, CsrMatrix, integer, Matrix, oneOf, randomSeed, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, MatrixLike, RandomStateInput } from "@mlsys/core";
import type { FitOptions, VectorLike } from "../estimator.ts";
import { allFinite } from "../internal/all-finite.ts";
import { centredColumns, columnMeans } from "../internal/centering.ts";
import { assertSquarable, featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { isLogger } from "../internal/option-rules.ts";
import { inWorkspace, plainWorkspace } from "../internal/orthogonal/workspace.ts";
import type { Workspace } from "../internal/orthogonal/workspace.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { assertSquarableTargets, numbersOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { gramMatrices, residualProducts } from "../internal/gram.ts";
import type { GramMatrices, LinearProblem } from "../internal/gram.ts";
import { roughGramMatrices } from "../internal/rough-gram.ts";
import { coordinateDescent } from "./coordinate-descent.ts";
import type { ElasticNetSolution } from "./coordinate-descent.ts";
import { gramDescent } from "./gram-descent.ts";
import { SearchFactor, searchFactorIn, searchRoom } from "./gram-search.ts";
import { WorkingSet, workingSetRoom } from "./working-set.ts";
import type { Penalty } from "./working-set.ts";
import { FittedLinearModel } from "./linear-model.ts";
import { ownGenerator } from "./sgd-options.ts";
import { Xorshift } from "../tree/xorshift.ts";
import type { LinearFacts } from "./linear-model.ts";

/** Options that lasso and elastic net share. */
export interface DescentOptions {
  /** The strength of the penalty. Default 1. */
  readonly alpha?: number;
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** The largest number of passes over the coefficients, where a search of the support does not end sooner. Default 1000. */
  readonly maxIter?: number;
  /**
   * The duality gap, as a share of the variation of y, above which a fit that ran out of passes is reported. The optimum is
   * reached whatever this is. Default 1e-4.
   */
  readonly tol?: number;
  /** Whether coefficients may not be negative. Default false. */
  readonly positive?: boolean;
  /** Accepted for scikit-learn's sake: inner products of the columns are computed ahead where that pays. Default false. */
  readonly precompute?: boolean;
  /** Whether coefficients take turns, or are drawn by `randomState`: the optimum is the same. Default `"cyclic"`. */
  readonly selection?: "cyclic" | "random";
  /** The seed of the draws, or a generator. Default 0. */
  readonly randomState?: RandomStateInput;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

export const descentSpecs = () =>
  ({
    alpha: { rule: real({ min: 0 }), default: 1 },
    fitIntercept: { rule: boolean(), default: true },
    maxIter: { rule: integer({ min: 1 }), default: 1000 },
    tol: { rule: real({ min: 0 }), default: 1e-4 },
    positive: { rule: boolean(), default: false },
    precompute: { rule: boolean(), default: false },
    selection: { rule: oneOf("cyclic", "random"), default: "cyclic" },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** The settings of a fit by coordinate descent. */
export interface DescentSettings {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
  readonly positive: boolean;
  readonly selection: "cyclic" | "random";
  readonly randomState: RandomStateInput;
  readonly logger: Logger;
}

/** What the search for an optimum needs to know. */
export type DescentWay = Omit<DescentSettings, "alpha" | "fitIntercept" | "logger">;

/** What a fit by coordinate descent learned, besides the coefficients. */
export interface DescentFacts extends LinearFacts {
  readonly nIter: number;
  readonly dualGap: number;
}

/** What lasso and elastic net share once fitted. */
export abstract class FittedSparseModel extends FittedLinearModel {
  /** Number of passes over the coefficients, and of searches of the support. */
  readonly nIter: number;
  /** How far the mean objective may lie above its minimum. */
  readonly dualGap: number;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: DescentFacts) {
    super(coef, intercept, facts);
    this.nIter = facts.nIter;
    this.dualGap = facts.dualGap;
  }

  /** The coefficients as a sparse matrix, 1 × features. */
  get sparseCoef(): CsrMatrix {
    const places = Int32Array.from(Array.from(this.coef.keys()).filter((j) => this.coef[j] !== 0));
    const values = Float64Array.from(places, (j) => this.coef[j] as number);
    return new CsrMatrix(1, this.coef.length, values, places, Int32Array.of(0, places.length));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { coef, intercept, nIter, dualGap } = this;
    return { coef, intercept, nIter, dualGap, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** A regression problem, centred and weighted; by columns, and, where it is long, by its inner products. */
export interface CentredColumns {
  readonly columns: () => Matrix;
  readonly y: Float64Array;
  /** Not where they are not worth it, or not finite. */
  readonly gram: GramMatrices | undefined;
  /** Whether the inner products are not rounded by more than doubles are. */
  readonly isExact: boolean;
  readonly xMeans: Float64Array;
  readonly yMean: number;
  /** The sum of the weights. */
  readonly total: number;
}

/** X and y of a fit, checked. */
export interface RegressionData {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly names: readonly string[] | undefined;
}

export function regressionData(
  kind: string,
  input: MatrixLike,
  y: VectorLike,
  options: FitOptions,
  rules: FeatureRules = {},
): RegressionData {
  const owner = `${kind}.fit`;
  const { X, names } = featuresToFit(kind, input, rules);
  return {
    X: toDense(owner, X),
    y: numbersOf(owner, "y", y, X.rows),
    weights: weightsOf(owner, options, X.rows),
    names,
  };
}

export function centredProblem(
  { X, y, weights }: Pick<RegressionData, "X" | "y" | "weights">,
  fitIntercept: boolean,
  innerProducts: (problem: LinearProblem) => GramMatrices | undefined = gramMatrices,
): CentredColumns {
  const Y = new Matrix(X.rows, 1, y);
  const products = isLong(X) ? innerProducts({ X, Y, weights, fitIntercept }) : undefined;
  const isFinite = products !== undefined && allFinite(products.xx.data) && allFinite(products.xy.data);
  const gram = isFinite ? products : undefined;
  const { xMeans, yMeans } = products?.centred ?? {
    xMeans: fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols),
    yMeans: fitIntercept ? columnMeans(Y, weights) : new Float64Array(1),
  };
  const roots = weights?.map(Math.sqrt);
  const centred = centredColumns(Y, yMeans, roots).data;
  let known: Matrix | undefined;
  const columns = (): Matrix => (known ??= centredColumns(X, xMeans, roots));
  return {
    columns,
    y: centred,
    gram,
    isExact: innerProducts === gramMatrices,
    xMeans,
    yMean: yMeans[0] as number,
    total: weights === undefined ? X.rows : pairwiseSum(weights),
  };
}

/** Whether inner products are worth it. */
const isLong = ({ rows, cols }: Matrix): boolean => rows >= 2 * cols && cols <= WIDEST && rows * cols > SMALL_PROBLEM;

/** Up to this many elements, and from this many columns on, inner products are not worth it. */
const SMALL_PROBLEM = 20_000;
const WIDEST = 2000;

/** The optimum of a centred problem for a strength of the penalty, from coefficients on. */
export type Solver = (alpha: number, start?: Float64Array) => ElasticNetSolution;

/** Does work that needs optima of a centred problem: what is known of one serves the next. */
export function withSolver<T>(problem: CentredColumns, settings: DescentWay, work: (solve: Solver) => T): T {
  const { gram, xMeans, y } = problem;
  const [n, p] = [y.length, xMeans.length];
  if (settings.selection === "random") return work((alpha, start) => byCoordinates(problem, alpha, settings, start));
  if (gram === undefined)
    return inWorkspace(workingSetRoom(n, p), (workspace) => work(solver(problem, settings, workspace)));
  return inWorkspace(searchRoom(p), (workspace) => {
    const factor = searchFactorIn(workspace, p);
    return work(solver(problem, settings, undefined, factor));
  });
}

/** Searches the supports of coefficients, by inner products where there are some. */
function solver(problem: CentredColumns, settings: DescentWay, workspace?: Workspace, factor?: SearchFactor): Solver {
  let workingSet: WorkingSet | undefined;
  return (alpha, start) => {
    const penalty = penaltyOf(problem, alpha, settings);
    const byGram = factor && solveByGram(problem, penalty, factor, start);
    if (byGram !== undefined) return byGram;
    workingSet ??= workingSetIn(workspace, problem);
    return workingSet.solve(penalty, start) ?? byCoordinates(problem, alpha, settings, start);
  };
}

function workingSetIn(workspace: Workspace | undefined, { columns, y, xMeans }: CentredColumns): WorkingSet {
  return new WorkingSet(columns(), y, workspace ?? plainWorkspace(workingSetRoom(y.length, xMeans.length)));
}

function byCoordinates(
  problem: CentredColumns,
  alpha: number,
  settings: DescentWay,
  start?: Float64Array,
): ElasticNetSolution {
  const draw = drawsOf(settings);
  const own = { columns: problem.columns(), y: problem.y, ...penaltyOf(problem, alpha, settings), draw };
  return coordinateDescent(own, settings.maxIter, settings.tol, start);
}

/** The same from inner products; undefined where there are none, or they do not give it. */
function solveByGram(
  { gram, isExact, y }: CentredColumns,
  penalty: Penalty,
  factor: SearchFactor,
  start?: Float64Array,
): ElasticNetSolution | undefined {
  if (gram === undefined) return undefined;
  const { xx, xy, centred } = gram;
  const pullsAt = (coef: Float64Array): Float64Array =>
    residualProducts(centred, new Matrix(xx.rows, 1, coef), xx).data;
  return gramDescent({ xx, xy: xy.column(0), pullsAt, isExact, factor, squares: dot(y, y), ...penalty }, start);
}

function penaltyOf(
  { total }: CentredColumns,
  alpha: number,
  { l1Ratio, positive }: Pick<DescentSettings, "l1Ratio" | "positive">,
): Penalty {
  const strength = alpha * total;
  return { l1: strength * l1Ratio, l2: strength * (1 - l1Ratio), positive };
}

/** Draws coefficients as the reference does. */
function drawsOf({ selection, randomState }: DescentWay): ((below: number) => number) | undefined {
  if (selection === "cyclic") return undefined;
  const random = new Xorshift(ownGenerator(randomState).randint(0, 2 ** 31 - 1));
  return (below) => random.int(0, below);
}

/** What a fit by coordinate descent gives. */
export interface FittedDescent {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly facts: DescentFacts;
}

/** Fits X, which need not be known to be finite. */
export function fitByDescent(kind: string, settings: DescentSettings, data: RegressionData): FittedDescent {
  assertSquarableTargets(`${kind}.fit`, data.y);
  const { problem, solution } = roughFit(settings, data) ?? exactFit(kind, settings, data);
  const { coef, gap, iterations, converged } = solution;
  const dualGap = gap() / problem.total;
  const facts: DescentFacts = {
    nIter: iterations,
    dualGap,
    nFeaturesIn: data.X.cols,
    featureNamesIn: data.names,
    warnings: converged ? [] : [descentWarning(kind, iterations, dualGap, settings.logger)],
  };
  return { coef, intercept: problem.yMean - dot(problem.xMeans, coef), facts };
}

interface Fit {
  readonly problem: CentredColumns;
  readonly solution: ElasticNetSolution;
}

/** By rounded inner products; undefined where they do not lead to the optimum. */
function roughFit(settings: DescentSettings, data: RegressionData): Fit | undefined {
  if (!isLong(data.X) || settings.selection === "random") return undefined;
  const problem = centredProblem(data, settings.fitIntercept, roughGramMatrices);
  const solution = solveByGram(problem, penaltyOf(problem, settings.alpha, settings), new SearchFactor());
  return solution && { problem, solution };
}

function exactFit(kind: string, settings: DescentSettings, data: RegressionData): Fit {
  const problem = centredProblem(data, settings.fitIntercept);
  // Inner products tell whether X is finite, without a pass over it.
  if (problem.gram === undefined) assertSquarable(data.X, `${kind}.fit, X`);
  return { problem, solution: withSolver(problem, settings, (solve) => solve(settings.alpha)) };
}

export function descentWarning(kind: string, iterations: number, gap: number, logger: Logger): ModelWarning {
  const message =
    `${kind} did not converge in ${iterations} passes (duality gap ${gap}); ` +
    "raise maxIter, scale the features alike, or raise alpha";
  return warn(logger, { code: "didNotConverge", message, details: { iterations, gap } });
}

/** The parts of a saved model that was fitted by coordinate descent. */
export function readDescent(saved: SavedModel): FittedDescent {
  const read = new StateReader(saved);
  const coef = read.vector("coef");
  return {
    coef,
    intercept: read.number("intercept"),
    facts: {
      nIter: read.number("nIter"),
      dualGap: read.number("dualGap"),
      nFeaturesIn: coef.length,
      featureNamesIn: read.optionalTexts("featureNamesIn"),
      warnings: [],
    },
  };
}
