import { arrayOf, integer, parseOptions, satisfying, text } from "@mlsys/core/basics";
import type { ProgressListener } from "@mlsys/core";
import type { Aggregate } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import { columnProfile } from "../internal/profile/column-profile.ts";
import { columnRequests } from "../internal/profile/column-requests.ts";
import { openData } from "../internal/profile/open-data.ts";
import type { DataSource, MemoryData } from "../sources/source.ts";
import type { TableProfile } from "./table-profile.ts";

/** Options of {@link profile}. */
export interface ProfileOptions {
  /** The columns. Default: all. */
  readonly columns?: readonly string[] | undefined;
  /** Most frequent values a column. Default 10. */
  readonly topValues?: number | undefined;
  /** Cancels. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how many rows were read. */
  readonly onProgress?: ProgressListener | undefined;
}

const specs = {
  columns: { rule: arrayOf(text()) },
  topValues: { rule: integer({ min: 0, max: 1000 }), default: 10 },
  signal: { rule: satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal) },
  onProgress: { rule: satisfying("a function", (value): value is ProgressListener => typeof value === "function") },
} as const;

/**
 * Describes every column of a table: type, missing and distinct values, figures of numbers, lengths and format of text, the most
 * frequent values, and what deserves a look. It takes one pass over the data; quantiles and
 * distinct values are exact, so that they are kept in memory.
 *
 * @param data - rows, columns, a Table, an Arrow table, an async iterable of batches (its first batch says which columns there are), or a
 * data source.
 * @param options - columns, number of top values, signal, progress.
 * @returns the profile, plain JSON.
 * @throws {ChecksError} `invalidData`, `sourceFailed`, `aborted`, `invalidOption`, `columnMissing`.
 *
 * @example
 * ```ts
 * import { profile } from "@mlsys/checks/profile";
 *
 * const { columns } = await profile({ age: [30, 41, null, 30] });
 * columns[0]?.type; // => "integer"
 * columns[0]?.missing; // => 1
 * columns[0]?.numeric?.mean; // => 101 / 3
 * columns[0]?.topValues[0]; // => { value: 30, count: 2, share: 2 / 3 }
 * ```
 */
export async function profile(data: MemoryData | DataSource, options: ProfileOptions = {}): Promise<TableProfile> {
  const parsed = parseOptions("profile", options, specs, ChecksError);
  const { source, columns } = await openData(data, parsed);
  const requests = columns.map((column) => columnRequests(column));
  const collect = { examples: 0, signal: parsed.signal, onProgress: parsed.onProgress };
  const first = await source.collect(
    requests.flatMap((each) => Object.values<Aggregate>({ ...each })),
    collect,
  );
  return {
    schemaVersion: 1,
    rowCount: first.rowCount,
    columns: columns.map((column, i) => columnProfile(column, requests[i] ?? columnRequests(column), first, parsed)),
  };
}
