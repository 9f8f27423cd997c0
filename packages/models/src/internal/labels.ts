import { Column, encodeLabels, showValue } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelsLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";

/** y of a classification: the sorted labels, and the place of each row's label among them. */
export interface EncodedTarget<L extends Label> {
  readonly classes: readonly L[];
  readonly codes: Int32Array;
}

interface LabelRules {
  /** Whether a single class is enough. Default: no. */
  readonly allowOneClass?: boolean;
}

export function labelsToFit<L extends Label>(
  owner: string,
  y: LabelsLike<L>,
  rows: number,
  { allowOneClass = false }: LabelRules = {},
): EncodedTarget<L> {
  const where = `${owner}, y`;
  assertLabels(y, rows, where);
  const { classes, codes } = encodeLabels(owner, { y }, ModelsError);
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

/** The labels of a first call, sorted. */
export function sortedClasses<L extends Label>(owner: string, given: readonly L[] | undefined): readonly L[] {
  if (given !== undefined && given.length > 1) {
    const classes = encodeLabels(owner, { classes: given }, ModelsError).classes as readonly L[];
    if (classes.length === given.length) return classes;
  }
  throw new ModelsError({
    code: "noLabels",
    what: "the first call of partialFit needs all labels that there will be",
    where: `${owner}, classes`,
    found: given === undefined ? "none" : `${given.length}`,
    fix: "give classes: at least two labels, each once",
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

/** The label of each code. */
export function labelsOf<L extends Label>(classes: readonly L[], codes: Int32Array): L[] {
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
    what: length === undefined ? "y is missing" : "y and X differ in length",
    where,
    found: length === undefined ? showValue(y) : `${length} labels for ${rows} rows`,
    fix: "give one label per row of X",
  });
}
