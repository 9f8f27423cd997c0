import type { ProgressListener, TableInput } from "@mlsys/core";
import type { Aggregate } from "../aggregates/aggregate.ts";

/** Data in memory, or batches of it that arrive one after another. */
export type MemoryData = TableInput | AsyncIterable<TableInput>;

/** A statement that a database ran. */
export interface RanStatement {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
  /** What it found: the catalogue, the aggregate pass, a pass by groups, evidence. */
  readonly purpose: string;
  readonly durationMs: number;
}

/** What an answer took. */
export interface Effort {
  /** Milliseconds of work on this answer alone. */
  readonly durationMs: number;
  /** The statements that it came from; several answers can come from one. */
  readonly statements: readonly RanStatement[];
}

/** What a run asks of a source. */
export interface CollectOptions {
  /** Rows of evidence a check. */
  readonly examples: number;
  /** Columns that say which row it is, to show beside evidence; sources in memory give positions instead. Default none. */
  readonly key?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
}

/** What a source found. */
export interface Collected {
  /** The columns, in order. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** The answer to a request, or the error that kept it from being answered. Equal requests have one answer. */
  readonly answerTo: (request: Aggregate) => { readonly value: unknown } | { readonly error: unknown };
  /** What the answer to a request took. Default: unknown. */
  readonly effortOf?: ((request: Aggregate) => Effort | undefined) | undefined;
}

/** A statement that a source would run. */
export interface PlannedStatement {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
  /** What it finds: the catalogue, the aggregate pass, a pass by groups, evidence. */
  readonly purpose: string;
  readonly when: "always" | "rows fail";
}

/**
 * Where data is and how its aggregates are computed: memory, DuckDB, a warehouse. A suite asks for aggregates and never for
 * rows, so that it runs wherever the data is.
 */
export interface DataSource {
  /** Marks sources, also those of another installed copy of the package. */
  readonly "~source": "@mlsys/checks";
  /** Whether the data can be read again, or is a stream that is gone after one pass. */
  readonly rereadable: boolean;
  /** What computes, for plans. Default `"memory"`. */
  readonly engine?: string | undefined;
  /** The table that it is in a database, so that another of the same database can be joined. */
  readonly place?: { readonly database: unknown; readonly path: readonly string[] } | undefined;
  /** Another table by its name: one that was given beside, or one of the same database. Undefined where there is none. */
  readonly table?: ((name: string) => DataSource | undefined) | undefined;
  /** A `collect` that writes down what it would run, and makes up what it would find. */
  readonly rehearse?: ((planned: PlannedStatement[]) => DataSource["collect"]) | undefined;
  /** Answers the requests in as few passes as it can. */
  readonly collect: (requests: readonly Aggregate[], options: CollectOptions) => Promise<Collected>;
}
