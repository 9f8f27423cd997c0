import type { TrainTestIndices } from "../splitter.ts";

/** For each fold in turn: its rows as test set, all others as training set, both ascending. */
export function* eachFold(foldOf: Int32Array, nSplits: number): Generator<TrainTestIndices> {
  const sizes = new Int32Array(nSplits);
  for (let i = 0; i < foldOf.length; i++) {
    const fold = foldOf[i] as number;
    sizes[fold] = (sizes[fold] as number) + 1;
  }
  for (let fold = 0; fold < nSplits; fold++) yield separate(foldOf, fold, sizes[fold] as number);
}

/** Rows as runs that go to one fold each. */
export interface FoldRuns {
  /** The first row of each run, and one past the last. */
  readonly starts: Int32Array;
  readonly folds: Int32Array;
}

/** The same of rows that go to the folds in long runs, as without a shuffle. */
export function* eachFoldOfRuns({ starts, folds }: FoldRuns, nSplits: number): Generator<TrainTestIndices> {
  const sizes = new Int32Array(nSplits);
  folds.forEach((fold, run) => {
    sizes[fold] = (sizes[fold] ?? 0) + (starts[run + 1] ?? 0) - (starts[run] ?? 0);
  });
  const n = starts[folds.length] ?? 0;
  const every = new Int32Array(n);
  for (let row = 0; row < n; row++) every[row] = row;
  for (let fold = 0; fold < nSplits; fold++) {
    const size = sizes[fold] ?? 0;
    // Copies, which need no zeros first; the first rows of the training set are often right already.
    const test = new Int32Array(every.subarray(0, size));
    const train = new Int32Array(every.subarray(0, n - size));
    let [inTest, inTrain] = [0, 0];
    for (let run = 0; run < folds.length; run++) {
      const start = starts[run] as number;
      const end = starts[run + 1] as number;
      if (folds[run] === fold) inTest = copyRows(every, test, inTest, start, end);
      else inTrain = copyRows(every, train, inTrain, start, end);
    }
    yield { train, test };
  }
}

function copyRows(every: Int32Array, rows: Int32Array, at: number, start: number, end: number): number {
  const after = at + end - start;
  if (at === start) return after;
  if (end - start > 64) rows.set(every.subarray(start, end), at);
  else {
    const shift = start - at;
    for (let place = at; place < after; place++) rows[place] = place + shift;
  }
  return after;
}

/** The rows of one fold against all others; `size` is how many the fold has. */
export function separate(foldOf: Int32Array, fold: number, size: number): TrainTestIndices {
  // One place more than needed: each row is written to both sides and counted on one, which spares a branch.
  const test = new Int32Array(size + 1);
  const train = new Int32Array(foldOf.length - size + 1);
  let [inTest, inTrain] = [0, 0];
  for (let i = 0; i < foldOf.length; i++) {
    const isTest = foldOf[i] === fold ? 1 : 0;
    test[inTest] = i;
    train[inTrain] = i;
    inTest += isTest;
    inTrain += 1 - isTest;
  }
  return { train: train.subarray(0, inTrain), test: test.subarray(0, inTest) };
}

/** The rows that a predicate takes as test set, all others as training set, both ascending. */
export function separateBy(n: number, isTest: (i: number) => boolean): TrainTestIndices {
  const foldOf = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    if (!isTest(i)) continue;
    foldOf[i] = 1;
    size += 1;
  }
  return separate(foldOf, 1, size);
}

/** Sizes of `parts` nearly equal parts of n: the first n % parts have one more. */
export function evenSizes(n: number, parts: number): Int32Array {
  return Int32Array.from({ length: parts }, (_, i) => Math.floor(n / parts) + (i < n % parts ? 1 : 0));
}
