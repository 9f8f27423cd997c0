import { integer, oneOf, parseOptions, satisfying, showValue, throwIfAborted } from "@mlsys/core";
import type { ProgressListener, Table } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import { DataError } from "../errors/data-error.ts";
import { progressRule, signalRule } from "../internal/rules.ts";
import type { DataSource } from "../sources/data-source.ts";
import type { TextEncoding } from "../sources/text-encoding.ts";
import { TextInput } from "../sources/text-input.ts";
import { textEncodings } from "../sources/utf8-chunks.ts";
import { JsonFault, parseJson } from "./parse-json.ts";
import { RowCollector } from "./row-collector.ts";
import { textLines } from "./text-lines.ts";
import type { TextLine } from "./text-lines.ts";

/** Options of {@link readJsonLines}. */
export interface ReadJsonLinesOptions {
  /** The kinds of some columns by name; a `timestamp` is an ISO 8601 string. Default: what JSON says. */
  readonly types?: Readonly<Record<string, ColumnKind>>;
  /** The encoding. Default: UTF-8, or UTF-16 where a byte order mark says so. */
  readonly encoding?: TextEncoding;
  /** Rows to read at most. Default: all. */
  readonly maxRows?: number;
  /** Is told how many rows have been read. */
  readonly onProgress?: ProgressListener;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

/** Options of {@link readJsonLinesBatches}. */
export interface ReadJsonLinesBatchesOptions extends ReadJsonLinesOptions {
  /** Rows a batch, at most. Default 65536. */
  readonly batchRows?: number;
}

const kind = oneOf("number", "int64", "boolean", "timestamp", "text");

const specs = {
  types: {
    rule: satisfying(
      "an object of column names and kinds",
      (value): value is Readonly<Record<string, ColumnKind>> =>
        typeof value === "object" && value !== null && Object.values(value).every((each) => kind.accepts(each)),
    ),
    default: {},
  },
  encoding: { rule: oneOf(...textEncodings) },
  maxRows: { rule: integer({ min: 0 }), default: Number.MAX_SAFE_INTEGER },
  batchRows: { rule: integer({ min: 1 }), default: 65_536 },
  onProgress: { rule: progressRule },
  signal: { rule: signalRule },
} as const;

/**
 * Reads JSON Lines (one object a line) into a table. The columns are all names that occur, in order of first appearance; what
 * a line lacks is missing. Whole numbers beyond 2^53 are kept exactly; `NaN` and `Infinity`, which Python writes, are read;
 * nested values stay as they are. Blank lines are skipped. A name that ends in `.gz` is unpacked.
 *
 * @param source - a path, a URL, a stream, `{ text }` or `{ bytes }`.
 * @param options - types, encoding, limits, progress, cancellation.
 * @returns the table.
 * @throws {DataError} `invalidJson` with file, line and column where a line is no JSON object; `invalidValue` where a value is not
 * of the type asked for; `invalidBytes`; `emptyInput`; `notFound`, `readFailed` or `badStatus` when the source cannot be read;
 * `recordTooLong`; `invalidOption`; `invalidInput`; `unsupported`.
 * @throws {CoreError} `aborted`.
 * @see https://jsonlines.org
 *
 * @example
 * ```ts
 * import { readJsonLines } from "@mlsys/data";
 *
 * const table = await readJsonLines({ text: '{"x": 1}\n{"x": 2, "note": "new"}\n' });
 * table.toRows(); // => [{ x: 1, note: null }, { x: 2, note: "new" }]
 * ```
 */
export async function readJsonLines(source: DataSource, options: ReadJsonLinesOptions = {}): Promise<Table> {
  const one = { ...options, batchRows: Number.MAX_SAFE_INTEGER };
  for await (const table of batchesOf("readJsonLines", source, one)) return table;
  throw new DataError({
    code: "emptyInput",
    what: "there is nothing to read",
    where: "readJsonLines",
    found: "no line",
  });
}

/**
 * Reads JSON Lines as a stream of tables, in memory for one of them. A column appears in the first batch that has it and in all
 * that follow.
 *
 * @param source - a path, a URL, a stream, `{ text }` or `{ bytes }`.
 * @param options - those of `readJsonLines`, and the number of rows a batch.
 * @yields {Table} a table of at most `batchRows` rows.
 * @returns the tables, one after the other.
 * @throws {DataError} as `readJsonLines` does, but for `emptyInput`.
 * @throws {CoreError} `aborted`.
 * @see https://jsonlines.org
 *
 * @example
 * ```ts
 * import { readJsonLinesBatches } from "@mlsys/data";
 *
 * const sizes: number[] = [];
 * const source = { text: '{"x":1}\n{"x":2}\n{"x":3}\n' };
 * for await (const batch of readJsonLinesBatches(source, { batchRows: 2 })) sizes.push(batch.numRows);
 * sizes; // => [2, 1]
 * ```
 */
export function readJsonLinesBatches(
  source: DataSource,
  options: ReadJsonLinesBatchesOptions = {},
): AsyncGenerator<Table, void, undefined> {
  return batchesOf("readJsonLinesBatches", source, options);
}

async function* batchesOf(
  owner: string,
  source: DataSource,
  options: ReadJsonLinesBatchesOptions,
): AsyncGenerator<Table, void, undefined> {
  const { types, encoding, maxRows, batchRows, onProgress, signal } = parseOptions(owner, options, specs, DataError);
  const input = await TextInput.open(source, owner, { encoding, signal, record: "never" });
  const rows = new RowCollector(input.name, types);
  const task = `reading ${input.name}`;
  let read = 0;
  try {
    for await (const lines of textLines(input.read(), input.name, signal)) {
      throwIfAborted(signal, task);
      for (const line of lines.slice(0, maxRows - read)) {
        rows.add(rowOf(line, input.name), line.line);
        read++;
        if (rows.rows === batchRows) yield rows.finish();
      }
      onProgress?.({ task, completed: read, unit: "rows" });
      if (read === maxRows) break;
    }
    if (rows.rows > 0) yield rows.finish();
    onProgress?.({ task, completed: read, total: read, unit: "rows" });
  } finally {
    await input.close();
  }
}

function rowOf({ text, line }: TextLine, source: string): object {
  const value = parsed(text, line, source);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new DataError({
    code: "invalidJson",
    what: "a line is no object",
    where: `${source}, line ${line}, column 1`,
    found: showValue(value),
    fix: 'give one object a line, as {"x": 1}',
    details: { source, line, column: 1, found: text.slice(0, 100) },
  });
}

/** The platform's parser where it gives the same, for its speed. */
function parsed(text: string, line: number, source: string): unknown {
  if (!/\d{16}/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // The slower parser says where.
    }
  }
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof JsonFault)) throw cause;
    const found = text.slice(cause.at, cause.at + 20);
    throw new DataError({
      code: "invalidJson",
      what: `the line is not JSON: ${cause.expected} is missing`,
      where: `${source}, line ${line}, column ${cause.at + 1}`,
      found: found === "" ? "the end of the line" : showValue(found),
      fix: "give one JSON object a line",
      details: { source, line, column: cause.at + 1, found },
    });
  }
}
