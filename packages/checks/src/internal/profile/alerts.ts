import type { ColumnProfile, ProfileAlert } from "../../profile/table-profile.ts";
import type { CountedValues } from "./column-profile.ts";

type Facts = Omit<ColumnProfile, "alerts">;

/** An alert and when it is raised. */
interface Rule {
  readonly alert: ProfileAlert["alert"];
  readonly message: (facts: Facts, list: CountedValues) => string | undefined;
}

/** Thresholds as usual among profilers: shares from 1 %, skewness above 20, normalised entropy below a half. */
const RULES: readonly Rule[] = [
  { alert: "allMissing", message: ({ count }) => (count === 0 ? "there is no value" : undefined) },
  {
    alert: "missing",
    message: ({ missingShare, count }) =>
      count > 0 && missingShare >= 0.01 ? `${percent(missingShare)} are missing` : undefined,
  },
  { alert: "mixedTypes", message: ({ type }) => (type === "mixed" ? "values are of several types" : undefined) },
  {
    alert: "constant",
    message: ({ distinct, count }) => (distinct === 1 && count > 1 ? "there is only one value" : undefined),
  },
  {
    alert: "unique",
    message: ({ distinct, count }) => (distinct === count && count > 1 ? "no value occurs twice" : undefined),
  },
  {
    alert: "highCardinality",
    message: ({ type, distinct, count }) =>
      type === "string" && distinct > 50 && distinct < count ? `there are ${distinct} different texts` : undefined,
  },
  {
    alert: "imbalanced",
    message: ({ numeric, distinct, count }, list) => {
      if (numeric !== null || distinct < 2 || distinct > 50) return undefined;
      const evenness =
        list.reduce((sum, each) => sum - (each.count / count) * Math.log(each.count / count), 0) / Math.log(distinct);
      return evenness < 0.5 ? `the most frequent value has ${percent((list[0]?.count ?? 0) / count)}` : undefined;
    },
  },
  {
    alert: "zeros",
    message: ({ numeric, count }) =>
      numeric !== null && numeric.zeros >= 0.01 * count && numeric.zeros > 0
        ? `${percent(numeric.zeros / count)} are 0`
        : undefined,
  },
  {
    alert: "infinite",
    message: ({ numeric }) => ((numeric?.infinite ?? 0) > 0 ? `${numeric?.infinite ?? 0} are infinite` : undefined),
  },
  {
    alert: "skewed",
    message: ({ numeric }) =>
      Math.abs(numeric?.skewness ?? 0) > 20 ? `the skewness is ${(numeric?.skewness ?? 0).toPrecision(3)}` : undefined,
  },
];

/** What about a column deserves a look. */
export function alertsOf(facts: Facts, list: CountedValues): ProfileAlert[] {
  return RULES.flatMap(({ alert, message }) => {
    const words = message(facts, list);
    return words === undefined ? [] : [{ alert, message: `${facts.column}: ${words}` }];
  });
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
