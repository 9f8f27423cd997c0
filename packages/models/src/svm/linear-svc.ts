import {
  isCsrMatrix,
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
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import { FittedLinearClassifier, readLinearClassifier } from "../classification/fitted-linear-classifier.ts";
import type { LinearScores } from "../classification/fitted-linear-classifier.ts";
import type { Classifier, FitOptions, LabelsLike } from "../estimator.ts";
import { classWeightOption, classWeightsOf } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { toCsc } from "../internal/csc.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { newtonCg } from "../internal/newton-cg.ts";
import { isLogger } from "../internal/option-rules.ts";
import { proximalNewton } from "../internal/proximal-newton.ts";
import { ScoreProblem } from "../internal/score-problem.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { weightsOf } from "../internal/targets.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { hingeDual } from "./hinge-dual.ts";
import { SquaredHingeLoss } from "./squared-hinge-loss.ts";

/** Options of {@link linearSVC}. */
export interface LinearSVCOptions {
  /** The penalty; L1, which sets coefficients to 0, needs the squared hinge loss. Default `"l2"`. */
  readonly penalty?: "l1" | "l2";
  /** The loss of rows within the margin. Default `"squared_hinge"`. */
  readonly loss?: "hinge" | "squared_hinge";
  /** Inverse of the strength of the penalty. Default 1. */
  readonly C?: number;
  /** Three or more classes are told apart one against the rest; scikit-learn's `"crammer_singer"` is refused. Default `"ovr"`. */
  readonly multiClass?: "ovr";
  /** Whether to fit an intercept. Default true. */
  readonly fitIntercept?: boolean;
  /** The intercept is penalised; the larger this is, the less. Default 1. */
  readonly interceptScaling?: number;
  /** Weights of the classes: `"balanced"`, or by label. With three or more classes they weigh the rows of the class only. */
  readonly classWeight?: "balanced" | Readonly<Record<string, number>> | null;
  /** The largest number of steps of the solver. Default 1000. */
  readonly maxIter?: number;
  /** How exact the end must be to count as reached. Default 1e-4. */
  readonly tol?: number;
  /** Accepted for scikit-learn's sake: the optimum is the same whatever finds it. Default `"auto"`. */
  readonly dual?: boolean | "auto";
  /** Accepted for scikit-learn's sake: the optimum does not depend on chance. */
  readonly randomState?: RandomStateInput;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

const specs = () =>
  ({
    penalty: { rule: oneOf("l1", "l2"), default: "l2" },
    loss: { rule: oneOf("hinge", "squared_hinge"), default: "squared_hinge" },
    C: { rule: real({ above: 0 }), default: 1 },
    multiClass: { rule: oneOf("ovr"), default: "ovr" },
    fitIntercept: { rule: boolean(), default: true },
    interceptScaling: { rule: real({ above: 0 }), default: 1 },
    classWeight: { rule: classWeightOption(), default: null },
    maxIter: { rule: integer({ min: 1 }), default: 1000 },
    tol: { rule: real({ above: 0 }), default: 1e-4 },
    dual: { rule: either(boolean(), oneOf("auto")), default: "auto" },
    randomState: { rule: randomSeed() },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Settings {
  readonly penalty: "l1" | "l2";
  readonly loss: "hinge" | "squared_hinge";
  readonly C: number;
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly classWeight: ClassWeightOption;
  readonly maxIter: number;
  readonly tol: number;
  readonly logger: Logger;
}

/** An unfitted linear support vector classifier. */
export interface LinearSVC extends Classifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): LinearSVCModel<L>;
}

/**
 * A linear support vector classifier, one against the rest for three or more classes, with liblinear's objective: the intercept is
 * penalised too. Its optimum is reached, where liblinear stops at `tol`. Sparse data stays sparse.
 *
 * @param options - `penalty`, `loss`, `C`, `fitIntercept`, `interceptScaling`, `classWeight`, `maxIter`, `tol`, `logger`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.svm.LinearSVC.html
 *
 * @example
 * ```ts
 * import { linearSVC } from "@mlsys/models";
 *
 * const model = linearSVC().fit([[0], [1], [4], [5]], ["low", "low", "high", "high"]);
 * model.predict([[-3], [9]]); // => ["low", "high"]
 * ```
 */
export function linearSVC(options: LinearSVCOptions = {}): LinearSVC {
  const settings: Settings = parseOptions("linearSVC", options, specs(), ModelsError);
  if (settings.penalty === "l1" && settings.loss === "hinge") {
    throw new ModelsError({
      code: "invalidOption",
      what: "the L1 penalty does not go with the hinge loss",
      where: "linearSVC",
      found: 'penalty "l1" and loss "hinge"',
      fix: 'take the loss "squared_hinge", or the penalty "l2"',
    });
  }
  return {
    kind: "linearSVC",
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted linear support vector classifier. */
export class LinearSVCModel<L extends Label = Label> extends FittedLinearClassifier<L> {
  readonly kind = "linearSVC";
  /** Number of steps of the solver, the most that a class took. */
  readonly nIter: number;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, scores: LinearScores, nIter: number) {
    super(facts, scores);
    this.nIter = nIter;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), nIter: this.nIter };
  }
}

interface Optimum {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

function fit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): LinearSVCModel<L> {
  const owner = "linearSVC.fit";
  const { X, names } = featuresToFit("linearSVC", input, { isSquared: true });
  const { classes, codes } = labelsToFit(owner, y, X.rows);
  const weights = weightsOf(owner, fitOptions, X.rows) ?? new Float64Array(X.rows).fill(1);
  const byClass = classWeightsOf(owner, settings.classWeight, classes, codes, weights);
  const positives = classes.length === 2 ? [1] : Array.from(classes.keys());
  const coef = new Matrix(positives.length, X.cols);
  const intercept = new Float64Array(positives.length);
  const scale = settings.fitIntercept ? settings.interceptScaling : 0;
  const problem = (chosen: readonly number[]): Problem => {
    const k = chosen.length;
    const [signs, costs] = [new Float64Array(X.rows * k), new Float64Array(X.rows * k)];
    for (let i = 0; i < X.rows; i++) {
      const code = codes[i] as number;
      for (let c = 0; c < k; c++) {
        const isPositive = code === chosen[c];
        signs[i * k + c] = isPositive ? 1 : -1;
        const factor = isPositive || classes.length === 2 ? (byClass[code] as number) : 1;
        costs[i * k + c] = settings.C * (weights[i] as number) * factor;
      }
    }
    return { X, outputs: k, signs, costs, interceptScale: scale };
  };
  // Sparse rows are read for all classes at once.
  const groups = isCsrMatrix(X) && isSmooth(settings) ? [positives] : positives.map((positive) => [positive]);
  const optima = groups.map((chosen) => {
    const optimum = optimise(settings, problem(chosen));
    const k = chosen.length;
    chosen.forEach((positive, c) => {
      const row = positives.indexOf(positive);
      for (let j = 0; j < X.cols; j++) coef.data[row * X.cols + j] = optimum.point[j * k + c] as number;
      if (scale !== 0) intercept[row] = scale * (optimum.point[X.cols * k + c] as number);
    });
    return optimum;
  });
  const nIter = Math.max(...optima.map(({ iterations }) => iterations));
  const warnings = optima.every(({ converged }) => converged) ? [] : [convergenceWarning(settings)];
  return new LinearSVCModel<L>(
    { classes, nFeaturesIn: X.cols, featureNamesIn: names, warnings },
    { coef, intercept },
    nIter,
  );
}

/** What is minimised: of one output a row, or of several, which share nothing but the rows. */
interface Problem {
  readonly X: Matrix | CsrMatrix;
  readonly outputs: number;
  /** 1 or −1: rows × outputs. */
  readonly signs: Float64Array;
  /** Rows × outputs. */
  readonly costs: Float64Array;
  readonly interceptScale: number;
}

const isSmooth = ({ penalty, loss }: Settings): boolean => penalty === "l2" && loss === "squared_hinge";

function optimise(settings: Settings, { X, outputs, signs, costs, interceptScale }: Problem): Optimum {
  const { maxIter, tol } = settings;
  if (settings.loss === "hinge") return hingeDual({ X, signs, costs, interceptScale }, maxIter, tol);
  const total = pairwiseSum(costs) / outputs;
  const weights = costs.map((cost) => cost / total);
  const loss = new SquaredHingeLoss(signs, weights, outputs);
  const intercept = { interceptScale, penalisesIntercept: true };
  return isSmooth(settings)
    ? newtonCg(new ScoreProblem({ X, loss, penalty: 1 / total, ...intercept }), maxIter, tol)
    : proximalNewton({ X: toCsc(X), loss, l1: 1 / total, l2: 0, ...intercept }, maxIter);
}

function convergenceWarning({ maxIter, logger }: Settings): ModelWarning {
  const message = `linearSVC did not converge in ${maxIter} steps; raise maxIter, scale the features alike, or lower C`;
  return warn(logger, { code: "didNotConverge", message, details: { maxIter } });
}

/** How a saved linear support vector classifier is read. */
export const linearSVCKind = {
  kind: "linearSVC",
  fromState: (saved: SavedModel): LinearSVCModel => {
    const read = new StateReader(saved);
    const { facts, scores } = readLinearClassifier(read);
    return new LinearSVCModel(facts, scores, read.number("nIter"));
  },
} as const;
