import type { Outcome, Severity } from "../definition/check.ts";
import type { RanStatement } from "../sources/source.ts";
import type { JsonValue } from "../definition/json-value.ts";

/** What became of one check. Counts are exact; indices and examples are the first few. */
export interface CheckResult {
  /** The kind of check: `"isBetween"`. */
  readonly check: string;
  /** Its name: the caller's, or the kind with its columns. */
  readonly name: string;
  readonly description: string | null;
  /** The column that it is about; null for a check of several columns or of the table. */
  readonly column: string | null;
  readonly columns: readonly string[];
  /** What the check was given. */
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Whether the outcome is `"passed"`. */
  readonly success: boolean;
  /** A stable word for why it was not evaluated or could not be judged: `"columnMissing"`, `"typeMismatch"`, `"noRows"`, …; else null. */
  readonly reason: string | null;
  /** What was demanded and what was found, in a sentence. */
  readonly message: string;
  /** The observed figure; of a check that judges row by row, the share of judged rows that meet it. Null when there is none. */
  readonly observedValue: JsonValue;
  /** Rows that were looked at: those that `where` accepts. */
  readonly elementCount: number | null;
  /** Of those, rows that were not judged because a value is missing (null or NaN). */
  readonly missingCount: number | null;
  /** Of those, rows where the value is NaN. */
  readonly nanCount: number | null;
  /** Judged rows that do not meet the condition. Null for a check of one figure. */
  readonly unexpectedCount: number | null;
  /** Their percentage among the judged rows; null when there are none. */
  readonly unexpectedPercent: number | null;
  /** Their percentage among all rows looked at. */
  readonly unexpectedPercentTotal: number | null;
  /** Positions of the first unexpected rows in the data, from 0. */
  readonly unexpectedIndices: readonly number[];
  /** What stands there: the value, or for several columns the values by name. */
  readonly unexpectedExamples: readonly JsonValue[];
  /** Which rows they are, by the key columns of `withKey`; none without. */
  readonly unexpectedKeys: readonly JsonValue[];
  /** More, by kind of check. */
  readonly details: Readonly<Record<string, JsonValue>>;
}

/** How many checks had which outcome. */
export interface ReportSummary {
  readonly checks: number;
  readonly passed: number;
  readonly failed: number;
  /** Of the failed, those of severity `"warning"` or `"info"`, which do not make the report fail. */
  readonly warned: number;
  readonly notEvaluated: number;
  readonly errors: number;
}

/** What a check took: how long, and what was asked of the database. */
export interface CheckCost {
  /** Milliseconds that were spent on its figures. Of what several checks share, each is told the whole. */
  readonly durationMs: number;
  /** Its statements, as positions in the report's `statements`; the last ones find the failing rows. */
  readonly statements: readonly number[];
}

/** What a suite found, as plain JSON. */
export interface ChecksReport<Results extends readonly CheckResult[] = readonly CheckResult[]> {
  /** Version of this shape. */
  readonly schemaVersion: 1;
  /** The suite's name. */
  readonly suite: string;
  /** Whether no check of severity `"error"` failed, every check could be judged or had nothing to judge, and none was beyond the source. */
  readonly passed: boolean;
  readonly summary: ReportSummary;
  readonly rowCount: number;
  readonly columnNames: readonly string[];
  /** One result a check, in the order of the suite. */
  readonly results: Results;
  /** What each took, in the order of the results; apart from them, so that equal data has equal results. */
  readonly costs: readonly CheckCost[];
  /** The statements that a database ran for the results, each once; none in memory. */
  readonly statements: readonly RanStatement[];
  /** When the run started, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
}
