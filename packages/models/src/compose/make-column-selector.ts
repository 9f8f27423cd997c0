import { isTable, parseOptions, satisfying } from "@mlsys/core";
import type { ColumnType } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { ColumnSelector } from "./column-selection.ts";

/** What each type is one of. */
const KINDS: Readonly<Record<ColumnType, SelectedType>> = {
  float64: "number",
  float32: "number",
  int8: "number",
  int16: "number",
  int32: "number",
  int64: "number",
  uint8: "number",
  uint16: "number",
  uint32: "number",
  uint64: "number",
  boolean: "boolean",
  timestamp: "timestamp",
  text: "text",
  dictionary: "text",
  mixed: "mixed",
};

/** A type of column; `"number"` is each type of numbers, `"text"` stands for texts in a dictionary too. */
export type SelectedType = ColumnType | "number";

/** Options of {@link makeColumnSelector}; a column is selected where all hold. */
export interface ColumnSelectorOptions {
  /** What a name must match somewhere: a pattern, or its source. Default null, any. */
  readonly pattern?: string | RegExp | null;
  /** The types to take. Default null, all. */
  readonly dtypeInclude?: SelectedType | readonly SelectedType[] | null;
  /** The types to leave out. Default null, none. */
  readonly dtypeExclude?: SelectedType | readonly SelectedType[] | null;
}

const isPattern = (value: unknown): value is string | RegExp | null =>
  value === null || value instanceof RegExp || (typeof value === "string" && isSource(value));

const isType = (value: unknown): value is SelectedType =>
  value === "number" || (typeof value === "string" && Object.hasOwn(KINDS, value));

const isTypes = (value: unknown): value is SelectedType | readonly SelectedType[] | null =>
  value === null || isType(value) || (Array.isArray(value) && value.every(isType));

const typesRule = () => {
  const types = ["number", ...Object.keys(KINDS)].map((type) => `"${type}"`);
  return satisfying(`one or several of ${types.join(", ")}`, isTypes);
};

const specs = () =>
  ({
    pattern: { rule: satisfying("a RegExp, or its source", isPattern), default: null },
    dtypeInclude: { rule: typesRule(), default: null },
    dtypeExclude: { rule: typesRule(), default: null },
  }) as const;

/**
 * Chooses columns of a table by their types and names, for `columnTransformer`, at each fit.
 *
 * @param options - `pattern`, `dtypeInclude`, `dtypeExclude`.
 * @returns a function of a table, which gives the names of its columns.
 * @throws {ModelsError} `invalidOption`; the function, `invalidInput` for what has no column names.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.compose.make_column_selector.html
 *
 * @example
 * ```ts
 * import { columnTransformer, makeColumnSelector, oneHotEncoder, standardScaler } from "@mlsys/models";
 *
 * const model = columnTransformer({
 *   transformers: [
 *     ["scaled", standardScaler(), makeColumnSelector({ dtypeInclude: "number" })],
 *     ["coded", oneHotEncoder(), makeColumnSelector({ dtypeInclude: "text" })],
 *   ],
 * }).fit([{ amount: 1, city: "Rome" }, { amount: 3, city: "Oslo" }]);
 * model.featureNamesOut; // => ["scaled__amount", "coded__city_Oslo", "coded__city_Rome"]
 * ```
 */
export function makeColumnSelector(options: ColumnSelectorOptions = {}): ColumnSelector {
  const { pattern, dtypeInclude, dtypeExclude } = parseOptions("makeColumnSelector", options, specs(), ModelsError);
  const expression = pattern === null ? undefined : new RegExp(pattern, pattern instanceof RegExp ? undefined : "u");
  return (X) => {
    if (!isTable(X)) {
      throw new ModelsError({
        code: "invalidInput",
        what: "only a table has columns with names and types",
        where: "makeColumnSelector",
        found: "a matrix",
        fix: "give a table, or row objects",
      });
    }
    return X.columnNames.filter((name) => {
      const { type } = X.column(name);
      return (
        (expression === undefined || name.search(expression) >= 0) &&
        (dtypeInclude === null || isOneOf(type, dtypeInclude)) &&
        (dtypeExclude === null || !isOneOf(type, dtypeExclude))
      );
    });
  };
}

function isOneOf(type: ColumnType, types: SelectedType | readonly SelectedType[]): boolean {
  const all: readonly SelectedType[] = typeof types === "string" ? [types] : types;
  return all.some((each) => each === type || each === KINDS[type]);
}

function isSource(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
