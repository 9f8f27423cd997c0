import type { Aggregate, AnswerTo, RowTally, ValueCounts } from "../../aggregates/aggregate.ts";
import type { ColumnProfile, NumericProfile, ProfileType } from "../../profile/table-profile.ts";
import type { Collected } from "../../sources/source.ts";
import { kurtosisOf, skewnessOf } from "../define/standardised-moments.ts";
import { jsonValue } from "../values/json-value.ts";
import { alertsOf } from "./alerts.ts";
import { PROBABILITIES } from "./column-requests.ts";
import type { ColumnRequests } from "./column-requests.ts";
import { textProfile } from "./text-profile.ts";

/** The greatest number of distinct values that a profile lists. */
const LISTED = 100;

type Answers = { readonly [Name in keyof ColumnRequests]: AnswerTo<ColumnRequests[Name]> };

/** Makes the profile of a column of the answers to its requests. */
export function columnProfile(
  column: string,
  requests: ColumnRequests,
  collected: Collected,
  { topValues }: { readonly topValues: number },
): ColumnProfile {
  const answers = answersTo(requests, collected);
  const { values } = answers;
  const type = typeOf(answers);
  const list = values.list();
  const profile = {
    column,
    type,
    count: values.count,
    missing: values.rows - values.count,
    missingShare: values.rows === 0 ? 0 : (values.rows - values.count) / values.rows,
    distinct: values.distinct,
    singles: values.singles,
    topValues: list
      .slice(0, topValues)
      .map(({ value, count }) => ({ value: jsonValue(value), count, share: count / values.count })),
    valueSet: values.distinct <= LISTED ? list.map(({ value }) => jsonValue(value)) : null,
    numeric: type === "integer" || type === "number" ? numericProfile(answers, list) : null,
    text: type === "string" ? textProfile(list, values.count) : null,
    dates: type === "date" ? datesOf(answers) : null,
  };
  return { ...profile, alerts: alertsOf(profile, list) };
}

function answersTo(requests: ColumnRequests, collected: Collected): Answers {
  const entries = Object.entries(requests as unknown as Readonly<Record<string, Aggregate>>);
  const answers = entries.map(([name, request]) => {
    const answer = collected.answerTo(request);
    if ("error" in answer) throw answer.error;
    return [name, answer.value] as const;
  });
  return Object.fromEntries(answers) as unknown as Answers;
}

function typeOf({ kinds, integers }: Answers): ProfileType {
  const [kind, ...others] = [...kinds.keys()];
  if (kind === undefined) return "empty";
  if (others.length > 0) return "mixed";
  if (kind === "other") return "object";
  return kind === "number" && integers.unexpected === 0 ? "integer" : kind;
}

function numericProfile(
  { moments, extremes, quantiles, zeros, negatives, finite }: Answers,
  list: CountedValues,
): NumericProfile {
  const { count, m2 } = moments;
  return {
    min: Number(extremes.min),
    max: Number(extremes.max),
    mean: finiteOrNull(moments.mean),
    stdev: count < 2 ? null : finiteOrNull(Math.sqrt(m2 / (count - 1))),
    skewness: finiteOrNull(skewnessOf(moments, true)),
    kurtosis: finiteOrNull(kurtosisOf(moments, true)),
    sum: finiteOrNull(moments.sum),
    zeros: metBy(zeros),
    negatives: metBy(negatives),
    infinite: finite.unexpected,
    histogram: histogramOf(list),
    quantiles: PROBABILITIES.map((probability, i) => ({ probability, value: quantiles.values?.[i] ?? 0 })),
  };
}

/** Bins of a histogram. */
const BINS = 24;

function histogramOf(list: CountedValues): NumericProfile["histogram"] {
  const finite = list
    .map(({ value, count }) => [Number(value), count] as const)
    .filter(([value]) => Number.isFinite(value));
  let [low, high] = [Infinity, -Infinity];
  for (const [value] of finite) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (finite.length === 0) return null;
  if (low === high) return { edges: [low, high], counts: [finite.reduce((sum, [, count]) => sum + count, 0)] };
  const counts = new Array<number>(BINS).fill(0);
  for (const [value, count] of finite) {
    const bin = Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low) * i) / BINS), counts };
}

function metBy({ rows, missing, unexpected }: RowTally): number {
  return rows - missing - unexpected;
}

function finiteOrNull(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

function datesOf({ extremes: { min, max } }: Answers): ColumnProfile["dates"] {
  return min instanceof Date && max instanceof Date ? { min: min.toISOString(), max: max.toISOString() } : null;
}

/** Distinct values with their counts, as an engine lists them. */
export type CountedValues = ReturnType<ValueCounts["list"]>;
