import type { RandomState } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import type { TrainTestIndices } from "../splitter.ts";
import { approximateMode } from "./approximate-mode.ts";
import { rowsByCode } from "./labels.ts";
import type { CodedLabels } from "./labels.ts";
import type { Sizes } from "./sizes.ts";

/** Checks the classes and returns what draws one split. */
export function stratifiedDraw(
  owner: string,
  strata: CodedLabels,
  sizes: Sizes,
): (rng: RandomState) => TrainTestIndices {
  checkStrata(owner, strata, sizes);
  return (rng) => {
    const rowsOf = rowsByCode(strata);
    const trainCounts = approximateMode(strata.counts, sizes.train, rng);
    const left = strata.counts.map((count, at) => count - (trainCounts[at] ?? 0));
    const testCounts = approximateMode(left, sizes.test, rng);
    const train = new Int32Array(sizes.train);
    const test = new Int32Array(sizes.test);
    let [inTrain, inTest] = [0, 0];
    rowsOf.forEach((rows, at) => {
      // The same draws as a permutation of their places.
      rng.shuffle(rows);
      const trainEnd = trainCounts[at] ?? 0;
      const testEnd = trainEnd + (testCounts[at] ?? 0);
      train.set(rows.subarray(0, trainEnd), inTrain);
      test.set(rows.subarray(trainEnd, testEnd), inTest);
      inTrain += trainEnd;
      inTest += testEnd - trainEnd;
    });
    rng.shuffle(train);
    rng.shuffle(test);
    return { train, test };
  };
}

function checkStrata(owner: string, { classes, counts }: CodedLabels, sizes: Sizes): void {
  const single = classes.filter((_, at) => counts[at] === 1);
  if (single.length > 0) {
    throw new SplitError({
      code: "tooFewSamples",
      what: "a class has one row only, so it cannot be on both sides",
      where: owner,
      found: single
        .slice(0, 5)
        .map((label) => JSON.stringify(label))
        .join(", "),
      fix: "give at least two rows of each class, merge rare classes, or do not stratify",
      details: { classes: single },
    });
  }
  for (const side of ["train", "test"] as const) {
    if (sizes[side] >= classes.length) continue;
    throw new SplitError({
      code: "tooFewSamples",
      what: `the ${side} set has fewer rows than there are classes`,
      where: owner,
      found: `${sizes[side]} rows, ${classes.length} classes`,
      fix: `give a larger ${side}Size`,
      details: { side, rows: sizes[side], classes: classes.length },
    });
  }
}
