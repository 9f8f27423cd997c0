/** How far a task is. */
export interface ProgressEvent {
  /** What is being done: `"reading data.csv"`. */
  readonly task: string;
  /** Units done. */
  readonly completed: number;
  /** Units in all, where it is known. */
  readonly total?: number | undefined;
  /** The unit: `"rows"`, `"bytes"`. */
  readonly unit?: string | undefined;
}

/** Takes progress events; every long function has one as its option `onProgress`. */
export type ProgressListener = (event: ProgressEvent) => void;

/** A stream that a progress bar can be drawn on; Node's `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Options of {@link progressBar}. */
export interface ProgressBarOptions {
  /** Least time between two drawings, in milliseconds. Default 80. */
  readonly intervalMs?: number;
  /** The clock, in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

/**
 * Draws progress as one line that is written over: a bar where the total is known, a count where it is not. On a stream
 * that is no terminal it writes one line when a task is complete, and nothing else.
 *
 * @param stream - where to draw, usually standard error.
 * @param options - drawing interval and clock.
 * @returns a listener for `onProgress`.
 *
 * @example
 * ```ts
 * import { progressBar } from "@mlsys/core";
 *
 * let drawn = "";
 * const onProgress = progressBar({ isTTY: false, write: (text) => (drawn += text) });
 * onProgress({ task: "reading", completed: 10, total: 20, unit: "rows" });
 * onProgress({ task: "reading", completed: 20, total: 20, unit: "rows" });
 * drawn; // => "reading: 20 rows\n"
 * ```
 */
export function progressBar(
  stream: ProgressStream,
  { intervalMs = 80, now = () => performance.now() }: ProgressBarOptions = {},
): ProgressListener {
  let drawnAt = -Infinity;
  return (event) => {
    const done = event.total !== undefined && event.completed >= event.total;
    if (!done && (stream.isTTY !== true || now() - drawnAt < intervalMs)) return;
    drawnAt = done ? -Infinity : now();
    if (stream.isTTY !== true) stream.write(`${event.task}: ${count(event)}\n`);
    else stream.write(`\r\u001B[2K${line(event, stream.columns ?? 80)}${done ? "\n" : ""}`);
  };
}

function count({ completed, unit }: ProgressEvent): string {
  return unit === undefined ? String(completed) : `${completed} ${unit}`;
}

function line(event: ProgressEvent, columns: number): string {
  const { task, completed, total } = event;
  if (total === undefined || total <= 0) return `${task}: ${count(event)}`.slice(0, columns - 1);
  const share = Math.min(1, completed / total);
  const label = ` ${Math.floor(share * 100)} % ${task}: ${count(event)}`;
  const width = Math.max(4, Math.min(24, columns - label.length - 1));
  const filled = Math.round(share * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}${label}`.slice(0, columns - 1);
}
