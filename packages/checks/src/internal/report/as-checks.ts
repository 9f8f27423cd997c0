import type { ColumnDrift, DriftReport, TableDrift } from "../../drift/drift-report.ts";
import type { CheckResult, ChecksReport } from "../../suite/report.ts";
import { summaryOf } from "../summary.ts";

/** What the renderers take: the report of a suite or of a comparison. */
export type AnyReport = ChecksReport | DriftReport;

/** A report of drift as one of checks that a column does not drift, so that one set of renderers does for both. */
export function asChecks(report: AnyReport): ChecksReport {
  if ("results" in report) return report;
  const columns = report.columns.flatMap((column) => [ofDrift(column), ...ofMissing(column)]);
  const gone = report.missingColumns.map((name) =>
    resultOf({
      name,
      kind: "columnStays",
      outcome: "failed",
      severity: "warning",
      message: `${name} is no longer there`,
    }),
  );
  const results = [...(report.wholeTable === null ? [] : [ofTable(report.wholeTable)]), ...columns, ...gone];
  return {
    schemaVersion: 1,
    suite: report.preset === null ? "drift" : `drift by the rules of ${report.preset}`,
    passed: report.passed,
    summary: summaryOf(results),
    rowCount: report.currentRows,
    columnNames: report.columns.map(({ column }) => column),
    results,
    costs: [],
    statements: [],
    startedAt: "",
    durationMs: 0,
  };
}

interface Parts {
  readonly name: string | null;
  readonly kind: string;
  readonly outcome: CheckResult["outcome"];
  readonly message: string;
  readonly severity?: CheckResult["severity"];
  readonly observed?: number | null;
  readonly details?: CheckResult["details"];
}

const OUTCOMES = {
  drift: "failed",
  noDrift: "passed",
  notEnoughRows: "notEvaluated",
  notComparable: "notEvaluated",
} as const;

function ofDrift(found: ColumnDrift): CheckResult {
  const { column, outcome, drifted, message, effectSize, statistic, newCategories, evidence, pValue, n, m } = found;
  return resultOf({
    name: column,
    kind: "doesNotDrift",
    outcome: drifted ? "failed" : OUTCOMES[outcome],
    message,
    observed: effectSize ?? statistic,
    details: {
      ...(found.method === null ? {} : { method: found.method }),
      ...(pValue === null ? {} : { pValue, adjustedPValue: found.adjustedPValue, values: [n, m] }),
      ...(newCategories.length === 0 ? {} : { newCategories }),
      ...(evidence.length === 0 ? {} : { evidence }),
    },
  });
}

function ofMissing({ column, missing }: ColumnDrift): CheckResult[] {
  if (!missing.drifted) return [];
  const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
  const message = `${column} has ${percent(missing.current)} missing values, it was ${percent(missing.reference)}`;
  return [resultOf({ name: column, kind: "nullShareStays", outcome: "failed", message, observed: missing.current })];
}

function ofTable({ outcome, message, auc, importance }: TableDrift): CheckResult {
  const details = { importance: importance.slice(0, 10).map(({ column, share }) => ({ column, share })) };
  return resultOf({
    name: null,
    kind: "tableDoesNotDrift",
    outcome: OUTCOMES[outcome],
    message,
    observed: auc,
    details,
  });
}

function resultOf({
  name,
  kind,
  outcome,
  message,
  severity = "error",
  observed = null,
  details = {},
}: Parts): CheckResult {
  return {
    check: kind,
    name: name === null ? kind : `${kind}(${name})`,
    description: null,
    column: name,
    columns: name === null ? [] : [name],
    parameters: {},
    severity,
    outcome,
    success: outcome === "passed",
    reason: null,
    message,
    observedValue: observed,
    elementCount: null,
    missingCount: null,
    nanCount: null,
    unexpectedCount: null,
    unexpectedPercent: null,
    unexpectedPercentTotal: null,
    unexpectedIndices: [],
    unexpectedExamples: [],
    unexpectedKeys: [],
    details,
  };
}
