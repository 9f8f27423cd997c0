import type { Aggregate } from "../aggregates/aggregate.ts";
import type { Collected, DataSource } from "../sources/source.ts";
import type { JsonValue } from "./json-value.ts";

/** How much a failed check matters: only a failed `"error"` makes a report fail. */
export type Severity = "error" | "warning" | "info";

/**
 * What became of a check: it held; it did not; there was nothing to judge (no rows, or only missing values); it could not be
 * judged (unknown column, wrong type, a failing test function).
 */
export type Outcome = "passed" | "failed" | "notEvaluated" | "error";

/** What a check concludes from the answers to its aggregates. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly message: string;
  /** Why there was nothing to judge, or why it could not be judged; a stable word. */
  readonly reason?: string | undefined;
  readonly observedValue?: JsonValue | undefined;
  readonly elementCount?: number | undefined;
  readonly missingCount?: number | undefined;
  readonly nanCount?: number | undefined;
  readonly unexpectedCount?: number | undefined;
  readonly unexpectedPercent?: number | null | undefined;
  readonly unexpectedPercentTotal?: number | null | undefined;
  readonly unexpectedIndices?: readonly number[] | undefined;
  readonly unexpectedExamples?: readonly JsonValue[] | undefined;
  readonly unexpectedKeys?: readonly JsonValue[] | undefined;
  readonly details?: Readonly<Record<string, JsonValue>> | undefined;
}

/**
 * A check: what it is about, the aggregates that it needs, and how it judges the answers. All but `judge` is plain data. Engines
 * see only `needs`, so that a new kind of check changes none of them.
 */
export interface Check {
  /** The kind of check: `"isBetween"`. */
  readonly check: string;
  /** The column that it is about; null for a check of several columns or of the whole table. */
  readonly column: string | null;
  /** The columns that must exist. */
  readonly columns: readonly string[];
  /** What the kind was given, defaults filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The columns and the options of every check that its factory was called with, so that the check can be written down again. */
  readonly given?:
    { readonly columns: readonly string[]; readonly options: Readonly<Record<string, unknown>> } | undefined;
  /** Its name in the report; default the kind with its columns. */
  readonly name: string;
  /** The caller's explanation, or null. */
  readonly description: string | null;
  readonly severity: Severity;
  /** What it demands, as a sentence. */
  readonly sentence: string;
  /** The aggregates that it needs, by a name of its own. */
  readonly needs: Readonly<Record<string, Aggregate>>;
  /**
   * Aggregates that depend on the answers so far, such as rows too far from the mean; they take another pass. Those that are answered may be
   * named again. Undefined for most checks.
   */
  readonly follow?: ((answers: Readonly<Record<string, unknown>>) => Readonly<Record<string, Aggregate>>) | undefined;
  /** Judges the answers, one a need, those of later passes included. */
  readonly judge: (answers: Readonly<Record<string, unknown>>) => Verdict;
  /**
   * Makes the check that runs in its place, once the data is known: one that has looked into another table, or one that takes a single pass
   * where a stream allows no second. Undefined for most checks.
   */
  readonly prepare?: ((data: DataAtHand) => Check | Promise<Check>) | undefined;
}

/** What a check may know of the data before it runs. */
export interface DataAtHand {
  readonly source: DataSource;
  /** Rows of evidence a check. */
  readonly examples: number;
  /** Answers requests over the data, or over another table. */
  readonly collect: (requests: readonly Aggregate[], source?: DataSource) => Promise<Collected>;
}
