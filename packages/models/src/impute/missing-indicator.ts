import { boolean, either, isCsrMatrix, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { featuresToFit, placeIn } from "../internal/features.ts";
import { isMissingNumber, missingNumberRule } from "../internal/missing-numbers.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { toDense } from "../internal/to-dense.ts";
import { sparseColumnsWithMissing, sparseIndicators, sparseIndicatorsOfDense } from "./sparse-indicators.ts";

/** Options of {@link missingIndicator}. */
export interface MissingIndicatorOptions {
  /** The number that stands for a missing one. Default NaN. */
  readonly missingValues?: number;
  /** Whether only columns that had missing numbers at the fit are told of, or all. Default `"missing-only"`. */
  readonly features?: "missing-only" | "all";
  /** Whether a missing number in a column that had none at the fit is refused. Default true. */
  readonly errorOnNew?: boolean;
  /** Whether the result is sparse; `"auto"`: where X is, unless 0 stands for a missing number. Default `"auto"`. */
  readonly sparse?: boolean | "auto";
}

const specs = () =>
  ({
    missingValues: { rule: missingNumberRule(), default: NaN },
    features: { rule: oneOf("missing-only", "all"), default: "missing-only" as "missing-only" | "all" },
    errorOnNew: { rule: boolean(), default: true },
    sparse: { rule: either(boolean(), oneOf("auto")), default: "auto" as boolean | "auto" },
  }) as const;

/** An unfitted missing indicator. */
export type MissingIndicator = Transformer<MatrixLike, AnyMatrix, MissingIndicatorModel>;

/**
 * Tells where numbers are missing: 1 for a missing number, else 0.
 *
 * @param options - `missingValues`, `features`, `errorOnNew`, `sparse`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.impute.MissingIndicator.html
 *
 * @example
 * ```ts
 * import { missingIndicator } from "@mlsys/models";
 *
 * missingIndicator().fitTransform([[1, NaN], [2, 3]]).toArray(); // => [[1], [0]]
 * ```
 */
export function missingIndicator(options: MissingIndicatorOptions = {}): MissingIndicator {
  const settings = parseOptions("missingIndicator", options, specs(), ModelsError);
  return transformerOf("missingIndicator", { ...settings }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("missingIndicator", input, { allowNaN: true });
    const { missingValues, sparse } = settings;
    const isAll = settings.features === "all";
    const features = isAll ? Array.from({ length: X.cols }, (_, j) => j) : columnsWithMissing(X, missingValues);
    return new MissingIndicatorModel(
      { missingValues, errorOnNew: settings.errorOnNew && !isAll, features, sparse },
      { nFeaturesIn: X.cols, featureNamesIn: names },
    );
  });
}

/** The columns that hold a missing number. */
function columnsWithMissing(X: AnyMatrix, missingValues: number): number[] {
  if (isCsrMatrix(X) && missingValues !== 0) return sparseColumnsWithMissing(X, missingValues);
  const { rows, cols, data } = toDense("missingIndicator.fit", X);
  const columns: number[] = [];
  for (let j = 0; j < cols; j++) {
    for (let i = 0; i < rows; i++) {
      if (!isMissingNumber(data[i * cols + j] as number, missingValues)) continue;
      columns.push(j);
      break;
    }
  }
  return columns;
}

interface Learned {
  readonly missingValues: number;
  readonly errorOnNew: boolean;
  readonly features: readonly number[];
  readonly sparse: boolean | "auto";
}

/** A fitted missing indicator. */
export class MissingIndicatorModel extends FittedTransformer {
  readonly kind = "missingIndicator";
  /** The columns that are told of. */
  readonly features: Int32Array;
  private readonly settings: Learned;

  /** @internal */
  constructor(settings: Learned, facts: ColumnFacts) {
    super(facts);
    this.settings = settings;
    this.features = Int32Array.from(settings.features);
  }

  /** The names of the indicators. */
  override get featureNamesOut(): readonly string[] {
    return this.settings.features.map((j) => `missingindicator_${this.nameOf(j)}`);
  }

  /**
   * Tells of rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `invalidInput` for a missing number in a column that had
   * none at the fit.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, true);
    const { missingValues, sparse, errorOnNew } = this.settings;
    if (isCsrMatrix(features) && missingValues !== 0) {
      if (errorOnNew) this.assertKnown(features);
      const told = sparseIndicators(features, this.features, missingValues);
      return sparse === false ? told.toDense() : told;
    }
    const dense = toDense("missingIndicator.transform", features);
    if (errorOnNew) this.assertKnown(dense);
    return sparse === true ? sparseIndicatorsOfDense(dense, this.features, missingValues) : this.tell(dense);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.settings, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }

  private tell(X: Matrix): Matrix {
    const told = new Matrix(X.rows, this.features.length);
    for (let from = 0; from < X.rows; from += BLOCK) {
      tellRows(X, this.features, this.settings.missingValues, told.data, from, Math.min(X.rows, from + BLOCK));
    }
    return told;
  }

  private assertKnown(X: AnyMatrix): void {
    const { missingValues } = this.settings;
    const known = new Set(this.features);
    if (known.size === X.cols) return;
    const columnOf = (place: number): number => (isCsrMatrix(X) ? (X.indices[place] as number) : place % X.cols);
    const at = X.data.findIndex((value, place) => isMissingNumber(value, missingValues) && !known.has(columnOf(place)));
    if (at < 0) return;
    const { row, column } = placeIn(X, at);
    throw new ModelsError({
      code: "invalidInput",
      what: "a number is missing in a column that had none missing at the fit",
      where: `missingIndicator.transform, X, row ${row}, column ${column}`,
      found: String(X.data[at]),
      fix: 'set errorOnNew to false, or features to "all"',
    });
  }
}

/** Rows that are told of at once, so that the loop is compiled before the last of many. */
const BLOCK = 1024;

/** Writes the indicators of some rows. */
function tellRows(
  { cols, data }: Matrix,
  places: Int32Array,
  missingValues: number,
  told: Float64Array,
  from: number,
  to: number,
): void {
  const isNaNMissing = Number(Number.isNaN(missingValues));
  for (let i = from, at = from * places.length; i < to; i++) {
    for (let place = 0; place < places.length; place++, at++) {
      const value = data[i * cols + (places[place] as number)] as number;
      // Without branches, which would be foreseen wrongly: NaN alone is not at least itself.
      const isNone = Number(!(value >= value)) & isNaNMissing;
      told[at] = isNone | (Number(value >= missingValues) & Number(value <= missingValues));
    }
  }
}

/** The indicator of an imputer, of the columns where it saw a number missing. */
export function indicatorOf(
  missingValues: number,
  features: readonly number[],
  { nFeaturesIn, featureNamesIn }: ColumnFacts,
): MissingIndicatorModel {
  const settings = { missingValues, errorOnNew: false, features, sparse: "auto" } as const;
  return new MissingIndicatorModel(settings, { nFeaturesIn, featureNamesIn });
}

/** How a saved missing indicator is read. */
export const missingIndicatorKind = {
  kind: "missingIndicator",
  fromState: (saved: SavedModel): MissingIndicatorModel => {
    const read = new StateReader(saved);
    const sparse = read.value("sparse");
    return new MissingIndicatorModel(
      {
        missingValues: read.number("missingValues"),
        errorOnNew: read.boolean("errorOnNew"),
        features: read.numbers("features"),
        sparse: typeof sparse === "boolean" ? sparse : "auto",
      },
      readColumns(read),
    );
  },
} as const;
