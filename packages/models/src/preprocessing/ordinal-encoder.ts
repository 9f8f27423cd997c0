import { either, integer, oneOf, parseOptions, real, satisfying, toMatrix } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { Transformer, TransformerModel } from "../estimator.ts";
import { categoricalColumns, columnsToFit, isMissing } from "../internal/categorical-columns.ts";
import type { CategoriesLike, Category, CategoryColumn } from "../internal/categorical-columns.ts";
import { codesOf, grouped, learnCategories, levelsOf, unknownCategory } from "../internal/category-levels.ts";
import type { CategoryLevels } from "../internal/category-levels.ts";
import { stackedColumns } from "../internal/columns.ts";
import { isListOfCategories } from "../internal/option-rules.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertWidth, namesOfColumns } from "../internal/features.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link ordinalEncoder}. */
export interface OrdinalEncoderOptions {
  /** The categories of each column in their order, or `"auto"`: those found, sorted. Default `"auto"`. */
  readonly categories?: "auto" | readonly (readonly Category[])[];
  /** What a category does that the fit did not see: throw, or become `unknownValue`. Default `"error"`. */
  readonly handleUnknown?: "error" | "use_encoded_value";
  /** The number of unknown categories; NaN is allowed. */
  readonly unknownValue?: number;
  /** The number of missing values. Default NaN. */
  readonly encodedMissingValue?: number;
  /** Categories in fewer rows (below 1: in a smaller share of rows) share one number, the highest. Default null. */
  readonly minFrequency?: number | null;
  /** The largest number of numbers a column, the shared one included; missing values do not count. Default null. */
  readonly maxCategories?: number | null;
}

const numberOrNaN = () =>
  either(
    real(),
    satisfying("NaN", (value): value is number => Number.isNaN(value)),
  );

const specs = () =>
  ({
    categories: {
      rule: either(oneOf("auto"), satisfying("an array of categories a column", isListOfCategories)),
      default: "auto",
    },
    handleUnknown: { rule: oneOf("error", "use_encoded_value"), default: "error" },
    unknownValue: { rule: numberOrNaN() },
    encodedMissingValue: { rule: numberOrNaN(), default: NaN },
    minFrequency: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf(null)), default: null },
    maxCategories: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
  }) as const;

interface Settings {
  readonly categories: "auto" | readonly (readonly Category[])[];
  readonly handleUnknown: "error" | "use_encoded_value";
  readonly unknownValue: number | undefined;
  readonly encodedMissingValue: number;
  readonly minFrequency: number | null;
  readonly maxCategories: number | null;
}

/** An unfitted ordinal encoder. */
export type OrdinalEncoder = Transformer<CategoriesLike, Matrix, OrdinalEncoderModel>;

/**
 * Turns the categories of each column into 0, 1, …, in their sorted or given order. Missing values (null, NaN) become
 * `encodedMissingValue`.
 *
 * @param options - `categories`, `handleUnknown`, `unknownValue`, `encodedMissingValue`, `minFrequency`, `maxCategories`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.OrdinalEncoder.html
 *
 * @example
 * ```ts
 * import { ordinalEncoder } from "@mlsys/models";
 *
 * const model = ordinalEncoder({ categories: [["low", "high"]] }).fit([["high"], ["low"]]);
 * model.transform([["low"], ["high"]]).toArray(); // => [[0], [1]]
 * model.inverseTransform([[1]]); // => [["high"]]
 * ```
 */
export function ordinalEncoder(options: OrdinalEncoderOptions = {}): OrdinalEncoder {
  const settings: Settings = parseOptions("ordinalEncoder", options, specs(), ModelsError);
  if (settings.handleUnknown === "use_encoded_value" && settings.unknownValue === undefined) {
    throw new ModelsError({
      code: "invalidOption",
      what: 'handleUnknown "use_encoded_value" needs the option unknownValue',
      where: "ordinalEncoder",
      fix: "give a number, such as -1, or NaN",
    });
  }
  const fit = (X: CategoriesLike): OrdinalEncoderModel => {
    const owner = "ordinalEncoder.fit";
    const input = columnsToFit(owner, X);
    const categories = learnCategories(owner, input, settings.categories, settings.handleUnknown !== "error");
    // A missing value has a number of its own, however rare it is.
    const levels = categories.map((each, j) =>
      levelsOf(
        each.filter((category) => !isMissing(category)),
        input.columns[j] ?? [],
        settings,
      ),
    );
    return new OrdinalEncoderModel(settings, { categories, levels }, input.names);
  };
  return withoutWeights({
    kind: "ordinalEncoder",
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

type EncodingSettings = Pick<Settings, "handleUnknown" | "unknownValue" | "encodedMissingValue">;

interface Encoding {
  readonly categories: readonly (readonly Category[])[];
  /** What the categories of each column, but for missing ones, are encoded as. */
  readonly levels: readonly CategoryLevels[];
}

/** A fitted ordinal encoder. */
export class OrdinalEncoderModel extends Fitted implements TransformerModel<CategoriesLike, Matrix> {
  readonly kind = "ordinalEncoder";
  /** The categories of each column, in the order of their numbers. */
  readonly categories: readonly (readonly Category[])[];
  /** Number of columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: EncodingSettings;
  private readonly levels: readonly CategoryLevels[];

  /** @internal */
  constructor(
    settings: EncodingSettings,
    { categories, levels }: Encoding,
    featureNamesIn: readonly string[] | undefined,
  ) {
    super();
    this.settings = settings;
    this.categories = categories;
    this.levels = levels;
    this.nFeaturesIn = categories.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** The categories that share a number, column by column. */
  get infrequentCategories(): readonly (readonly Category[])[] {
    return this.levels.map(({ categories, levels, infrequentLevel }) =>
      categories.filter((_, i) => levels[i] === infrequentLevel),
    );
  }

  /** The names of the columns, where X was a table. */
  get featureNamesOut(): readonly string[] {
    return namesOfColumns(this);
  }

  /**
   * Encodes rows.
   *
   * @throws {ModelsError} `shapeMismatch`; `invalidInput` for a category that the fit did not see.
   */
  transform(X: CategoriesLike): Matrix {
    const owner = "ordinalEncoder.transform";
    const { columns, rows } = categoricalColumns(owner, X);
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, this.nFeaturesIn);
    const encoded = columns.map((column, j) => this.numbersOf(owner, column, j));
    return stackedColumns(encoded, rows);
  }

  /**
   * The categories of encoded rows; null for the number of unknown or missing ones.
   *
   * @throws {ModelsError} `invalidInput` for a number that stands for nothing.
   */
  inverseTransform(X: MatrixLike): Category[][] {
    const owner = "ordinalEncoder.inverseTransform";
    const encoded = toMatrix(X, owner);
    const known = this.levels.map((levels, j) =>
      Array.from({ length: levels.count }, (_, level) => this.categoryOf(owner, level, levels, 0, j)),
    );
    const decoded = new Array<Category[]>(encoded.rows);
    for (let i = 0; i < encoded.rows; i++) {
      const row = new Array<Category>(known.length);
      for (let j = 0; j < known.length; j++) {
        const value = encoded.data[i * encoded.cols + j] ?? NaN;
        const category = value >= 0 ? known[j]?.[value] : undefined;
        row[j] = category ?? this.categoryOf(owner, value, this.levels[j] as CategoryLevels, i, j);
      }
      decoded[i] = row;
    }
    return decoded;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { handleUnknown, unknownValue, encodedMissingValue } = this.settings;
    return {
      handleUnknown,
      unknownValue: unknownValue ?? null,
      encodedMissingValue,
      categories: this.categories,
      rare: this.levels.map(({ levels, infrequentLevel }) => levels.map((level) => level === infrequentLevel)),
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }

  private numbersOf(owner: string, column: CategoryColumn, j: number): Float64Array {
    const { handleUnknown, unknownValue, encodedMissingValue } = this.settings;
    const categories = this.categories[j] ?? [];
    const levels = [...(this.levels[j]?.levels ?? [])];
    const numbers = Float64Array.from(categories, (each) =>
      isMissing(each) ? encodedMissingValue : (levels.shift() ?? NaN),
    );
    const codes = codesOf(categories, column);
    const encoded = new Float64Array(codes.length);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code < 0 && handleUnknown === "error") throw unknownCategory(owner, column[i] ?? null, i, j);
      encoded[i] = code < 0 ? (unknownValue ?? NaN) : (numbers[code] as number);
    }
    return encoded;
  }

  private categoryOf(owner: string, value: number, column: CategoryLevels, i: number, j: number): Category {
    if (Object.is(value, this.settings.unknownValue)) return null;
    if (Object.is(value, this.settings.encodedMissingValue)) return this.categories[j]?.find(isMissing) ?? null;
    if (value === column.infrequentLevel) return "infrequent_sklearn";
    const category = column.categories[column.levels.indexOf(value)];
    if (category !== undefined) return category;
    throw new ModelsError({
      code: "invalidInput",
      what: "a number stands for no category",
      where: `${owner}, row ${i}, column ${j}`,
      found: String(value),
      fix: `give whole numbers from 0 to ${column.count - 1}`,
    });
  }
}

/** How a saved ordinal encoder is read. */
export const ordinalEncoderKind = {
  kind: "ordinalEncoder",
  fromState: (saved: SavedModel): OrdinalEncoderModel => {
    const read = new StateReader(saved);
    const unknown = read.value("unknownValue");
    const settings = {
      handleUnknown: read.text("handleUnknown") === "error" ? "error" : "use_encoded_value",
      unknownValue: typeof unknown === "number" ? unknown : undefined,
      encodedMissingValue: read.number("encodedMissingValue"),
    } as const;
    const categories = read.list("categories") as readonly (readonly Category[])[];
    const rare = read.list("rare") as readonly (readonly boolean[])[];
    const levels = categories.map((each, j) =>
      grouped(
        each.filter((category) => !isMissing(category)),
        rare[j] ?? [],
      ),
    );
    return new OrdinalEncoderModel(settings, { categories, levels }, read.optionalTexts("featureNamesIn"));
  },
} as const;
