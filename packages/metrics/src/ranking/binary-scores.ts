import { encodeLabels } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { positionOf } from "../input/class-targets.ts";
import { checkNotEmpty, checkSameLength, isTwoDimensional, readMatrix, readNumbers } from "../input/numbers.ts";
import type { NumberArray, NumberRows } from "../input/numbers.ts";
import { readWeights } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";

/** Which rows are positive, and their scores. */
export interface BinaryScores {
  readonly classes: readonly Label[];
  readonly isPositive: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** True classes and the scores of the positive one. Without a positive label: the greater of two. */
export function readBinaryScores(
  owner: string,
  yTrue: LabelArray,
  yScore: NumberRows,
  options: {
    readonly sampleWeight: NumberArray | null | undefined;
    readonly posLabel?: Label | undefined;
    /** What the caller calls the scores. Default `"yScore"`. */
    readonly argument?: string;
  },
): BinaryScores {
  const { argument = "yScore" } = options;
  const scores = readScoreColumn(owner, yScore, argument);
  const { classes, codes } = encodeLabels(owner, { yTrue }, MetricsError);
  checkNotEmpty(owner, "yTrue", codes.yTrue.length);
  checkSameLength(owner, argument, scores.length, codes.yTrue.length);
  checkClasses(owner, classes, codes.yTrue, options.posLabel === undefined);
  const positive = options.posLabel === undefined ? usualPositive(owner, classes) : options.posLabel;
  const code = positionOf(classes, positive);
  return {
    classes,
    isPositive: indicators(codes.yTrue, code),
    scores,
    weights: readWeights(owner, options.sampleWeight, scores.length),
  };
}

export function indicators(codes: Int32Array, code: number): Uint8Array {
  const bits = new Uint8Array(codes.length);
  for (let i = 0; i < bits.length; i++) bits[i] = codes[i] === code ? 1 : 0;
  return bits;
}

export function readScoreColumn(owner: string, yScore: NumberRows, argument = "yScore"): Float64Array {
  if (!isTwoDimensional(yScore)) return readNumbers(owner, argument, yScore);
  const matrix = readMatrix(owner, argument, yScore);
  if (matrix.cols === 1) return matrix.data;
  throw new MetricsError({
    code: "shapeMismatch",
    what: "there are several scores a row",
    where: `${owner}, ${argument}`,
    found: `${matrix.cols} columns`,
    fix: "with two classes, give the score of the positive class alone",
    details: { owner, argument, columns: matrix.cols },
  });
}

function checkClasses(owner: string, classes: readonly Label[], codes: Int32Array, isBinary: boolean): void {
  const fraction = classes.findIndex((label) => typeof label === "number" && !Number.isInteger(label));
  if (fraction < 0 && (!isBinary || classes.length <= 2)) return;
  const index = codes.indexOf(Math.max(fraction, 0));
  throw new MetricsError({
    code: "unsupportedTarget",
    what: fraction < 0 ? "yTrue has more than two classes" : "a number with a fraction is no class",
    where: fraction < 0 ? owner : `${owner}, yTrue[${index}]`,
    found: fraction < 0 ? `${classes.length} classes` : String(classes[fraction]),
    fix:
      fraction < 0 ? "set posLabel to the class that counts as positive" : "give whole numbers, texts or truth values",
    details: { owner, argument: "yTrue", ...(fraction < 0 ? { classes: classes.length } : { index }) },
  });
}

/** 1 among 0 and 1, or -1 and 1; otherwise the caller must say. */
function usualPositive(owner: string, classes: readonly Label[]): Label {
  const numbers = classes.map(Number);
  const isUsual =
    classes.every((label) => typeof label !== "string") &&
    ([0, 1].every((each) => numbers.includes(each)) ||
      [-1, 1].every((each) => numbers.includes(each)) ||
      (numbers.length === 1 && [-1, 0, 1].includes(numbers[0] ?? 2)));
  if (isUsual) return 1;
  throw new MetricsError({
    code: "invalidOption",
    what: "posLabel is needed",
    where: owner,
    found: `the classes ${classes.map((label) => JSON.stringify(label)).join(" and ")}`,
    fix: "set posLabel to the class whose score is given, or let yTrue be 0 and 1",
    details: { option: "posLabel", classes },
  });
}
