import { CoreError } from "../errors/core-error.ts";
import type { MlsysError, MlsysErrorParts } from "../errors/mlsys-error.ts";
import { showValue } from "../errors/show-value.ts";
import { compareCodePoints } from "../hashing/code-points.ts";
import { Column } from "../table/column.ts";
import { DictionaryColumn } from "../table/dictionary-column.ts";
import { NumericColumn } from "../table/numeric-column.ts";

/** A class label, a group, a stratum. */
export type Label = string | number | boolean;

/** Where labels are read from: an array, a typed array, a column of a table. */
export type LabelArray = ArrayLike<unknown> | Column;

/** Labels as positions among the distinct ones. */
export interface EncodedLabels<Name extends string = string> {
  /** The distinct labels of all arrays, ascending: numbers by value, text by code point, false before true. */
  readonly classes: readonly Label[];
  /** Per array, the position of each label in `classes`. Not to be written to: they may be the labels themselves. */
  readonly codes: Readonly<Record<Name, Int32Array>>;
}

/** An error class that takes the code `"invalidInput"`. */
export type InputErrorClass = new (parts: MlsysErrorParts<"invalidInput">) => MlsysError;

/**
 * Turns labels into integer codes, once, so that what counts and compares them works on typed arrays. Several arrays share one
 * set of classes. The labels are all texts, all numbers or all truth values; among numbers, truth values count as 0 and 1.
 *
 * @param owner - the name of the function, for the message.
 * @param arrays - the arrays by name.
 * @param ErrorClass - the error class to throw. Default {@link CoreError}.
 * @returns the distinct labels in ascending order, and the codes of each array.
 * @throws {CoreError} `invalidInput` (or the class given) when a label is missing, not finite, of another kind than the others,
 * or no label at all; `details.argument` and `details.index` say which.
 *
 * @example
 * ```ts
 * import { encodeLabels } from "@mlsys/core";
 *
 * const { classes, codes } = encodeLabels("accuracy", { yTrue: ["b", "a", "b"], yPred: ["c", "a", "b"] });
 * classes; // => ["a", "b", "c"]
 * codes.yTrue; // => Int32Array.of(1, 0, 1)
 * codes.yPred; // => Int32Array.of(2, 0, 1)
 * ```
 */
export function encodeLabels<Name extends string>(
  owner: string,
  arrays: Readonly<Record<Name, LabelArray>>,
  ErrorClass: InputErrorClass = CoreError,
): EncodedLabels<Name> {
  const entries = Object.entries(arrays) as [Name, LabelArray][];
  for (const [name, values] of entries) if (!isLabelArray(values)) throw noLabels(owner, name, values, ErrorClass);
  const sources = entries.map(([name, values]) => sourceOf(name, values));
  const refuse = refusal(owner, ErrorClass);
  const kinds = new Set(sources.filter((source) => source.values.length > 0).map((source) => kindOf(source, refuse)));
  if (kinds.has("string") && kinds.size > 1) throw mixture(sources, refuse);
  const encoded = kinds.has("string") ? encodeTexts(sources, refuse) : encodeNumbers(sources, refuse);
  const classes =
    kinds.size === 1 && kinds.has("boolean") ? encoded.classes.map((value) => value === 1) : encoded.classes;
  const codes = Object.fromEntries(sources.map(({ name }, at) => [name, encoded.codes[at]]));
  return { classes, codes: codes as Record<Name, Int32Array> };
}

type Kind = "string" | "number" | "boolean";

interface Source {
  readonly name: string;
  readonly values: ArrayLike<unknown>;
  readonly dictionary: DictionaryColumn | undefined;
}

interface Encoded {
  readonly classes: readonly Label[];
  readonly codes: readonly Int32Array[];
}

type Refuse = (source: Source, index: number) => MlsysError;

function isLabelArray(values: unknown): values is LabelArray {
  return typeof values === "object" && values !== null && "length" in values;
}

function sourceOf(name: string, values: LabelArray): Source {
  if (!(values instanceof Column)) return { name, values, dictionary: undefined };
  if (values instanceof DictionaryColumn && values.nullCount === 0)
    return { name, values: values.codes, dictionary: values };
  const plain =
    values instanceof NumericColumn && values.nullCount === 0 && typeof values.values[0] === "number"
      ? values.values
      : values.toArray();
  return { name, values: plain, dictionary: undefined };
}

function kindOf(source: Source, refuse: Refuse): Kind {
  if (source.dictionary !== undefined) return "string";
  const kind = typeof source.values[0];
  if (kind === "string" || kind === "number" || kind === "boolean") return kind;
  throw refuse(source, 0);
}

function encodeTexts(sources: readonly Source[], refuse: Refuse): Encoded {
  const positions = new Map<string, number>();
  const codes = sources.map((source) =>
    source.dictionary === undefined
      ? codesOfTexts(source, positions, refuse)
      : codesOfDictionary(source.dictionary, positions),
  );
  const found = [...positions.keys()];
  const classes = [...found].sort(compareCodePoints);
  classes.forEach((text, rank) => positions.set(text, rank));
  const ranks = Int32Array.from(found, (text) => positions.get(text) ?? 0);
  if (ranks.some((rank, at) => rank !== at)) for (const each of codes) translate(each, ranks);
  return { classes, codes };
}

function codesOfTexts(source: Source, positions: Map<string, number>, refuse: Refuse): Int32Array {
  const { values } = source;
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "string") throw refuse(source, i);
    let code = positions.get(value);
    if (code === undefined) positions.set(value, (code = positions.size));
    codes[i] = code;
  }
  return codes;
}

function codesOfDictionary({ codes, categories }: DictionaryColumn, positions: Map<string, number>): Int32Array {
  const position = new Int32Array(categories.length).fill(-1);
  const translated = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const own = codes[i] ?? 0;
    let code = position[own] ?? -1;
    if (code < 0) {
      const text = categories[own] ?? "";
      code = positions.get(text) ?? positions.size;
      positions.set(text, code);
      position[own] = code;
    }
    translated[i] = code;
  }
  return translated;
}

function translate(codes: Int32Array, ranks: Int32Array): void {
  for (let i = 0; i < codes.length; i++) codes[i] = ranks[codes[i] as number] as number;
}

function encodeNumbers(sources: readonly Source[], refuse: Refuse): Encoded {
  const integers = allIntegers(sources);
  if (integers === undefined) return encodeByMap(sources.map((source) => doublesOf(source, refuse)));
  const ranges = integers.map(rangeOf);
  const min = Math.min(...ranges.map((range) => range.min));
  const max = Math.max(...ranges.map((range) => range.max));
  const length = integers.reduce((sum, values) => sum + values.length, 0);
  return max - min <= Math.max(1024, 2 * length) ? encodeByTable(integers, min, max) : encodeByMap(integers);
}

/** Everything as 32-bit integers, so that the loops below meet one kind of array only; undefined where something is none. */
function allIntegers(sources: readonly Source[]): Int32Array[] | undefined {
  const integers: Int32Array[] = [];
  for (const { values } of sources) {
    const own = integersOf(values);
    if (own === undefined) return undefined;
    integers.push(own);
  }
  return integers;
}

function integersOf(values: ArrayLike<unknown>): Int32Array | undefined {
  if (values instanceof Int32Array) return values;
  if (isSmallIntegers(values)) return new Int32Array(values);
  const integers = new Int32Array(values.length);
  for (let i = 0; i < integers.length; i++) {
    const value = values[i];
    if (typeof value === "number" && value === (value | 0)) integers[i] = value;
    else if (typeof value === "boolean") integers[i] = value ? 1 : 0;
    else return undefined;
  }
  return integers;
}

function isSmallIntegers(values: ArrayLike<unknown>): values is Int8Array | Int16Array | Uint8Array | Uint16Array {
  return (
    values instanceof Int8Array ||
    values instanceof Int16Array ||
    values instanceof Uint8Array ||
    values instanceof Uint16Array
  );
}

function doublesOf(source: Source, refuse: Refuse): Float64Array {
  const { values } = source;
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < doubles.length; i++) {
    const value = values[i];
    const double = typeof value === "boolean" ? Number(value) : value;
    if (typeof double !== "number" || !Number.isFinite(double)) throw refuse(source, i);
    doubles[i] = double;
  }
  return doubles;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function rangeOf(values: Int32Array): Range {
  if (values.length === 0) return { min: Infinity, max: -Infinity };
  let min = values[0] as number;
  let max = min;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Integers of a small range: the label itself is the place in a table. */
function encodeByTable(integers: readonly Int32Array[], min: number, max: number): Encoded {
  if (max < min) return { classes: [], codes: integers.map(() => new Int32Array(0)) };
  const marks = new Uint8Array(max - min + 1);
  for (const values of integers) mark(values, min, marks);
  const ranks = new Int32Array(marks.length);
  const classes: number[] = [];
  for (let place = 0; place < marks.length; place++) {
    if (marks[place] === 0) continue;
    ranks[place] = classes.length;
    classes.push(place + min);
  }
  // Labels that are 0, 1, 2, … are their own codes.
  if (min === 0 && classes.length === marks.length) return { classes, codes: integers };
  return { classes, codes: integers.map((values) => ranksOf(values, min, ranks)) };
}

function mark(values: Int32Array, min: number, marks: Uint8Array): void {
  for (let i = 0; i < values.length; i++) marks[(values[i] as number) - min] = 1;
}

function ranksOf(values: Int32Array, min: number, ranks: Int32Array): Int32Array {
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = ranks[(values[i] as number) - min] as number;
  return codes;
}

function encodeByMap(numbers: readonly (Float64Array | Int32Array)[]): Encoded {
  const positions = new Map<number, number>();
  const codes = numbers.map((values) => {
    const own = new Int32Array(values.length);
    for (let i = 0; i < own.length; i++) {
      const value = values[i] as number;
      let code = positions.get(value);
      if (code === undefined) positions.set(value, (code = positions.size));
      own[i] = code;
    }
    return own;
  });
  const found = [...positions.keys()];
  const sorted = Float64Array.from(found).sort();
  sorted.forEach((value, rank) => positions.set(value, rank));
  const ranks = Int32Array.from(found, (value) => positions.get(value) ?? 0);
  for (const each of codes) translate(each, ranks);
  return { classes: Array.from(sorted, (value) => value + 0), codes };
}

function refusal(owner: string, ErrorClass: InputErrorClass): Refuse {
  return ({ name, values }, index) =>
    new ErrorClass({
      code: "invalidInput",
      what: values[index] === null || values[index] === undefined ? "a label is missing" : "a label is not accepted",
      where: `${owner}, ${name}[${index}]`,
      found: showValue(values[index]),
      fix: "give labels that are all texts, all finite numbers or all truth values",
      details: { owner, argument: name, index },
    });
}

function noLabels(owner: string, argument: string, values: unknown, ErrorClass: InputErrorClass): MlsysError {
  return new ErrorClass({
    code: "invalidInput",
    what: "these are no labels",
    where: `${owner}, ${argument}`,
    found: showValue(values),
    fix: "give an array, a typed array or a column, one label per row",
    details: { owner, argument },
  });
}

function mixture(sources: readonly Source[], refuse: Refuse): MlsysError {
  const odd = sources.find((source) => source.values.length > 0 && kindOf(source, refuse) !== "string");
  return refuse(odd ?? { name: "labels", values: [], dictionary: undefined }, 0);
}
