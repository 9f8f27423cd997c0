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
import type { CsrMatrix, Label, Logger, MatrixLike, RandomStateInput } from "@mlsys/core";
import { FittedClassifier } from "../classification/fitted-classifier.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { classWeightOption, rowWeights } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { toCsc } from "../internal/csc.ts";
import { assertSquarable, featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { newtonCg } from "../internal/newton-cg.ts";
import type { NewtonResult } from "../internal/newton-cg.ts";
import { isLogger } from "../internal/option-rules.ts";
import { byFeature, linearScores } from "../internal/linear-scores.ts";
import { proximalNewton } from "../internal/proximal-newton.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { weightsOf } from "../internal/targets.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { denseOptimum, rowsAt } from "./dense-logistic.ts";
import { interceptOf, logisticProblem } from "./logistic-problem.ts";
import type { LogisticData } from "./logistic-problem.ts";
import { LogisticScoreLoss } from "./logistic-score-loss.ts";

/** Options of {@link logisticRegression}. */
export interface LogisticRegressionOptions {
  /** Inverse of the strength of the penalty; Infinity for none. Default 1. */
  readonly C?: number;
  /** The share of the L1 penalty: 0 is L2 alone, 1 is L1 alone, between them is the elastic net. Default 0. */
  readonly l1Ratio?: number;
  /**
   * The norm of the penalty, which `l1Ratio` and `C` tell better: `"l2"` is an `l1Ratio` of 0, `"l1"` one of 1, null a `C` of Infinity.
   *
   * @deprecated as in scikit-learn since 1.8.
   */
  readonly penalty?: "l1" | "l2" | "elasticnet" | null;
  /**
   * Whose objective is minimised: `"liblinear"` takes two classes, L1 or L2, and penalises the intercept too. All others have one
   * objective, and its optimum is the same whatever finds it. Default `"lbfgs"`.
   */
  readonly solver?: "lbfgs" | "liblinear" | "newton-cg" | "newton-cholesky" | "sag" | "saga";
  /** Accepted for scikit-learn's sake, with `"liblinear"` and L2: the dual problem has the same optimum. Default false. */
  readonly dual?: boolean;
  /** Whether to fit an intercept, which is not penalised but by `"liblinear"`. Default true. */
  readonly fitIntercept?: boolean;
  /** With `"liblinear"`, what the intercept is a coefficient of: the larger, the less it is penalised. Default 1. */
  readonly interceptScaling?: number;
  /** Weights of the classes: `"balanced"`, or by label (a label left out weighs 1). Default null, all 1. */
  readonly classWeight?: "balanced" | Readonly<Record<string, number>> | null;
  /** The largest number of Newton steps; a fit takes about ten. Default 100. */
  readonly maxIter?: number;
  /**
   * The largest element of the gradient of the mean loss at the end. The optimum is reached to about eight digits whatever this
   * is; smaller values ask for more. Default 1e-4, where scikit-learn's solver stops.
   */
  readonly tol?: number;
  /** Accepted for scikit-learn's sake: nothing is drawn. Default null. */
  readonly randomState?: RandomStateInput;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const isInfinity = (value: unknown): value is number => value === Infinity;

const specs = () =>
  ({
    C: { rule: either(real({ above: 0 }), satisfying("Infinity", isInfinity)), default: 1 },
    l1Ratio: { rule: real({ min: 0, max: 1 }), default: 0 },
    penalty: { rule: oneOf("l1", "l2", "elasticnet", null) },
    solver: {
      rule: oneOf("lbfgs", "liblinear", "newton-cg", "newton-cholesky", "sag", "saga"),
      default: "lbfgs",
    },
    dual: { rule: boolean(), default: false },
    fitIntercept: { rule: boolean(), default: true },
    interceptScaling: { rule: real({ above: 0 }), default: 1 },
    classWeight: { rule: classWeightOption(), default: null },
    maxIter: { rule: integer({ min: 0 }), default: 100 },
    tol: { rule: real({ above: 0 }), default: 1e-4 },
    randomState: { rule: randomSeed(), default: null },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Parsed {
  readonly C: number;
  readonly l1Ratio: number;
  readonly solver: string;
  readonly dual: boolean;
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly classWeight: ClassWeightOption;
  readonly maxIter: number;
  readonly tol: number;
  readonly logger: Logger;
}

/** An unfitted logistic regression. */
export interface LogisticRegression extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): LogisticRegressionModel<L>;
}

/**
 * Logistic regression with an L2, an L1 or both penalties: the logistic function for two classes, softmax for more, with the objective of
 * scikit-learn's default solver. Newton's method reaches its optimum, where that solver stops early, so coefficients may differ
 * from its defaults in the fourth digit; with a small `tol` there, both agree.
 *
 * @param options - `C`, `l1Ratio`, `solver`, `dual`, `fitIntercept`, `interceptScaling`, `classWeight`, `maxIter`, `tol`, `logger`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.LogisticRegression.html
 *
 * @example
 * ```ts
 * import { logisticRegression } from "@mlsys/models";
 *
 * const model = logisticRegression({ C: 1 }).fit([[0], [1], [2], [3]], ["low", "low", "high", "high"]);
 * model.classes; // => ["high", "low"]
 * model.predict([[-5], [9]]); // => ["low", "high"]
 * model.converged; // => true
 * ```
 */
export function logisticRegression(options: LogisticRegressionOptions = {}): LogisticRegression {
  const given = parseOptions("logisticRegression", options, specs(), ModelsError);
  const { penalty, ...others } = given;
  const settings: Parsed = { ...others, ...penaltyNamed(penalty) };
  assertTogether(settings);
  return {
    kind: "logisticRegression",
    estimatorType: "classifier",
    options: penalty === undefined ? others : given,
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

function penaltyNamed(penalty: LogisticRegressionOptions["penalty"]): Partial<Pick<Parsed, "C" | "l1Ratio">> {
  if (penalty === null) return { C: Infinity };
  return penalty === "l1" || penalty === "l2" ? { l1Ratio: penalty === "l1" ? 1 : 0 } : {};
}

/** Refuses options that do not go together: what liblinear's objective does not have, and a dual that another lacks. */
function assertTogether({ solver, dual, C, l1Ratio }: Parsed): void {
  const isLiblinear = solver === "liblinear";
  const broken = [
    {
      holds: dual && !isLiblinear,
      found: `dual with the solver "${solver}"`,
      fix: 'set solver to "liblinear", or dual to false',
    },
    { holds: dual && l1Ratio > 0, found: `dual with l1Ratio ${l1Ratio}`, fix: "set dual to false, or l1Ratio to 0" },
    {
      holds: isLiblinear && l1Ratio > 0 && l1Ratio < 1,
      found: `"liblinear" with l1Ratio ${l1Ratio}`,
      fix: 'set l1Ratio to 0 or 1, or solver to "saga"',
    },
    { holds: isLiblinear && C === Infinity, found: '"liblinear" without a penalty', fix: 'set solver to "lbfgs"' },
  ].filter(({ holds }) => holds);
  if (broken.length === 0) return;
  throw new ModelsError({
    code: "invalidOption",
    what: "options do not go together",
    where: "logisticRegression",
    found: broken.map(({ found }) => found).join(", "),
    fix: broken.map(({ fix }) => fix).join("; "),
  });
}

/** What a logistic regression learned. */
interface Solution {
  readonly coef: Matrix;
  readonly intercept: Float64Array;
  readonly nIter: number;
}

/** A fitted logistic regression. */
export class LogisticRegressionModel<L extends Label = Label> extends FittedClassifier<L> {
  readonly kind = "logisticRegression";
  /** 1 × features for two classes (of the second), else classes × features. */
  readonly coef: Matrix;
  /** One a row of `coef`. */
  readonly intercept: Float64Array;
  /** Number of Newton steps. */
  readonly nIter: number;
  private byFeature: Float64Array | undefined;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, { coef, intercept, nIter }: Solution) {
    super(facts);
    this.coef = coef;
    this.intercept = intercept;
    this.nIter = nIter;
  }

  /**
   * The linear scores: of the second class for two classes (one a row), else rows × classes.
   *
   * @throws {ModelsError} as `predict`.
   */
  decisionFunction(X: MatrixLike): Float64Array | Matrix {
    const scores = this.choices(this.features("decisionFunction", X), this.place("decisionFunction"));
    return this.coef.rows === 1 ? scores.data : scores;
  }

  protected override rules(): FeatureRules {
    return { isCheckedLater: true };
  }

  protected jointLogs(X: Matrix | CsrMatrix, where: string): Matrix {
    const scores = this.choices(X, where);
    if (this.coef.rows > 1) return scores;
    const logs = new Matrix(X.rows, 2);
    for (let i = 0; i < X.rows; i++) logs.data[2 * i + 1] = scores.data[i] as number;
    return logs;
  }

  protected override choices(X: Matrix | CsrMatrix, where: string): Matrix {
    this.byFeature ??= byFeature(this.coef);
    return linearScores(where, X, this.byFeature, this.coef.rows, this.intercept);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      coef: matrixState(this.coef),
      intercept: this.intercept,
      nIter: this.nIter,
    };
  }
}

function fit<L extends Label>(
  options: Parsed,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): LogisticRegressionModel<L> {
  const owner = "logisticRegression.fit";
  const { X, names } = featuresToFit("logisticRegression", input, { isCheckedLater: true });
  const { classes, codes } = labelsToFit(owner, y, X.rows);
  const own = weightsOf(owner, fitOptions, X.rows);
  const given = rowWeights(owner, options.classWeight, classes, codes, own);
  const total = given === undefined ? X.rows : pairwiseSum(given);
  const outputs = classes.length === 2 ? 1 : classes.length;
  const { fitIntercept, C } = options;
  const weights = given?.map((weight) => weight / total) ?? new Float64Array(X.rows).fill(1 / total);
  const penalty = 1 / (C * total);
  const isLiblinear = options.solver === "liblinear";
  if (isLiblinear && outputs > 1) throw tooManyClasses(owner, outputs);
  const interceptScaling = isLiblinear ? options.interceptScaling : undefined;
  const data = { X, codes, weights, penalty, fitIntercept, interceptScaling, outputs };
  const result = optimum(options, data, () => {
    assertSquarable(X, `${owner}, X`);
  });
  const facts = { classes, nFeaturesIn: X.cols, featureNamesIn: names, warnings: convergenceWarnings(result, options) };
  return new LogisticRegressionModel<L>(facts, solutionOf(result, X.cols, outputs, interceptOf(data).interceptScale));
}

function tooManyClasses(owner: string, classes: number): ModelsError {
  return new ModelsError({
    code: "notSupported",
    what: 'the solver "liblinear" tells two classes apart only',
    where: `${owner}, y`,
    found: `${classes} classes`,
    fix: 'set solver to "lbfgs", or put the classifier into oneVsRestClassifier',
  });
}

/** From so many rows on, the optimum of some of them is where the search for that of all begins. */
const MANY_ROWS = 20_000;
const FEW_ROWS = 5000;

/** So few steps are all of one kind, and do not go on with another. */
const FEW_STEPS = 5;

/** The optimum, by whatever way gets there soonest. An X that is not finite has none: `check` refuses it. */
function optimum(options: Parsed, data: LogisticData, check: () => void): Minimum {
  const { maxIter, tol } = options;
  if (options.l1Ratio > 0 && data.penalty > 0) {
    check();
    return sparseOptimum(options, data);
  }
  const isShort = maxIter <= FEW_STEPS;
  const near = denseOptimum(data, maxIter, tol);
  if (near?.converged === true) return near;
  check();
  if (near !== undefined && isShort) return near;
  const start = near?.point ?? (isShort ? undefined : startOf(data));
  return newtonCg(logisticProblem(data), maxIter, tol, start);
}

/** The optimum of some of many rows, about. */
function startOf(data: LogisticData): Float64Array | undefined {
  const { X, outputs } = data;
  const size = Math.max(FEW_ROWS, 20 * X.cols * outputs);
  if (X.rows < MANY_ROWS || size * 4 > X.rows) return undefined;
  const few = rowsAt(data, Math.floor(X.rows / size));
  const found = few && newtonCg(logisticProblem(few), 20, 1e-3);
  return found?.converged === true ? found.point : undefined;
}

/** With an L1 penalty, the optimum by proximal Newton steps. */
function sparseOptimum({ l1Ratio, maxIter }: Parsed, data: LogisticData): Minimum {
  const { X, codes, weights, penalty, outputs } = data;
  const result = proximalNewton(
    {
      X: toCsc(X),
      loss: new LogisticScoreLoss(codes, weights, outputs),
      l1: penalty * l1Ratio,
      l2: penalty * (1 - l1Ratio),
      ...interceptOf(data),
    },
    maxIter,
  );
  return { ...result, largestGradient: undefined };
}

/** What either way of minimising gives. */
interface Minimum extends Omit<NewtonResult, "value" | "largestGradient"> {
  readonly largestGradient: number | undefined;
}

function solutionOf({ point, iterations }: Minimum, p: number, k: number, scale: number): Solution {
  const coef = new Matrix(k, p);
  for (let c = 0; c < k; c++) for (let j = 0; j < p; j++) coef.data[c * p + j] = point[j * k + c] as number;
  const intercept = scale > 0 ? point.slice(p * k).map((value) => value * scale) : new Float64Array(k);
  // Softmax does not change when a constant is added to all intercepts: those that add up to 0 are given.
  const mean = k === 1 ? 0 : pairwiseSum(intercept) / k;
  return { coef, intercept: intercept.map((value) => value - mean), nIter: iterations };
}

function convergenceWarnings(result: Minimum, { logger, maxIter }: Parsed): readonly ModelWarning[] {
  if (result.converged) return [];
  const { iterations, largestGradient } = result;
  const message =
    `logisticRegression did not converge in ${iterations} of ${maxIter} steps` +
    (largestGradient === undefined ? "; " : ` (largest gradient ${largestGradient}); `) +
    "raise maxIter, scale the features alike, or lower C";
  return [warn(logger, { code: "didNotConverge", message, details: { iterations, largestGradient } })];
}

/** How a saved logistic regression is read. */
export const logisticRegressionKind = {
  kind: "logisticRegression",
  fromState: (saved: SavedModel): LogisticRegressionModel => {
    const read = new StateReader(saved);
    const [coef, classes] = [read.matrix("coef"), read.labels("classes")];
    if (classes.length !== (coef.rows === 1 ? 2 : coef.rows)) read.refuse("classes", "as many labels as coef has rows");
    return new LogisticRegressionModel(
      { classes, nFeaturesIn: coef.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
      { coef, intercept: read.vector("intercept", coef.rows), nIter: read.number("nIter") },
    );
  },
} as const;
