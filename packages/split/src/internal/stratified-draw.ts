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
    const { rows, ofClass } = rowsByCode(strata);
    const trainCounts = approximateMode(strata.counts, sizes.train, rng);
    const left = strata.counts.map((count, at) => count - (trainCounts[at] ?? 0));
    const testCounts = approximateMode(left, sizes.test, rng);
    const test = new Int32Array(sizes.test);
    let [inTrain, inTest, start] = [0, 0, 0];
    ofClass.forEach((own, at) => {
      // The same draws as a permutation of their places.
      rng.shuffle(own);
      const trainEnd = trainCounts[at] ?? 0;
      const testEnd = trainEnd + (testCounts[at] ?? 0);
      test.set(own.subarray(trainEnd, testEnd), inTest);
      // The training rows move up to those of the classes before, which spares an array as large.
      rows.copyWithin(inTrain, start, start + trainEnd);
      inTrain += trainEnd;
      inTest += testEnd - trainEnd;
      start += own.length;
    });
    const train = rows.subarray(0, sizes.train);
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
