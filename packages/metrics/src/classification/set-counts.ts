import type { Label } from "@mlsys/core";
import type { ClassTargets, IndicatorTargets, Targets } from "../input/class-targets.ts";
import { positionOf } from "../input/class-targets.ts";
import { sum } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";

/** Per label (or per row, of label matrices): how much is truly it, predicted as it, and both. */
export interface SetCounts {
  /** The labels in the order asked for; of rows, empty. */
  readonly labels: readonly Label[];
  readonly truePositives: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
  /** The whole weight, or per row. */
  readonly total: number | Float64Array;
}

export function countSets(
  owner: string,
  targets: Targets,
  labels: readonly Label[] | undefined,
  samplewise: boolean,
): SetCounts {
  if (targets.kind === "multilabel") {
    const columns = columnsOf(owner, targets, labels);
    return samplewise ? countRows(targets, columns) : countColumns(targets, columns);
  }
  if (!samplewise) return countClasses(targets, labels);
  throw new MetricsError({
    code: "invalidOption",
    what: 'the average "samples" needs several labels a row',
    where: owner,
    fix: 'give matrices of 0 and 1, or another average: "macro", "micro", "weighted" or null',
    details: { option: "average" },
  });
}

function countClasses(targets: ClassTargets, labels: readonly Label[] | undefined): SetCounts {
  const counted = countAllClasses(targets);
  const total = targets.weights === undefined ? targets.n : sum(targets.weights);
  if (labels === undefined) return { labels: targets.classes, ...counted, total };
  const positions = labels.map((label) => positionOf(targets.classes, label));
  const pick = (counts: Float64Array): Float64Array => Float64Array.from(positions, (at) => counts[at] ?? 0);
  return {
    labels,
    truePositives: pick(counted.truePositives),
    predicted: pick(counted.predicted),
    actual: pick(counted.actual),
    total,
  };
}

function countAllClasses(targets: ClassTargets): Pick<SetCounts, "truePositives" | "predicted" | "actual"> {
  const { yTrue, yPred, weights, classes } = targets;
  const size = classes.length;
  const [truePositives, predicted, actual] = [0, 0, 0].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  if (weights === undefined && size <= MOST_CLASSES_OF_TABLE) {
    const table = jointCounts(targets);
    for (let t = 0; t < size; t++) {
      for (let p = 0; p < size; p++) {
        const count = table[t * size + p] ?? 0;
        actual[t] = (actual[t] ?? 0) + count;
        predicted[p] = (predicted[p] ?? 0) + count;
        if (t === p) truePositives[t] = count;
      }
    }
    return { truePositives, predicted, actual };
  }
  for (let i = 0; i < yTrue.length; i++) {
    const [t = 0, p = 0, weight = 1] = [yTrue[i], yPred[i], weights?.[i]];
    actual[t] = (actual[t] ?? 0) + weight;
    predicted[p] = (predicted[p] ?? 0) + weight;
    if (t === p) truePositives[t] = (truePositives[t] ?? 0) + weight;
  }
  return inScikitLearnsOrder({ truePositives, predicted, actual });
}

/** Adds wrong to right ones, as scikit-learn does, so that printed weights agree to the last digit. */
function inScikitLearnsOrder(counts: Pick<SetCounts, "truePositives" | "predicted" | "actual">): typeof counts {
  const { truePositives, predicted, actual } = counts;
  const rebuilt = (all: Float64Array): Float64Array =>
    all.map((count, at) => (truePositives[at] ?? 0) + (count - (truePositives[at] ?? 0)));
  return { truePositives, predicted: rebuilt(predicted), actual: rebuilt(actual) };
}

const MOST_CLASSES_OF_TABLE = 128;

/** How often each class is predicted as each: classes × classes, row by row. */
export function jointCounts({ yTrue, yPred, weights, classes }: ClassTargets): Float64Array {
  const size = classes.length;
  if (weights === undefined) return Float64Array.from(plainCounts(yTrue, yPred, size));
  const table = new Float64Array(size * size);
  for (let i = 0; i < yTrue.length; i++) {
    const cell = (yTrue[i] ?? 0) * size + (yPred[i] ?? 0);
    table[cell] = (table[cell] ?? 0) + (weights[i] ?? 0);
  }
  return table;
}

/** Two tables in turn, so that a run of equal cells does not wait for its own last write. */
function plainCounts(yTrue: Int32Array, yPred: Int32Array, size: number): Int32Array {
  const [even, odd] = [new Int32Array(size * size), new Int32Array(size * size)];
  const pairs = yTrue.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const first = (yTrue[i] ?? 0) * size + (yPred[i] ?? 0);
    const second = (yTrue[i + 1] ?? 0) * size + (yPred[i + 1] ?? 0);
    even[first] = (even[first] ?? 0) + 1;
    odd[second] = (odd[second] ?? 0) + 1;
  }
  if (pairs < yTrue.length) {
    const last = (yTrue[pairs] ?? 0) * size + (yPred[pairs] ?? 0);
    even[last] = (even[last] ?? 0) + 1;
  }
  return even.map((count, cell) => count + (odd[cell] ?? 0));
}

/** The columns that are asked for; labels of a label matrix are column numbers. */
function columnsOf(owner: string, { labels: width }: IndicatorTargets, labels: readonly Label[] | undefined): number[] {
  if (labels === undefined) return Array.from({ length: width }, (_, j) => j);
  return labels.map((label) => {
    const column = Number(label);
    if (Number.isInteger(column) && column >= 0 && column < width) return column;
    throw new MetricsError({
      code: "unknownLabel",
      what: "there is no such column",
      where: `${owner}, labels`,
      found: JSON.stringify(label),
      fix: `give numbers of columns from 0 to ${width - 1}`,
      details: { option: "labels", label },
    });
  });
}

function countColumns({ n, labels: width, yTrue, yPred, weights }: IndicatorTargets, columns: number[]): SetCounts {
  const size = columns.length;
  const counts = {
    truePositives: new Float64Array(size),
    predicted: new Float64Array(size),
    actual: new Float64Array(size),
  };
  columns.forEach((column, at) => {
    let [both, predicted, actual] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const weight = weights?.[i] ?? 1;
      const [t = 0, p = 0] = [yTrue[i * width + column], yPred[i * width + column]];
      both += t * p * weight;
      predicted += p * weight;
      actual += t * weight;
    }
    counts.truePositives[at] = both;
    counts.predicted[at] = predicted;
    counts.actual[at] = actual;
  });
  return { labels: columns, ...inScikitLearnsOrder(counts), total: weights === undefined ? n : sum(weights) };
}

function countRows({ n, labels: width, yTrue, yPred, weights }: IndicatorTargets, columns: number[]): SetCounts {
  const counts = { truePositives: new Float64Array(n), predicted: new Float64Array(n), actual: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    let [both, predicted, actual] = [0, 0, 0];
    for (const column of columns) {
      const [t = 0, p = 0] = [yTrue[i * width + column], yPred[i * width + column]];
      both += t * p;
      predicted += p;
      actual += t;
    }
    const weight = weights?.[i] ?? 1;
    counts.truePositives[i] = both * weight;
    counts.predicted[i] = predicted * weight;
    counts.actual[i] = actual * weight;
  }
  return {
    labels: [],
    ...counts,
    total: Float64Array.from({ length: n }, (_, i) => (weights?.[i] ?? 1) * columns.length),
  };
}
