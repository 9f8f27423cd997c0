import { MetricsError } from "../metrics-error.ts";
import { checkSameLength, readNumbers } from "./numbers.ts";
import type { NumberArray } from "./numbers.ts";

/** An option of most metrics. */
export interface WeightOption {
  /** How much each row counts, at least 0, not all 0. Default: all alike. */
  readonly sampleWeight?: NumberArray | null | undefined;
}

/** The weights, checked; undefined when all rows count alike. */
export function readWeights(owner: string, given: NumberArray | null | undefined, n: number): Float64Array | undefined {
  if (given === undefined || given === null) return undefined;
  const weights = readNumbers(owner, "sampleWeight", given);
  checkSameLength(owner, "sampleWeight", weights.length, n);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    if (weight < 0) throw refusal(owner, "a weight is negative", `[${i}]`, String(weight), { index: i });
    total += weight;
  }
  if (total === 0) throw refusal(owner, "the weights are all 0", "", `${n} zeros`, {});
  return weights;
}

function refusal(owner: string, what: string, place: string, found: string, details: object): MetricsError {
  return new MetricsError({
    code: "invalidInput",
    what,
    where: `${owner}, sampleWeight${place}`,
    found,
    fix: "give weights of at least 0 that are not all 0",
    details: { owner, argument: "sampleWeight", ...details },
  });
}
