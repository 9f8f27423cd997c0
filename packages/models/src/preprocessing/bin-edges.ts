import { Matrix } from "@mlsys/core";
import { kMeans } from "../cluster/k-means.ts";
import { linspace, rangeOf } from "../internal/quantiles.ts";
import { sorted as sortedCopy } from "../internal/sorted.ts";
import { ModelsError } from "../models-error.ts";
import { quantileBy } from "./quantile-methods.ts";
import type { QuantileMethod } from "./quantile-methods.ts";

/** How the bins of a column are chosen. */
export type BinStrategy = "uniform" | "quantile" | "kmeans";

/** What the edges depend on besides the numbers. */
export interface BinSettings {
  readonly strategy: BinStrategy;
  readonly quantileMethod: QuantileMethod;
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
  const [low, high] = rangeOf(used);
  if (strategy === "uniform" || low === high) return evenEdges(low, high, count);
  if (strategy === "quantile") {
    if (weights !== undefined) assertTakesWeights(quantileMethod);
    const shares = linspace(0, 100, count + 1).map((percent) => percent / 100);
    const sorted = weights === undefined ? sortedCopy(used) : used;
    const edges =
      weights === undefined
        ? shares.map((share) => quantileBy(quantileMethod, sorted, share))
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

/** Bins of one width; a column of one number has one bin. */
export function evenEdges(low: number, high: number, count: number): Float64Array {
  return low === high ? Float64Array.of(-Infinity, Infinity) : linspace(low, high, count + 1);
}

function assertTakesWeights(method: QuantileMethod): void {
  if (method === "averaged_inverted_cdf" || method === "inverted_cdf") return;
  throw new ModelsError({
    code: "notSupported",
    what: "this way to take quantiles has no weights",
    where: "kBinsDiscretizer.fit, sampleWeight",
    found: `quantileMethod "${method}"`,
    fix: 'set quantileMethod to "averaged_inverted_cdf" or "inverted_cdf"',
  });
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

/** Centres of clusters that begin in the middles of bins of one width; sorted. */
function kMeansCentres(column: Float64Array, weights: Float64Array | undefined, edges: Float64Array): Float64Array {
  const middles = edges.subarray(1).map((edge, c) => ((edges[c] as number) + edge) * 0.5);
  const init = new Matrix(middles.length, 1, middles);
  const clusters = kMeans({ nClusters: middles.length, init, nInit: 1 });
  const { clusterCenters } = clusters.fit(new Matrix(column.length, 1, column), undefined, { sampleWeight: weights });
  return clusterCenters.data.slice().sort();
}
