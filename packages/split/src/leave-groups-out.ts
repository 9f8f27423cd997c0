import { integer, parseOptions } from "@mlsys/core";
import { combinations, countCombinations } from "./internal/combinations.ts";
import { separateBy } from "./internal/folds.ts";
import { codeLabels, keptLabels } from "./internal/labels.ts";
import type { CodedLabels } from "./internal/labels.ts";
import { SplitError } from "./split-error.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { CheckedInputs } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/** Options of {@link leavePGroupsOut}. */
export interface LeavePGroupsOutOptions {
  /** Number of groups in each test set, at least 1. */
  readonly nGroups: number;
}

/**
 * Cross-validation that leaves out one group at a time, in ascending order of the groups. `split` needs `{ groups }`.
 *
 * @returns the splitter.
 * @throws {@link SplitError} its `split` throws `missingGroups`, `tooFewSamples` when there are fewer than 2 groups.
 * @see scikit-learn's `LeaveOneGroupOut`.
 *
 * @example
 * ```ts
 * import { leaveOneGroupOut } from "@mlsys/split";
 *
 * const [first] = leaveOneGroupOut().split(3, { groups: ["b", "a", "b"] });
 * first; // => { train: Int32Array.of(0, 2), test: Int32Array.of(1) }
 * ```
 */
export function leaveOneGroupOut(): Splitter {
  return leaveGroupsOut("leaveOneGroupOut", {}, 1);
}

/**
 * Cross-validation that leaves out every set of `nGroups` groups once. `split` needs `{ groups }`.
 *
 * @param options - number of groups to leave out.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingGroups`, `tooFewSamples` when there are not more than
 * `nGroups` groups.
 * @see scikit-learn's `LeavePGroupsOut`.
 *
 * @example
 * ```ts
 * import { leavePGroupsOut } from "@mlsys/split";
 *
 * const splitter = leavePGroupsOut({ nGroups: 2 });
 * splitter.getNSplits(3, { groups: [1, 2, 3] }); // => 3
 * const [first] = splitter.split(3, { groups: [1, 2, 3] });
 * first; // => { train: Int32Array.of(2), test: Int32Array.of(0, 1) }
 * ```
 */
export function leavePGroupsOut(options: LeavePGroupsOutOptions): Splitter {
  const { nGroups } = parseOptions(
    "leavePGroupsOut",
    options,
    { nGroups: { rule: integer({ min: 1 }), required: true } },
    SplitError,
  );
  return leaveGroupsOut("leavePGroupsOut", { nGroups }, nGroups);
}

function leaveGroupsOut(kind: string, options: Readonly<Record<string, unknown>>, left: number): Splitter {
  const code = ({ groups }: CheckedInputs): CodedLabels => keptLabels(codeLabels(kind, "groups", groups), groups);
  return makeSplitter({
    kind,
    options,
    needsGroups: true,
    plan: (inputs) => {
      const { codes, classes } = code(inputs);
      if (classes.length > left) return () => leaveOut(codes, classes.length, left);
      throw new SplitError({
        code: "tooFewSamples",
        what: "there are too few groups to leave some out",
        where: kind,
        found: `${classes.length} groups`,
        fix: `give more than ${left}`,
        details: { groups: classes.length, left },
      });
    },
    countSplits: (inputs) => countCombinations(code(inputs()).classes.length, left),
  });
}

function* leaveOut(codes: Int32Array, groups: number, left: number): Generator<TrainTestIndices> {
  for (const chosen of combinations(groups, left)) {
    const isLeftOut = new Uint8Array(groups);
    for (const group of chosen) isLeftOut[group] = 1;
    yield separateBy(codes.length, (i) => isLeftOut[codes[i] ?? 0] === 1);
  }
}
