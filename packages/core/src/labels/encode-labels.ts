import { CoreError } from "../errors/core-error.ts";
import type { MlsysError, MlsysErrorParts } from "../errors/mlsys-error.ts";
import { showValue } from "../errors/show-value.ts";
import type { Column } from "../table/column.ts";
import { encodeNumbers } from "./encode-numbers.ts";
import { encodeTexts } from "./encode-texts.ts";
import { labelSource } from "./label-source.ts";
import type { LabelSource, RefuseLabel } from "./label-source.ts";

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
  /** Per array, how often each of `classes` occurs. */
  readonly counts: Readonly<Record<Name, Int32Array>>;
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
 * @returns the distinct labels in ascending order, and the codes and counts of each array.
 * @throws {CoreError} `invalidInput` (or the class given) when a label is missing, not finite, of another kind than the others,
 * or no label at all; `details.argument` and `details.index` say which.
 *
 * @example
 * ```ts
 * import { encodeLabels } from "@mlsys/core";
 *
 * const { classes, codes, counts } = encodeLabels("accuracy", { yTrue: ["b", "a", "b"], yPred: ["c", "a", "b"] });
 * classes; // => ["a", "b", "c"]
 * codes.yTrue; // => Int32Array.of(1, 0, 1)
 * codes.yPred; // => Int32Array.of(2, 0, 1)
 * counts.yTrue; // => Int32Array.of(1, 2, 0)
 * ```
 */
export function encodeLabels<Name extends string>(
  owner: string,
  arrays: Readonly<Record<Name, LabelArray>>,
  ErrorClass: InputErrorClass = CoreError,
): EncodedLabels<Name> {
  const entries = Object.entries(arrays) as [Name, LabelArray][];
  for (const [name, values] of entries) if (!isLabelArray(values)) throw noLabels(owner, name, values, ErrorClass);
  const sources = entries.map(([name, values]) => labelSource(name, values));
  const refuse = refusal(owner, ErrorClass);
  const kinds = new Set(sources.filter((source) => source.values.length > 0).map((source) => kindOf(source, refuse)));
  if (kinds.has("string") && kinds.size > 1) throw mixture(sources, refuse);
  const encoded = kinds.has("string") ? encodeTexts(sources, refuse) : encodeNumbers(sources, refuse);
  const classes =
    kinds.size === 1 && kinds.has("boolean") ? encoded.classes.map((value) => value === 1) : encoded.classes;
  const counts = encoded.counts ?? encoded.codes.map((codes) => countCodes(codes, classes.length));
  const byName = (arrays: readonly Int32Array[]): Record<Name, Int32Array> =>
    Object.fromEntries(sources.map(({ name }, at) => [name, arrays[at]])) as Record<Name, Int32Array>;
  return { classes, codes: byName(encoded.codes), counts: byName(counts) };
}

function countCodes(codes: Int32Array, classes: number): Int32Array {
  const counts = new Int32Array(classes);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

type Kind = "string" | "number" | "boolean";

function isLabelArray(values: unknown): values is LabelArray {
  return typeof values === "object" && values !== null && "length" in values;
}

function kindOf(source: LabelSource, refuse: RefuseLabel): Kind {
  if (source.dictionary !== undefined) return "string";
  const kind = typeof source.values[0];
  if (kind === "string" || kind === "number" || kind === "boolean") return kind;
  throw refuse(source, 0);
}

function refusal(owner: string, ErrorClass: InputErrorClass): RefuseLabel {
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

function mixture(sources: readonly LabelSource[], refuse: RefuseLabel): MlsysError {
  const odd = sources.find((source) => source.values.length > 0 && kindOf(source, refuse) !== "string");
  return refuse(odd ?? { name: "labels", values: [], dictionary: undefined }, 0);
}
