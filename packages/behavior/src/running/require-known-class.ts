import { didYouMean, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { AnyTest } from "../suite/behavior-test.ts";
import type { Runs } from "./judge-repeats.ts";

/** The kinds of expectation whose `label` is the class that they look at. */
const OF_A_CLASS = ["change", "monotonic", "ordered", "range"];

/**
 * A class that no prediction of a test knows is a slip of the pen: its probability would be 0 everywhere, and an expectation that it does not rise
 * would hold of any model.
 *
 * @throws {BehaviorError} `invalidPrediction` with the nearest name.
 */
export function requireKnownClass({ expect: { data } }: AnyTest, ids: Int32Array, runs: Runs): void {
  const label = OF_A_CLASS.includes(data.kind) ? data["label"] : undefined;
  if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean") return;
  const known = new Set<string>();
  for (const predictions of runs) {
    for (const id of ids) {
      const prediction = predictions[id];
      if (prediction === undefined || !("label" in prediction) || prediction.proba === undefined) continue;
      if (prediction.label === label || Object.hasOwn(prediction.proba, String(label))) return;
      for (const name of Object.keys(prediction.proba)) known.add(name);
    }
  }
  if (known.size === 0) return;
  throw new BehaviorError({
    code: "invalidPrediction",
    what: "no prediction knows the class of the expectation",
    where: `class ${showValue(label)}`,
    fix: didYouMean(String(label), known),
  });
}
