import { randomState, showValue } from "@mlsys/core";
import type { ValueCounts } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";
import { goodnessOfFit } from "../../drift/statistics/one-sample.ts";
import { parseFigureOptions } from "../define/check-options.ts";
import { countsOf, figureCheck } from "../define/figure-check.ts";
import { distanceFrom, distanceSurvival } from "../special/one-sample-kolmogorov.ts";
import { figure, required } from "./arguments.ts";
import type { Common } from "./arguments.ts";
import { cdfOf } from "./distributions.ts";
import type { Kwargs } from "./suite-schema.ts";
import { valuesRequest } from "../memory/accumulators/value-counts.ts";

/** How the p-value of a column's values is found. */
type PValue = (values: ValueCounts) => number;

/** A column's values must be those of a named distribution, by Kolmogorov and Smirnov's test of one sample. */
export function parameterizedKsTest(kwargs: Kwargs, common: Common): Check {
  const distribution = required(kwargs, "distribution");
  const cdf = cdfOf(distribution, kwargs.params ?? {});
  return pValueCheck(
    kwargs,
    common,
    { distribution, params: kwargs.params ?? {} },
    kwargs.p_value ?? 0.05,
    (values) => {
      const sorted = numbersIn(values);
      return distanceSurvival(distanceFrom(sorted, cdf), values.count);
    },
  );
}

/**
 * Samples of a column's values must mostly be those of bins with weights. Great Expectations draws at random; here the draw has a seed, so
 * that the verdict is always the same.
 */
export function bootstrappedKsTest(kwargs: Kwargs, common: Common): Check {
  const { bins, weights, tail_weights: tails } = required(kwargs, "partition_object");
  const edges = (bins ?? []).map(Number);
  if (weights === undefined || edges.length !== weights.length + 1)
    throw refusal("the partition is not continuous", kwargs.partition_object);
  if (!edges.every(Number.isFinite)) throw refusal("Partition endpoints must be finite", bins);
  if ((tails ?? []).some((weight) => weight > 0)) throw refusal("Partition cannot have tail weights", tails);
  const p = kwargs.p ?? 0.05;
  if (!(p > 0 && p < 1)) throw refusal("p must be between 0 and 1", p);
  const samples = kwargs.bootstrap_samples ?? 1000;
  const size = kwargs.bootstrap_sample_size ?? 2 * weights.length;
  const critical = criticalDistance(p, size);
  const cdf = interpolated(edges, weights);
  return pValueCheck(kwargs, common, { partition: kwargs.partition_object, samples, size }, p, (values) => {
    const list = numbersIn(values).flatMap(({ value, count }) => new Array<number>(count).fill(value));
    const rng = randomState(0);
    let accepted = 1;
    for (let i = 0; i < samples; i++) {
      const drawn = Array.from(rng.randint(0, list.length, size), (at) => list[at] ?? 0).sort((a, b) => a - b);
      const counted = drawn.map((value) => ({ value, count: 1 }));
      if (distanceFrom(counted, cdf) <= critical) accepted += 1;
    }
    return accepted / (samples + 1);
  });
}

/** A column's categories must have the weights that are expected. */
export function chiSquareTest(kwargs: Kwargs, common: Common): Check {
  const { values: expected, weights } = required(kwargs, "partition_object");
  if (expected === undefined || weights?.length !== expected.length)
    throw refusal("ValueError: the partition is not categorical", kwargs.partition_object);
  const holdout = kwargs.tail_weight_holdout ?? 0;
  return pValueCheck(kwargs, common, { partition: kwargs.partition_object, holdout }, kwargs.p ?? 0.05, (values) => {
    const counts = new Map(values.list().map(({ value, count }) => [value, count]));
    const others = [...counts].filter(([value]) => !expected.includes(value as never));
    const scale = others.length === 0 ? 1 : 1 - holdout;
    return goodnessOfFit(
      [...weights.map((weight) => weight * scale), ...others.map(() => holdout / others.length)],
      [...expected.map((value) => counts.get(value) ?? 0), ...others.map(([, count]) => count)],
    ).pValue;
  });
}

function pValueCheck(
  kwargs: Kwargs,
  common: Common,
  parameters: Readonly<Record<string, unknown>>,
  p: number,
  pValue: PValue,
): Check {
  const column = required(kwargs, "column");
  const [kind] = common.name.split("(");
  const check = kind ?? "";
  return figureCheck({
    check,
    columns: [column],
    parameters: { ...parameters, p },
    sentence: `the values of ${column} must be as expected with a p-value above ${p}`,
    needs: { values: { ...valuesRequest, column } },
    options: parseFigureOptions(check, figure(common), {}),
    find: ({ values }) => {
      const observed = values.count === 0 ? null : pValue(values);
      return {
        observed,
        holds: observed !== null && observed > p,
        ...countsOf(values),
      };
    },
  });
}

function numbersIn(values: ValueCounts): { readonly value: number; readonly count: number }[] {
  const list = values.list();
  const odd = list.find(({ value }) => typeof value !== "number" && typeof value !== "bigint");
  if (odd !== undefined)
    throw new ChecksError({
      code: "typeMismatch",
      what: "the column holds values that are no numbers",
      found: showValue(odd.value),
    });
  return list.map(({ value, count }) => ({ value: Number(value), count })).sort((a, b) => a.value - b.value);
}

/** The greatest distance whose p-value is still p. */
function criticalDistance(p: number, n: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (distanceSurvival(middle, n) >= p) low = middle;
    else high = middle;
  }
  return low;
}

function interpolated(edges: readonly number[], weights: readonly number[]): (x: number) => number {
  const totals = weights.reduce((sums, weight) => [...sums, (sums.at(-1) ?? 0) + weight], [0]);
  return (x) => {
    const bin = edges.findIndex((edge) => edge > x) - 1;
    if (bin === -1) return 0;
    if (bin < 0) return totals.at(-1) ?? 1;
    const [low = 0, high = 0] = edges.slice(bin, bin + 2);
    return (totals[bin] ?? 0) + ((x - low) / (high - low)) * (weights[bin] ?? 0);
  };
}

function refusal(what: string, found: unknown): ChecksError {
  return new ChecksError({ code: "invalidCheck", what, where: "partition_object", found: showValue(found) });
}
