import { Matrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import { FittedProbabilities, readClassifierFacts } from "../classification/fitted-probabilities.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { refuseWeights } from "../internal/refuse-weights.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { neighborsSpecs } from "./neighbor-options.ts";
import type { NeighborsOptions, NeighborsSettings } from "./neighbor-options.ts";
import { paramsOf } from "./distance-metric.ts";
import type { MetricName, MetricParams, RowDistance } from "./distance-metric.ts";
import { NeighborSearch } from "./neighbor-search.ts";
import type { Neighbors } from "./neighbor-search.ts";
import { readSettings, settingsState } from "./neighbor-state.ts";
import { neighborWeights } from "./neighbor-weights.ts";

/** An unfitted k-nearest-neighbors classifier. */
export interface KNeighborsClassifier extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): KNeighborsClassifierModel<L>;
}

/**
 * The class that most of the nearest rows of the fit have. Rows have no weights. A sparse X is made dense. Neighbors at the same
 * distance come in scikit-learn's order (that of one thread).
 *
 * @param options - `nNeighbors`, `weights`, `algorithm`, `leafSize`, `p`, `metric`, `metricParams`, `nJobs`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.neighbors.KNeighborsClassifier.html
 *
 * @example
 * ```ts
 * import { kNeighborsClassifier } from "@mlsys/models";
 *
 * const model = kNeighborsClassifier({ nNeighbors: 2 }).fit([[0], [1], [8], [9]], ["low", "low", "high", "high"]);
 * model.predict([[2], [7]]); // => ["low", "high"]
 * const { distances, indices } = model.kneighbors([[2]]);
 * distances.toArray(); // => [[1, 2]]
 * indices.toArray(); // => [[1, 0]]
 * ```
 */
export function kNeighborsClassifier(options: NeighborsOptions = {}): KNeighborsClassifier {
  const settings: NeighborsSettings = parseOptions("kNeighborsClassifier", options, neighborsSpecs(), ModelsError);
  return {
    kind: "kNeighborsClassifier",
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted k-nearest-neighbors classifier. */
export class KNeighborsClassifierModel<L extends Label = Label> extends FittedProbabilities<L> {
  readonly kind = "kNeighborsClassifier";
  private readonly settings: NeighborsSettings;
  private readonly search: NeighborSearch;
  private readonly codes: Int32Array;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, settings: NeighborsSettings, X: Matrix, codes: Int32Array) {
    super(facts);
    this.settings = settings;
    this.search = new NeighborSearch("kNeighborsClassifier", X, settings);
    this.codes = codes;
  }

  /** Rows of the fit. */
  get nSamplesFit(): number {
    return this.codes.length;
  }

  /** The metric by the name that its exponent has: a Minkowski metric of exponent 2 is `"euclidean"`, of 1 `"manhattan"`. */
  get effectiveMetric(): MetricName | RowDistance {
    const { name } = this.search.metric;
    return name === "function" ? this.settings.metric : name;
  }

  /** The exponent of a Minkowski metric that has no name of its own, and the weights of the columns. */
  get effectiveMetricParams(): MetricParams & { readonly p?: number } {
    return { ...this.settings.metricParams, ...paramsOf(this.search.metric) };
  }

  /**
   * The nearest rows of the fit, the nearest first.
   *
   * @param X - the rows; left out, those of the fit, none of which is its own neighbor.
   * @param nNeighbors - how many. Default: the option's.
   * @returns their distances and their places among the rows of the fit, rows × neighbors.
   * @throws {ModelsError} as {@link FittedProbabilities.predict}; `invalidInput` when there are not so many.
   */
  kneighbors(X?: MatrixLike, nNeighbors = this.settings.nNeighbors): Neighbors {
    if (X === undefined) return this.search.nearestOthers(nNeighbors);
    return this.search.nearest(toDense(this.kind, this.features("kneighbors", X)), nNeighbors);
  }

  protected probabilities(input: Matrix | CsrMatrix): Matrix {
    const X = toDense(this.kind, input);
    const k = this.settings.nNeighbors;
    const neighbors = this.search.nearest(X, k);
    const weights = neighborWeights(this.kind, neighbors, this.settings.weights);
    const votes = new Matrix(X.rows, this.classes.length);
    for (let i = 0; i < X.rows; i++) {
      const own = votes.row(i);
      let total = 0;
      for (let n = 0; n < k; n++) {
        const code = this.codes[neighbors.indices.data[i * k + n] as number] as number;
        const weight = weights === undefined ? 1 : (weights[i * k + n] as number);
        own[code] = (own[code] as number) + weight;
      }
      for (let c = 0; c < own.length; c++) total += own[c] as number;
      for (let c = 0; c < own.length; c++) own[c] = (own[c] as number) / total;
    }
    return votes;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const state = { X: matrixState(this.search.X), codes: this.codes };
    return { ...this.facts(), ...settingsState(this.kind, this.settings), ...state };
  }
}

function fit<L extends Label>(
  settings: NeighborsSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  options?: FitOptions,
): KNeighborsClassifierModel<L> {
  const owner = "kNeighborsClassifier.fit";
  refuseWeights(owner, options);
  const features = featuresToFit("kNeighborsClassifier", input);
  const X = toDense(owner, features.X);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const facts = { classes, nFeaturesIn: X.cols, featureNamesIn: features.names };
  // The rows are kept: they must not change with the caller's.
  return new KNeighborsClassifierModel<L>(facts, settings, new Matrix(X.rows, X.cols, X.data.slice()), codes);
}

/** How a saved k-nearest-neighbors classifier is read. */
export const kNeighborsClassifierKind = {
  kind: "kNeighborsClassifier",
  fromState: (saved: SavedModel): KNeighborsClassifierModel => {
    const read = new StateReader(saved);
    const X = read.matrix("X");
    return new KNeighborsClassifierModel(
      readClassifierFacts(read),
      readSettings(read),
      X,
      read.integers("codes", X.rows),
    );
  },
} as const;
