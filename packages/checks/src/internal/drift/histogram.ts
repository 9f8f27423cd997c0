import type { DriftHistogram } from "../../drift/drift-report.ts";
import { countBins } from "../../drift/statistics/bins.ts";
import type { ColumnPair } from "./column-pair.ts";

const BINS = 24;
const LISTED = 12;

/** Both sides of a column as shares of the same bins or categories, to be drawn one over the other; null of text. */
export function histogramOf(pair: ColumnPair): DriftHistogram | null {
  if (pair.kind === "numeric") return ofNumbers(pair.reference.values, pair.current.values);
  if (pair.kind !== "categorical") return null;
  const order = pair.categories
    .map((label, i) => ({ label, reference: pair.reference[i] ?? 0, current: pair.current[i] ?? 0 }))
    .sort((a, b) => b.reference + b.current - a.reference - a.current);
  const shown = order.slice(0, LISTED);
  const rest = order.slice(LISTED);
  const total = (side: "reference" | "current", of: typeof order): number =>
    of.reduce((sum, each) => sum + each[side], 0);
  const others = {
    label: `${rest.length} others`,
    reference: total("reference", rest),
    current: total("current", rest),
  };
  const bars = rest.length === 0 ? shown : [...shown, others];
  return {
    edges: null,
    labels: bars.map(({ label }) => label),
    reference: shares(bars.map(({ reference }) => reference)),
    current: shares(bars.map(({ current }) => current)),
  };
}

function ofNumbers(reference: Float64Array, current: Float64Array): DriftHistogram {
  let [low, high] = [Infinity, -Infinity];
  for (const values of [reference, current])
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  const edges = Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low) * i) / BINS);
  const inner = low === high ? [] : edges.slice(1, -1);
  const count = (values: Float64Array): number[] => shares(countBins(values, inner, "below"));
  return {
    edges: low === high ? [low, high] : edges,
    labels: null,
    reference: count(reference),
    current: count(current),
  };
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}
