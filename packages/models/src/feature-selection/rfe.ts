import { either, integer, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, FittedModel, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { dot } from "../internal/sums.ts";
import { takeColumns } from "../internal/take-columns.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { isSavedModel, StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { FittedSelector, readSelector } from "./fitted-selector.ts";
import { importanceGetterRule, importancesOf, isImportanceEstimator } from "./importances.ts";
import type { AnyPredictor, ImportanceEstimator, ImportanceGetter } from "./importances.ts";

/** Options of {@link rfe}. */
export interface RfeOptions {
  /** The unfitted estimator whose models tell how much each column counts. */
  readonly estimator: ImportanceEstimator;
  /** How many columns are kept, or, below 1, what share of them; null for half. Default null. */
  readonly nFeaturesToSelect?: number | null;
  /** How many columns each round drops, or, below 1, what share of all. Default 1. */
  readonly step?: number;
  /** Where a model tells how much each column counts. Default `"auto"`: its `coef`, else its `featureImportances`. */
  readonly importanceGetter?: ImportanceGetter;
}

const share = () => real({ above: 0, below: 1 });

const specs = () =>
  ({
    estimator: { rule: satisfying("an unfitted estimator", isImportanceEstimator), required: true },
    nFeaturesToSelect: { rule: either(integer({ min: 1 }), share(), oneOf(null)), default: null as number | null },
    step: { rule: either(integer({ min: 1 }), share()), default: 1 },
    importanceGetter: { rule: importanceGetterRule(), default: "auto" as ImportanceGetter },
  }) as const;

interface Settings {
  readonly estimator: ImportanceEstimator;
  readonly nFeaturesToSelect: number | null;
  readonly step: number;
  readonly importanceGetter: ImportanceGetter;
}

const sumOfSquares = (figures: Float64Array): number => dot(figures, figures);

/** An unfitted recursive elimination. */
export type Rfe = Transformer<MatrixLike, AnyMatrix, RfeModel>;

/**
 * Recursive feature elimination: fits, drops the columns that count least, and fits again, until as many as wanted are left.
 *
 * @param options - `estimator`, `nFeaturesToSelect`, `step`, `importanceGetter`.
 * @returns the unfitted transformer; its fit needs y.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.RFE.html
 *
 * @example
 * ```ts
 * import { linearRegression, rfe } from "@mlsys/models";
 *
 * const X = [[0, 1, 5], [1, 0, 3], [2, 1, 1], [3, 0, 2], [4, 1, 9]];
 * const model = rfe({ estimator: linearRegression(), nFeaturesToSelect: 1 }).fit(X, [0, 2, 4, 6, 8]);
 * model.support; // => [true, false, false]
 * ```
 */
export function rfe(options: RfeOptions): Rfe {
  const settings: Settings = parseOptions("rfe", options, specs(), ModelsError);
  return transformerOf(
    "rfe",
    { ...settings },
    (X: MatrixLike, y?: unknown, options?: FitOptions) => fit(settings, X, y, options),
    true,
  );
}

function fit(
  { estimator, nFeaturesToSelect, step, importanceGetter }: Settings,
  input: MatrixLike,
  y: unknown,
  options?: FitOptions,
): RfeModel {
  const owner = "rfe.fit";
  const { X, names } = featuresToFit("rfe", input);
  const predictor = estimator as unknown as AnyPredictor;
  const wanted =
    nFeaturesToSelect === null
      ? Math.max(1, Math.floor(X.cols / 2))
      : nFeaturesToSelect < 1
        ? Math.max(1, Math.floor(X.cols * nFeaturesToSelect))
        : nFeaturesToSelect;
  const dropped = step < 1 ? Math.max(1, Math.floor(step * X.cols)) : step;
  const ranking = new Int32Array(X.cols).fill(1);
  let places = Int32Array.from({ length: X.cols }, (_, j) => j);
  while (places.length > wanted) {
    const importances = importancesOf(
      owner,
      predictor.fit(takeColumns(X, places), y, options),
      importanceGetter,
      sumOfSquares,
    );
    const order = Array.from(importances.keys()).sort(
      (a, b) => (importances[a] as number) - (importances[b] as number) || a - b,
    );
    const leaving = new Set(
      order.slice(0, Math.min(dropped, places.length - wanted)).map((at) => places[at] as number),
    );
    places = places.filter((j) => !leaving.has(j));
    const kept = new Set(places);
    for (let j = 0; j < X.cols; j++) if (!kept.has(j)) ranking[j] = (ranking[j] as number) + 1;
  }
  const model = predictor.fit(takeColumns(X, places), y, options);
  return new RfeModel(ranking, model, { nFeaturesIn: X.cols, featureNamesIn: names });
}

/** A fitted recursive elimination. */
export class RfeModel extends FittedSelector {
  readonly kind = "rfe";
  /** 1 for the columns that are kept, 2 for those that were dropped last, and so on. */
  readonly ranking: Int32Array;
  /** The model of the columns that are kept. */
  readonly estimator: FittedModel;

  /** @internal */
  constructor(ranking: Int32Array, estimator: FittedModel, facts: ColumnFacts) {
    super(
      Array.from(ranking, (rank) => rank === 1),
      { ...facts, warnings: estimator.warnings },
    );
    this.ranking = ranking;
    this.estimator = estimator;
  }

  /** The labels, where the estimator is a classifier. */
  get classes(): readonly Label[] | undefined {
    return (this.estimator as { readonly classes?: readonly Label[] }).classes;
  }

  /** Number of columns that are kept. */
  get nFeatures(): number {
    return this.places.length;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), ranking: Array.from(this.ranking), estimator: { ...this.estimator.toState() } };
  }
}

/** How a saved recursive elimination is read. */
export const rfeKind = {
  kind: "rfe",
  fromState: (saved: SavedModel, readModel: (saved: SavedModel) => FittedModel): RfeModel => {
    const read = new StateReader(saved);
    const estimator = read.value("estimator");
    if (!isSavedModel(estimator)) return read.refuse("estimator", "a saved model");
    return new RfeModel(Int32Array.from(read.numbers("ranking")), readModel(estimator), readSelector(read).facts);
  },
} as const;
