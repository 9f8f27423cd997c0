import { keyOf } from "../inputs/key-of.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { Determinism } from "../results/behavior-report.ts";
import type { Runs } from "./judge-repeats.ts";

const SHOWN = 5;

/** Which inputs were not predicted alike in every repeat; null where there was one. */
export function findUnstable(inputs: readonly unknown[], runs: Runs): Determinism | null {
  const [first, ...others] = runs;
  if (first === undefined || others.length === 0) return null;
  let changed = 0;
  const examples: Determinism["examples"][number][] = [];
  inputs.forEach((input, index) => {
    if (others.every((run) => isSamePrediction(first[index], run[index]))) return;
    changed++;
    if (examples.length < SHOWN)
      examples.push({ input, predictions: runs.map((run) => run[index]).filter((each) => each !== undefined) });
  });
  return { repeats: runs.length, inputs: inputs.length, changed, examples };
}

const ROUNDING = 1e-9;

/** Whether two predictions are the same but for what the order of additions may change. */
export function isSamePrediction(a: Prediction | undefined, b: Prediction | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ("value" in a && "value" in b) return isSameNumber(a.value, b.value);
  if ("label" in a && "label" in b) {
    if (a.label !== b.label) return false;
    const [before, after] = [a.proba ?? {}, b.proba ?? {}] as Readonly<Record<string, number>>[];
    return Object.entries(before ?? {}).every(([name, p]) => isSameNumber(p, after?.[name] ?? p));
  }
  return keyOf(a) === keyOf(b);
}

function isSameNumber(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
}
