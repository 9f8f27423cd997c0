import { proportionTest } from "../../../drift/statistics/contingency.ts";
import { wassersteinDistance } from "../../../drift/statistics/distances.ts";
import { kolmogorovSmirnov } from "../../../drift/statistics/kolmogorov-smirnov.ts";
import { goodnessOfFit } from "../../../drift/statistics/one-sample.ts";
import { jensenShannonDivergence } from "../../../drift/statistics/proportions.ts";
import { twoSamples } from "../../../drift/statistics/two-samples.ts";
import type { ComparablePair } from "../compare-column.ts";
import { byDistance, byPValue, countsOfNumbers } from "./preset.ts";
import type { Preset, PresetFinding } from "./preset.ts";

/** Up to so many reference rows Evidently tests, above it measures. */
const TESTED_UP_TO = 1000;
/** Up to so many different values numbers are categories. */
const FEW_VALUES = 5;
/** SciPy's "auto" counts exactly up to this size of the larger sample. */
const EXACT_UP_TO = 10_000;

/** Evidently's default choice of method by rows and different values, with its figures. */
export const evidently: Preset = {
  tableShare: 0.5,
  compare: (pair, minEffect) => {
    if (pair.kind === "text") return undefined;
    const [reference, current, values] =
      pair.kind === "numeric" ? countsOfNumbers(pair) : [pair.reference, pair.current, pair.categories];
    const rows = reference.reduce((sum, count) => sum + count, 0);
    if (pair.kind === "numeric" && values.length > FEW_VALUES) return ofNumbers(pair, rows, minEffect);
    if (rows <= TESTED_UP_TO) return ofFewRows(reference, current);
    const distance = Math.sqrt(jensenShannonDivergence(reference, current, Math.E));
    return byDistance("jensenshannon", distance, minEffect ?? 0.1);
  },
};

function ofFewRows(reference: readonly number[], current: readonly number[]): PresetFinding {
  if (reference.length > 2) return byPValue("chisquare", goodnessOfFit(reference, current));
  if (reference.length === 1) return byPValue("z", { statistic: 0, pValue: 1 });
  const hits = (counts: readonly number[]): [number, number] => [counts[1] ?? 0, (counts[0] ?? 0) + (counts[1] ?? 0)];
  return byPValue("z", proportionTest(hits(reference), hits(current)));
}

function ofNumbers(
  { reference, current }: Extract<ComparablePair, { readonly kind: "numeric" }>,
  rows: number,
  minEffect: number | undefined,
): PresetFinding {
  const samples = twoSamples(reference.values, current.values);
  if (rows <= TESTED_UP_TO) {
    const pValue = Math.max(samples.n, samples.m) <= EXACT_UP_TO ? "exact" : "asymptotic";
    const found = kolmogorovSmirnov(samples, { pValue });
    return { ...byPValue("ks", found), drifted: found.pValue <= 0.05 };
  }
  const mean = reference.values.reduce((sum, value) => sum + value, 0) / rows;
  const squares = reference.values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const norm = Math.max(Math.sqrt(squares / rows), 0.001);
  return byDistance("wasserstein", wassersteinDistance(samples) / norm, minEffect ?? 0.1);
}
