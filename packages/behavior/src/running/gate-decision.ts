import type { FailRate } from "../results/behavior-report.ts";
import { lowerTail, upperTail } from "../statistics/binomial-tails.ts";
import type { Gate } from "../suite/behavior-test.ts";

/**
 * The p-value of what a gate asks for: that the rate is below the limit, for `provenBelow`; that it is above, for the others. It is the
 * exact binomial test's, whose bounds are Clopper and Pearson's. Null where nothing was run.
 */
export function gatePValue({ value, failed, run }: FailRate, { rule, maxFailRate }: Gate): number | null {
  if (value === null) return null;
  return rule === "provenBelow" ? lowerTail(failed, run, maxFailRate) : upperTail(failed, run, maxFailRate);
}

/** Whether a rate passes its gate, given its p-value after correction. A test of which nothing was run shows nothing. */
export function passesGate({ value }: FailRate, gate: Gate, adjustedP: number | null, compat: boolean): boolean {
  if (value === null || adjustedP === null) return compat;
  const alpha = 1 - gate.confidence;
  // What equals the level up to rounding is on the side of the bound.
  if (gate.rule === "provenBelow") return adjustedP <= alpha * (1 + 1e-12);
  if (gate.rule === "notProvenAbove") return adjustedP >= alpha * (1 - 1e-12);
  return value <= gate.maxFailRate;
}
