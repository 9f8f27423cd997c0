import type { ColumnDrift, DriftOutcome, DriftReport, MissingChange, TableDrift } from "../../drift/drift-report.ts";
import { adjustPValues } from "../../drift/statistics/adjust-p-values.ts";
import type { Correction } from "../../drift/statistics/adjust-p-values.ts";
import { proportionTest } from "../../drift/statistics/contingency.ts";
import { OTHER_TYPES } from "./column-pair.ts";
import type { ColumnPair } from "./column-pair.ts";
import type { Compared } from "./compare-column.ts";
import { histogramOf } from "./histogram.ts";
import type { Side } from "./side.ts";

/** Rows and missing values of both samples. */
export interface MissingCounts {
  readonly reference: readonly [missing: number, rows: number];
  readonly current: readonly [missing: number, rows: number];
}

/** A column with what was found in it. */
export interface ComparedColumn {
  readonly name: string;
  readonly pair: ColumnPair;
  readonly missing: MissingCounts;
  /** Undefined where the column cannot be compared. */
  readonly compared?: Compared;
}

/** How to judge. */
export interface Judgement {
  readonly alpha: number;
  readonly correction: Correction;
  readonly minEffect: number | undefined;
  readonly before: Side;
  readonly now: Side;
  readonly wholeTable: TableDrift | null;
}

/** The least change of a share of missing values that counts as drift. */
const MISSING_CHANGE = 0.05;

/** Corrects over the columns, judges each, and makes the report. */
export function driftReport(columns: readonly ComparedColumn[], judgement: Judgement): DriftReport {
  const { correction } = judgement;
  const tested = columns.filter(({ compared }) => compared !== undefined);
  const pValues = adjustPValues(
    tested.map(({ compared }) => compared?.tested.pValue ?? 1),
    correction,
  );
  const missing = missingChanges(columns, judgement);
  const results = columns.map((column, i) => {
    const adjusted = pValues[tested.indexOf(column)] ?? 1;
    return columnDrift(column, adjusted, missing[i] ?? NO_CHANGE, judgement);
  });
  return reportOf(results, null, judgement);
}

/** The report of the columns' results. */
export function reportOf(
  columns: readonly ColumnDrift[],
  preset: string | null,
  { alpha, correction, before, now, wholeTable }: Judgement,
): DriftReport {
  const drifted = columns.filter(({ drifted: own, missing: change }) => own || change.drifted);
  return {
    schemaVersion: 1,
    preset,
    passed: drifted.length === 0 && wholeTable?.drifted !== true,
    alpha,
    correction: preset === null ? correction : "none",
    referenceRows: before.rows,
    currentRows: now.rows,
    columns,
    driftedColumns: drifted.map(({ column }) => column),
    driftShare: columns.length === 0 ? 0 : drifted.length / columns.length,
    wholeTable,
    missingColumns: before.columnNames.filter((name) => !now.columnNames.includes(name)),
    newColumns: now.columnNames.filter((name) => !before.columnNames.includes(name)),
  };
}

const NO_CHANGE: MissingChange = { reference: 0, current: 0, adjustedPValue: 1, drifted: false };

function missingChanges(columns: readonly ComparedColumn[], { alpha, correction }: Judgement): MissingChange[] {
  const tests = columns.map(({ missing }) => proportionTest(missing.reference, missing.current).pValue);
  const adjusted = adjustPValues(
    tests.map((p) => (Number.isNaN(p) ? 1 : p)),
    correction,
  );
  return columns.map(({ missing }, i) => {
    const [reference, current] = [shareOf(missing.reference), shareOf(missing.current)];
    const adjustedPValue = adjusted[i] ?? 1;
    const drifted = adjustedPValue <= alpha && Math.abs(reference - current) >= MISSING_CHANGE;
    return { reference, current, adjustedPValue, drifted };
  });
}

/** The share of missing values. */
export function shareOf([missing, rows]: readonly [number, number]): number {
  return rows === 0 ? 0 : missing / rows;
}

function columnDrift(
  { name, pair, compared }: ComparedColumn,
  adjustedPValue: number,
  missing: MissingChange,
  judgement: Judgement,
): ColumnDrift {
  if (compared === undefined) {
    const because = pair.kind === "other" ? pair.because : "";
    return { ...notComparable(name, because, missing), drifted: because === OTHER_TYPES };
  }
  const { tested, method } = compared;
  const minEffect = compared.minEffect === null ? null : (judgement.minEffect ?? compared.minEffect);
  const outcome = outcomeOf(compared, adjustedPValue, minEffect, judgement.alpha);
  return {
    column: name,
    kind: pair.kind,
    method,
    outcome,
    drifted: outcome === "drift",
    statistic: tested.statistic,
    effectSize: tested.effectSize,
    minEffect,
    criticalEffect: tested.criticalEffect,
    pValue: tested.pValue,
    adjustedPValue,
    n: tested.n,
    m: tested.m,
    bins: tested.bins ?? null,
    pooledCategories: compared.pooled,
    newCategories: compared.newCategories,
    newCategoryShare: compared.newCategoryShare,
    evidence: tested.evidence ?? [],
    missing,
    histogram: histogramOf(pair),
    message: messageOf(name, compared, outcome, { adjustedPValue, minEffect, alpha: judgement.alpha }),
  };
}

/** Drift is an effect that matters and is significant; without significance, was there a chance to see it? */
function outcomeOf(
  { tested: { effectSize, criticalEffect } }: Compared,
  adjustedPValue: number,
  minEffect: number | null,
  alpha: number,
): DriftOutcome {
  const isSignificant = adjustedPValue <= alpha;
  const matters = effectSize === null || minEffect === null || effectSize >= minEffect;
  if (isSignificant) return matters ? "drift" : "noDrift";
  return criticalEffect !== null && minEffect !== null && criticalEffect > minEffect ? "notEnoughRows" : "noDrift";
}

function messageOf(
  name: string,
  { tested, method }: Compared,
  outcome: DriftOutcome,
  { adjustedPValue, minEffect, alpha }: { adjustedPValue: number; minEffect: number | null; alpha: number },
): string {
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  const effect = tested.effectSize === null ? "" : `effect ${short(tested.effectSize)}, `;
  const facts = `${method}: ${effect}p ${short(adjustedPValue)} after correction, ${tested.n} and ${tested.m} values`;
  if (outcome === "drift") return `${name} drifted (${facts})`;
  if (outcome === "notEnoughRows")
    return `${name} has not enough rows: an effect of ${short(minEffect ?? 0)} could not be told from chance (${facts})`;
  return adjustedPValue <= alpha && minEffect !== null
    ? `${name} changed by less than ${short(minEffect)}, which does not count as drift (${facts})`
    : `${name} did not drift (${facts})`;
}

/** The result of a column that no method compares. */
export function notComparable(column: string, because: string, missing: MissingChange): ColumnDrift {
  return {
    column,
    kind: "other",
    method: null,
    outcome: "notComparable",
    drifted: false,
    statistic: null,
    effectSize: null,
    minEffect: null,
    criticalEffect: null,
    pValue: null,
    adjustedPValue: null,
    n: 0,
    m: 0,
    bins: null,
    pooledCategories: 0,
    newCategories: [],
    newCategoryShare: null,
    evidence: [],
    missing,
    histogram: null,
    message: `${column} cannot be compared: ${because}`,
  };
}
