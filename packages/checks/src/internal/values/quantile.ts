import type { QuantileMethod } from "../../aggregates/aggregate.ts";

/** Numbers by their rank, from 0. */
export interface Order {
  readonly count: number;
  readonly at: (i: number) => number;
}

/** The ranks that quantiles of some numbers read, ascending. */
export function quantileRanks(probabilities: readonly number[], count: number, method: QuantileMethod): number[] {
  const ranks = new Set<number>();
  const at = (i: number): number => (ranks.add(i), 0);
  for (const probability of probabilities) quantile({ count, at }, probability, method);
  return [...ranks].sort((a, b) => a - b);
}

/** A quantile. The methods are numpy's; `discrete` is its `inverted_cdf`, SQL's percentile_disc. */
export function quantile(order: Order, probability: number, method: QuantileMethod): number {
  const last = order.count - 1;
  const position = probability * last;
  const low = Math.floor(position);
  const at = (i: number): number => order.at(Math.min(last, Math.max(0, i)));
  switch (method) {
    case "discrete":
      return at(Math.ceil(probability * order.count) - 1);
    case "lower":
      return at(low);
    case "higher":
      return at(Math.ceil(position));
    case "nearest":
      return at(halfToEven(position));
    case "midpoint":
      return middle(at(low), at(Math.ceil(position)));
    case "linear":
      return between(at(low), at(low + 1), position - low);
  }
}

/** numpy's order of operations, so that the last bit agrees; equal neighbours stay as they are, infinities too. */
function between(a: number, b: number, share: number): number {
  if (share === 0 || a === b) return a;
  return share >= 0.5 ? b - (b - a) * (1 - share) : a + (b - a) * share;
}

/** Half of each first where their sum is out of a double's range. */
function middle(a: number, b: number): number {
  if (a === b) return a;
  return Number.isFinite(a + b) ? (a + b) / 2 : a / 2 + b / 2;
}

function halfToEven(position: number): number {
  const low = Math.floor(position);
  const share = position - low;
  if (share !== 0.5) return share < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}
