import { encodeLabels } from "@mlsys/core";
import type { Label, LabelArray, Logger } from "@mlsys/core";
import { positionOf } from "../input/class-targets.ts";
import {
  asDoubles,
  asMatrix,
  checkNotEmpty,
  checkSameLength,
  isTwoDimensional,
  notANumber,
  readMatrix,
  readNumbers,
} from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** True classes as columns of the probabilities, and the probabilities row by row. */
export interface ProbabilityTargets {
  readonly n: number;
  /** Number of classes. */
  readonly width: number;
  readonly columns: Int32Array;
  /** n × width; or only the n of the second of two classes. */
  readonly probabilities: Float64Array;
}

/** The probability that was given to a class in a row. */
export function probabilityOf({ n, width, probabilities }: ProbabilityTargets, i: number, column: number): number {
  if (probabilities.length !== n) return probabilities[i * width + column] as number;
  return column === 1 ? (probabilities[i] as number) : 1 - (probabilities[i] as number);
}

/** Classes and their probabilities, one column per class in ascending order of the classes; or of the second of two. */
export function readProbabilities(
  owner: string,
  yTrue: LabelArray,
  yProba: NumberRows,
  labels: readonly Label[] | undefined,
  logger: Logger,
): ProbabilityTargets {
  const { n, width, probabilities } = readRows(owner, yProba, logger);
  const { classes, codes } = encodeLabels(owner, { yTrue }, MetricsError);
  checkSameLength(owner, "yTrue", codes.yTrue.length, n);
  if (labels === undefined) {
    if (classes.length === 1) throw oneClass(owner, classes);
    if (classes.length !== width) throw otherClasses(owner, classes.length, width);
    return { n, width, columns: codes.yTrue, probabilities };
  }
  const ordered = encodeLabels(owner, { labels }, MetricsError).classes;
  if (ordered.length < 2) throw oneClass(owner, ordered);
  if (ordered.length !== width) throw otherClasses(owner, ordered.length, width);
  const positions = Int32Array.from(classes, (label) => positionOf(ordered, label));
  const unknown = positions.indexOf(-1);
  if (unknown >= 0) throw undeclared(owner, classes[unknown], codes.yTrue.indexOf(unknown));
  return {
    n,
    width,
    columns: positions.every((at, code) => at === code) ? codes.yTrue : codes.yTrue.map((code) => positions[code] ?? 0),
    probabilities,
  };
}

/** The true class of two, as 0 and 1, and the probability of the positive one. */
export function readBinaryProbabilities(
  owner: string,
  yTrue: LabelArray,
  yProba: NumberRows,
  posLabel: Label | undefined,
): { readonly isPositive: Uint8Array; readonly probabilities: Float64Array } {
  const probabilities = isTwoDimensional(yProba)
    ? readMatrix(owner, "yProba", yProba).data
    : readNumbers(owner, "yProba", yProba);
  checkNotEmpty(owner, "yProba", probabilities.length);
  checkRange(owner, probabilities, 1);
  const { classes, codes } = encodeLabels(owner, { yTrue }, MetricsError);
  checkSameLength(owner, "yTrue", codes.yTrue.length, probabilities.length);
  if (classes.length > 2) throw otherClasses(owner, classes.length, 2);
  const isFraction = classes.some((label) => typeof label === "number" && !Number.isInteger(label));
  const positive = posLabel ?? defaultPositive(owner, classes);
  if (isFraction) throw otherClasses(owner, classes.length, 2);
  const code = positionOf(classes, positive);
  return { isPositive: Uint8Array.from(codes.yTrue, (each) => (each === code ? 1 : 0)), probabilities };
}

/** 1 among 0 and 1 or -1 and 1; of other numbers the greater; of texts, the caller must say. */
function defaultPositive(owner: string, classes: readonly Label[]): Label {
  const isUsual = classes.every((label) => typeof label !== "string" && [-1, 0, 1].includes(Number(label)));
  if (isUsual && !(positionOf(classes, 0) >= 0 && positionOf(classes, -1) >= 0)) return 1;
  const last = classes.at(-1);
  if (last !== undefined && typeof last !== "string") return last;
  throw new MetricsError({
    code: "invalidOption",
    what: "posLabel is needed",
    where: owner,
    found: `the classes ${classes.map((label) => JSON.stringify(label)).join(" and ")}`,
    fix: "set posLabel to the class whose probability is given",
    details: { option: "posLabel", classes },
  });
}

function readRows(owner: string, yProba: NumberRows, logger: Logger): Omit<ProbabilityTargets, "columns"> {
  const given = isTwoDimensional(yProba) ? asMatrix(owner, "yProba", yProba) : undefined;
  const data = given?.data ?? asDoubles(owner, "yProba", yProba);
  const width = given?.cols ?? 1;
  checkNotEmpty(owner, "yProba", data.length);
  if (width === 1) {
    checkRange(owner, data, 1);
    return { n: data.length, width: 2, probabilities: data };
  }
  checkRows(owner, data, width, logger);
  return { n: data.length / width, width, probabilities: data };
}

/** Refuses what is no probability; that a number is finite follows. */
function checkRange(owner: string, data: Float64Array, width: number): void {
  const at = firstOutOfRange(data);
  if (at >= 0) throw noProbability(owner, data, width, at);
}

// Loops that throw or make an error run at half the speed: these give the place.

function firstOutOfRange(data: Float64Array): number {
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!(value >= 0 && value <= 1)) return i;
  }
  return -1;
}

/** The same of rows of probabilities; those that do not sum to 1 are used as they are, with a warning. */
function checkRows(owner: string, data: Float64Array, width: number, logger: Logger): void {
  checkRange(owner, data, width);
  const odd = width === 2 ? firstOddPair(data) : firstOddRow(data, width);
  if (odd < 0) return;
  const sum = data.subarray(odd, odd + width).reduce((total, value) => total + value, 0);
  logger.warn(`${owner}: the probabilities of a row do not sum to 1`, { owner, index: odd / width, sum });
}

const SUM_TOLERANCE = 1e-8 + 2 ** -26;

function firstOddPair(data: Float64Array): number {
  for (let start = 0; start < data.length; start += 2) {
    const excess = (data[start] as number) + (data[start + 1] as number) - 1;
    if (excess > SUM_TOLERANCE || excess < -SUM_TOLERANCE) return start;
  }
  return -1;
}

function firstOddRow(data: Float64Array, width: number): number {
  for (let start = 0; start < data.length; start += width) {
    let total = 0;
    for (let j = start; j < start + width; j++) total += data[j] as number;
    if (Math.abs(total - 1) > SUM_TOLERANCE) return start;
  }
  return -1;
}

function noProbability(owner: string, data: Float64Array, width: number, at: number): MetricsError {
  const index = Math.floor(at / width);
  const value = data[at] ?? NaN;
  if (!Number.isFinite(value)) return notANumber(owner, "yProba", index, value);
  return new MetricsError({
    code: "invalidInput",
    what: "a probability is out of range",
    where: `${owner}, yProba[${index}]`,
    found: String(value),
    fix: "give numbers from 0 to 1; turn scores into probabilities first",
    details: { owner, argument: "yProba", index, column: at % width },
  });
}

function oneClass(owner: string, classes: readonly Label[]): MetricsError {
  return new MetricsError({
    code: "unsupportedTarget",
    what: "yTrue has one class only",
    where: owner,
    found: JSON.stringify(classes[0]),
    fix: "give all classes in { labels }, at least two",
    details: { classes },
  });
}

function otherClasses(owner: string, found: number, width: number): MetricsError {
  return new MetricsError({
    code: "shapeMismatch",
    what: "the classes and the columns of yProba differ in number",
    where: owner,
    found: `${found} classes, ${width} columns`,
    fix: "give a column per class, or all classes in { labels }",
    details: { classes: found, columns: width },
  });
}

function undeclared(owner: string, label: Label | undefined, index: number): MetricsError {
  return new MetricsError({
    code: "unknownLabel",
    what: "a class is not among the labels",
    where: `${owner}, yTrue[${index}]`,
    found: JSON.stringify(label),
    fix: "give all classes in { labels }",
    details: { owner, argument: "yTrue", index },
  });
}
