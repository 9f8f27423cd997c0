import { randomState } from "@mlsys/core";
import { ChecksError } from "../../../checks-error.ts";
import type { ColumnDrift, DriftReport, MissingChange } from "../../../drift/drift-report.ts";
import { newCategories, newCategoryShare } from "../categories.ts";
import type { ComparablePair } from "../compare-column.ts";
import { notComparable, reportOf, shareOf } from "../judge-drift.ts";
import type { ComparedColumn, Judgement } from "../judge-drift.ts";
import { text } from "../methods/text.ts";
import { histogramOf } from "../histogram.ts";
import type { Preset, PresetFinding } from "./preset.ts";

/**
 * The report with another tool's figures and verdicts.
 *
 * @throws {ChecksError} `notSupported` when not all values are at hand.
 */
export function presetReport(
  name: string,
  preset: Preset,
  columns: readonly ComparedColumn[],
  judgement: Judgement,
): DriftReport {
  const results = columns.map((column) => columnOf(name, preset, column, judgement.minEffect));
  const report = reportOf(results, name, judgement);
  const drifts = preset.tableShare === 0 ? report.driftShare > 0 : report.driftShare >= preset.tableShare;
  return { ...report, passed: !drifts && judgement.wholeTable?.drifted !== true };
}

function columnOf(
  name: string,
  preset: Preset,
  { name: column, pair, missing }: ComparedColumn,
  minEffect: number | undefined,
): ColumnDrift {
  // These tools drop missing values before they compare.
  const shares = [shareOf(missing.reference), shareOf(missing.current)] as const;
  const change: MissingChange = { reference: shares[0], current: shares[1], adjustedPValue: 1, drifted: false };
  if (pair.kind === "other") return notComparable(column, pair.because, change);
  requireAllValues(name, column, pair);
  const found = preset.compare(pair, minEffect) ?? (pair.kind === "text" ? ofText(pair, minEffect) : undefined);
  if (found === undefined) return notComparable(column, `${name} has no method here or not enough values`, change);
  const { method, statistic, pValue, drifted, threshold } = found;
  const isCategorical = pair.kind === "categorical";
  return {
    ...notComparable(column, "", change),
    kind: pair.kind,
    method,
    outcome: drifted ? "drift" : "noDrift",
    drifted,
    statistic,
    pValue,
    minEffect: pValue === null ? threshold : null,
    adjustedPValue: pValue,
    n: sizeOf(pair.reference),
    m: sizeOf(pair.current),
    histogram: histogramOf(pair),
    newCategories: isCategorical ? newCategories(pair) : [],
    newCategoryShare: isCategorical ? newCategoryShare(pair) : null,
    message: messageOf(name, column, found),
  };
}

/** Those tools train classifiers of text, which are not repeated here: our own test of words and lengths stands in for them. */
function ofText(
  { reference, current }: Extract<ComparablePair, { readonly kind: "text" }>,
  minEffect: number | undefined,
): PresetFinding {
  const threshold = 0.05;
  const context = { alpha: threshold, permutations: 0, maxRows: Infinity, rng: randomState(0) };
  const { statistic, pValue } = text.test(reference, current, context);
  const least = minEffect ?? text.minEffect ?? 0;
  return {
    method: "words and lengths, ours",
    statistic,
    pValue,
    threshold,
    drifted: pValue <= threshold && statistic >= least,
  };
}

function messageOf(
  name: string,
  column: string,
  { method, statistic, pValue, drifted, threshold }: PresetFinding,
): string {
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  const figure = pValue === null ? short(statistic) : `p ${short(pValue)}`;
  const verdict = drifted ? "drifted" : "did not drift";
  return `${column} ${verdict} by the rules of ${name} (${method}: ${figure}, threshold ${short(threshold)})`;
}

function requireAllValues(preset: string, column: string, pair: ComparablePair): void {
  if (pair.kind !== "numeric" || pair.reference.values.length === pair.reference.count) return;
  throw new ChecksError({
    code: "notSupported",
    what: `the preset ${preset} needs all values of the reference`,
    where: `detectDrift, column ${JSON.stringify(column)}`,
    found: `${pair.reference.values.length} quantiles of ${pair.reference.count} values`,
    fix: "give the table itself, or store as many points as there are rows",
  });
}

function sizeOf(side: ComparablePair["reference"]): number {
  if ("documents" in side) return side.documents;
  return "values" in side && "count" in side ? side.count : side.reduce((sum, count) => sum + count, 0);
}
