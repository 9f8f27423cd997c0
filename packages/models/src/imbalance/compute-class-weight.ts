import type { Label } from "@mlsys/core";
import type { LabelsLike, VectorLike } from "../estimator.ts";
import { classWeightsOf } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { classesToFit, knownCodes, labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";

/** The rows of which the weights of classes are worked out. */
export interface ClassWeightData<L extends Label> {
  /** The labels, in the order of the weights that are wanted. */
  readonly classes: readonly L[];
  /** One label a row. */
  readonly y: LabelsLike<L>;
  /** One weight a row, counted in place of rows by `"balanced"`. Default: all 1. */
  readonly sampleWeight?: VectorLike;
}

/**
 * The weight of each class.
 *
 * @param classWeight - `"balanced"`: rows ÷ (classes × rows of the class); or weights by label, 1 for a label left out; or null, all 1.
 * @param data - `classes`, `y`, `sampleWeight`.
 * @returns one weight a class, in the order of `classes`.
 * @throws {ModelsError} `noLabels`, `lengthMismatch`, `invalidInput` for a label outside of `classes`, `invalidOption` for a weight of one.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_class_weight.html
 *
 * @example
 * ```ts
 * import { computeClassWeight } from "@mlsys/models";
 *
 * computeClassWeight("balanced", { classes: ["a", "b"], y: ["a", "a", "a", "b"] }); // => Float64Array.of(2 / 3, 2)
 * ```
 */
export function computeClassWeight<L extends Label>(
  classWeight: ClassWeightOption,
  data: ClassWeightData<L>,
): Float64Array {
  const owner = "computeClassWeight";
  if (typeof data !== "object" || (data as unknown) === null)
    throw invalidArgument(owner, "data", "an object with classes and y", data);
  const { classes, y, sampleWeight } = data;
  const sorted = classesToFit(owner, data);
  const rows = countOf(owner, y);
  const codes = knownCodes(owner, y, rows, sorted);
  const own = weightsOf(owner, { sampleWeight }, rows) ?? new Float64Array(rows).fill(1);
  const weights = classWeightsOf(owner, classWeight, sorted, codes, own);
  return Float64Array.from(classes, (label) => weights[sorted.indexOf(label)] as number);
}

/**
 * The weight of each row's class, to be given as `sampleWeight`.
 *
 * @param classWeight - as of {@link computeClassWeight}.
 * @param y - one label a row.
 * @returns one weight a row.
 * @throws {ModelsError} `noLabels`, `invalidInput` when y is no list, `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_sample_weight.html
 *
 * @example
 * ```ts
 * import { computeSampleWeight } from "@mlsys/models";
 *
 * computeSampleWeight("balanced", [1, 1, 1, 0]); // => Float64Array.of(2 / 3, 2 / 3, 2 / 3, 2)
 * ```
 */
export function computeSampleWeight<L extends Label>(classWeight: ClassWeightOption, y: LabelsLike<L>): Float64Array {
  const owner = "computeSampleWeight";
  const { classes, codes } = labelsToFit(owner, y, countOf(owner, y), { allowOneClass: true, allowFractions: true });
  const weights = classWeightsOf(owner, classWeight, classes, codes, new Float64Array(codes.length).fill(1));
  return Float64Array.from(codes, (code) => weights[code] as number);
}

function countOf(owner: string, y: unknown): number {
  if (typeof y === "object" && y !== null && "length" in y && typeof y.length === "number") return y.length;
  throw invalidArgument(owner, "y", "a list of labels", y);
}
