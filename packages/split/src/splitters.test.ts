import { randomState, Table } from "@mlsys/core";
import {
  groupKFold,
  groupShuffleSplit,
  kFold,
  leaveOneGroupOut,
  leaveOneOut,
  leavePGroupsOut,
  leavePOut,
  predefinedSplit,
  repeatedKFold,
  repeatedStratifiedKFold,
  shuffleSplit,
  SplitError,
  stratifiedGroupKFold,
  stratifiedKFold,
  stratifiedShuffleSplit,
  timeSeriesSplit,
} from "@mlsys/split";
import type { Splitter } from "@mlsys/split";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const n = 12;
const y = ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b"];
const groups = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6];
const seeded = { randomState: 3 };

interface Kind {
  readonly make: () => Splitter;
  readonly splits: number;
  /** Every row is in exactly one test set. */
  readonly isPartition?: boolean;
}

const kinds: readonly Kind[] = [
  { make: () => kFold({ nSplits: 3 }), splits: 3, isPartition: true },
  { make: () => kFold({ nSplits: 3, shuffle: true, ...seeded }), splits: 3, isPartition: true },
  { make: () => stratifiedKFold({ nSplits: 3, shuffle: true, ...seeded }), splits: 3, isPartition: true },
  { make: () => groupKFold({ nSplits: 3 }), splits: 3, isPartition: true },
  { make: () => groupKFold({ nSplits: 3, shuffle: true, ...seeded }), splits: 3, isPartition: true },
  { make: () => stratifiedGroupKFold({ nSplits: 3, shuffle: true, ...seeded }), splits: 3, isPartition: true },
  { make: () => shuffleSplit({ nSplits: 4, ...seeded }), splits: 4 },
  { make: () => stratifiedShuffleSplit({ nSplits: 4, testSize: 0.25, ...seeded }), splits: 4 },
  { make: () => groupShuffleSplit({ nSplits: 4, ...seeded }), splits: 4 },
  { make: () => repeatedKFold({ nSplits: 3, nRepeats: 2, ...seeded }), splits: 6 },
  { make: () => repeatedStratifiedKFold({ nSplits: 3, nRepeats: 2, ...seeded }), splits: 6 },
  { make: () => leaveOneOut(), splits: 12, isPartition: true },
  { make: () => leavePOut({ p: 2 }), splits: 66 },
  { make: () => leaveOneGroupOut(), splits: 6, isPartition: true },
  { make: () => leavePGroupsOut({ nGroups: 2 }), splits: 15 },
  { make: () => timeSeriesSplit({ nSplits: 3 }), splits: 3 },
  { make: () => predefinedSplit({ testFold: groups.map((group) => group % 3) }), splits: 3, isPartition: true },
];

describe.each(kinds.map((kind) => [kind.make().kind, kind] as const))("%s", (_, { make, splits }) => {
  const collect = (): (readonly [number[], number[]])[] =>
    Array.from(make().split(n, { y, groups }), ({ train, test: held }) => [[...train], [...held]] as const);

  test("gives as many splits as it says", () => {
    expect(make().getNSplits(n, { y, groups })).toBe(splits);
    expect(collect()).toHaveLength(splits);
  });

  test("never has a row on both sides, nor one that does not exist", () => {
    for (const [train, held] of collect()) {
      const all = [...train, ...held];
      expect(new Set(all).size).toBe(all.length);
      expect(all.every((row) => row >= 0 && row < n)).toBe(true);
      expect(train.length).toBeGreaterThan(0);
      expect(held.length).toBeGreaterThan(0);
    }
  });

  test("gives the same splits again, and again from the same iterable", () => {
    const iterable = make().split(n, { y, groups });
    expect(Array.from(iterable)).toEqual(Array.from(iterable));
    expect(collect()).toEqual(collect());
  });

  test("takes columns of a table by name", () => {
    const table = Table.from({ y, groups });
    expect(Array.from(make().split(table, { y: "y", groups: "groups" }))).toEqual(
      Array.from(make().split(n, { y, groups })),
    );
  });

  test("keeps groups whole where it takes groups", () => {
    const splitter = make();
    for (const { train, test: held } of splitter.needsGroups ? splitter.split(n, { y, groups }) : []) {
      const inTrain = new Set(Array.from(train, (row) => groups[row]));
      expect(Array.from(held).some((row) => inTrain.has(groups[row]))).toBe(false);
    }
  });

  test("refuses to go without what it needs, at once", () => {
    const splitter = make();
    if (splitter.needsY) expect(codeOf(() => splitter.split(n, { groups }))).toBe("missingLabels");
    if (splitter.needsGroups) expect(codeOf(() => splitter.split(n, { y }))).toBe("missingGroups");
    expect(codeOf(() => splitter.split(n, { y: ["a"], groups }))).toBe("lengthMismatch");
    expect(codeOf(() => splitter.split(n, { y, groups: [1] }))).toBe("lengthMismatch");
  });
});

test.each(kinds.filter((kind) => kind.isPartition === true).map(({ make }) => [make().kind, make] as const))(
  "%s has every row in exactly one test set",
  (_, make) => {
    const held = Array.from(make().split(n, { y, groups })).flatMap(({ test: rows }) => [...rows]);
    expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_unused, i) => i));
  },
);

test("groups that a splitter ignores are reported to the logger", () => {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (message: string) => void warnings.push(message) };
  kFold().split(n, { groups, logger });
  stratifiedKFold({ nSplits: 3 }).split(4, { y: [0, 0, 0, 1], logger });
  expect(warnings).toEqual([
    "kFold ignores groups",
    "stratifiedKFold: the smallest class has 1 rows, fewer than nSplits 3",
  ]);
});

test.each([
  [() => kFold({ nSplits: 1 }), "invalidOption"],
  [() => kFold({ randomState: 0 }), "invalidOption"],
  [() => kFold().split(4), "tooFewSamples"],
  [() => stratifiedKFold({ nSplits: 3 }).split(4, { y: [0, 0, 1, 1] }), "tooFewSamples"],
  [() => stratifiedKFold({ nSplits: 2 }).split(4, { y: [0.5, 0.5, 1, 1] }), "invalidInput"],
  [() => groupKFold({ nSplits: 3 }).split(4, { groups: [1, 1, 2, 2] }), "tooFewSamples"],
  [() => leaveOneOut().split(1), "tooFewSamples"],
  [() => leaveOneOut().getNSplits(), "invalidInput"],
  [() => leavePOut({ p: 4 }).split(4), "tooFewSamples"],
  [() => leaveOneGroupOut().split(2, { groups: [1, 1] }), "tooFewSamples"],
  [() => timeSeriesSplit({ nSplits: 5 }).split(5), "tooFewSamples"],
  [() => timeSeriesSplit({ nSplits: 2, testSize: 2, gap: 2 }).split(6), "tooFewSamples"],
  [() => predefinedSplit({ testFold: [0, 0.5] }), "invalidOption"],
  [() => predefinedSplit({ testFold: [0, 1] }).split(3), "lengthMismatch"],
])("%o is refused as %s", (run, code) => {
  expect(codeOf(run)).toBe(code);
});

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof SplitError ? error.code : "another error";
  }
  return undefined;
}

test("stratifiedKFold deals the rows of each class to the folds in their order, as many to each as the sorted labels say", () => {
  const labels = fc
    .tuple(fc.constantFrom(1, 2, 3, 40, 300), fc.nat(3000), fc.nat(), fc.boolean())
    .map(([classes, extra, seed, isSorted]) => {
      const drawn = randomState(seed).randint(0, classes, 12 * classes + extra) as Int32Array;
      return isSorted ? drawn.sort() : drawn;
    });
  fc.assert(
    fc.property(labels, fc.integer({ min: 2, max: 12 }), (y, nSplits) => {
      fc.pre([...new Set(y)].some((label) => y.filter((each) => each === label).length >= nSplits));
      const foldOf = new Int32Array(y.length);
      let fold = 0;
      for (const { test: rows, train } of stratifiedKFold({ nSplits }).split(y.length, { y })) {
        expect(rows.length + train.length).toBe(y.length);
        for (const row of rows) foldOf[row] = fold;
        fold += 1;
      }
      expect(foldOf).toEqual(dealt(y, nSplits));
    }),
    { numRuns: 60 },
  );
});

/** The folds as scikit-learn defines them: the sorted labels (by first appearance) are dealt in turn, which says how many. */
function dealt(y: Int32Array, nSplits: number): Int32Array {
  const classes = [...new Set(y)];
  const sorted = classes.flatMap((label) => Array.from(y).filter((each) => each === label));
  const folds = new Int32Array(y.length);
  for (const label of classes) {
    const queue = Array.from({ length: nSplits }, (_, fold) => fold).flatMap((fold) =>
      sorted.filter((each, place) => each === label && place % nSplits === fold).map(() => fold),
    );
    y.forEach((each, row) => {
      if (each === label) folds[row] = queue.shift() ?? -1;
    });
  }
  return folds;
}
