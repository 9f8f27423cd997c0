import { ChecksError } from "../../../checks-error.ts";
import { greatestChange, jensenShannonDivergence } from "../../../drift/statistics/proportions.ts";
import { byDistance } from "./preset.ts";
import type { Preset } from "./preset.ts";

/** Buckets of equal width of each sample's histogram. */
const BUCKETS = 10;

/**
 * TensorFlow Data Validation's comparators: the greatest change of a share for text, Jensen and Shannon's divergence in bits of the
 * two histograms for numbers. It has no threshold of its own.
 */
export const tfdv: Preset = {
  tableShare: 0,
  compare: (pair, minEffect) => {
    if (minEffect === undefined)
      throw new ChecksError({
        code: "invalidOption",
        what: "the preset tfdv has no threshold of its own",
        where: "detectDrift",
        fix: "give minEffect, such as 0.01",
      });
    if (pair.kind === "text") return undefined;
    if (pair.kind === "categorical")
      return byDistance("L-infinity", greatestChange(pair.reference, pair.current), minEffect, true);
    const [p, q] = aligned(pair.reference.values, pair.current.values);
    // NaN is a bucket of its own, other missing values are none.
    p.push(pair.reference.nan ?? 0);
    q.push(pair.current.nan ?? 0);
    return byDistance("Jensen-Shannon divergence", jensenShannonDivergence(p, q), minEffect, true);
  },
};

/** Both histograms over the edges of both; a bucket that is cut shares its rows out by width. */
function aligned(reference: Float64Array, current: Float64Array): [number[], number[]] {
  const [a, b] = [histogram(reference), histogram(current)];
  const edges = [...new Set([...a.edges, ...b.edges])].sort((x, y) => x - y);
  // A sample of one value has a bucket without width: it keeps its place beside those with width.
  const points = [...new Set([a, b].flatMap(({ edges: own }) => (own[0] === own[BUCKETS] ? [own[0] ?? 0] : [])))];
  const spread = ({ edges: own, counts }: Histogram): number[] => {
    const width = ((own[BUCKETS] ?? 0) - (own[0] ?? 0)) / BUCKETS;
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (width === 0) return [...edges.slice(1).map(() => 0), ...points.map((point) => (point === own[0] ? total : 0))];
    const within = edges.slice(1).map((high, i) => {
      const low = edges[i] ?? 0;
      const middle = (low + high) / 2;
      const bucket = Math.floor((middle - (own[0] ?? 0)) / width);
      return ((counts[bucket] ?? 0) * (high - low)) / width;
    });
    return [...within, ...points.map(() => 0)];
  };
  return [spread(a), spread(b)];
}

interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

function histogram(values: Float64Array): Histogram {
  const [low, high] = values.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Infinity, -Infinity],
  );
  const width = (high - low) / BUCKETS;
  const counts = new Array<number>(BUCKETS).fill(0);
  for (const value of values) {
    const bucket = width === 0 ? 0 : Math.min(BUCKETS - 1, Math.floor((value - low) / width));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return { edges: Array.from({ length: BUCKETS + 1 }, (_, i) => (i === BUCKETS ? high : low + i * width)), counts };
}
