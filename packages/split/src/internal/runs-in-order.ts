import type { FoldRuns } from "./folds.ts";
import type { CodedLabels } from "./labels.ts";
import { sharesOfFolds } from "./stratified-folds.ts";

/** The first rows of each class to the first fold, the next to the second: mostly long runs of rows to one fold. */
export function runsInOrder(strata: CodedLabels, nSplits: number): FoldRuns {
  const { codes, counts } = strata;
  const runs = new Runs();
  const turns = new Turns(sharesOfFolds(strata, nSplits), counts.length, nSplits);
  // Fewer rows are dealt one by one.
  const worthAStretch = Math.max(64, 4 * counts.length);
  for (let i = 0; i < codes.length;) {
    // No class is through with its fold before so many rows, whatever their classes.
    const certain = turns.fewestLeft();
    const isStretch = certain >= worthAStretch;
    const end = Math.min(codes.length, i + (isStretch ? certain : worthAStretch));
    if (isStretch) dealStretch(codes, i, end, turns, runs);
    else dealSingly(codes, i, end, turns, runs);
    i = end;
  }
  return runs.until(codes.length);
}

function dealSingly(codes: Int32Array, start: number, end: number, turns: Turns, runs: Runs): void {
  const { folds, left } = turns;
  for (let row = start; row < end; row++) {
    const code = codes[row] as number;
    const fold = folds[code] as number;
    if (fold !== runs.last) runs.begin(row, fold);
    const rest = (left[code] as number) - 1;
    left[code] = rest;
    if (rest === 0) turns.advance(code);
  }
}

/** The same of many rows, during which no class changes its fold. */
function dealStretch(codes: Int32Array, start: number, end: number, turns: Turns, runs: Runs): void {
  const { folds, left } = turns;
  const first = folds[0] as number;
  if (folds.every((fold) => fold === first)) {
    if (first !== runs.last) runs.begin(start, first);
  } else {
    for (let row = start; row < end; row++) {
      const fold = folds[codes[row] as number] as number;
      if (fold !== runs.last) runs.begin(row, fold);
    }
  }
  const passed = new Int32Array(left.length);
  for (let row = start; row < end; row++) {
    const code = codes[row] as number;
    passed[code] = (passed[code] as number) + 1;
  }
  for (let code = 0; code < left.length; code++) {
    left[code] = (left[code] as number) - (passed[code] as number);
    if (left[code] === 0) turns.advance(code);
  }
}

/** For each class, its present fold, and how many more rows of it go there. */
class Turns {
  readonly folds: Int32Array;
  readonly left: Int32Array;
  private readonly shares: Int32Array;
  private readonly nSplits: number;

  constructor(shares: Int32Array, classes: number, nSplits: number) {
    this.folds = new Int32Array(classes).fill(-1);
    this.left = new Int32Array(classes);
    this.shares = shares;
    this.nSplits = nSplits;
    for (let code = 0; code < classes; code++) this.advance(code);
  }

  /** Goes on to the next fold that takes rows of the class, if there is one. */
  advance(code: number): void {
    const { shares, nSplits } = this;
    let fold = (this.folds[code] as number) + 1;
    while (fold < nSplits && shares[code * nSplits + fold] === 0) fold += 1;
    this.folds[code] = fold;
    this.left[code] = fold < nSplits ? (shares[code * nSplits + fold] as number) : NONE_TO_COME;
  }

  fewestLeft(): number {
    let fewest = NONE_TO_COME;
    for (const left of this.left) if (left < fewest) fewest = left;
    return fewest;
  }
}

const NONE_TO_COME = 2 ** 31 - 1;

class Runs {
  last = -1;
  private starts = new Int32Array(1024);
  private folds = new Int32Array(1024);
  private length = 0;

  begin(row: number, fold: number): void {
    const at = this.length;
    if (at + 1 === this.starts.length) {
      this.starts = doubled(this.starts);
      this.folds = doubled(this.folds);
    }
    this.starts[at] = row;
    this.folds[at] = fold;
    this.length = at + 1;
    this.last = fold;
  }

  until(n: number): FoldRuns {
    this.starts[this.length] = n;
    return { starts: this.starts.slice(0, this.length + 1), folds: this.folds.slice(0, this.length) };
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
