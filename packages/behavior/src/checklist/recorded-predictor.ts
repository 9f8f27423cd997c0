import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { keyOf } from "../inputs/key-of.ts";
import type { Predictor } from "../predictors/predictor.ts";
import type { ImportedSuite } from "./import-checklist.ts";

/**
 * A predictor that gives the predictions that were saved with an imported suite: the authors' model, without the model.
 *
 * @param suite - what `importCheckList` gave.
 * @returns the predictor.
 * @throws {BehaviorError} `predictorFailed`, when called, for an input without a saved prediction.
 *
 * @example
 * ```ts
 * // not run: it needs a released suite
 * import { readFile } from "node:fs/promises";
 * import { importCheckList, runSuite } from "@mlsys/behavior";
 * import { equalStripped, recordedPredictor } from "@mlsys/behavior/checklist";
 *
 * const bytes = await readFile("squad_suite.pkl");
 * const names = importCheckList(bytes).unmapped.map(({ test }) => [test, equalStripped()]);
 * const suite = importCheckList(bytes, { expectations: Object.fromEntries(names) });
 * await runSuite(suite, recordedPredictor(suite), { compat: "checklist" });
 * ```
 */
export function recordedPredictor<I>({ tests, recorded }: ImportedSuite<I>): Predictor<I, never> {
  const known = new Map<string, unknown>();
  for (const { name, cases } of tests)
    recorded.get(name)?.forEach((predictions, index) => {
      cases[index]?.inputs.forEach((input, i) => {
        const prediction = predictions?.[i];
        if (prediction !== undefined && prediction !== null) known.set(keyOf(input), prediction);
      });
    });
  return (batch) =>
    batch.map((input) => {
      const prediction = known.get(keyOf(input));
      if (prediction !== undefined) return prediction as never;
      throw new BehaviorError({
        code: "predictorFailed",
        what: "no prediction was saved for an input",
        where: "recordedPredictor",
        found: showValue(input),
        fix: "give the suite that was imported with all its cases, and run its tests that were run when it was saved",
      });
    });
}
