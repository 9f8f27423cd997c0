import { boolean, either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { assertSquarableTargets, isVector, numbersOf, targetsOf, weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { crossValidationRule, foldsOf } from "../model-selection/folds.ts";
import type { CrossValidation } from "../model-selection/folds.ts";
import { isScorerName, scorerOf } from "../model-selection/scorers.ts";
import type { ScoredModel, Scorer, ScorerName } from "../model-selection/scorers.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedLinearModel, FittedMultiTargetModel } from "./linear-model.ts";
import type { LinearFacts } from "./linear-model.ts";
import { leaveOneOut } from "./ridge-leave-one-out.ts";
import type { CentredLeaveOneOut, LeaveOneOut } from "./ridge-leave-one-out.ts";
import { ridge } from "./ridge.ts";

/** Options of {@link ridgeCV}. */
export interface RidgeCVOptions {
  /** The strengths to try, above 0; with `cv`, at least 0. Default 0.1, 1 and 10. */
  readonly alphas?: number | readonly number[];
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept?: boolean;
  /** What is best: a scorer's name or a function; null for the least squared error, and with `cv` for R². Default null. */
  readonly scoring?: ScorerName | Scorer | null;
  /** How rows are divided; null leaves out one row at a time, in closed form. Default null. */
  readonly cv?: CrossValidation | null;
  /** `"svd"` takes singular vectors where inner products would do: the answer is the same. Default null, as `"auto"`. */
  readonly gcvMode?: "auto" | "svd" | "eigen" | null;
  /** Whether the model keeps `cvResults`; without `cv` only. Default false. */
  readonly storeCvResults?: boolean;
  /** Whether each of several targets chooses a strength for itself; without `cv` only. Default false. */
  readonly alphaPerTarget?: boolean;
}

const isAlphas = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => real({ min: 0 }).accepts(each));

const isScoring = (value: unknown): value is ScorerName | Scorer =>
  typeof value === "function" || (typeof value === "string" && isScorerName(value));

const specs = () =>
  ({
    alphas: {
      rule: either(real({ min: 0 }), satisfying("an array of numbers of at least 0", isAlphas)),
      default: [0.1, 1, 10] as number | readonly number[],
    },
    fitIntercept: { rule: boolean(), default: true },
    scoring: { rule: either(satisfying("the name of a scorer, a function", isScoring), oneOf(null)), default: null },
    cv: { rule: either(crossValidationRule(), oneOf(null)), default: null },
    gcvMode: { rule: oneOf("auto", "svd", "eigen", null), default: null },
    storeCvResults: { rule: boolean(), default: false },
    alphaPerTarget: { rule: boolean(), default: false },
  }) as const;

interface Settings {
  readonly alphas: readonly number[];
  readonly fitIntercept: boolean;
  readonly scoring: ScorerName | Scorer | null;
  readonly cv: CrossValidation | null;
  readonly gcvMode: string | null;
  readonly storeCvResults: boolean;
  readonly alphaPerTarget: boolean;
}

/** An unfitted ridge regression that chooses its penalty. */
export interface RidgeCV extends Regressor<MatrixLike, RidgeCVModel> {
  /** Fits one target (one number a row), or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetRidgeCVModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): RidgeCVModel;
}

/**
 * Ridge regression with the penalty that predicts rows best that were left out: each alone, in closed form, by squared error; or
 * with `cv`, fold by fold, by R²; or by what `scoring` says. A sparse X is made dense.
 *
 * @param options - `alphas`, `fitIntercept`, `scoring`, `cv`, `gcvMode`, `storeCvResults`, `alphaPerTarget`.
 * @returns the unfitted estimator.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.RidgeCV.html
 *
 * @example
 * ```ts
 * import { ridgeCV } from "@mlsys/models";
 *
 * const model = ridgeCV({ alphas: [0.01, 1, 100] }).fit([[0], [1], [2], [3]], [0, 1, 2, 3]);
 * model.alpha; // => 0.01
 * ```
 */
export function ridgeCV(options: RidgeCVOptions = {}): RidgeCV {
  const parsed = parseOptions("ridgeCV", options, specs(), ModelsError);
  const alphas = typeof parsed.alphas === "number" ? [parsed.alphas] : parsed.alphas;
  const settings: Settings = { ...parsed, alphas };
  assertTogether(settings);
  return {
    kind: "ridgeCV",
    estimatorType: "regressor",
    options: { ...parsed },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as RidgeCV["fit"],
  };
}

/** Refuses options that do not go together. */
function assertTogether({ alphas, cv, storeCvResults, alphaPerTarget }: Settings): void {
  const broken = [
    { holds: cv === null && alphas.includes(0), found: "an alpha of 0 without cv", fix: "give alphas above 0" },
    { holds: cv !== null && storeCvResults, found: "storeCvResults with cv", fix: "leave one of them out" },
    { holds: cv !== null && alphaPerTarget, found: "alphaPerTarget with cv", fix: "leave one of them out" },
  ].filter(({ holds }) => holds);
  if (broken.length === 0) return;
  throw new ModelsError({
    code: "invalidOption",
    what: "options do not go together",
    where: "ridgeCV",
    found: broken.map(({ found }) => found).join(", "),
    fix: broken.map(({ fix }) => fix).join("; "),
  });
}

interface Choice<Figure> {
  readonly alpha: Figure;
  readonly bestScore: Figure;
}

/** A fitted ridge regression of one target, with the penalty that it chose. */
export class RidgeCVModel extends FittedLinearModel {
  readonly kind = "ridgeCV";
  /** The chosen strength of the penalty. */
  readonly alpha: number;
  /** The best of the scores: by default the negated mean squared error of rows left out one by one, and with `cv` the mean R². */
  readonly bestScore: number;
  /** With `storeCvResults`, the squared error of each row when left out, or with `scoring` what was predicted; rows × strengths. */
  readonly cvResults: Matrix | undefined;

  /** @internal */
  constructor(coef: Float64Array, intercept: number, facts: LinearFacts & Choice<number>, cvResults?: Matrix) {
    super(coef, intercept, facts);
    this.alpha = facts.alpha;
    this.bestScore = facts.bestScore;
    this.cvResults = cvResults;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { coef, intercept, alpha, bestScore, cvResults } = this;
    const stored = cvResults === undefined ? null : matrixState(cvResults);
    return { coef, intercept, alpha, bestScore, cvResults: stored, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** A fitted ridge regression of several targets, with the penalty that it chose for all of them, or for each. */
export class MultiTargetRidgeCVModel extends FittedMultiTargetModel {
  readonly kind = "multiTargetRidgeCV";
  /** The chosen strength of the penalty; with `alphaPerTarget` one a target. */
  readonly alpha: number | Float64Array;
  /** The best of the scores, as that of {@link RidgeCVModel}; with `alphaPerTarget` one a target. */
  readonly bestScore: number | Float64Array;
  /** With `storeCvResults`, what {@link RidgeCVModel} has, one matrix a target. */
  readonly cvResults: readonly Matrix[] | undefined;

  /** @internal */
  constructor(
    coef: Matrix,
    intercept: Float64Array,
    facts: LinearFacts & Choice<number | Float64Array>,
    cvResults?: readonly Matrix[],
  ) {
    super(coef, intercept, facts);
    this.alpha = facts.alpha;
    this.bestScore = facts.bestScore;
    this.cvResults = cvResults;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { intercept, alpha, bestScore, cvResults } = this;
    const coef = matrixState(this.coef);
    const stored = cvResults?.map(matrixState) ?? null;
    return { coef, intercept, alpha, bestScore, cvResults: stored, featureNamesIn: this.featureNamesIn ?? null };
  }
}

interface Data {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly weights: Float64Array | undefined;
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  fitOptions: FitOptions,
): RidgeCVModel | MultiTargetRidgeCVModel {
  const owner = "ridgeCV.fit";
  const features = featuresToFit("ridgeCV", input, { isSquared: true });
  const X = toDense(owner, features.X);
  const isSingle = isVector(y);
  const Y = isSingle ? new Matrix(X.rows, 1, numbersOf(owner, "y", y, X.rows)) : targetsOf(owner, y, X.rows);
  assertSquarableTargets(owner, Y.data, Y.cols);
  const weights = weightsOf(owner, fitOptions, X.rows);
  const { alphas, fitIntercept, cv, gcvMode } = settings;
  const data = { X, Y, weights };
  const left = cv === null ? leaveOneOut({ ...data, fitIntercept }, alphas, gcvMode === "svd") : undefined;
  const { scores, results } =
    left === undefined
      ? { scores: foldScores(settings, cv ?? 5, data), results: [] }
      : rowScores(owner, settings, data, left);
  const chosen = scores.map(choiceOf(alphas));
  const facts = { nFeaturesIn: X.cols, featureNamesIn: features.names, warnings: [] };
  const { coef, intercept } = solution(settings, data, left, chosen);
  const first = chosen[0] as Choice<number>;
  if (isSingle) return new RidgeCVModel(coef.data, intercept[0] as number, { ...facts, ...first }, results[0]);
  const choice: Choice<number | Float64Array> = settings.alphaPerTarget
    ? {
        alpha: Float64Array.from(chosen, ({ alpha }) => alpha),
        bestScore: Float64Array.from(chosen, ({ bestScore }) => bestScore),
      }
    : first;
  const stored = settings.storeCvResults ? results : undefined;
  return new MultiTargetRidgeCVModel(coef, intercept, { ...facts, ...choice }, stored);
}

/** The fit to all rows, targets × features, with the one strength that was chosen, or one a target. */
function solution(
  { fitIntercept }: Settings,
  { X, Y, weights }: Data,
  left: CentredLeaveOneOut | undefined,
  chosen: readonly Choice<number>[],
): { readonly coef: Matrix; readonly intercept: Float64Array } {
  const alphas = Array.from({ length: Y.cols }, (_, k) => (chosen[k] ?? (chosen[0] as Choice<number>)).alpha);
  if (left?.coefficients === undefined)
    return ridge({ alpha: alphas, fitIntercept }).fit(X, Y, { sampleWeight: weights });
  const known = new Map([...new Set(alphas)].map((alpha) => [alpha, left.coefficients?.(alpha)]));
  const coef = new Matrix(Y.cols, X.cols);
  const intercept = Float64Array.from(alphas, (alpha, k) => {
    coef.row(k).set(known.get(alpha)?.column(k) ?? []);
    return (left.yMeans[k] as number) - dot(left.xMeans, coef.row(k));
  });
  return { coef, intercept };
}

/** The best of the strengths by their scores, of equal ones the first. */
function choiceOf(alphas: readonly number[]): (scores: readonly number[]) => Choice<number> {
  return (scores) => {
    const best = scores.reduce((at, score, i) => (score > (scores[at] as number) ? i : at), 0);
    return { alpha: alphas[best] as number, bestScore: scores[best] as number };
  };
}

interface LeftOut {
  /** One list of scores, one a strength; or one list a target. */
  readonly scores: readonly (readonly number[])[];
  /** One matrix a target, rows × strengths; none unless they are to be stored. */
  readonly results: readonly Matrix[];
}

function rowScores(owner: string, settings: Settings, { X, Y, weights }: Data, left: LeaveOneOut): LeftOut {
  const { alphas, scoring, alphaPerTarget, storeCvResults } = settings;
  const values = alphas.map((alpha) => {
    const residuals = left.residuals(alpha);
    if (scoring !== null) return predicted(residuals, Y, weights);
    return new Matrix(
      X.rows,
      Y.cols,
      residuals.data.map((each) => each * each),
    );
  });
  const judge = scoring === null ? undefined : scorerOf(owner, scoring);
  const scoreOf = (each: Matrix, target?: number): number => {
    if (judge === undefined) {
      const errors = target === undefined ? each.data : each.column(target);
      return -pairwiseSum(errors) / errors.length;
    }
    const [guess, truth] = [each, Y].map((all) =>
      all.cols === 1 ? all.data : target === undefined ? all.toArray() : all.column(target),
    );
    return judge({ predict: () => guess as ArrayLike<unknown> }, undefined, truth, { sampleWeight: weights });
  };
  const targets = Array.from({ length: Y.cols }, (_, k) => k);
  const scores = alphaPerTarget
    ? targets.map((k) => values.map((each) => scoreOf(each, k)))
    : [values.map((each) => scoreOf(each))];
  return { scores, results: storeCvResults ? targets.map((k) => byStrength(values, k)) : [] };
}

/** What was predicted of each row, when it was left out. */
function predicted(residuals: Matrix, Y: Matrix, weights: Float64Array | undefined): Matrix {
  const guesses = Y.data.map((value, at) => {
    const weight = weights === undefined ? 1 : (weights[Math.floor(at / Y.cols)] as number);
    return value - (residuals.data[at] as number) / Math.sqrt(weight);
  });
  return new Matrix(Y.rows, Y.cols, guesses);
}

/** One target's values, rows × strengths. */
function byStrength(values: readonly Matrix[], target: number): Matrix {
  const table = new Matrix(values[0]?.rows ?? 0, values.length);
  values.forEach((each, i) => {
    each.column(target).forEach((value, row) => (table.data[row * values.length + i] = value));
  });
  return table;
}

/** Per strength the mean over the folds of the score. */
function foldScores(
  { alphas, fitIntercept, scoring }: Settings,
  cv: CrossValidation,
  { X, Y, weights }: Data,
): readonly (readonly number[])[] {
  const judge = scorerOf("ridgeCV.fit", scoring ?? undefined);
  const folds = foldsOf("ridgeCV.fit", cv, X.rows, { y: Y.cols === 1 ? Y.data : undefined, isClassification: false });
  const weightsAt = (rows: Int32Array): FitOptions => ({
    sampleWeight: weights === undefined ? undefined : Float64Array.from(rows, (i) => weights[i] as number),
  });
  const truth = (rows: Int32Array) => (Y.cols === 1 ? Y.take(rows).data : Y.take(rows).toArray());
  const means = alphas.map((alpha) => {
    const estimator = ridge({ alpha, fitIntercept });
    const scores = folds.map(({ train, test }) => {
      const model = estimator.fit(X.take(train), truth(train) as number[][], weightsAt(train));
      return judge(model as unknown as ScoredModel, X.take(test), truth(test));
    });
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  });
  return [means];
}

function factsFrom(read: StateReader, nFeaturesIn: number): LinearFacts {
  return { nFeaturesIn, featureNamesIn: read.optionalTexts("featureNamesIn"), warnings: [] };
}

/** How a saved ridge regression of one target that chose its penalty is read. */
export const ridgeCVKind = {
  kind: "ridgeCV",
  fromState: (saved: SavedModel): RidgeCVModel => {
    const read = new StateReader(saved);
    const coef = read.vector("coef");
    const choice = { alpha: read.number("alpha"), bestScore: read.number("bestScore") };
    const results = read.value("cvResults") === null ? undefined : read.matrix("cvResults");
    return new RidgeCVModel(coef, read.number("intercept"), { ...factsFrom(read, coef.length), ...choice }, results);
  },
} as const;

/** How a saved ridge regression of several targets that chose its penalty is read. */
export const multiTargetRidgeCVKind = {
  kind: "multiTargetRidgeCV",
  fromState: (saved: SavedModel): MultiTargetRidgeCVModel => {
    const read = new StateReader(saved);
    const coef = read.matrix("coef");
    const figure = (name: string) => (typeof read.value(name) === "number" ? read.number(name) : read.vector(name));
    const facts = { ...factsFrom(read, coef.cols), alpha: figure("alpha"), bestScore: figure("bestScore") };
    const results = read.value("cvResults") === null ? undefined : read.list("cvResults");
    const matrices = results?.map((each) =>
      new StateReader({ kind: saved.kind, version: 1, state: { each } }).matrix("each"),
    );
    return new MultiTargetRidgeCVModel(coef, read.vector("intercept", coef.rows), facts, matrices);
  },
} as const;
