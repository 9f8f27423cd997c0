import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";
import type { ValueCounts } from "../../aggregates/aggregate.ts";
import { parseFigureOptions } from "../define/check-options.ts";
import { figureCheck } from "../define/figure-check.ts";
import { figure, required } from "./arguments.ts";
import type { Common } from "./arguments.ts";
import type { Kwargs } from "./suite-schema.ts";
import { valuesRequest } from "../memory/accumulators/value-counts.ts";

type Partition = NonNullable<Kwargs["partition_object"]>;
type Weights = readonly number[];

/** Observed and expected weights of the same bins or values. */
type Compared = readonly [observed: Weights, expected: Weights];

/**
 * The divergence of the observed from the expected distribution, with what Great Expectations holds out for tails, empty bins and
 * values that were not expected.
 */
export function klDivergence(kwargs: Kwargs, common: Common): Check {
  const column = required(kwargs, "column");
  const partition = required(kwargs, "partition_object");
  const threshold = kwargs.threshold ?? undefined;
  const [tail, internal] = [kwargs.tail_weight_holdout ?? 0, kwargs.internal_weight_holdout ?? 0];
  for (const holdout of [tail, internal])
    if (!(holdout >= 0 && holdout <= 1)) throw refusal("a holdout must be between 0 and 1", holdout);
  const compare = comparison(partition, tail, internal);
  const check = "expect_column_kl_divergence_to_be_less_than";
  return figureCheck({
    check,
    columns: [column],
    parameters: { partition, threshold, tail, internal },
    sentence: `the distribution of ${column} must diverge by at most ${threshold ?? Infinity} nats from the one expected`,
    needs: { values: { ...valuesRequest, column } },
    options: parseFigureOptions(check, figure(common), {}),
    find: ({ values }) => {
      const { rows, count } = values;
      const observed = count === 0 ? null : entropy(...compare(values));
      const holds = observed !== null && Number.isFinite(observed) && observed <= (threshold ?? Infinity);
      const words = observed === Infinity ? "it diverges infinitely" : undefined;
      return {
        observed,
        holds,
        words,
        elementCount: rows,
        missingCount: rows - count,
      };
    },
  });
}

/** How the counted values are compared with a partition, which is checked first. */
function comparison(partition: Partition, tail: number, internal: number): (values: ValueCounts) => Compared {
  const { weights = [], bins, values, tail_weights: tails } = partition;
  const total = [...weights, ...(tails ?? [])].reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0 || Math.abs(total - 1) > 1e-5) throw refusal("the weights do not add up to 1", partition);
  if (values !== undefined) {
    if (values.length !== weights.length) throw refusal("there must be a weight a value", partition);
    if (internal > 0) throw refusal("an internal holdout is for bins only", internal);
    return (found) => ofValues(found, values, weights, tail);
  }
  const edges = bins?.map(Number) ?? [];
  const isAscending = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? 0));
  if (edges.length !== weights.length + 1 || !isAscending)
    throw refusal("bins must be ascending, one more than weights", partition);
  return ofBins(edges, weights, tails, tail, internal);
}

function ofValues(found: ValueCounts, values: readonly unknown[], weights: Weights, tail: number): Compared {
  const counts = new Map(found.list().map(({ value, count }) => [value, count / found.count]));
  const unexpected = [...counts].filter(([value]) => !values.includes(value)).map(([, weight]) => weight);
  const scale = unexpected.length === 0 ? 1 : 1 - tail;
  return [
    [...values.map((value) => counts.get(value) ?? 0), ...unexpected],
    [...weights.map((weight) => weight * scale), ...unexpected.map(() => tail / unexpected.length)],
  ];
}

function ofBins(
  edges: readonly number[],
  weights: Weights,
  tails: Weights | null | undefined,
  tail: number,
  internal: number,
): (values: ValueCounts) => Compared {
  const [isOpenLow, isOpenHigh] = [edges[0] === -Infinity, edges.at(-1) === Infinity];
  const hasTails = tails !== null && tails !== undefined;
  if (tail > 0 && ((isOpenLow && isOpenHigh) || (hasTails && tails.some((weight) => weight > 0))))
    throw refusal("a tail holdout makes no sense where the partition reaches to infinity", tail);
  const empty = weights.filter((weight) => weight === 0).length;
  const ends = Number(!isOpenLow) + Number(!isOpenHigh);
  const held = hasTails ? 0 : tail;
  const scale = 1 - held - (empty > 0 ? internal : 0);
  const inner = weights.map((weight) => (weight === 0 && empty > 0 ? internal / empty : weight * scale));
  const expected = [
    ...(isOpenLow ? [] : [hasTails ? (tails[0] ?? 0) : held / ends]),
    ...inner,
    ...(isOpenHigh ? [] : [hasTails ? (tails[1] ?? 0) : held / ends]),
  ];
  const cuts = [...(isOpenLow ? [] : [-Infinity]), ...edges, ...(isOpenHigh ? [] : [Infinity])];
  return (found) => {
    const observed = new Array<number>(cuts.length - 1).fill(0);
    for (const { value, count } of found.list()) {
      // The greatest edge belongs to the last bin, as in NumPy.
      const isLast = Number(value) === edges.at(-1) && !isOpenHigh;
      const bin = isLast ? cuts.length - 3 : cuts.findIndex((cut, i) => i > 0 && Number(value) < cut) - 1;
      const at = bin < 0 ? observed.length - 1 : bin;
      observed[at] = (observed[at] ?? 0) + count / found.count;
    }
    return [observed, expected];
  };
}

function entropy(observed: Weights, expected: Weights): number {
  const sum = (list: Weights): number => list.reduce((total, weight) => total + weight, 0);
  const [n, m] = [sum(observed), sum(expected)];
  return observed.reduce((total, weight, i) => {
    const [p, q] = [weight / n, (expected[i] ?? 0) / m];
    return p === 0 ? total : total + p * Math.log(p / q);
  }, 0);
}

function refusal(what: string, found: unknown): ChecksError {
  return new ChecksError({ code: "invalidCheck", what, where: "partition_object", found: showValue(found) });
}
