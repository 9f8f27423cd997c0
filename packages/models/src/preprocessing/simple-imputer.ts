import { boolean, either, isCsrMatrix, isTable, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { CsrMatrix, MatrixLike, Table } from "@mlsys/core";
import type { AnyMatrix, Transformer, TransformerModel } from "../estimator.ts";
import { indicatorOf } from "../impute/missing-indicator.ts";
import type { MissingIndicatorModel } from "../impute/missing-indicator.ts";
import { mapColumns } from "../internal/columns.ts";
import { addColumnSums } from "../internal/dense-moments.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { countsOfPlaces } from "../internal/number-places.ts";
import { isMissingNumber, missingNumberRule, withoutMissing } from "../internal/missing-numbers.ts";
import { quantile } from "../internal/quantiles.ts";
import { sorted } from "../internal/sorted.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { toDense } from "../internal/to-dense.ts";
import { categoryImputer, isForCategories, readCategoryImputer } from "./category-imputer.ts";
import type { CategoryImputer, CategoryImputerModel, CategoryImputerOptions } from "./category-imputer.ts";
import { assertIndicated } from "./assert-indicated.ts";
import { fillSparse, sparseColumns } from "./impute-sparse.ts";
import type { SparseColumn } from "./impute-sparse.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** A number that fills a column, of the numbers that are there. */
export type ColumnStatistic = (present: Float64Array) => number;

/** Options of {@link simpleImputer} for numbers; `CategoryImputerOptions` are those for categories. */
export interface SimpleImputerOptions {
  /**
   * What fills a missing number: the column's mean, median or most frequent number, `fillValue`, or what a function makes of the numbers that
   * are there. Default `"mean"`.
   */
  readonly strategy?: "mean" | "median" | "most_frequent" | "constant" | ColumnStatistic;
  /** The number of strategy `"constant"`. Default 0. */
  readonly fillValue?: number;
  /** The number that stands for a missing one. Default NaN. */
  readonly missingValues?: number;
  /** Whether to add a column of 0 and 1 for each column that had missing numbers at the fit. Default false. */
  readonly addIndicator?: boolean;
  /** Whether a column without any number is kept, filled with `fillValue`, or dropped. Default false, dropped. */
  readonly keepEmptyFeatures?: boolean;
}

const specs = () =>
  ({
    strategy: {
      rule: either(
        oneOf("mean", "median", "most_frequent", "constant"),
        satisfying("a function of numbers", (value): value is ColumnStatistic => typeof value === "function"),
      ),
      default: "mean",
    },
    fillValue: { rule: real(), default: 0 },
    missingValues: { rule: missingNumberRule(), default: NaN },
    addIndicator: { rule: boolean(), default: false },
    keepEmptyFeatures: { rule: boolean(), default: false },
  }) as const;

interface Settings {
  readonly strategy: "mean" | "median" | "most_frequent" | "constant" | ColumnStatistic;
  readonly fillValue: number;
  readonly missingValues: number;
  readonly addIndicator: boolean;
  readonly keepEmptyFeatures: boolean;
}

/** An unfitted imputer. */
export type SimpleImputer = Transformer<MatrixLike, AnyMatrix, SimpleImputerModel>;

/**
 * Fills missing numbers of each column with one number; or, where `missingValues` is null or a text, missing categories of each
 * column with one category.
 *
 * @param options - `strategy`, `fillValue`, `missingValues`, `addIndicator`, `keepEmptyFeatures`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.impute.SimpleImputer.html
 *
 * @example
 * ```ts
 * import { simpleImputer } from "@mlsys/models";
 *
 * const model = simpleImputer({ strategy: "median" }).fit([[1], [NaN], [3]]);
 * model.transform([[NaN], [7]]).toArray(); // => [[2], [7]]
 * const categories = simpleImputer({ strategy: "most_frequent", missingValues: null });
 * categories.fitTransform([["Rome"], [null], ["Oslo"], ["Rome"]]); // => [["Rome"], ["Rome"], ["Oslo"], ["Rome"]]
 * ```
 */
export function simpleImputer(options?: SimpleImputerOptions): SimpleImputer;
export function simpleImputer(options: CategoryImputerOptions): CategoryImputer;
export function simpleImputer(
  options: SimpleImputerOptions | CategoryImputerOptions = {},
): SimpleImputer | CategoryImputer {
  return isForCategories(options) ? categoryImputer(options) : numberImputer(options);
}

function numberImputer(options: SimpleImputerOptions): SimpleImputer {
  const settings: Settings = parseOptions("simpleImputer", options, specs(), ModelsError);
  const fit = (X: MatrixLike) => fitImputer(settings, X);
  return withoutWeights({
    kind: "simpleImputer",
    estimatorType: "transformer",
    options: { ...settings },
    fit,
    fitTransform: (X) => fit(X).transform(X),
    fitWithOutput: (X) => {
      const model = fit(X);
      return { model, output: model.transform(X) };
    },
  });
}

interface Learned {
  readonly statistics: Float64Array;
  /** The columns that had missing numbers at the fit. */
  readonly indicated: readonly number[];
  readonly featureNamesIn: readonly string[] | undefined;
}

type UseSettings = Pick<Settings, "missingValues" | "addIndicator">;

/** A fitted imputer. */
export class SimpleImputerModel extends Fitted implements TransformerModel<MatrixLike, AnyMatrix> {
  readonly kind = "simpleImputer";
  /** What fills each column; NaN for one that is dropped. */
  readonly statistics: Float64Array;
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: UseSettings;
  private readonly indicated: readonly number[];

  /** @internal */
  constructor(settings: UseSettings, { statistics, indicated, featureNamesIn }: Learned) {
    super();
    this.settings = settings;
    this.statistics = statistics;
    this.indicated = indicated;
    this.nFeaturesIn = statistics.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** What tells where numbers were missing, with `addIndicator`. */
  get indicator(): MissingIndicatorModel | undefined {
    const { addIndicator, missingValues } = this.settings;
    return addIndicator ? indicatorOf(missingValues, this.indicated, this) : undefined;
  }

  /** The names of the columns that are left, and of the indicators. */
  get featureNamesOut(): readonly string[] {
    const name = (j: number): string => this.featureNamesIn?.[j] ?? `x${j}`;
    const indicators = this.settings.addIndicator ? this.indicated.map((j) => `missingindicator_${name(j)}`) : [];
    return [...this.kept().map(name), ...indicators];
  }

  /**
   * Fills rows. Sparse ones stay sparse, unless 0 stands for a missing number.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = featuresToUse("simpleImputer.transform", X, this, { allowNaN: true });
    const kept = this.kept();
    const indicated = this.settings.addIndicator ? this.indicated : [];
    if (isCsrMatrix(features) && this.settings.missingValues !== 0) {
      const { statistics } = this;
      return fillSparse(features, { statistics, missingValues: this.settings.missingValues, kept, indicated });
    }
    const dense = toDense("simpleImputer.transform", features);
    const filled = new Matrix(dense.rows, kept.length + indicated.length);
    const { missingValues } = this.settings;
    if (filled.cols === dense.cols && indicated.length === 0) {
      fillAll(dense, this.statistics, missingValues, filled.data);
      return filled;
    }
    for (let i = 0, at = 0; i < dense.rows; i++) {
      const start = i * dense.cols;
      for (let place = 0; place < kept.length; place++) {
        const j = kept[place] as number;
        const value = dense.data[start + j] as number;
        filled.data[at++] = isMissingNumber(value, missingValues) ? (this.statistics[j] as number) : value;
      }
      for (const j of indicated) {
        filled.data[at++] = isMissingNumber(dense.data[start + j] as number, missingValues) ? 1 : 0;
      }
    }
    return filled;
  }

  /**
   * Filled rows with their missing numbers again, as the indicators tell: rows × input columns. A column that the fit dropped is missing; one
   * without an indicator stays filled.
   *
   * @throws {ModelsError} `notSupported` without `addIndicator`; `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(X: MatrixLike): Matrix {
    const owner = "simpleImputer.inverseTransform";
    assertIndicated(owner, this.settings.addIndicator);
    const { indicated, nFeaturesIn } = this;
    const { missingValues } = this.settings;
    const kept = this.kept();
    const facts = { nFeaturesIn: kept.length + indicated.length, featureNamesIn: undefined };
    const filled = toDense(owner, featuresToUse(owner, X, facts, { allowNaN: true }));
    const rows = new Matrix(filled.rows, nFeaturesIn);
    rows.data.fill(missingValues);
    for (let i = 0; i < filled.rows; i++) {
      const [from, to] = [i * filled.cols, i * nFeaturesIn];
      kept.forEach((j, place) => (rows.data[to + j] = filled.data[from + place] as number));
      indicated.forEach((j, place) => {
        if (filled.data[from + kept.length + place] !== 0) rows.data[to + j] = missingValues;
      });
    }
    return rows;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      missingValues: this.settings.missingValues,
      addIndicator: this.settings.addIndicator,
      statistics: this.statistics,
      indicated: this.indicated,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  private kept(): number[] {
    return Array.from(this.statistics.keys()).filter((j) => !Number.isNaN(this.statistics[j]));
  }
}

/** Where all columns are kept, and no others added. */
function fillAll(X: Matrix, statistics: Float64Array, missingValues: number, into: Float64Array): void {
  const { rows, cols, data } = X;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      const value = data[at] as number;
      into[at] = isMissingNumber(value, missingValues) ? (statistics[j] as number) : value;
    }
  }
}

function fitImputer(settings: Settings, input: MatrixLike): SimpleImputerModel {
  refuseText(input);
  const { X, names } = featuresToFit("simpleImputer", input, { allowNaN: true });
  if (isCsrMatrix(X) && settings.missingValues !== 0) {
    return new SimpleImputerModel(settings, { ...sparseStatistics(X, settings), featureNamesIn: names });
  }
  const dense = toDense("simpleImputer.fit", X);
  return new SimpleImputerModel(settings, { ...denseStatistics(dense, settings), featureNamesIn: names });
}

/** Whoever gives texts wants categories to be filled. */
function refuseText(input: unknown): void {
  const names: readonly string[] = isTable(input) ? input.columnNames : [];
  const name = names.find((each) => (input as Table).column(each).type === "text");
  const first: unknown = Array.isArray(input) ? (input as readonly unknown[])[0] : undefined;
  const at = Array.isArray(first) ? first.findIndex((value) => typeof value === "string") : -1;
  if (name === undefined && at < 0) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "X holds texts, where numbers are to be filled",
    where: `simpleImputer.fit, X, column ${name === undefined ? at : JSON.stringify(name)}`,
    fix: 'for categories, set missingValues to null and strategy to "most_frequent" or "constant"; or leave the column out',
  });
}

function denseStatistics(dense: Matrix, settings: Settings): Statistics {
  if (settings.strategy === "constant") return constantsOf(dense, settings);
  const isQuick = settings.strategy === "mean" && Number.isNaN(settings.missingValues);
  return isQuick ? meansOf(dense, settings) : statisticsOf(dense, settings);
}

/** In one pass over the rows. */
function meansOf(X: Matrix, { keepEmptyFeatures }: Settings): Statistics {
  const [sums, counts] = [new Float64Array(X.cols), new Float64Array(X.cols)];
  addColumnSums(X, undefined, sums, counts);
  return {
    statistics: sums.map((sum, j) => (counts[j] === 0 && keepEmptyFeatures ? 0 : sum / (counts[j] as number))),
    indicated: Array.from(counts.keys()).filter((j) => (counts[j] as number) < X.rows),
  };
}

type Statistics = Pick<Learned, "statistics" | "indicated">;

/** What fills columns whatever numbers they hold, but for columns that hold none. */
function constantsOf({ rows, cols, data }: Matrix, settings: Settings): Statistics {
  const missing = new Float64Array(cols);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      missing[j] = (missing[j] as number) + Number(isMissingNumber(data[at] as number, settings.missingValues));
    }
  }
  return {
    statistics: missing.map((count) => (count < rows || settings.keepEmptyFeatures ? settings.fillValue : NaN)),
    indicated: Array.from(missing.keys()).filter((j) => (missing[j] as number) > 0),
  };
}

function statisticsOf(dense: Matrix, settings: Settings): Statistics {
  const indicated: number[] = [];
  const statistics = mapColumns(dense, (column, j) => {
    const present = withoutMissing(column, settings.missingValues);
    if (present.length < dense.rows) indicated.push(j);
    return statisticOf(settings, present);
  });
  return { statistics: Float64Array.from(statistics), indicated };
}

function sparseStatistics(X: CsrMatrix, settings: Settings): Statistics {
  const statistics: number[] = [];
  const indicated: number[] = [];
  for (const column of sparseColumns(X, settings.missingValues)) {
    if (column.missing > 0) indicated.push(statistics.length);
    statistics.push(sparseStatisticOf(settings, column));
  }
  return { statistics: Float64Array.from(statistics), indicated };
}

/** Zeros that are not stored count too; where most are, they need not be laid out. */
function sparseStatisticOf(settings: Settings, { stored, zeros }: SparseColumn): number {
  const { strategy } = settings;
  const count = stored.length + zeros;
  if (count > 0 && strategy === "mean") return pairwiseSum(stored) / count;
  if (zeros > stored.length && (strategy === "median" || strategy === "most_frequent")) return 0;
  const present = new Float64Array(strategy === "constant" ? Math.min(1, count) : count);
  if (strategy !== "constant") present.set(stored);
  return statisticOf(settings, present);
}

function statisticOf({ strategy, fillValue, keepEmptyFeatures }: Settings, present: Float64Array): number {
  if (strategy === "constant") return present.length > 0 || keepEmptyFeatures ? fillValue : NaN;
  if (present.length === 0) return keepEmptyFeatures ? 0 : NaN;
  if (typeof strategy === "function") return strategy(present);
  if (strategy === "mean") return pairwiseSum(present) / present.length;
  return strategy === "median" ? quantile(present, 0.5) : mostFrequent(present);
}

/** The number that occurs most often; of equally frequent ones the smallest. */
function mostFrequent(values: Float64Array): number {
  const counts = countsOfPlaces(values);
  if (counts !== undefined) return counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const ascending = sorted(values);
  let [best, longest, run] = [ascending[0] as number, 0, 0];
  for (let i = 0; i < ascending.length; i++) {
    run = i > 0 && ascending[i] === ascending[i - 1] ? run + 1 : 1;
    if (run > longest) [best, longest] = [ascending[i] as number, run];
  }
  return best;
}

/** How a saved imputer is read. */
export const simpleImputerKind = {
  kind: "simpleImputer",
  fromState: (saved: SavedModel): SimpleImputerModel | CategoryImputerModel => {
    if ("categories" in saved.state) return readCategoryImputer(saved);
    const read = new StateReader(saved);
    const settings = { missingValues: read.number("missingValues"), addIndicator: read.boolean("addIndicator") };
    return new SimpleImputerModel(settings, {
      statistics: read.vector("statistics"),
      indicated: read.numbers("indicated"),
      featureNamesIn: read.optionalTexts("featureNamesIn"),
    });
  },
} as const;
