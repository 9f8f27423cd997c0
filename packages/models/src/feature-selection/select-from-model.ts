import { boolean, either, integer, isMlsysError, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, FittedModel, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { quantile } from "../internal/quantiles.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { isSavedModel, StateReader } from "../persistence/state-reader.ts";
import { transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { assertSomeKept, FittedSelector, readSelector } from "./fitted-selector.ts";
import { importanceGetterRule, importancesOf, isImportanceEstimator } from "./importances.ts";
import type { AnyPredictor, ImportanceEstimator, ImportanceGetter } from "./importances.ts";

/** How many columns of X are kept at most. */
export type FeatureLimit = (X: MatrixLike) => number;

/** Options of {@link selectFromModel}. */
export interface SelectFromModelOptions {
  /** The unfitted estimator whose models tell how much each column counts; with `prefit`, a fitted model. */
  readonly estimator: ImportanceEstimator | FittedModel;
  /**
   * Columns that count at least this much are kept: a number, `"mean"`, `"median"`, or a multiple such as `"1.25*mean"`. Default
   * 1e-5 for an L1 penalty, else `"mean"`.
   */
  readonly threshold?: number | string | null;
  /** The largest number of columns that are kept, or a function of X that tells it. Default: all above the threshold. */
  readonly maxFeatures?: number | FeatureLimit | null;
  /** Whether `estimator` is a fitted model, that is not fitted again. Default false. */
  readonly prefit?: boolean;
  /** The norm that makes one figure of a column's several, one a class: a whole number but 0, Infinity or -Infinity. Default 1. */
  readonly normOrder?: number;
  /** Where the model tells how much each column counts. Default `"auto"`: its `coef`, else its `featureImportances`. */
  readonly importanceGetter?: ImportanceGetter;
}

const isThreshold = (value: unknown): value is string =>
  typeof value === "string" && /^(?:\d+(?:\.\d+)? ?\* ?)?(?:mean|median)$/.test(value);

const isFittedModel = (value: unknown): value is FittedModel =>
  typeof value === "object" && value !== null && "toState" in value;

const isOrder = (value: unknown): value is number =>
  typeof value === "number" && value !== 0 && (Number.isInteger(value) || Math.abs(value) === Infinity);

const specs = () =>
  ({
    estimator: {
      rule: either(
        satisfying("an unfitted estimator", isImportanceEstimator),
        satisfying("with prefit, a fitted model", isFittedModel),
      ),
      required: true,
    },
    threshold: {
      rule: either(
        real(),
        oneOf(null),
        satisfying('"mean", "median" or a multiple such as "1.25*mean"', isThreshold),
        satisfying("-Infinity", (value): value is number => value === -Infinity),
      ),
      default: null as number | string | null,
    },
    maxFeatures: {
      rule: either(
        integer({ min: 1 }),
        oneOf(null),
        satisfying("a function of X", (value): value is FeatureLimit => typeof value === "function"),
      ),
      default: null as number | FeatureLimit | null,
    },
    prefit: { rule: boolean(), default: false },
    normOrder: { rule: satisfying("a whole number but 0, Infinity or -Infinity", isOrder), default: 1 },
    importanceGetter: { rule: importanceGetterRule(), default: "auto" as ImportanceGetter },
  }) as const;

interface Settings {
  readonly estimator: ImportanceEstimator | FittedModel;
  readonly threshold: number | string | null;
  readonly maxFeatures: number | FeatureLimit | null;
  readonly prefit: boolean;
  readonly normOrder: number;
  readonly importanceGetter: ImportanceGetter;
}

/** An unfitted selector by a model. */
export type SelectFromModel = Transformer<MatrixLike, AnyMatrix, SelectFromModelModel>;

/**
 * Keeps the columns that count in a model: by the size of its coefficients, or its importances.
 *
 * @param options - `estimator`, `threshold`, `maxFeatures`, `prefit`, `normOrder`, `importanceGetter`.
 * @returns the unfitted transformer; its fit needs y.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.SelectFromModel.html
 *
 * @example
 * ```ts
 * import { lasso, selectFromModel } from "@mlsys/models";
 *
 * const X = [[0, 1], [1, 0], [2, 1], [3, 0]];
 * selectFromModel({ estimator: lasso({ alpha: 0.1 }) }).fit(X, [0, 1, 2, 3]).support; // => [true, false]
 * ```
 */
export function selectFromModel(options: SelectFromModelOptions): SelectFromModel {
  const settings: Settings = parseOptions("selectFromModel", options, specs(), ModelsError);
  if (settings.prefit !== isFittedModel(settings.estimator)) {
    throw new ModelsError({
      code: "invalidOption",
      what: settings.prefit ? "prefit needs a fitted model" : "the estimator is fitted already",
      where: "selectFromModel",
      found: `estimator of kind ${settings.estimator.kind} and prefit ${settings.prefit}`,
      fix: settings.prefit ? "give what fit returned" : "set prefit to true, or give what the factory returned",
    });
  }
  return transformerOf(
    "selectFromModel",
    { ...settings },
    (X: MatrixLike, y?: unknown, options?: FitOptions) => fit(settings, X, y, options),
    true,
  );
}

function fit(settings: Settings, input: MatrixLike, y: unknown, options?: FitOptions): SelectFromModelModel {
  const { estimator, threshold, maxFeatures, normOrder, importanceGetter } = settings;
  const owner = "selectFromModel.fit";
  const { X, names } = featuresToFit("selectFromModel", input, { allowNaN: true });
  const model = isFittedModel(estimator) ? estimator : (estimator as unknown as AnyPredictor).fit(X, y, options);
  const importances = importancesOf(owner, model, importanceGetter, (figures) => norm(figures, normOrder));
  const limit = thresholdOf(threshold ?? defaultThreshold(estimator), importances);
  const order = Array.from(importances.keys()).sort(
    (a, b) => (importances[b] as number) - (importances[a] as number) || a - b,
  );
  const allowed = new Set(order.slice(0, limitOf(maxFeatures, input) ?? importances.length));
  const support = Array.from(importances, (importance, j) => importance >= limit && allowed.has(j));
  assertSomeKept(owner, support, "lower threshold");
  return new SelectFromModelModel(support, model, limit, { nFeaturesIn: X.cols, featureNamesIn: names });
}

function limitOf(maxFeatures: Settings["maxFeatures"], X: MatrixLike): number | null {
  if (typeof maxFeatures !== "function") return maxFeatures;
  const found = maxFeatures(X);
  if (Number.isInteger(found) && found >= 1) return found;
  throw new ModelsError({
    code: "invalidOption",
    what: "the function maxFeatures gives no number of columns",
    where: "selectFromModel.fit",
    found: String(found),
    fix: "give a whole number of at least 1",
  });
}

function norm(figures: Float64Array, order: number): number {
  const sizes = figures.map(Math.abs);
  if (order === Infinity) return Math.max(...sizes);
  if (order === -Infinity) return Math.min(...sizes);
  if (sizes.length === 1) return sizes[0] as number;
  return sizes.reduce((sum, size) => sum + size ** order, 0) ** (1 / order);
}

/** With an L1 penalty the coefficients that are 0 tell what to drop. A fitted lasso is told by its kind only. */
function defaultThreshold(estimator: ImportanceEstimator | FittedModel): number | string {
  const options: Readonly<Record<string, unknown>> = "options" in estimator ? estimator.options : {};
  const isSparse = estimator.kind.startsWith("lasso") || options["penalty"] === "l1" || options["l1Ratio"] === 1;
  return isSparse ? 1e-5 : "mean";
}

function thresholdOf(threshold: number | string, importances: Float64Array): number {
  if (typeof threshold === "number") return threshold;
  const parts = threshold.split("*");
  const factor = parts.length === 2 ? Number(parts[0]) : 1;
  const isMean = threshold.endsWith("mean");
  return factor * (isMean ? pairwiseSum(importances) / importances.length : quantile(importances, 0.5));
}

/** A fitted selector by a model. */
export class SelectFromModelModel extends FittedSelector {
  readonly kind = "selectFromModel";
  /** The model that told. */
  readonly estimator: FittedModel;
  /** How much a column must count to be kept. */
  readonly threshold: number;
  private takesNaN: boolean | undefined;

  /** @internal */
  constructor(support: readonly boolean[], estimator: FittedModel, threshold: number, facts: ColumnFacts) {
    super(support, { ...facts, warnings: estimator.warnings });
    this.estimator = estimator;
    this.threshold = threshold;
  }

  protected override get allowsNaN(): boolean {
    this.takesNaN ??= takesMissing(this.estimator, this.nFeaturesIn);
    return this.takesNaN;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), threshold: this.threshold, estimator: { ...this.estimator.toState() } };
  }
}

/** Whether NaN is a missing number to a model: it is shown a row of them. */
function takesMissing(model: FittedModel, columns: number): boolean {
  const { predict, transform } = model as Partial<Record<"predict" | "transform", (X: Matrix) => unknown>>;
  try {
    (predict ?? transform)?.call(model, new Matrix(1, columns, new Float64Array(columns).fill(NaN)));
    return true;
  } catch (error) {
    if (isMlsysError(error)) return false;
    throw error;
  }
}

/** How a saved selector by a model is read. */
export const selectFromModelKind = {
  kind: "selectFromModel",
  fromState: (saved: SavedModel, readModel: (saved: SavedModel) => FittedModel): SelectFromModelModel => {
    const read = new StateReader(saved);
    const { support, facts } = readSelector(read);
    const estimator = read.value("estimator");
    if (!isSavedModel(estimator)) return read.refuse("estimator", "a saved model");
    return new SelectFromModelModel(support, readModel(estimator), read.number("threshold"), facts);
  },
} as const;
