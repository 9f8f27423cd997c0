import {
  boolean,
  either,
  integer,
  isCsrMatrix,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  randomState,
} from "@mlsys/core";
import type { MatrixLike, RandomStateInput } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { columnsOf } from "../internal/columns.ts";
import { featuresToFit } from "../internal/features.ts";
import { linspace, quantileOfSorted, sortedNumbers } from "../internal/quantiles.ts";
import { normalCdf, normalQuantile } from "../internal/special-functions.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, mapDense, mapElements, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** The distribution that each column gets. */
export type OutputDistribution = "uniform" | "normal";

/** Options of {@link quantileTransformer}. */
export interface QuantileTransformerOptions {
  /** Number of quantiles that are learned; at most as many as there are rows. Default 1000. */
  readonly nQuantiles?: number;
  /** The distribution that each column gets. Default `"uniform"`. */
  readonly outputDistribution?: OutputDistribution;
  /** Whether the zeros that a sparse matrix does not store are left out. Default false. */
  readonly ignoreImplicitZeros?: boolean;
  /** The number of rows that the quantiles are learned from; null for all. Default 10,000. */
  readonly subsample?: number | null;
  /** Seeds the choice of those rows. Default 0. */
  readonly randomState?: RandomStateInput;
}

const specs = () =>
  ({
    nQuantiles: { rule: integer({ min: 1 }), default: 1000 },
    outputDistribution: { rule: oneOf("uniform", "normal"), default: "uniform" as OutputDistribution },
    ignoreImplicitZeros: { rule: boolean(), default: false },
    subsample: { rule: either(integer({ min: 1 }), oneOf(null)), default: 10_000 as number | null },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
  }) as const;

interface Settings {
  readonly nQuantiles: number;
  readonly outputDistribution: OutputDistribution;
  readonly ignoreImplicitZeros: boolean;
  readonly subsample: number | null;
  readonly randomState: RandomStateInput;
}

/** An unfitted quantile transformer. */
export type QuantileTransformer = Transformer<MatrixLike, AnyMatrix, QuantileTransformerModel>;

/**
 * Gives each column a uniform or a normal distribution, by its quantiles. NaN, a missing number, is left out and stays. Sparse data
 * without negative numbers stays sparse.
 *
 * @param options - `nQuantiles`, `outputDistribution`, `ignoreImplicitZeros`, `subsample`, `randomState`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.QuantileTransformer.html
 *
 * @example
 * ```ts
 * import { quantileTransformer } from "@mlsys/models";
 *
 * const model = quantileTransformer({ nQuantiles: 3 }).fit([[1], [10], [1000]]);
 * model.transform([[1], [10], [505]]).toArray(); // => [[0], [0.5], [0.75]]
 * ```
 */
export function quantileTransformer(options: QuantileTransformerOptions = {}): QuantileTransformer {
  const settings: Settings = parseOptions("quantileTransformer", options, specs(), ModelsError);
  const { subsample, nQuantiles } = settings;
  if (subsample !== null && nQuantiles > subsample) {
    throw new ModelsError({
      code: "invalidOption",
      what: "there are more quantiles than rows to learn them from",
      where: "quantileTransformer",
      found: `nQuantiles ${nQuantiles}, subsample ${subsample}`,
      fix: "lower nQuantiles, or raise subsample",
    });
  }
  return transformerOf("quantileTransformer", { ...settings }, (X: MatrixLike) => fit(settings, X));
}

function fit(settings: Settings, input: MatrixLike): QuantileTransformerModel {
  const { X, names } = featuresToFit("quantileTransformer", input, { allowNaN: true });
  if (isCsrMatrix(X) && !settings.ignoreImplicitZeros) assertNonNegative("quantileTransformer.fit", X);
  const count = Math.max(1, Math.min(settings.nQuantiles, X.rows));
  const references = linspace(0, 1, count);
  assertFits(count, X.cols);
  const quantiles = new Matrix(count, X.cols);
  columnsToLearn(settings, X).forEach((column, j) => {
    const sorted = sortedNumbers(column);
    // Of a sparse column nothing may be stored: it holds zeros only.
    const nothing = column.length === 0 ? 0 : NaN;
    references.forEach((share, i) => {
      // By way of percents, whose rounding decides where numbers repeat.
      quantiles.data[i * X.cols + j] = sorted.length === 0 ? nothing : quantileOfSorted(sorted, (share * 100) / 100);
    });
  });
  return new QuantileTransformerModel(settings, references, quantiles, { nFeaturesIn: X.cols, featureNamesIn: names });
}

/** One gigabyte of doubles. */
const LARGEST = 2 ** 27;

function assertFits(count: number, cols: number): void {
  if (count * cols <= LARGEST) return;
  throw new ModelsError({
    code: "tooLarge",
    what: "so many quantiles of so many columns are too large",
    where: "quantileTransformer.fit, X",
    found: `${count} × ${cols}, ${Math.round((count * cols * 8) / 2 ** 20)} MB`,
    fix: "lower nQuantiles, or keep fewer columns",
  });
}

function columnsToLearn({ subsample, ignoreImplicitZeros, randomState: seed }: Settings, X: AnyMatrix): Float64Array[] {
  const rng = randomState(seed);
  if (!isCsrMatrix(X)) {
    // The reference draws the rows as the first ones of a permutation.
    const rows = subsample !== null && subsample < X.rows ? rng.permutation(X.rows).subarray(0, subsample) : undefined;
    return columnsOf(rows === undefined ? X : X.take(rows));
  }
  const stored = Array.from({ length: X.cols }, (): number[] => []);
  X.data.forEach((value, at) => stored[X.indices[at] as number]?.push(value));
  return stored.map((values) => {
    const isLong = subsample !== null && values.length > subsample;
    const total = isLong ? subsample : ignoreImplicitZeros ? values.length : X.rows;
    const kept = isLong && !ignoreImplicitZeros ? Math.floor((subsample * values.length) / X.rows) : total;
    const column = new Float64Array(total);
    column.set(isLong ? rng.choice(values, { size: kept, replace: false }) : values);
    return column;
  });
}

function assertNonNegative(owner: string, X: AnyMatrix): void {
  const at = X.data.findIndex((value) => value < 0);
  if (at < 0) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "sparse data with negative numbers cannot stay sparse",
    where: `${owner}, X`,
    found: String(X.data[at]),
    fix: "make X dense, or set ignoreImplicitZeros to true",
  });
}

/** How near to the ends of a normal distribution numbers are moved to an end. */
const BOUND = 1e-7;
const LEAST = /* @__PURE__ */ normalQuantile(BOUND - Number.EPSILON);
const MOST = /* @__PURE__ */ normalQuantile(1 - (BOUND - Number.EPSILON));

type UseSettings = Pick<Settings, "outputDistribution" | "ignoreImplicitZeros">;

/** A fitted quantile transformer. */
export class QuantileTransformerModel extends FittedTransformer {
  readonly kind = "quantileTransformer";
  /** The shares that the quantiles belong to, from 0 to 1. */
  readonly references: Float64Array;
  /** The quantiles, quantiles × columns. */
  readonly quantiles: Matrix;
  /** Number of quantiles. */
  readonly nQuantiles: number;
  private readonly settings: UseSettings;
  private readonly columns: readonly Float64Array[];

  /** @internal */
  constructor(settings: UseSettings, references: Float64Array, quantiles: Matrix, facts: ColumnFacts) {
    super(facts);
    this.settings = settings;
    this.references = references;
    this.quantiles = quantiles;
    this.nQuantiles = references.length;
    this.columns = columnsOf(quantiles);
  }

  /**
   * Transforms rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `invalidInput` for sparse rows with negative numbers.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, true);
    const isNormal = this.settings.outputDistribution === "normal";
    if (isCsrMatrix(features) && !this.settings.ignoreImplicitZeros) {
      assertNonNegative("quantileTransformer.transform", features);
    }
    return mapElements(features, (value, j) => {
      if (Number.isNaN(value)) return NaN;
      const share = this.shareOf(value, this.columns[j] as Float64Array, isNormal);
      return isNormal ? Math.max(LEAST, Math.min(MOST, normalQuantile(share))) : share;
    });
  }

  /**
   * Undoes {@link QuantileTransformerModel.transform}.
   *
   * @throws {ModelsError} as {@link QuantileTransformerModel.transform}.
   */
  inverseTransform(X: MatrixLike): AnyMatrix {
    const features = this.output("inverseTransform", X, this.nFeaturesIn, true);
    const isNormal = this.settings.outputDistribution === "normal";
    const change = (value: number, j: number): number => {
      if (Number.isNaN(value)) return NaN;
      const quantiles = this.columns[j] as Float64Array;
      const share = isNormal ? normalCdf(value) : value;
      if (isNormal ? share - BOUND < 0 : share === 0) return quantiles[0] as number;
      if (isNormal ? share + BOUND > 1 : share === 1) return quantiles[quantiles.length - 1] as number;
      return interpolated(share, this.references, quantiles);
    };
    return isCsrMatrix(features) ? mapElements(features, change) : mapDense(features, change);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      outputDistribution: this.settings.outputDistribution,
      ignoreImplicitZeros: this.settings.ignoreImplicitZeros,
      references: this.references,
      quantiles: matrixState(this.quantiles),
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  /** The mean of the shares from below and from above, which differ where a number repeats. */
  private shareOf(value: number, quantiles: Float64Array, isNormal: boolean): number {
    const [first, last] = [quantiles[0] as number, quantiles[quantiles.length - 1] as number];
    if (isNormal ? value - BOUND < first : value === first) return 0;
    if (isNormal ? value + BOUND > last : value === last) return 1;
    return interpolatedFromBoth(value, quantiles, this.references);
  }
}

/** The mean of {@link interpolated} and of the same seen from above, where of equal places the first counts. */
function interpolatedFromBoth(x: number, xs: Float64Array, ys: Float64Array): number {
  const last = xs.length - 1;
  if (x > (xs[last] as number)) return ys[last] as number;
  if (x < (xs[0] as number)) return ys[0] as number;
  const j = placeOf(x, xs);
  const [x0, y0] = [xs[j] as number, ys[j] as number];
  if (x0 === x) return 0.5 * (y0 + (ys[firstPlaceOf(x, xs, j)] as number));
  const [x1, y1] = [xs[j + 1] as number, ys[j + 1] as number];
  const slope = (y1 - y0) / (x1 - x0);
  return 0.5 * (slope * (x - x0) + y0 - (slope * (x1 - x) - y1));
}

/** The last place whose number is not above x; the first one where there is none. */
function placeOf(x: number, xs: Float64Array): number {
  let place = 0;
  for (let count = xs.length; count > 1;) {
    const half = count >>> 1;
    if ((xs[place + half] as number) <= x) place += half;
    count -= half;
  }
  return place;
}

/** The first place of the number that is at a place. */
function firstPlaceOf(x: number, xs: Float64Array, place: number): number {
  let [low, high] = [0, place];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** NumPy's `interp`: piecewise linear, constant outside; of equal places the last counts. */
function interpolated(x: number, xs: Float64Array, ys: Float64Array): number {
  const last = xs.length - 1;
  if (x > (xs[last] as number)) return ys[last] as number;
  if (x < (xs[0] as number)) return ys[0] as number;
  const j = placeOf(x, xs);
  if (j >= last) return ys[last] as number;
  const [x0, y0] = [xs[j] as number, ys[j] as number];
  if (x0 === x) return y0;
  return (((ys[j + 1] as number) - y0) / ((xs[j + 1] as number) - x0)) * (x - x0) + y0;
}

/** How a saved quantile transformer is read. */
export const quantileTransformerKind = {
  kind: "quantileTransformer",
  fromState: (saved: SavedModel): QuantileTransformerModel => {
    const read = new StateReader(saved);
    const outputDistribution = read.text("outputDistribution") === "normal" ? "normal" : "uniform";
    const settings = { outputDistribution, ignoreImplicitZeros: read.boolean("ignoreImplicitZeros") } as const;
    const references = read.vector("references");
    return new QuantileTransformerModel(settings, references, read.matrix("quantiles"), readColumns(read));
  },
} as const;
