import type { ProgressStream } from "@mlsys/core";
import type { DataSource, MemoryData } from "../sources/source.ts";

/** Opens a data file by its name. */
export type OpenData = (path: string) => MemoryData | DataSource | Promise<MemoryData | DataSource>;

/** How a command writes its report. */
export type ReportFormat = "text" | "markdown" | "html" | "junit" | "github" | "csv" | "json";

/** What a command is given of the world. */
export interface CommandIo {
  /** Where the report goes that no file was named for. Default: standard output. */
  readonly stdout?: { write(text: string): unknown } | undefined;
  /** Where errors and progress go. Default: standard error. */
  readonly stderr?: ProgressStream | undefined;
  /**
   * Opens a data file. Default: JSON and JSON Lines are read as they are, everything else by DuckDB (`npm install @duckdb/node-api`); give
   * a function of your own for other readers or databases.
   */
  readonly open?: OpenData | undefined;
  /** Cancels. */
  readonly signal?: AbortSignal | undefined;
}

/** 0: passed; 1: failed; 2: could not run, or some check could not be judged. */
export type ExitCode = 0 | 1 | 2;
