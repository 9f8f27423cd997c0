import { randomState } from "@mlsys/core";

/** The most rows that are scored, and the folds of the cross-validation: as in the package ppscore. */
const ROWS = 5000;
const FOLDS = 4;

/** A label as a class, or as a number to come near to. */
export type Labels = readonly string[] | Float64Array;

/**
 * The predictive power score of one feature, after the package ppscore: how much nearer to perfect a fully grown decision tree of it comes, in
 * four folds, than the best guess without it. Classes are scored by weighted F1, numbers by the mean absolute error against the median. A
 * tree of one feature answers with what it saw at the nearest value, the smaller of two as near. 0 to 1.
 */
export function predictivePower(feature: readonly string[] | Float64Array, labels: Labels, seed: number): number {
  const rng = (): ReturnType<typeof randomState> => randomState(seed);
  const order = rng().permutation(labels.length).subarray(0, ROWS);
  const shuffled = Array.from(rng().permutation(order.length), (i) => order[i] ?? 0);
  return typeof labels[0] === "string"
    ? ofClasses(feature, labels as readonly string[], order, shuffled, rng().permutation(order.length))
    : ofNumbers(feature, labels as Float64Array, order, shuffled);
}

function ofNumbers(
  feature: readonly string[] | Float64Array,
  labels: Float64Array,
  order: Int32Array,
  shuffled: readonly number[],
): number {
  const sorted = Float64Array.from(order, (i) => labels[i] ?? NaN).sort();
  const median = ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
  const guess = sum(sorted, (value) => Math.abs(value - median)) / sorted.length;
  // The first folds have a row more where they do not come out even.
  const foldOf = shuffled.map((_, i) => {
    const [size, larger] = [Math.floor(shuffled.length / FOLDS), shuffled.length % FOLDS];
    return i < larger * (size + 1) ? Math.floor(i / (size + 1)) : Math.floor((i - larger) / size);
  });
  const errors = eachFold(shuffled, foldOf, (train, test) => {
    const mean = (rows: readonly number[]): number => sum(rows, (row) => labels[row] ?? NaN) / rows.length;
    const predict = nearest(feature, train, mean);
    return sum(test, (row) => Math.abs((labels[row] ?? NaN) - predict(row))) / test.length;
  });
  return guess === 0 || errors > guess ? 0 : 1 - errors / guess;
}

function ofClasses(
  feature: readonly string[] | Float64Array,
  labels: readonly string[],
  order: Int32Array,
  shuffled: readonly number[],
  naive: Int32Array,
): number {
  const truth = [...order].map((row) => labels[row] ?? "");
  const [[commonest] = [""]] = [...countsOf(truth)].sort((a, b) => b[1] - a[1]);
  const constant = weightedF1(
    truth,
    truth.map(() => commonest),
  );
  const random = weightedF1(
    truth,
    Array.from(naive, (i) => truth[i] ?? ""),
  );
  const guess = Math.max(constant, random);
  const score = eachFold(shuffled, stratified(shuffled.map((row) => labels[row] ?? "")), (train, test) => {
    const commonestOf = (rows: readonly number[]): string => {
      const counts = [...countsOf(rows.map((row) => labels[row] ?? ""))];
      return counts.reduce((best, each) =>
        each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
      )[0];
    };
    const predict = nearest(feature, train, commonestOf);
    return weightedF1(
      test.map((row) => labels[row] ?? ""),
      test.map(predict),
    );
  });
  return score < guess ? 0 : (score - guess) / (1 - guess);
}

function eachFold(
  rows: readonly number[],
  foldOf: readonly number[],
  score: (train: readonly number[], test: readonly number[]) => number,
): number {
  const scores = Array.from({ length: FOLDS }, (_, fold) =>
    score(
      rows.filter((_row, i) => foldOf[i] !== fold),
      rows.filter((_row, i) => foldOf[i] === fold),
    ),
  );
  return sum(scores, (each) => each) / FOLDS;
}

/** What a tree answers that was grown until each value has a leaf of its own; a category that it never saw gets what all together give. */
function nearest<Answer>(
  feature: readonly string[] | Float64Array,
  train: readonly number[],
  answerOf: (rows: readonly number[]) => Answer,
): (row: number) => Answer {
  // Numbers are compared in single precision, as in scikit-learn.
  const valueAt = (row: number): string | number => {
    const value = feature[row] ?? "";
    return typeof value === "number" ? Math.fround(value) : value;
  };
  const leaves = new Map<string | number, number[]>();
  for (const row of train) {
    const value = valueAt(row);
    const leaf = leaves.get(value);
    if (leaf === undefined) leaves.set(value, [row]);
    else leaf.push(row);
  }
  const answers = new Map([...leaves].map(([value, rows]) => [value, answerOf(rows)]));
  const otherwise = answerOf(train);
  if (!(feature instanceof Float64Array)) return (row) => answers.get(valueAt(row)) ?? otherwise;
  const values = Float64Array.from(leaves.keys() as Iterable<number>).sort();
  return (row) => {
    const wanted = Number(valueAt(row));
    let [low, high] = [0, values.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const border = ((values[middle] ?? NaN) + (values[middle + 1] ?? NaN)) / 2;
      if (wanted <= border) high = middle;
      else low = middle + 1;
    }
    return answers.get(values[low] ?? NaN) ?? otherwise;
  };
}

/** scikit-learn's stratified folds: classes in the order in which they come, spread over the folds as evenly as they go. */
function stratified(classes: readonly string[]): readonly number[] {
  const names = [...new Set(classes)];
  const codes = new Map(names.map((name, i) => [name, i]));
  const sorted = classes.map((name) => codes.get(name) ?? 0).sort((a, b) => a - b);
  const shares = Array.from({ length: FOLDS }, () => names.map(() => 0));
  sorted.forEach((code, i) => {
    const share = shares[i % FOLDS];
    if (share !== undefined) share[code] = (share[code] ?? 0) + 1;
  });
  const next = names.map((_, code) =>
    shares.flatMap((share, fold) => Array.from({ length: share[code] ?? 0 }, () => fold)),
  );
  return classes.map((name) => next[codes.get(name) ?? 0]?.shift() ?? 0);
}

/** The F1 scores of the classes, weighted by how often each is true. */
function weightedF1(truth: readonly string[], predicted: readonly string[]): number {
  const [actual, said, right] = [
    countsOf(truth),
    countsOf(predicted),
    countsOf(truth.filter((each, i) => each === predicted[i])),
  ];
  return (
    sum([...actual], ([name, count]) => (count * 2 * (right.get(name) ?? 0)) / (count + (said.get(name) ?? 0))) /
    truth.length
  );
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function sum<T>(values: Iterable<T>, of: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}
