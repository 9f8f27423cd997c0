import { boolean, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { isMissingNumber, missingNumberRule } from "../internal/missing-numbers.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";
import { toDense } from "../internal/to-dense.ts";

/** Options of {@link missingIndicator}. */
export interface MissingIndicatorOptions {
  /** The number that stands for a missing one. Default NaN. */
  readonly missingValues?: number;
  /** Whether only columns that had missing numbers at the fit are told of, or all. Default `"missing-only"`. */
  readonly features?: "missing-only" | "all";
  /** Whether a missing number in a column that had none at the fit is refused. Default true. */
  readonly errorOnNew?: boolean;
}

const specs = () =>
  ({
    missingValues: { rule: missingNumberRule(), default: NaN },
    features: { rule: oneOf("missing-only", "all"), default: "missing-only" as "missing-only" | "all" },
    errorOnNew: { rule: boolean(), default: true },
  }) as const;

/** An unfitted missing indicator. */
export type MissingIndicator = Transformer<MatrixLike, Matrix, MissingIndicatorModel>;

/**
 * Tells where numbers are missing: 1 for a missing number, else 0.
 *
 * @param options - `missingValues`, `features`, `errorOnNew`.
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
    const dense = toDense("missingIndicator.fit", X);
    const had = columnsWithMissing(dense, settings.missingValues);
    const places = Array.from(had.keys()).filter((j) => settings.features === "all" || had[j]);
    const errorOnNew = settings.errorOnNew && settings.features === "missing-only";
    return new MissingIndicatorModel(
      { missingValues: settings.missingValues, errorOnNew, features: places },
      { nFeaturesIn: X.cols, featureNamesIn: names },
    );
  });
}

/** Whether each column holds a missing number. */
function columnsWithMissing({ rows, cols, data }: Matrix, missingValues: number): boolean[] {
  const had = new Array<boolean>(cols).fill(false);
  for (let j = 0; j < cols; j++) {
    for (let i = 0; i < rows && !had[j]; i++) had[j] = isMissingNumber(data[i * cols + j] as number, missingValues);
  }
  return had;
}

interface Learned {
  readonly missingValues: number;
  readonly errorOnNew: boolean;
  readonly features: readonly number[];
}

/** A fitted missing indicator. */
export class MissingIndicatorModel extends FittedTransformer<Matrix> {
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
  transform(X: MatrixLike): Matrix {
    const features = this.input("transform", X, true);
    const dense = toDense("missingIndicator.transform", features);
    if (this.settings.errorOnNew) this.assertKnown(dense);
    const { features: places } = this;
    const { missingValues } = this.settings;
    const result = new Matrix(dense.rows, places.length);
    for (let i = 0, at = 0; i < dense.rows; i++) {
      for (let place = 0; place < places.length; place++, at++) {
        const value = dense.data[i * dense.cols + (places[place] as number)] as number;
        result.data[at] = isMissingNumber(value, missingValues) ? 1 : 0;
      }
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { missingValues, errorOnNew, features } = this.settings;
    const { nFeaturesIn } = this;
    return { missingValues, errorOnNew, features, nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }

  private assertKnown(X: Matrix): void {
    const { missingValues } = this.settings;
    const known = new Set(this.features);
    if (known.size === X.cols) return;
    const at = X.data.findIndex((value, place) => isMissingNumber(value, missingValues) && !known.has(place % X.cols));
    if (at < 0) return;
    throw new ModelsError({
      code: "invalidInput",
      what: "a number is missing in a column that had none missing at the fit",
      where: `missingIndicator.transform, X, row ${Math.floor(at / X.cols)}, column ${at % X.cols}`,
      found: String(X.data[at]),
      fix: 'set errorOnNew to false, or features to "all"',
    });
  }
}

/** The indicator of an imputer, of the columns where it saw a number missing. */
export function indicatorOf(
  missingValues: number,
  features: readonly number[],
  { nFeaturesIn, featureNamesIn }: ColumnFacts,
): MissingIndicatorModel {
  return new MissingIndicatorModel({ missingValues, errorOnNew: false, features }, { nFeaturesIn, featureNamesIn });
}

/** How a saved missing indicator is read. */
export const missingIndicatorKind = {
  kind: "missingIndicator",
  fromState: (saved: SavedModel): MissingIndicatorModel => {
    const read = new StateReader(saved);
    return new MissingIndicatorModel(
      {
        missingValues: read.number("missingValues"),
        errorOnNew: read.boolean("errorOnNew"),
        features: read.numbers("features"),
      },
      readColumns(read),
    );
  },
} as const;
