import type { ComparablePair } from "../compare-column.ts";
import type { ColumnPair } from "../column-pair.ts";

/** What another tool says of a column. */
export interface PresetFinding {
  /** The tool's name of the method. */
  readonly method: string;
  readonly statistic: number;
  readonly pValue: number | null;
  /** The tool's threshold, of the p-value where there is one, else of the statistic. */
  readonly threshold: number;
  readonly drifted: boolean;
}

/** Another tool's way to judge, with its figures and without ours. */
export interface Preset {
  /** Undefined where the tool has no method for the column or not enough values. */
  readonly compare: (pair: ComparablePair, minEffect: number | undefined) => PresetFinding | undefined;
  /** The share of drifted columns from which the whole drifts. */
  readonly tableShare: number;
}

type NumericPair = Extract<ColumnPair, { readonly kind: "numeric" }>;

/** The numbers as categories: every different value is one. */
export function countsOfNumbers({ reference, current }: NumericPair): [number[], number[], number[]] {
  const values = [...new Set([...reference.values, ...current.values])].sort((a, b) => a - b);
  const count = (list: Float64Array): number[] => {
    const counts = new Map<number, number>();
    for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
    return values.map((value) => counts.get(value) ?? 0);
  };
  return [count(reference.values), count(current.values), values];
}

/** Drift where the statistic reaches the threshold, or where it must be above it. */
export function byDistance(method: string, statistic: number, threshold: number, isStrict = false): PresetFinding {
  const drifted = isStrict ? statistic > threshold : statistic >= threshold;
  return { method, statistic, pValue: null, threshold, drifted };
}

/** Drift where the p-value is below the threshold. */
export function byPValue(method: string, test: { readonly statistic: number; readonly pValue: number }): PresetFinding {
  const threshold = 0.05;
  return { method, ...test, threshold, drifted: test.pValue < threshold };
}
