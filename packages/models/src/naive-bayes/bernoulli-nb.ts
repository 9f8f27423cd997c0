import { either, isCsrMatrix, CsrMatrix, Matrix, oneOf, parseOptions, real } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import { byFeature } from "../internal/linear-scores.ts";
import { multiply } from "../internal/products.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { countedFit, countedPartialFit, discreteSpecs, logPriors, smoothing, smoothingAt } from "./discrete-nb.ts";
import type { CountedFit, DiscreteSettings } from "./discrete-nb.ts";
import { FittedDiscreteNB, readDiscreteNB } from "./fitted-discrete-nb.ts";
import type { DiscreteParts } from "./fitted-discrete-nb.ts";
import type { MultinomialNBOptions } from "./multinomial-nb.ts";

/** Options of {@link bernoulliNB}. */
export interface BernoulliNBOptions extends MultinomialNBOptions {
  /** Numbers above this are 1, others 0; null when X holds 0 and 1 already. Default 0. */
  readonly binarize?: number | null;
}

/** An unfitted Bernoulli naive Bayes classifier. */
export interface BernoulliNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): BernoulliNBModel<L>;
  /** Counts the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): BernoulliNBModel<L>;
}

/**
 * Naive Bayes for features that are there or not; what is not there counts too. Sparse data stays sparse.
 *
 * @param options - `alpha`, `forceAlpha`, `binarize`, `fitPrior`, `classPrior`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.naive_bayes.BernoulliNB.html
 *
 * @example
 * ```ts
 * import { bernoulliNB } from "@mlsys/models";
 *
 * const model = bernoulliNB().fit([[1, 0], [1, 0], [0, 1]], [true, true, false]);
 * model.predict([[1, 0], [0, 1]]); // => [true, false]
 * ```
 */
export function bernoulliNB(options: BernoulliNBOptions = {}): BernoulliNB {
  const specs = { ...discreteSpecs(), binarize: { rule: either(real({ min: 0 }), oneOf(null)), default: 0 } } as const;
  const settings = parseOptions("bernoulliNB", options, specs, ModelsError);
  return {
    kind: "bernoulliNB",
    estimatorType: "classifier",
    options: { ...settings },
    partialFit: (X, y, fitOptions) =>
      modelOf(settings, countedPartialFit("bernoulliNB", binarizedBy(settings), X, y, fitOptions)),
    fit: (X, y, fitOptions) => modelOf(settings, countedFit("bernoulliNB", binarizedBy(settings), X, y, fitOptions)),
  };
}

interface BernoulliSettings extends DiscreteSettings {
  readonly binarize: number | null;
}

/** A fitted Bernoulli naive Bayes classifier. */
export class BernoulliNBModel<L extends Label = Label> extends FittedDiscreteNB<L, BernoulliSettings> {
  readonly kind = "bernoulliNB";
  private readonly absentLogProb: Matrix;
  private prepared: { readonly weights: Float64Array; readonly offsets: Float64Array } | undefined;

  /** @internal */
  constructor(settings: BernoulliSettings, facts: ClassifierFacts<L>, parts: DiscreteParts, absentLogProb: Matrix) {
    super(settings, facts, parts);
    this.absentLogProb = absentLogProb;
  }

  /**
   * Counts further rows too: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): BernoulliNBModel<L> {
    return modelOf(this.settings, countedPartialFit("bernoulliNB", binarizedBy(this.settings), X, y, options, this));
  }

  protected jointLogs(X: Matrix | CsrMatrix): Matrix {
    const k = this.classes.length;
    const { weights, offsets } = (this.prepared ??= this.prepare());
    const logs = new Matrix(X.rows, k);
    multiply(binarized(X, this.settings.binarize), weights, k, offsets, logs.data);
    return logs;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), binarize: this.settings.binarize, absentLogProb: matrixState(this.absentLogProb) };
  }

  /** A row without any feature, and what each feature changes of it. */
  private prepare(): { readonly weights: Float64Array; readonly offsets: Float64Array } {
    const { rows, cols, data } = this.featureLogProb;
    const absent = this.absentLogProb.data;
    const differences = new Matrix(
      rows,
      cols,
      data.map((log, at) => log - (absent[at] as number)),
    );
    const offsets = this.classLogPrior.map((prior, c) =>
      this.absentLogProb.row(c).reduce((sum, log) => sum + log, prior),
    );
    return { weights: byFeature(differences), offsets };
  }
}

function modelOf<L extends Label>(
  settings: BernoulliSettings,
  { owner, names, classes, featureCount, classCount }: CountedFit<L>,
): BernoulliNBModel<L> {
  const p = featureCount.cols;
  const alpha = smoothing(owner, settings, p);
  const [featureLogProb, absentLogProb] = [new Matrix(classes.length, p), new Matrix(classes.length, p)];
  for (let at = 0; at < featureCount.data.length; at++) {
    const added = smoothingAt(alpha, at % p);
    const rows = classCount[Math.floor(at / p)] as number;
    const count = featureCount.data[at] as number;
    const logRows = Math.log(rows + 2 * added);
    featureLogProb.data[at] = Math.log(count + added) - logRows;
    // Counted, not taken as 1 − P: this keeps its digits where P is near 1.
    absentLogProb.data[at] = Math.log(rows - count + added) - logRows;
  }
  return new BernoulliNBModel<L>(
    settings,
    { classes, nFeaturesIn: p, featureNamesIn: names },
    {
      featureCount,
      classCount,
      featureLogProb,
      classLogPrior: logPriors(owner, settings, classCount),
    },
    absentLogProb,
  );
}

const binarizedBy =
  ({ binarize }: BernoulliSettings) =>
  (X: Matrix | CsrMatrix): Matrix | CsrMatrix =>
    binarized(X, binarize);

/** X as 0 and 1; a threshold below 0 would fill a sparse matrix and is refused there. */
function binarized(X: Matrix | CsrMatrix, threshold: number | null): Matrix | CsrMatrix {
  if (threshold === null) return X;
  const data = new Float64Array(X.data.length);
  for (let at = 0; at < data.length; at++) data[at] = (X.data[at] as number) > threshold ? 1 : 0;
  if (!isCsrMatrix(X)) return new Matrix(X.rows, X.cols, data);
  if (threshold >= 0) return new CsrMatrix(X.rows, X.cols, data, X.indices, X.indptr);
  throw new ModelsError({
    code: "notSupported",
    what: "a threshold below 0 makes every zero of a sparse matrix a 1",
    where: "bernoulliNB, binarize",
    found: String(threshold),
    fix: "make X dense, or take a threshold of at least 0",
  });
}

/** How a saved Bernoulli naive Bayes classifier is read. */
export const bernoulliNBKind = {
  kind: "bernoulliNB",
  fromState: (saved: SavedModel): BernoulliNBModel => {
    const read = new StateReader(saved);
    const { settings, facts, parts } = readDiscreteNB("bernoulliNB", read);
    const binarize = read.value("binarize") === null ? null : read.number("binarize");
    return new BernoulliNBModel({ ...settings, binarize }, facts, parts, read.matrix("absentLogProb"));
  },
} as const;
