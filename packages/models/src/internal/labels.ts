import { Column, encodeLabels, showValue } from "@mlsys/core";
import type { Label, Matrix } from "@mlsys/core";
import type { LabelsLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { largestColumns } from "./log-sum-exp.ts";

/** y of a classification: the sorted labels, and the place of each row's label among them. */
export interface EncodedTarget<L extends Label> {
  readonly classes: readonly L[];
  readonly codes: Int32Array;
}

interface LabelRules {
  /** Whether a single class is enough. Default: no. */
  readonly allowOneClass?: boolean;
  /** Whether numbers with a fraction are labels. Default: no, they look like the target of a regression. */
  readonly allowFractions?: boolean;
}

export function labelsToFit<L extends Label>(
  owner: string,
  y: LabelsLike<L>,
  rows: number,
  { allowOneClass = false, allowFractions = false }: LabelRules = {},
): EncodedTarget<L> {
  const where = `${owner}, y`;
  assertLabels(y, rows, where);
  const { classes, codes } = encoded(owner, y);
  if (!allowFractions) assertNoFractions(classes, codes.y, where);
  if (classes.length < 2 && !allowOneClass) {
    throw new ModelsError({
      code: "singleClass",
      what: "y holds one class only",
      where,
      found: classes.map((label) => JSON.stringify(label)).join(),
      fix: "give rows of at least two classes",
    });
  }
  return { classes: classes as readonly L[], codes: codes.y };
}

function encoded<L extends Label>(owner: string, y: LabelsLike<L>) {
  try {
    return encodeLabels(owner, { y }, ModelsError);
  } catch (error) {
    throw asMixedLabels(error, owner, y);
  }
}

/** Labels of two types are told as such. */
function asMixedLabels(error: unknown, owner: string, y: LabelsLike<Label>): unknown {
  const index = error instanceof ModelsError ? error.details["index"] : undefined;
  if (typeof index !== "number") return error;
  const [first, other]: unknown[] = [0, index].map((i) => (y instanceof Column ? y.at(i) : y[i]));
  const isLabel = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
  if (!isLabel(first) || !isLabel(other) || typeof first === typeof other) return error;
  return new ModelsError({
    code: "mixedLabels",
    what: "y holds labels of two types",
    where: `${owner}, y[${index}]`,
    found: `${showValue(other)} after ${showValue(first)}`,
    fix: "give labels that are all texts, all finite numbers or all truth values",
    details: { index },
    cause: error,
  });
}

function assertNoFractions(classes: readonly Label[], codes: Int32Array, where: string): void {
  const code = classes.findIndex((label) => typeof label === "number" && !Number.isInteger(label));
  if (code < 0) return;
  const index = codes.indexOf(code);
  throw new ModelsError({
    code: "invalidInput",
    what: "y holds numbers with fractions, which are no classes",
    where: `${where}[${index}]`,
    found: String(classes[code]),
    fix: "take a regressor, or turn the numbers into labels",
    details: { index },
  });
}

/** The labels of a first call, sorted. */
export function classesToFit<L extends Label>(
  owner: string,
  options: { readonly classes?: readonly L[] } | null | undefined,
): readonly L[] {
  const given = options?.classes;
  if (given !== undefined && given.length > 1) {
    const classes = encodeLabels(owner, { classes: given }, ModelsError).classes as readonly L[];
    if (classes.length === given.length) return classes;
  }
  throw new ModelsError({
    code: "noLabels",
    what: "the labels that there will be are not named",
    where: `${owner}, classes`,
    found: given === undefined ? "none" : `${given.length}`,
    fix: "give classes, the first time: at least two labels, each once",
  });
}

/** The place of each row's label among known ones. */
export function knownCodes<L extends Label>(
  owner: string,
  y: LabelsLike<L>,
  rows: number,
  classes: readonly L[],
): Int32Array {
  const where = `${owner}, y`;
  assertLabels(y, rows, where);
  const places = new Map<unknown, number>(classes.map((label, code) => [label, code]));
  return Int32Array.from({ length: rows }, (_, i) => {
    const label: unknown = y instanceof Column ? y.at(i) : y[i];
    const code = places.get(label);
    if (code !== undefined) return code;
    throw new ModelsError({
      code: "invalidInput",
      what: "y holds a label that is not among the classes",
      where: `${where}[${i}]`,
      found: showValue(label),
      fix: "name all labels that there will be in classes, at the first call",
      details: { index: i },
    });
  });
}

/** The label of each row's highest score, of equal ones the first; a single column has the scores of the second of two classes. */
export function labelsByScores<L extends Label>(classes: readonly L[], scores: Matrix): L[] {
  const { rows, cols, data } = scores;
  if (cols > 2 || classes.length === 1) return labelsOf(classes, largestColumns(scores));
  const [first, second] = classes as readonly [L, L];
  const labels = new Array<L>(rows);
  if (cols === 1) for (let i = 0; i < rows; i++) labels[i] = (data[i] as number) > 0 ? second : first;
  else
    for (let i = 0; i < rows; i++) labels[i] = (data[2 * i + 1] as number) > (data[2 * i] as number) ? second : first;
  return labels;
}

/** The label of each code. */
function labelsOf<L extends Label>(classes: readonly L[], codes: Int32Array): L[] {
  const labels = new Array<L>(codes.length);
  for (let i = 0; i < codes.length; i++) labels[i] = classes[codes[i] as number] as L;
  return labels;
}

/** The weighted share of rows whose label was predicted. */
export function accuracy<L extends Label>(
  owner: string,
  predicted: readonly L[],
  y: LabelsLike<L>,
  weights: Float64Array | undefined,
): number {
  assertLabels(y, predicted.length, `${owner}, y`);
  const [said, truth]: unknown[] = [predicted[0], y instanceof Column ? y.at(0) : y[0]];
  if (said !== undefined && (typeof said === "string") !== (typeof truth === "string")) {
    throw new ModelsError({
      code: "mixedLabels",
      what: "y is of another type than the classes",
      where: `${owner}, y[0]`,
      found: `${showValue(truth)} where ${showValue(said)} is predicted`,
      fix: "give labels of the type that the model was fitted on",
    });
  }
  let [hits, total] = [0, 0];
  for (let i = 0; i < predicted.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    total += weight;
    if (predicted[i] === (y instanceof Column ? y.at(i) : y[i])) hits += weight;
  }
  return hits / total;
}

function assertLabels(y: unknown, rows: number, where: string): void {
  const length = typeof y === "object" && y !== null && "length" in y ? Number(y.length) : undefined;
  if (length === rows) return;
  throw new ModelsError({
    code: length === undefined ? "noLabels" : "lengthMismatch",
    what:
      length !== undefined
        ? "y and X differ in length"
        : y === undefined || y === null
          ? "y is missing"
          : "y is no array of labels",
    where,
    found: length === undefined ? showValue(y) : `${length} labels for ${rows} rows`,
    fix: "give one label per row of X",
  });
}
