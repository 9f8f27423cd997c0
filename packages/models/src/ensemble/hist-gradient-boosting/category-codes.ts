import { Matrix } from "@mlsys/core";
import { ModelsError } from "../../models-error.ts";

/** Which features hold categories, and how rows are put for the trees: those with categories first, as codes. */
export interface CategoryCodes {
  /** The features, categorical ones first. */
  readonly order: Int32Array;
  /** The categories of each categorical feature, ascending; their places are the codes. */
  readonly categories: readonly Float64Array[];
}

/** The option that names the features with categories: their places, their names, or true for each. */
export type CategoricalFeatures = readonly number[] | readonly string[] | readonly boolean[] | null;

export function learnCategories(
  owner: string,
  X: Matrix,
  option: CategoricalFeatures,
  names: readonly string[] | undefined,
  maxBins: number,
): CategoryCodes | undefined {
  const isCategorical = markedFeatures(owner, X.cols, option, names);
  if (!isCategorical.includes(true)) return undefined;
  const places = [...isCategorical.keys()];
  const marked = places.filter((j) => isCategorical[j]);
  const categories = marked.map((j) => distinctOf(X.column(j)));
  const tooMany = categories.findIndex((each) => each.length > maxBins);
  if (tooMany >= 0) {
    throw new ModelsError({
      code: "invalidInput",
      what: "a feature has more categories than bins",
      where: `${owner}, X, column ${marked[tooMany] ?? 0}`,
      found: `${categories[tooMany]?.length ?? 0} categories for ${maxBins} bins`,
      fix: "group rare categories, or treat the feature as a number",
    });
  }
  return { order: Int32Array.from([...marked, ...places.filter((j) => !isCategorical[j])]), categories };
}

/** The rows as the trees see them. A category that was not in the fit is a missing number. */
export function encodeRows(X: Matrix, codes: CategoryCodes | undefined): Matrix {
  if (codes === undefined) return X;
  const encoded = new Matrix(X.rows, X.cols);
  const maps = codes.categories.map((values) => new Map(Array.from(values, (value, code) => [value, code])));
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.cols; j++) {
      const value = X.data[i * X.cols + (codes.order[j] as number)] as number;
      const map = maps[j];
      encoded.data[i * X.cols + j] = map === undefined ? value : (map.get(value) ?? NaN);
    }
  }
  return encoded;
}

function markedFeatures(
  owner: string,
  cols: number,
  option: CategoricalFeatures,
  names: readonly string[] | undefined,
): boolean[] {
  const marked = new Array<boolean>(cols).fill(false);
  if (option === null) return marked;
  const isMask = option.length === cols && option.every((each) => typeof each === "boolean");
  if (isMask) return [...option];
  for (const each of option) {
    const at = typeof each === "string" ? (names?.indexOf(each) ?? -1) : each;
    if (typeof at !== "number" || !(at >= 0 && at < cols)) throw noFeature(owner, each, cols, names);
    marked[at] = true;
  }
  return marked;
}

function noFeature(owner: string, found: unknown, cols: number, names: readonly string[] | undefined): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: "categoricalFeatures does not fit the data",
    where: owner,
    found: JSON.stringify(found),
    fix: names === undefined ? `give places from 0 to ${cols - 1}` : `give places or names of ${names.join(", ")}`,
  });
}

function distinctOf(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
}
