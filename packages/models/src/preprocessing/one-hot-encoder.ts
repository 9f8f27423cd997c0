import {
  boolean,
  CsrMatrix,
  either,
  integer,
  isCsrMatrix,
  oneOf,
  parseOptions,
  real,
  satisfying,
  silentLogger,
  toMatrixOrCsr,
} from "@mlsys/core";
import type { Logger, Matrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer, TransformerModel } from "../estimator.ts";
import { categoricalColumns, columnsToFit } from "../internal/categorical-columns.ts";
import type { CategoriesLike, Category, CategoryColumn } from "../internal/categorical-columns.ts";
import { codesOf, grouped, learnCategories, levelsOf, unknownCategory } from "../internal/category-levels.ts";
import type { CategoryLevels } from "../internal/category-levels.ts";
import { isListOfCategories, isLogger } from "../internal/option-rules.ts";
import { assertWidth } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link oneHotEncoder}. */
export interface OneHotEncoderOptions {
  /** The categories of each column, or `"auto"`: those found, sorted. Default `"auto"`. */
  readonly categories?: "auto" | readonly (readonly Category[])[];
  /** Which category of each column gets no output: none, the first, the first of two, or the ones listed. Default null. */
  readonly drop?: "first" | "if_binary" | readonly Category[] | null;
  /** Whether the output is sparse. Default true. */
  readonly sparseOutput?: boolean;
  /**
   * What a category does that the fit did not see: throw, become all zeros, or count as a rare one, where there are such; `"warn"` is the
   * last, and tells the logger. Default `"error"`.
   */
  readonly handleUnknown?: UnknownCategories;
  /** Categories in fewer rows (below 1: in a smaller share of rows) share one output. Default null. */
  readonly minFrequency?: number | null;
  /** The largest number of outputs a column, the shared one included. Default null. */
  readonly maxCategories?: number | null;
  /** How outputs are named: `"concat"`, or a function of the column's name and the category. Default `"concat"`: `city_Rome`. */
  readonly featureNameCombiner?: "concat" | FeatureNameCombiner;
  /** Where warnings go. Default: nowhere. */
  readonly logger?: Logger;
}

/** What becomes of categories that a fit did not see. */
export type UnknownCategories = "error" | "ignore" | "infrequent_if_exist" | "warn";

/** Names the output of a category of a column. */
export type FeatureNameCombiner = (feature: string, category: Category) => string;

const isCombiner = (value: unknown): value is FeatureNameCombiner => typeof value === "function";

const UNKNOWN = ["error", "ignore", "infrequent_if_exist", "warn"] as const;

const specs = () =>
  ({
    categories: {
      rule: either(oneOf("auto"), satisfying("an array of categories a column", isListOfCategories)),
      default: "auto",
    },
    drop: {
      rule: either(
        oneOf("first", "if_binary", null),
        satisfying("an array of categories", (value): value is readonly Category[] => Array.isArray(value)),
      ),
      default: null,
    },
    sparseOutput: { rule: boolean(), default: true },
    handleUnknown: { rule: oneOf(...UNKNOWN), default: "error" },
    minFrequency: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf(null)), default: null },
    maxCategories: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    featureNameCombiner: {
      rule: either(oneOf("concat"), satisfying("a function of a name and a category", isCombiner)),
      default: "concat",
    },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

interface Settings {
  readonly categories: "auto" | readonly (readonly Category[])[];
  readonly drop: "first" | "if_binary" | readonly Category[] | null;
  readonly sparseOutput: boolean;
  readonly handleUnknown: UnknownCategories;
  readonly minFrequency: number | null;
  readonly maxCategories: number | null;
  readonly featureNameCombiner: "concat" | FeatureNameCombiner;
  readonly logger: Logger;
}

type UseSettings = Pick<Settings, "sparseOutput" | "handleUnknown" | "featureNameCombiner" | "logger">;

/** An unfitted one-hot encoder. */
export type OneHotEncoder = Transformer<CategoriesLike, AnyMatrix, OneHotEncoderModel>;

/**
 * Gives each category of each column an output of its own, 1 where a row has it. A missing value (null, NaN) is a category too,
 * and sorts last.
 *
 * @param options - `categories`, `drop`, `sparseOutput`, `handleUnknown`, `minFrequency`, `maxCategories`,
 * `featureNameCombiner`, `logger`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.OneHotEncoder.html
 *
 * @example
 * ```ts
 * import { Table } from "@mlsys/core";
 * import { oneHotEncoder } from "@mlsys/models";
 *
 * const model = oneHotEncoder().fit(Table.from({ city: ["Rome", "Oslo", "Rome"] }));
 * model.featureNamesOut; // => ["city_Oslo", "city_Rome"]
 * model.transform([["Rome"]]).toArray(); // => [[0, 1]]
 * const named = oneHotEncoder({ featureNameCombiner: (feature, category) => `${feature} is ${String(category)}` });
 * named.fit([["Rome"]]).featureNamesOut; // => ["x0 is Rome"]
 * ```
 */
export function oneHotEncoder(options: OneHotEncoderOptions = {}): OneHotEncoder {
  const settings: Settings = parseOptions("oneHotEncoder", options, specs(), ModelsError);
  const fit = (X: CategoriesLike) => fitEncoder(settings, X);
  return withoutWeights({
    kind: "oneHotEncoder",
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

/** One column of the input: its levels, and the level without output. */
interface EncodedColumn extends CategoryLevels {
  readonly dropped: number | undefined;
}

/** A fitted one-hot encoder. */
export class OneHotEncoderModel extends Fitted implements TransformerModel<CategoriesLike, AnyMatrix> {
  readonly kind = "oneHotEncoder";
  /** The categories of each column. */
  readonly categories: readonly (readonly Category[])[];
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: UseSettings;
  private readonly columns: readonly EncodedColumn[];

  /** @internal */
  constructor(settings: UseSettings, columns: readonly EncodedColumn[], featureNamesIn: readonly string[] | undefined) {
    super();
    this.settings = settings;
    this.columns = columns;
    this.categories = columns.map(({ categories }) => categories);
    this.nFeaturesIn = columns.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** The place of the category without output in each column's categories; null where there is none. */
  get dropIdx(): readonly (number | null)[] {
    return this.columns.map(({ dropped, levels }) => (dropped === undefined ? null : levels.indexOf(dropped)));
  }

  /** The categories that share an output, column by column. */
  get infrequentCategories(): readonly (readonly Category[])[] {
    return this.columns.map(({ categories, levels, infrequentLevel }) =>
      categories.filter((_, i) => levels[i] === infrequentLevel),
    );
  }

  /** A name for each output: the column's name and the category. */
  get featureNamesOut(): readonly string[] {
    const { featureNameCombiner: combine } = this.settings;
    return this.columns.flatMap((column, j) => {
      const name = this.featureNamesIn?.[j] ?? `x${j}`;
      return outputLevels(column).map((level) => {
        const category =
          level === column.infrequentLevel
            ? "infrequent_sklearn"
            : (column.categories[column.levels.indexOf(level)] ?? null);
        return combine === "concat" ? `${name}_${nameOf(category)}` : combine(name, category);
      });
    });
  }

  /**
   * Encodes rows: rows × outputs, sparse unless told otherwise.
   *
   * @throws {ModelsError} `shapeMismatch`; `invalidInput` for a category that the fit did not see.
   */
  transform(X: CategoriesLike): AnyMatrix {
    const owner = "oneHotEncoder.transform";
    const { columns, rows } = categoricalColumns(owner, X);
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, this.nFeaturesIn);
    const places = this.columns.map((column, j) => this.placesOf(owner, column, columns[j] ?? [], j));
    if (this.settings.handleUnknown === "warn") this.warnOfUnknown(columns);
    const encoded = assembled(places, this.columns.map(widthOf), rows);
    return this.settings.sparseOutput ? encoded : encoded.toDense();
  }

  /**
   * The categories of encoded rows; null where a row has none.
   *
   * @throws {ModelsError} `shapeMismatch`.
   */
  inverseTransform(X: MatrixLike): Category[][] {
    const owner = "oneHotEncoder.inverseTransform";
    const encoded = toMatrixOrCsr(X, owner);
    const width = this.columns.reduce((sum, column) => sum + widthOf(column), 0);
    assertWidth(`${owner}, X`, encoded.cols, width);
    return decoded(isCsrMatrix(encoded) ? encoded.toDense() : encoded, this.columns);
  }

  private warnOfUnknown(columns: readonly CategoryColumn[]): void {
    const unknown = this.columns.flatMap(({ categories }, j) =>
      codesOf(categories, columns[j] ?? []).some((code) => code < 0) ? [j] : [],
    );
    if (unknown.length === 0) return;
    const message = `oneHotEncoder: columns ${unknown.join(", ")} hold categories that the fit did not see; they count as rare ones, where there are such, else as none`;
    this.settings.logger.warn(message, { code: "unknownCategory", columns: unknown });
  }

  /** Per row the output that is 1, −1 for none. */
  private placesOf(owner: string, column: EncodedColumn, values: CategoryColumn, j: number): Int32Array {
    const { handleUnknown } = this.settings;
    const codes = codesOf(column.categories, values);
    const fallback =
      handleUnknown === "infrequent_if_exist" || handleUnknown === "warn" ? column.infrequentLevel : undefined;
    // The last place is that of a category that is not known.
    const outputs = Int32Array.from([...column.levels, fallback], (level) => outputOf(column, level));
    const unknown = column.levels.length;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code < 0 && handleUnknown === "error") throw unknownCategory(owner, values[i] ?? null, i, j);
      codes[i] = outputs[code < 0 ? unknown : code] as number;
    }
    return codes;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    if (this.settings.featureNameCombiner !== "concat") {
      throw new ModelsError({
        code: "notSupported",
        what: "an encoder whose outputs a function names cannot be saved",
        where: "oneHotEncoder",
        fix: 'leave featureNameCombiner at "concat"',
      });
    }
    return {
      sparseOutput: this.settings.sparseOutput,
      handleUnknown: this.settings.handleUnknown,
      featureNamesIn: this.featureNamesIn ?? null,
      columns: this.columns.map(({ categories, levels, infrequentLevel, dropped }) => ({
        categories,
        rare: levels.map((level) => level === infrequentLevel),
        dropped: dropped ?? null,
      })),
    };
  }
}

function fitEncoder(settings: Settings, X: CategoriesLike): OneHotEncoderModel {
  const owner = "oneHotEncoder.fit";
  const input = columnsToFit(owner, X);
  const categories = learnCategories(owner, input, settings.categories, settings.handleUnknown !== "error");
  const levels = categories.map((each, j) => levelsOf(each, input.columns[j] ?? [], settings));
  const columns = levels.map((column, j) => ({ ...column, dropped: droppedLevel(owner, settings.drop, column, j) }));
  return new OneHotEncoderModel(settings, columns, input.names);
}

function droppedLevel(owner: string, drop: Settings["drop"], column: CategoryLevels, j: number): number | undefined {
  if (drop === null) return undefined;
  if (drop === "first") return 0;
  if (drop === "if_binary") return column.count === 2 ? 0 : undefined;
  const category = drop[j] ?? null;
  const place = codesOf(column.categories, [category])[0] ?? -1;
  if (place >= 0) return column.levels[place];
  throw new ModelsError({
    code: "invalidOption",
    what: "drop names a category that a column does not have",
    where: `${owner}, column ${j}`,
    found: JSON.stringify(category),
    fix: "name one category of each column",
  });
}

/** The output of a level, -1 where it has none. */
function outputOf({ dropped }: EncodedColumn, level: number | undefined): number {
  if (level === undefined || level === dropped) return -1;
  return dropped !== undefined && level > dropped ? level - 1 : level;
}

function outputLevels({ count, dropped }: EncodedColumn): number[] {
  return Array.from({ length: count }, (_, level) => level).filter((level) => level !== dropped);
}

function widthOf({ count, dropped }: EncodedColumn): number {
  return dropped === undefined ? count : count - 1;
}

function assembled(places: readonly Int32Array[], widths: readonly number[], rows: number): CsrMatrix {
  const indptr = new Int32Array(rows + 1);
  const indices = new Int32Array(rows * places.length);
  let size = 0;
  for (let i = 0; i < rows; i++) {
    let start = 0;
    for (let j = 0; j < places.length; j++) {
      const place = (places[j] as Int32Array)[i] as number;
      if (place >= 0) indices[size++] = start + place;
      start += widths[j] as number;
    }
    indptr[i + 1] = size;
  }
  const width = widths.reduce((sum, each) => sum + each, 0);
  const stored = size === indices.length ? indices : indices.slice(0, size);
  return new CsrMatrix(rows, width, new Float64Array(size).fill(1), stored, indptr);
}

/** The categories of rows: those of the first output of each column that is not 0. */
function decoded({ rows, cols, data }: Matrix, columns: readonly EncodedColumn[]): Category[][] {
  const known = columns.map(categoriesOfOutputs);
  const result = new Array<Category[]>(rows);
  for (let i = 0; i < rows; i++) {
    const row = new Array<Category>(known.length);
    for (let j = 0, start = i * cols; j < known.length; j++) {
      const categories = known[j] as readonly Category[];
      const width = categories.length - 1;
      let at = 0;
      while (at < width && data[start + at] === 0) at++;
      row[j] = categories[at] as Category;
      start += width;
    }
    result[i] = row;
  }
  return result;
}

/** The category of each output of a column; the last one is that of a row whose outputs are all 0. */
function categoriesOfOutputs(column: EncodedColumn): readonly Category[] {
  const { categories, levels, infrequentLevel } = column;
  return [...outputLevels(column), column.dropped].map((level) => {
    if (level === undefined) return null;
    return level === infrequentLevel ? "infrequent_sklearn" : (categories[levels.indexOf(level)] ?? null);
  });
}

function nameOf(category: Category): string {
  return category === null ? "None" : Number.isNaN(category) ? "nan" : String(category);
}

/** How a saved one-hot encoder is read. */
export const oneHotEncoderKind = {
  kind: "oneHotEncoder",
  fromState: (saved: SavedModel): OneHotEncoderModel => {
    const read = new StateReader(saved);
    const columns = read.records("columns").map((each) => {
      const column = new StateReader({ kind: saved.kind, version: 1, state: each });
      const rare = column.list("rare").map((value) => value === true);
      const dropped = column.value("dropped");
      const levels = grouped(column.list("categories") as readonly Category[], rare);
      return { ...levels, dropped: typeof dropped === "number" ? dropped : undefined };
    });
    const handleUnknown = UNKNOWN.find((each) => each === read.text("handleUnknown")) ?? "error";
    const sparseOutput = read.boolean("sparseOutput");
    const settings = { sparseOutput, handleUnknown, featureNameCombiner: "concat", logger: silentLogger } as const;
    return new OneHotEncoderModel(settings, columns, read.optionalTexts("featureNamesIn"));
  },
} as const;
