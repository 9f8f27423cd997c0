import type { TrainTestIndices } from "../splitter.ts";

/** For each fold in turn: its rows as test set, all others as training set, both ascending. */
export function* eachFold(foldOf: Int32Array, nSplits: number): Generator<TrainTestIndices> {
  const { sizes, starts } = runsOf(foldOf, nSplits);
  if (starts === undefined) {
    for (let fold = 0; fold < nSplits; fold++) yield separate(foldOf, fold, sizes[fold] as number);
    return;
  }
  // Folds in long runs, as without a shuffle, are copied run by run.
  const rows = new Int32Array(foldOf.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  for (let fold = 0; fold < nSplits; fold++) yield separateRuns(foldOf, starts, rows, fold, sizes[fold] as number);
}

const SHORTEST_RUN = 16;

/** How many rows each fold has, and where each run of one fold starts, ending with the end; no starts where runs are short. */
function runsOf(foldOf: Int32Array, nSplits: number): { sizes: Int32Array; starts: Int32Array | undefined } {
  const sizes = new Int32Array(nSplits);
  const starts = new Int32Array(Math.ceil(foldOf.length / SHORTEST_RUN) + 1);
  let [runs, last] = [0, -1];
  for (let i = 0; i < foldOf.length; i++) {
    const fold = foldOf[i] as number;
    sizes[fold] = (sizes[fold] as number) + 1;
    if (fold === last) continue;
    // Beyond the capacity, nothing is written.
    starts[runs++] = i;
    last = fold;
  }
  if (runs >= starts.length) return { sizes, starts: undefined };
  starts[runs] = foldOf.length;
  return { sizes, starts: starts.subarray(0, runs + 1) };
}

function separateRuns(
  foldOf: Int32Array,
  starts: Int32Array,
  rows: Int32Array,
  fold: number,
  size: number,
): TrainTestIndices {
  const test = new Int32Array(size);
  const train = new Int32Array(rows.length - size);
  let [inTest, inTrain] = [0, 0];
  for (let run = 0; run + 1 < starts.length; run++) {
    const start = starts[run] as number;
    const own = rows.subarray(start, starts[run + 1]);
    if (foldOf[start] === fold) {
      test.set(own, inTest);
      inTest += own.length;
    } else {
      train.set(own, inTrain);
      inTrain += own.length;
    }
  }
  return { train, test };
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
