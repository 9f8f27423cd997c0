import { boolean, either, oneOf, parseOptions, real, text } from "@mlsys/core";
import type { Transformer, TransformerModel } from "../estimator.ts";
import { categoricalColumns, columnsToFit, distinctCategories, isMissing } from "../internal/categorical-columns.ts";
import type { CategoriesLike, Category, CategoryColumn } from "../internal/categorical-columns.ts";
import { countsOf } from "../internal/category-levels.ts";
import { assertWidth, namesOfColumns } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { assertIndicated } from "./assert-indicated.ts";
import { transformerOf } from "./fitted-transformer.ts";

/** Options of `simpleImputer` for categories. */
export interface CategoryImputerOptions {
  /** What stands for a missing category: null, which NaN does then too, or a text. That it is no number says that X holds categories. */
  readonly missingValues: string | null;
  /** What fills a missing category: the column's most frequent one, of equally frequent ones that which sorts first, or `fillValue`. */
  readonly strategy: "most_frequent" | "constant";
  /** The category of strategy `"constant"`. Default `"missing_value"`. */
  readonly fillValue?: string | number | boolean;
  /** Whether to add a column of false and true for each column that had missing categories at the fit. Default false. */
  readonly addIndicator?: boolean;
  /**
   * Whether a column without any category is kept, filled with `fillValue` or, of strategy `"most_frequent"`, with 0; or dropped. Default
   * false, dropped.
   */
  readonly keepEmptyFeatures?: boolean;
}

const specs = () =>
  ({
    missingValues: { rule: either(text(), oneOf(null)), required: true },
    strategy: { rule: oneOf("most_frequent", "constant"), required: true },
    fillValue: { rule: either(text(), real(), boolean()), default: "missing_value" as string | number | boolean },
    addIndicator: { rule: boolean(), default: false },
    keepEmptyFeatures: { rule: boolean(), default: false },
  }) as const;

type Settings = Required<CategoryImputerOptions>;

/** An unfitted imputer of categories. */
export type CategoryImputer = Transformer<CategoriesLike, Category[][], CategoryImputerModel>;

/** Whether the options are those of an imputer of categories. */
export function isForCategories<Options extends { readonly missingValues?: unknown }>(
  options: Options | CategoryImputerOptions | null,
): options is CategoryImputerOptions {
  const missingValues = options?.missingValues;
  return missingValues === null || typeof missingValues === "string";
}

export function categoryImputer(options: CategoryImputerOptions): CategoryImputer {
  const settings: Settings = parseOptions("simpleImputer", options, specs(), ModelsError);
  return transformerOf("simpleImputer", { ...settings }, (X: CategoriesLike) => fitImputer(settings, X));
}

interface Learned {
  readonly statistics: readonly Category[];
  /** The columns that are left. */
  readonly kept: readonly number[];
  /** The columns that had missing categories at the fit. */
  readonly indicated: readonly number[];
  readonly featureNamesIn: readonly string[] | undefined;
}

type UseSettings = Pick<Settings, "missingValues" | "addIndicator">;

/** A fitted imputer of categories. */
export class CategoryImputerModel extends Fitted implements TransformerModel<CategoriesLike, Category[][]> {
  readonly kind = "simpleImputer";
  /** What fills each column; NaN for one that is dropped. */
  readonly statistics: readonly Category[];
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: UseSettings;
  private readonly places: Pick<Learned, "kept" | "indicated">;

  /** @internal */
  constructor(settings: UseSettings, { statistics, kept, indicated, featureNamesIn }: Learned) {
    super();
    this.settings = settings;
    this.statistics = statistics;
    this.places = { kept, indicated: settings.addIndicator ? indicated : [] };
    this.nFeaturesIn = statistics.length;
    this.featureNamesIn = featureNamesIn;
  }

  /** The names of the columns that are left, and of the indicators. */
  get featureNamesOut(): readonly string[] {
    const names = namesOfColumns(this);
    const { kept, indicated } = this.places;
    return [...kept.map((j) => names[j] ?? ""), ...indicated.map((j) => `missingindicator_${names[j] ?? ""}`)];
  }

  /**
   * Fills rows.
   *
   * @throws {ModelsError} `shapeMismatch`; `invalidInput` for what is no category.
   */
  transform(X: CategoriesLike): Category[][] {
    const owner = "simpleImputer.transform";
    const { columns, rows } = categoricalColumns(owner, X);
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, this.nFeaturesIn);
    const { kept, indicated } = this.places;
    const isGone = missingTest(this.settings.missingValues);
    const width = kept.length + indicated.length;
    const result = Array.from({ length: rows }, () => new Array<Category>(width));
    kept.forEach((from, to) => {
      const column = columns[from] ?? [];
      const statistic = this.statistics[from] ?? null;
      for (let i = 0; i < rows; i++) {
        const value = column[i] as Category;
        (result[i] as Category[])[to] = isGone(value) ? statistic : value;
      }
    });
    indicated.forEach((from, at) => {
      const column = columns[from] ?? [];
      for (let i = 0; i < rows; i++) (result[i] as Category[])[kept.length + at] = isGone(column[i] as Category);
    });
    return result;
  }

  /**
   * Filled rows with their missing categories again, as the indicators tell. A column that the fit dropped is missing; one without an
   * indicator stays filled.
   *
   * @throws {ModelsError} `notSupported` without `addIndicator`; `shapeMismatch`; `invalidInput` for what is no category.
   */
  inverseTransform(X: CategoriesLike): Category[][] {
    const owner = "simpleImputer.inverseTransform";
    const { addIndicator, missingValues } = this.settings;
    assertIndicated(owner, addIndicator);
    const { kept, indicated } = this.places;
    const { columns, rows } = categoricalColumns(owner, X);
    if (rows > 0) assertWidth(`${owner}, X`, columns.length, kept.length + indicated.length);
    const result = Array.from({ length: rows }, () => new Array<Category>(this.nFeaturesIn).fill(missingValues));
    result.forEach((row, i) => {
      kept.forEach((j, place) => (row[j] = columns[place]?.[i] as Category));
      indicated.forEach((j, place) => {
        if (columns[kept.length + place]?.[i] === true) row[j] = missingValues;
      });
    });
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      ...this.settings,
      categories: this.statistics,
      ...this.places,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

function missingTest(missingValues: string | null): (value: Category) => boolean {
  return missingValues === null ? isMissing : (value) => value === missingValues;
}

function fitImputer(settings: Settings, input: CategoriesLike): CategoryImputerModel {
  const { columns, names } = columnsToFit("simpleImputer.fit", input);
  const isGone = missingTest(settings.missingValues);
  const [kept, indicated]: [number[], number[]] = [[], []];
  const statistics = columns.map((column, j) => {
    const present: Category[] = [];
    for (let i = 0; i < column.length; i++) {
      const value = column[i] as Category;
      if (!isGone(value)) present.push(value);
    }
    if (present.length < column.length) indicated.push(j);
    if (present.length === 0 && !settings.keepEmptyFeatures) return NaN;
    kept.push(j);
    return statisticOf(settings, present, names === undefined ? `column ${j}` : `column ${JSON.stringify(names[j])}`);
  });
  return new CategoryImputerModel(settings, { statistics, kept, indicated, featureNamesIn: names });
}

function statisticOf({ strategy, fillValue }: Settings, present: CategoryColumn, where: string): Category {
  const categories = distinctCategories("simpleImputer.fit", present, where);
  if (strategy === "most_frequent") return mostFrequent(categories, present);
  const isText = categories.some((category) => typeof category === "string");
  if (categories.every((category) => isMissing(category)) || isText === (typeof fillValue === "string"))
    return fillValue;
  throw new ModelsError({
    code: "mixedLabels",
    what: "a column and fillValue mix texts and other values",
    where: `simpleImputer.fit, ${where}`,
    found: JSON.stringify(fillValue),
    fix: isText
      ? "give a text as fillValue"
      : "give a number or a truth value as fillValue, or turn the column into texts",
  });
}

/** The first of the categories that occur most often, which are sorted; 0 where there is none. */
function mostFrequent(categories: readonly Category[], present: CategoryColumn): Category {
  const counts = countsOf(categories, present);
  const most = counts.reduce((best, count) => Math.max(best, count), 0);
  return most === 0 ? 0 : (categories[counts.indexOf(most)] ?? null);
}

/** How a saved imputer of categories is read. */
export function readCategoryImputer(saved: SavedModel): CategoryImputerModel {
  const read = new StateReader(saved);
  const missingValues = read.value("missingValues") === null ? null : read.text("missingValues");
  return new CategoryImputerModel(
    { missingValues, addIndicator: read.boolean("addIndicator") },
    {
      statistics: read.list("categories") as readonly Category[],
      kept: read.numbers("kept"),
      indicated: read.numbers("indicated"),
      featureNamesIn: read.optionalTexts("featureNamesIn"),
    },
  );
}
