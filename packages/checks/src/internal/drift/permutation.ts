import type { RandomState } from "@mlsys/core";
import type { TwoSamples } from "../../drift/statistics/two-samples.ts";
import { drawCounts } from "./hypergeometric.ts";

/** What permutations say about a statistic. */
export interface Permuted {
  /** (1 + permutations as extreme) / (1 + permutations). */
  readonly pValue: number;
  /** The least statistic that is significant at a level. */
  readonly critical: (alpha: number) => number;
}

/** Compares a statistic of two samples with those of random splits of the same values. */
export function permuteSamples(
  samples: TwoSamples,
  statistic: (samples: TwoSamples) => number,
  permutations: number,
  rng: RandomState,
): Permuted {
  const fromReference = Uint8Array.from(samples.fromReference);
  const shuffled = { ...samples, fromReference };
  const drawn = Float64Array.from({ length: permutations }, () => {
    for (let i = fromReference.length - 1; i > 0; i--) {
      const j = rng.interval(i);
      const held = fromReference[i] ?? 0;
      fromReference[i] = fromReference[j] ?? 0;
      fromReference[j] = held;
    }
    return statistic(shuffled);
  });
  return summarised(statistic(samples), drawn);
}

/** Compares a statistic of two rows of counts with those of random splits of the same rows. */
export function permuteCounts(
  reference: readonly number[],
  current: readonly number[],
  statistic: (reference: readonly number[], current: readonly number[]) => number,
  permutations: number,
  rng: RandomState,
): Permuted {
  const both = reference.map((count, i) => count + (current[i] ?? 0));
  const n = reference.reduce((sum, count) => sum + count, 0);
  const drawn = Float64Array.from({ length: permutations }, () => {
    const own = drawCounts(both, n, rng);
    return statistic(
      own,
      both.map((count, i) => count - (own[i] ?? 0)),
    );
  });
  return summarised(statistic(reference, current), drawn);
}

function summarised(observed: number, drawn: Float64Array): Permuted {
  const sorted = drawn.sort();
  // Rounding must not make an equal split look less extreme.
  const least = observed - 1e-12 * Math.max(1, Math.abs(observed));
  const extreme = sorted.reduce((count, value) => count + (value >= least ? 1 : 0), 0);
  return {
    pValue: (1 + extreme) / (1 + sorted.length),
    critical: (alpha) =>
      sorted[Math.min(sorted.length - 1, Math.ceil((1 - alpha) * (sorted.length + 1)) - 1)] ?? Infinity,
  };
}
