import type { Label } from "@mlsys/core";
import type { LabelsLike } from "../estimator.ts";
import { classWeightsOf } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { isLabelRows, labelRowsToFit } from "../internal/label-rows.ts";
import type { EncodedOutputs, LabelRowsLike } from "../internal/label-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { ModelsError } from "../models-error.ts";
import type { TreeTarget } from "./tree-target.ts";

/** The criteria of classification, by scikit-learn's names. */
export type ClassCriterion = "gini" | "entropy" | "log_loss";

/** Weights of classes; with several outputs `"balanced"`, or one record for each of them. */
export type TreeClassWeightOption = ClassWeightOption | readonly Readonly<Record<string, number>>[];

/** y of a classification by trees. */
export interface ClassTarget extends EncodedOutputs {
  readonly target: TreeTarget;
  readonly isSingle: boolean;
}

/** Reads one label a row, or several. */
export function classTarget(
  owner: string,
  y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
  rows: number,
): ClassTarget {
  if (isLabelRows(y)) {
    const { classes, codes } = labelRowsToFit(owner, y, rows);
    const places = Math.max(...classes.map(({ length }) => length));
    const [outputs, all] = [codes.length, new Int32Array(rows * codes.length)];
    codes.forEach((own, k) => own.forEach((code, i) => (all[i * outputs + k] = k * places + code)));
    return { classes, codes, target: { y: all, outputs, places }, isSingle: false };
  }
  const { classes, codes } = labelsToFit(owner, y, rows, { allowOneClass: true });
  const target = { y: codes, outputs: 1, places: classes.length };
  return { classes: [classes], codes: [codes], target, isSingle: true };
}

/** What each row weighs by its classes; with several outputs the product. Balanced classes are counted by `counted`. */
export function weightsByClass(
  owner: string,
  option: TreeClassWeightOption,
  { classes, codes, isSingle }: ClassTarget,
  counted: Float64Array | undefined,
): Float64Array | undefined {
  if (option === null) return undefined;
  const rows = codes[0]?.length ?? 0;
  const options = optionsOf(owner, option, codes.length, isSingle);
  const own = counted ?? new Float64Array(rows).fill(1);
  const weights = new Float64Array(rows).fill(1);
  codes.forEach((code, k) => {
    const byClass = classWeightsOf(owner, options[k] ?? null, classes[k] ?? [], code, own);
    for (let i = 0; i < rows; i++) weights[i] = (weights[i] as number) * (byClass[code[i] as number] as number);
  });
  return weights;
}

function optionsOf(
  owner: string,
  option: NonNullable<TreeClassWeightOption>,
  outputs: number,
  isSingle: boolean,
): readonly ClassWeightOption[] {
  if (option === "balanced") return Array.from({ length: outputs }, () => option);
  const isList = isWeightList(option);
  if (isSingle && !isList) return [option];
  if (!isSingle && isList && option.length === outputs) return option;
  throw new ModelsError({
    code: "invalidOption",
    what: "classWeight does not fit y",
    where: owner,
    found: `${isList ? `${option.length} records` : "one record"} for ${isSingle ? "one label" : `${outputs} labels`} a row`,
    fix: isSingle ? "give one record of weights by label" : 'give one record an output, or "balanced"',
  });
}

function isWeightList(
  option: NonNullable<TreeClassWeightOption>,
): option is readonly Readonly<Record<string, number>>[] {
  return Array.isArray(option);
}

/** The product of two weights a row, where there are such. */
export function weightProduct(a: Float64Array | undefined, b: Float64Array | undefined): Float64Array | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.map((each, i) => each * (b[i] as number));
}
