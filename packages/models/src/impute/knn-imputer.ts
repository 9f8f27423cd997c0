import { boolean, integer, isCsrMatrix, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { isMissingNumber, missingNumberRule, missingTest, withoutMissing } from "../internal/missing-numbers.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { indicatorOf } from "./missing-indicator.ts";
import type { MissingIndicatorModel } from "./missing-indicator.ts";
import { Donors } from "./donors.ts";
import { toDense } from "../internal/to-dense.ts";

/** Options of {@link knnImputer}. */
export interface KnnImputerOptions {
  /** The number that stands for a missing one. Default NaN. */
  readonly missingValues?: number;
  /** Number of neighbours whose mean fills a missing number. Default 5. */
  readonly nNeighbors?: number;
  /** Whether neighbours count alike, or by the inverse of their distance. Default `"uniform"`. */
  readonly weights?: "uniform" | "distance";
  /** Whether to add a column of 0 and 1 for each column that had missing numbers at the fit. Default false. */
  readonly addIndicator?: boolean;
  /** Whether a column that had no number at the fit is kept, 0 throughout, or dropped. Default false, dropped. */
  readonly keepEmptyFeatures?: boolean;
}

const specs = () =>
  ({
    missingValues: { rule: missingNumberRule(), default: NaN },
    nNeighbors: { rule: integer({ min: 1 }), default: 5 },
    weights: { rule: oneOf("uniform", "distance"), default: "uniform" as "uniform" | "distance" },
    addIndicator: { rule: boolean(), default: false },
    keepEmptyFeatures: { rule: boolean(), default: false },
  }) as const;

interface Settings {
  readonly missingValues: number;
  readonly nNeighbors: number;
  readonly weights: "uniform" | "distance";
  readonly addIndicator: boolean;
  readonly keepEmptyFeatures: boolean;
}

/** An unfitted imputer by neighbours. */
export type KnnImputer = Transformer<MatrixLike, Matrix, KnnImputerModel>;

/**
 * Fills a missing number with the mean of it in the rows of the fit that are most alike, by the Euclidean distance over the numbers
 * that both rows have. Of rows equally far away the first ones count.
 *
 * @param options - `missingValues`, `nNeighbors`, `weights`, `addIndicator`, `keepEmptyFeatures`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.impute.KNNImputer.html
 *
 * @example
 * ```ts
 * import { knnImputer } from "@mlsys/models";
 *
 * const model = knnImputer({ nNeighbors: 2 }).fit([[1, 10], [2, 20], [9, 90]]);
 * model.transform([[1.4, NaN]]).toArray(); // => [[1.4, 15]]
 * ```
 */
export function knnImputer(options: KnnImputerOptions = {}): KnnImputer {
  const settings: Settings = parseOptions("knnImputer", options, specs(), ModelsError);
  return transformerOf("knnImputer", { ...settings }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("knnImputer", input, { allowNaN: true });
    const dense = isCsrMatrix(X) ? toDense("knnImputer.fit", X) : new Matrix(X.rows, X.cols, X.data.slice());
    return new KnnImputerModel(settings, dense, { nFeaturesIn: X.cols, featureNamesIn: names });
  });
}

/** A fitted imputer by neighbours: it holds the rows of the fit. */
export class KnnImputerModel extends FittedTransformer<Matrix> {
  readonly kind = "knnImputer";
  private readonly settings: Settings;
  private readonly rows: Matrix;
  /** The rows laid out for distances, once they are asked for. */
  private laidOut: Donors | undefined;
  /** The means of columns that were asked for. */
  private readonly means = new Map<number, number>();
  private readonly kept: readonly number[];
  private readonly empty: readonly boolean[];
  private readonly indicated: readonly number[];

  /** @internal */
  constructor(settings: Settings, rows: Matrix, facts: ColumnFacts) {
    super(facts);
    this.settings = settings;
    this.rows = rows;
    const counts = presentCounts(rows, settings.missingValues);
    const all = Array.from(counts.keys());
    this.empty = Array.from(counts, (count) => count === 0);
    this.kept = all.filter((j) => settings.keepEmptyFeatures || this.empty[j] === false);
    this.indicated = settings.addIndicator ? all.filter((j) => (counts[j] as number) < rows.rows) : [];
  }

  /** What tells where numbers were missing, with `addIndicator`. */
  get indicator(): MissingIndicatorModel | undefined {
    const { addIndicator, missingValues } = this.settings;
    return addIndicator ? indicatorOf(missingValues, this.indicated, this) : undefined;
  }

  /** The names of the columns that are left, and of the indicators. */
  override get featureNamesOut(): readonly string[] {
    const indicators = this.indicated.map((j) => `missingindicator_${this.nameOf(j)}`);
    return [...this.kept.map((j) => this.nameOf(j)), ...indicators];
  }

  /**
   * Fills rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): Matrix {
    const features = this.input("transform", X, true);
    const dense = toDense("knnImputer.transform", features);
    const isMissing = missingTest(this.settings.missingValues);
    const result = new Matrix(dense.rows, this.kept.length + this.indicated.length);
    for (let i = 0; i < dense.rows; i++) {
      const row = dense.row(i);
      const squares = row.some(isMissing) ? this.donors.squaredDistances(row) : undefined;
      let at = i * result.cols;
      for (const j of this.kept) {
        // As the reference's, a column that was empty stays a constant for what learned from it.
        const value = this.empty[j] === true ? 0 : (row[j] as number);
        result.data[at++] = squares !== undefined && isMissing(value) ? this.filled(j, squares) : value;
      }
      for (const j of this.indicated) result.data[at++] = isMissing(row[j] as number) ? 1 : 0;
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { nFeaturesIn } = this;
    return { ...this.settings, rows: matrixState(this.rows), nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }

  private get donors(): Donors {
    this.laidOut ??= new Donors(this.rows, this.settings.missingValues);
    return this.laidOut;
  }

  private meanOf(j: number): number {
    const known = this.means.get(j);
    if (known !== undefined) return known;
    const values = withoutMissing(this.rows.column(j), this.settings.missingValues);
    const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
    this.means.set(j, mean);
    return mean;
  }

  /** Fills a number from the rows of the fit; their squared distances are given. */
  private filled(j: number, squares: Float64Array): number {
    const { nNeighbors, weights } = this.settings;
    const places = this.donors.nearest(j, squares, nNeighbors);
    if (places.length === 0) return this.meanOf(j);
    const touches = places.some((i) => squares[i] === 0);
    let [sum, total] = [0, 0];
    for (const i of places) {
      const distance = Math.sqrt(squares[i] as number);
      const weight = weights === "uniform" ? 1 : touches ? Number(distance === 0) : 1 / distance;
      sum += weight * this.rows.get(i, j);
      total += weight;
    }
    return sum / total;
  }
}

/** How many numbers of each column are not missing. */
function presentCounts({ rows, cols, data }: Matrix, missingValues: number): Int32Array {
  const counts = new Int32Array(cols);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) {
      const isPresent = Number(!isMissingNumber(data[at] as number, missingValues));
      counts[j] = (counts[j] as number) + isPresent;
    }
  }
  return counts;
}

/** How a saved imputer by neighbours is read. */
export const knnImputerKind = {
  kind: "knnImputer",
  fromState: (saved: SavedModel): KnnImputerModel => {
    const read = new StateReader(saved);
    const found = Object.fromEntries(Object.keys(specs()).map((name) => [name, read.value(name)]));
    const settings: Settings = parseOptions("knnImputer", found, specs(), ModelsError);
    return new KnnImputerModel(settings, read.matrix("rows"), readColumns(read));
  },
} as const;
