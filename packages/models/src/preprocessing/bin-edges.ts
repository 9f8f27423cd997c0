import { averagedQuantile, linspace, quantileOfSorted } from "../internal/quantiles.ts";
import { sorted as sortedCopy } from "../internal/sorted.ts";
import { ModelsError } from "../models-error.ts";

/** How the bins of a column are chosen. */
export type BinStrategy = "uniform" | "quantile" | "kmeans";

/** What the edges depend on besides the numbers. */
export interface BinSettings {
  readonly strategy: BinStrategy;
  readonly quantileMethod: "averaged_inverted_cdf" | "inverted_cdf" | "linear";
}

/** Bins that are no wider than this are left out. */
const LEAST_WIDTH = 1e-8;

/** The edges of the bins of a column, ascending. Bins by k-means need as many rows. */
export function binEdges(
  column: Float64Array,
  count: number,
  { strategy, quantileMethod }: BinSettings,
  weights: Float64Array | undefined,
): Float64Array {
  const used = weights === undefined ? column : column.filter((_, i) => weights[i] !== 0);
  const sorted = sortedCopy(used);
  const [low, high] = [sorted[0] as number, sorted[sorted.length - 1] as number];
  if (low === high) return Float64Array.of(-Infinity, Infinity);
  if (strategy === "uniform") return linspace(low, high, count + 1);
  if (strategy === "quantile") {
    const shares = linspace(0, 100, count + 1).map((percent) => percent / 100);
    const edges =
      weights === undefined
        ? shares.map((share) => unweighted(sorted, share, quantileMethod))
        : weighted(column, weights, shares, quantileMethod !== "inverted_cdf");
    return withoutNarrow(edges);
  }
  if (column.length < count) {
    throw new ModelsError({
      code: "invalidInput",
      what: "there are fewer rows than bins",
      where: "kBinsDiscretizer.fit, X",
      found: `${column.length} rows, ${count} bins`,
      fix: 'lower nBins, give more rows, or take the strategy "quantile" or "uniform"',
    });
  }
  const centres = kMeansCentres(column, weights, linspace(low, high, count + 1));
  const middles = centres.subarray(1).map((centre, i) => (centre + (centres[i] as number)) * 0.5);
  return withoutNarrow(Float64Array.of(low, ...middles, high));
}

function unweighted(sorted: Float64Array, share: number, method: BinSettings["quantileMethod"]): number {
  if (method === "linear") return quantileOfSorted(sorted, share);
  if (method === "averaged_inverted_cdf") return averagedQuantile(sorted, share);
  const place = Math.ceil(sorted.length * share) - 1;
  return sorted[Math.max(0, Math.min(sorted.length - 1, place))] as number;
}

/** Where the weights reach each share; the mean of two numbers where it is reached exactly. */
function weighted(column: Float64Array, weights: Float64Array, shares: Float64Array, average: boolean): Float64Array {
  const order = Array.from(column.keys()).filter((i) => (weights[i] as number) > 0);
  order.sort((a, b) => (column[a] as number) - (column[b] as number));
  let total = 0;
  const sums = Float64Array.from(order, (i) => (total += weights[i] as number));
  return shares.map((share) => {
    const goal = share * total;
    const at = Math.max(
      0,
      sums.findIndex((sum) => sum >= goal && sum > 0),
    );
    const value = column[order[at] as number] as number;
    const isExact =
      average && Math.abs((sums[at] as number) - goal) <= 1e-15 * total && at + 1 < order.length && goal > 0;
    return isExact ? (value + (column[order[at + 1] as number] as number)) / 2 : value;
  });
}

function withoutNarrow(edges: Float64Array): Float64Array {
  return edges.filter((edge, i) => i === 0 || edge - (edges[i - 1] as number) > LEAST_WIDTH);
}

/** Lloyd's algorithm on one column, from the middles of bins of one width; sorted. */
function kMeansCentres(column: Float64Array, weights: Float64Array | undefined, edges: Float64Array): Float64Array {
  const k = edges.length - 1;
  let centres = Float64Array.from({ length: k }, (_, c) => ((edges[c] as number) + (edges[c + 1] as number)) * 0.5);
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  let before = new Int32Array(column.length).fill(-1);
  for (let step = 0; step < 300; step++) {
    const nearest = Int32Array.from(column, (value) => nearestOf(value, centres));
    const [sums, counts] = [new Float64Array(k), new Float64Array(k)];
    for (let i = 0; i < column.length; i++) {
      const [c, weight] = [nearest[i] as number, weights === undefined ? 1 : (weights[i] as number)];
      sums[c] = (sums[c] as number) + weight * (column[i] as number);
      counts[c] = (counts[c] as number) + weight;
    }
    relocateEmpty(column, weights, nearest, centres, sums, counts);
    const next = sums.map((sum, c) =>
      (counts[c] as number) > 0 ? sum / (counts[c] as number) : (centres[c] as number),
    );
    const shift = next.reduce((sum, centre, c) => sum + (centre - (centres[c] as number)) ** 2, 0);
    centres = next;
    if (nearest.every((c, i) => c === before[i]) || shift <= 1e-4 * variance) break;
    before = nearest;
  }
  return centres.sort();
}

function nearestOf(value: number, centres: Float64Array): number {
  let best = 0;
  for (let c = 1; c < centres.length; c++) {
    if (Math.abs(value - (centres[c] as number)) < Math.abs(value - (centres[best] as number))) best = c;
  }
  return best;
}

/** A cluster without numbers takes the number that lies farthest from its centre. */
function relocateEmpty(
  column: Float64Array,
  weights: Float64Array | undefined,
  nearest: Int32Array,
  centres: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const empty = Array.from(counts.keys()).filter((c) => counts[c] === 0);
  if (empty.length === 0) return;
  const distance = (i: number): number => Math.abs((column[i] as number) - (centres[nearest[i] as number] as number));
  const far = Array.from(column.keys()).sort((a, b) => distance(b) - distance(a));
  empty.forEach((c, at) => {
    const i = far[at] as number;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const old = nearest[i] as number;
    sums[old] = (sums[old] as number) - weight * (column[i] as number);
    counts[old] = (counts[old] as number) - weight;
    sums[c] = weight * (column[i] as number);
    counts[c] = weight;
  });
}
