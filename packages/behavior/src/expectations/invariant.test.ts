import { defineSuite, invariant, runSuite } from "@mlsys/behavior";
import type { InvariantOptions, ScorePrediction } from "@mlsys/behavior";
import { expect, it } from "vitest";

/** Whether a change of a number passes. */
async function passes(before: number, after: number, options: InvariantOptions): Promise<boolean> {
  const suite = defineSuite<string, ScorePrediction>("s", (t) =>
    t.inv("i", { cases: [["before", "after"]], expect: invariant(options) }),
  );
  return (await runSuite(suite, (texts) => texts.map((text) => (text === "before" ? before : after)))).passed;
}

it.each([
  [-100, -150, { relative: 0.1 }, false],
  [-100, -109, { relative: 0.1 }, true],
  [-100, 100, { relative: 0.1 }, false],
  [100, 150, { relative: 0.1 }, false],
  [0, 0.001, { relative: 0.1 }, false],
  [0, 0.001, { relative: 0.1, floor: 0.01 }, true],
  [0, -0.02, { relative: 0.1, floor: 0.01 }, false],
  [-1, -1.5, { tolerance: 0.4 }, false],
  [-1, -1.5, { tolerance: 0.5 }, true],
] as const)("a change from %d to %d, with %j: %s", async (before, after, options, passed) => {
  expect(await passes(before, after, options)).toBe(passed);
});
