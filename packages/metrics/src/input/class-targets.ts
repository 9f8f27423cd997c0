import { encodeLabels } from "@mlsys/core";
import type { Label, LabelArray, Matrix, MatrixLike } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";
import { asMatrix, checkNotEmpty, checkSameLength, isTwoDimensional } from "./numbers.ts";
import type { NumberArray } from "./numbers.ts";
import { readWeights } from "./weights.ts";

/** Class labels, one per row; or, with several labels a row, a matrix of 0 and 1, one column per label. */
export type LabelRows = LabelArray | MatrixLike | readonly (readonly number[])[];

/** True and predicted classes as codes, with the classes that occur on either side, ascending. */
export interface ClassTargets {
  readonly kind: "classes";
  readonly n: number;
  readonly classes: readonly Label[];
  readonly yTrue: Int32Array;
  readonly yPred: Int32Array;
  readonly weights: Float64Array | undefined;
}

/** True and predicted labels as rows of 0 and 1. */
export interface IndicatorTargets {
  readonly kind: "multilabel";
  readonly n: number;
  readonly labels: number;
  readonly yTrue: Uint8Array;
  readonly yPred: Uint8Array;
  readonly weights: Float64Array | undefined;
}

export type Targets = ClassTargets | IndicatorTargets;

/** True and predicted labels, of whichever kind. */
export function readTargets(
  owner: string,
  yTrue: LabelRows,
  yPred: LabelRows,
  sampleWeight: NumberArray | null | undefined,
): Targets {
  const [isTruthWide, isPredictedWide] = [isTwoDimensional(yTrue), isTwoDimensional(yPred)];
  if (isTruthWide !== isPredictedWide) throw mixture(owner);
  return isTruthWide
    ? readIndicators(owner, yTrue as MatrixLike, yPred as MatrixLike, sampleWeight)
    : readClasses(owner, yTrue, yPred, sampleWeight);
}

/** True and predicted classes, one per row. */
export function readClasses(
  owner: string,
  yTrue: LabelRows,
  yPred: LabelRows,
  sampleWeight: NumberArray | null | undefined,
): ClassTargets {
  if (isTwoDimensional(yTrue) || isTwoDimensional(yPred)) {
    throw new MetricsError({
      code: "unsupportedTarget",
      what: "several labels a row are not supported",
      where: owner,
      fix: "give one label per row",
    });
  }
  const { classes, codes } = encodeLabels(
    owner,
    { yTrue: yTrue as LabelArray, yPred: yPred as LabelArray },
    MetricsError,
  );
  const n = codes.yTrue.length;
  checkNotEmpty(owner, "yTrue", n);
  checkSameLength(owner, "yPred", codes.yPred.length, n);
  checkNoFractions(owner, classes, codes);
  return { kind: "classes", n, classes, ...codes, weights: readWeights(owner, sampleWeight, n) };
}

/** Numbers with a fraction are scores or targets of a regression, not classes. */
function checkNoFractions(
  owner: string,
  classes: readonly Label[],
  codes: Readonly<Record<"yTrue" | "yPred", Int32Array>>,
): void {
  const code = classes.findIndex((label) => typeof label === "number" && !Number.isInteger(label));
  if (code < 0) return;
  const argument = codes.yTrue.includes(code) ? "yTrue" : "yPred";
  const index = codes[argument].indexOf(code);
  throw new MetricsError({
    code: "unsupportedTarget",
    what: "a number with a fraction is no class",
    where: `${owner}, ${argument}[${index}]`,
    found: String(classes[code]),
    fix: "give whole numbers, texts or truth values; turn scores into classes with a threshold first",
    details: { owner, argument, index },
  });
}

function readIndicators(
  owner: string,
  yTrue: MatrixLike,
  yPred: MatrixLike,
  sampleWeight: NumberArray | null | undefined,
): IndicatorTargets {
  const truth = asMatrix(owner, "yTrue", yTrue);
  const predicted = asMatrix(owner, "yPred", yPred);
  checkNotEmpty(owner, "yTrue", truth.rows);
  checkSameLength(owner, "yPred", predicted.rows, truth.rows);
  if (truth.cols !== predicted.cols) {
    throw new MetricsError({
      code: "shapeMismatch",
      what: "yTrue and yPred have different numbers of labels",
      where: owner,
      found: `${truth.cols} and ${predicted.cols}`,
      fix: "give one column per label on both sides",
    });
  }
  return {
    kind: "multilabel",
    n: truth.rows,
    labels: truth.cols,
    yTrue: indicatorsOf(owner, "yTrue", truth),
    yPred: indicatorsOf(owner, "yPred", predicted),
    weights: readWeights(owner, sampleWeight, truth.rows),
  };
}

/** The entries of a matrix of 0 and 1, row by row. */
export function indicatorsOf(owner: string, argument: string, matrix: Matrix): Uint8Array {
  const bits = new Uint8Array(matrix.data.length);
  for (let i = 0; i < bits.length; i++) {
    const value = matrix.data[i];
    if (value !== 0 && value !== 1) {
      throw new MetricsError({
        code: "unsupportedTarget",
        what: "an entry of a label matrix is neither 0 nor 1",
        where: `${owner}, ${argument}[${Math.floor(i / matrix.cols)}]`,
        found: String(value),
        fix: "give a matrix of 0 and 1, one column per label, or one label per row",
        details: { owner, argument, index: Math.floor(i / matrix.cols), column: i % matrix.cols },
      });
    }
    bits[i] = value;
  }
  return bits;
}

function mixture(owner: string): MetricsError {
  return new MetricsError({
    code: "shapeMismatch",
    what: "one side has one label a row and the other several",
    where: owner,
    fix: "give both in the same form",
  });
}

/** The position of a label among the classes, or -1; truth values count as 0 and 1 among numbers. */
export function positionOf(classes: readonly Label[], label: Label): number {
  const exact = classes.indexOf(label);
  if (exact >= 0 || typeof label === "string") return exact;
  return classes.findIndex((each) => typeof each !== "string" && Number(each) === Number(label));
}
