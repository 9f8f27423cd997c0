import {
  CsrMatrix,
  either,
  integer,
  Matrix,
  oneOf,
  parseOptions,
  randomSeed,
  randomState,
  satisfying,
} from "@mlsys/core";
import type { MatrixLike, RandomStateInput } from "@mlsys/core";
import type { AnyMatrix, FitOptions, Transformer } from "../estimator.ts";
import { noExtremes, widenExtremes } from "../internal/column-extremes.ts";
import { mapColumns } from "../internal/columns.ts";
import { featuresToFit, namesOfColumns } from "../internal/features.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { binEdges, evenEdges } from "./bin-edges.ts";
import type { BinStrategy } from "./bin-edges.ts";
import type { QuantileMethod } from "./quantile-methods.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** What becomes of bins: a sparse or a dense column each, or their number. */
export type BinEncoding = "onehot" | "onehot-dense" | "ordinal";

/** Options of {@link kBinsDiscretizer}. */
export interface KBinsDiscretizerOptions {
  /** Number of bins, of all columns or of each. Default 5. */
  readonly nBins?: number | readonly number[];
  /** What becomes of the bins. Default `"onehot"`. */
  readonly encode?: BinEncoding;
  /** Bins of one width, of as many rows each, or around one-dimensional k-means. Default `"quantile"`. */
  readonly strategy?: BinStrategy;
  /** How quantiles lie between numbers; with weights one of the first two. Default `"averaged_inverted_cdf"`. */
  readonly quantileMethod?: QuantileMethod;
  /** The number of rows that the bins are learned from; null for all. Default 200,000. */
  readonly subsample?: number | null;
  /** Seeds the choice of those rows. Default 0. */
  readonly randomState?: RandomStateInput;
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => integer({ min: 2 }).accepts(each));

const specs = () =>
  ({
    nBins: {
      rule: either(integer({ min: 2 }), satisfying("an array of whole numbers of at least 2", isCounts)),
      default: 5 as number | readonly number[],
    },
    encode: { rule: oneOf("onehot", "onehot-dense", "ordinal"), default: "onehot" as BinEncoding },
    strategy: { rule: oneOf("uniform", "quantile", "kmeans"), default: "quantile" as BinStrategy },
    quantileMethod: {
      rule: oneOf(
        "averaged_inverted_cdf",
        "inverted_cdf",
        "closest_observation",
        "interpolated_inverted_cdf",
        "hazen",
        "weibull",
        "linear",
        "median_unbiased",
        "normal_unbiased",
      ),
      default: "averaged_inverted_cdf" as Settings["quantileMethod"],
    },
    subsample: { rule: either(integer({ min: 1 }), oneOf(null)), default: 200_000 as number | null },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
  }) as const;

interface Settings {
  readonly nBins: number | readonly number[];
  readonly encode: BinEncoding;
  readonly strategy: BinStrategy;
  readonly quantileMethod: QuantileMethod;
  readonly subsample: number | null;
  readonly randomState: RandomStateInput;
}

/** An unfitted discretizer. */
export type KBinsDiscretizer = Transformer<MatrixLike, AnyMatrix, KBinsDiscretizerModel>;

/**
 * Puts the numbers of each column into bins. A constant column has one bin; bins that would be empty are left out. By k-means, a
 * number exactly between two centres may go to another side than in scikit-learn, where rounding decides.
 *
 * @param options - `nBins`, `encode`, `strategy`, `quantileMethod`, `subsample`, `randomState`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`; its `fit` also `invalidInput`, with fewer rows than bins by k-means.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.KBinsDiscretizer.html
 *
 * @example
 * ```ts
 * import { kBinsDiscretizer } from "@mlsys/models";
 *
 * const model = kBinsDiscretizer({ nBins: 2, encode: "ordinal", strategy: "uniform" }).fit([[0], [3], [10]]);
 * model.transform([[4], [5], [99]]).toArray(); // => [[0], [1], [1]]
 * model.inverseTransform([[0], [1]]).toArray(); // => [[2.5], [7.5]]
 * ```
 */
export function kBinsDiscretizer(options: KBinsDiscretizerOptions = {}): KBinsDiscretizer {
  const settings: Settings = parseOptions("kBinsDiscretizer", options, specs(), ModelsError);
  const fitIt = (X: MatrixLike, _y?: unknown, fitOptions: FitOptions = {}) => fit(settings, X, fitOptions);
  return transformerOf("kBinsDiscretizer", { ...settings }, fitIt, true);
}

function fit(settings: Settings, input: MatrixLike, fitOptions: FitOptions): KBinsDiscretizerModel {
  const owner = "kBinsDiscretizer.fit";
  const { X, names } = featuresToFit("kBinsDiscretizer", input);
  const { nBins, subsample } = settings;
  if (typeof nBins === "object" && nBins.length !== X.cols) {
    throw new ModelsError({
      code: "invalidOption",
      what: "nBins has another length than X has columns",
      where: owner,
      found: `${nBins.length} numbers`,
      fix: `give one a column, ${X.cols} in all`,
    });
  }
  const weights = weightsOf(owner, fitOptions, X.rows);
  const dense = toDense(owner, X);
  const isLong = subsample !== null && X.rows > subsample;
  const used = isLong ? dense.take(drawnRows(settings, X.rows, subsample, weights)) : dense;
  // Rows that were drawn by their weights count alike.
  const left = isLong ? undefined : weights;
  const countOf = (j: number): number => (typeof nBins === "number" ? nBins : (nBins[j] as number));
  const edges =
    settings.strategy === "uniform" && left === undefined
      ? evenBins(used, countOf)
      : mapColumns(used, (column, j) => binEdges(column, countOf(j), settings, left));
  return new KBinsDiscretizerModel(settings.encode, edges, { nFeaturesIn: X.cols, featureNamesIn: names });
}

/** Bins of one width, of all columns in one pass over the rows. */
function evenBins(X: Matrix, countOf: (j: number) => number): Float64Array[] {
  const extremes = noExtremes(X.cols);
  widenExtremes(X, extremes);
  return Array.from(extremes.low, (low, j) => evenEdges(low, extremes.high[j] as number, countOf(j)));
}

function drawnRows(settings: Settings, rows: number, size: number, weights: Float64Array | undefined): Int32Array {
  const rng = randomState(settings.randomState);
  if (weights === undefined) return Int32Array.from(rng.randint(0, rows, size));
  const total = pairwiseSum(weights);
  return rng.choice(rows, { size, p: weights.map((weight) => weight / total) });
}

/** A fitted discretizer. */
export class KBinsDiscretizerModel extends FittedTransformer {
  readonly kind = "kBinsDiscretizer";
  /** The edges of the bins of each column, ascending. */
  readonly binEdges: readonly Float64Array[];
  private readonly encode: BinEncoding;

  /** @internal */
  constructor(encode: BinEncoding, edges: readonly Float64Array[], facts: ColumnFacts) {
    super(facts);
    this.encode = encode;
    this.binEdges = edges;
  }

  /** Number of bins of each column. */
  get nBins(): Int32Array {
    return Int32Array.from(this.binEdges, ({ length }) => length - 1);
  }

  /** The names of the columns, or of the bins. */
  override get featureNamesOut(): readonly string[] {
    if (this.encode === "ordinal") return namesOfColumns(this);
    return this.binEdges.flatMap((edges, j) =>
      Array.from({ length: edges.length - 1 }, (_, bin) => `${this.nameOf(j)}_${bin}.0`),
    );
  }

  /**
   * Puts rows into bins.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = toDense("kBinsDiscretizer.transform", this.input("transform", X, false));
    const bins = binned(features, this.binEdges);
    if (this.encode === "ordinal") return bins;
    const oneHot = this.oneHot(bins);
    return this.encode === "onehot" ? oneHot : oneHot.toDense();
  }

  /**
   * The middle of the bin of each number.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`; `invalidInput` for what is no bin.
   */
  inverseTransform(X: MatrixLike): Matrix {
    const owner = "kBinsDiscretizer.inverseTransform";
    const cols = this.encode === "ordinal" ? this.nFeaturesIn : this.nBins.reduce((sum, each) => sum + each, 0);
    const given = toDense(owner, this.output("inverseTransform", X, cols, false));
    const bins = this.encode === "ordinal" ? given : this.fromOneHot(given);
    return middlesOf(owner, bins, this.binEdges);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { encode, nFeaturesIn } = this;
    return { encode, binEdges: this.binEdges, nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }

  private oneHot({ rows, cols, data }: Matrix): CsrMatrix {
    const starts: number[] = [0];
    for (const count of this.nBins) starts.push((starts.at(-1) ?? 0) + count);
    const indices = new Int32Array(data.length);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) indices[at] = (starts[j] as number) + (data[at] as number);
    }
    const indptr = Int32Array.from({ length: rows + 1 }, (_, i) => i * cols);
    return new CsrMatrix(rows, starts[cols] as number, new Float64Array(indices.length).fill(1), indices, indptr);
  }

  private fromOneHot({ rows, cols, data }: Matrix): Matrix {
    const { nBins } = this;
    const bins = new Matrix(rows, nBins.length);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0, start = i * cols; j < nBins.length; j++, at++) {
        const count = nBins[j] as number;
        let bin = 0;
        while (bin < count && data[start + bin] !== 1) bin++;
        bins.data[at] = bin < count ? bin : -1;
        start += count;
      }
    }
    return bins;
  }
}

/** The middle of the bin of each number. */
function middlesOf(owner: string, { rows, cols, data }: Matrix, binEdges: readonly Float64Array[]): Matrix {
  const ofColumns = binEdges.map((edges) =>
    edges.subarray(1).map((edge, bin) => ((edges[bin] as number) + edge) * 0.5),
  );
  const middles = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += ROWS * cols) {
    const end = Math.min(data.length, start + ROWS * cols);
    ofColumns.forEach((ofBins, j) => {
      const wrong = lookUp(data, ofBins, middles, { from: start + j, end, step: cols });
      if (wrong >= 0) throw noBin(`${owner}, column ${j}`, data[wrong] as number, ofBins.length - 1);
    });
  }
  return new Matrix(rows, cols, middles);
}

/** Rows that are gone through at once, column by column. */
const ROWS = 256;

/** The places of some numbers of a column. */
interface Stretch {
  readonly from: number;
  readonly end: number;
  readonly step: number;
}

/** Writes what stands in a table for each number; returns the place of one that it does not hold, or −1. */
function lookUp(data: Float64Array, table: Float64Array, found: Float64Array, { from, end, step }: Stretch): number {
  for (let at = from; at < end; at += step) {
    const value = data[at] as number;
    const place = value | 0;
    if (place !== value || place < 0 || place >= table.length) return at;
    found[at] = table[place] as number;
  }
  return -1;
}

function noBin(where: string, bin: number, last: number): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "a number stands for no bin",
    where,
    found: String(bin),
    fix: `give whole numbers from 0 to ${last}`,
  });
}

function binned({ rows, cols, data }: Matrix, binEdges: readonly Float64Array[]): Matrix {
  const bins = new Float64Array(data.length);
  for (let start = 0; start < data.length; start += ROWS * cols) {
    const end = Math.min(data.length, start + ROWS * cols);
    binEdges.forEach((edges, j) => {
      const stretch = { from: start + j, end, step: cols };
      if (edges.length <= FEW) countEdges(data, edges, bins, stretch);
      else searchEdges(data, edges, bins, stretch);
    });
  }
  return new Matrix(rows, cols, bins);
}

/** Edges that are looked at one by one: without a branch, they take less time than those that a search guesses wrongly. */
const FEW = 16;

/** Writes the bin of each number: that of as many edges as are not above it, but for the outer ones. */
function countEdges(data: Float64Array, edges: Float64Array, bins: Float64Array, { from, end, step }: Stretch): void {
  for (let at = from; at < end; at += step) {
    const value = data[at] as number;
    let bin = 0;
    for (let edge = 1; edge < edges.length - 1; edge++) bin += Number((edges[edge] as number) <= value);
    bins[at] = bin;
  }
}

/** The same by search. */
function searchEdges(data: Float64Array, edges: Float64Array, bins: Float64Array, { from, end, step }: Stretch): void {
  for (let at = from; at < end; at += step) bins[at] = binOf(data[at] as number, edges);
}

/** The last bin whose lower edge is not above the number; the outer bins have no outer edge. */
function binOf(value: number, edges: Float64Array): number {
  let [low, high] = [1, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How a saved discretizer is read. */
export const kBinsDiscretizerKind = {
  kind: "kBinsDiscretizer",
  fromState: (saved: SavedModel): KBinsDiscretizerModel => {
    const read = new StateReader(saved);
    const encode = (["onehot", "onehot-dense", "ordinal"] as const).find((each) => each === read.text("encode"));
    const edges = read
      .list("binEdges")
      .map((each) => (each instanceof Float64Array ? each : read.refuse("binEdges", "vectors")));
    return new KBinsDiscretizerModel(
      encode ?? read.refuse("encode", "the name of an encoding"),
      edges,
      readColumns(read),
    );
  },
} as const;
