import { boolean, oneOf, parseOptions, satisfying, Table, text, throwIfAborted } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { signalRule } from "../internal/rules.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";
import type { DataSink } from "../sinks/data-sink.ts";
import { tablesOf } from "../sinks/tables-of.ts";
import { csvText } from "./csv-text.ts";
import type { CsvStyle } from "./csv-text.ts";

/** Options of {@link toCsv}. */
export interface ToCsvOptions {
  /** The character between fields. Default a comma; `writeCsv` takes a tab where the path ends in `.tsv` or `.tab`. */
  readonly delimiter?: string;
  /** Whether the names of the columns come first. Default true. */
  readonly header?: boolean;
  /** What stands for a missing value. Default nothing (`NA` where there is a single column). */
  readonly nullValue?: string;
  /** What ends a line. Default `"\n"`. */
  readonly lineEnd?: "\n" | "\r\n";
  /** Which values are put in quotes. Default those that need it. */
  readonly quote?: "needed" | "always";
}

/** Options of {@link writeCsv}. */
export interface WriteCsvOptions extends ToCsvOptions {
  /** Stops the writing; nothing is left behind. */
  readonly signal?: AbortSignal;
}

const quote = '"';

const delimiterRule = satisfying(
  "one ASCII character that is neither a quote nor a line break",
  (value): value is string => typeof value === "string" && /^[\t\u0020-\u007e]$/.test(value) && value !== quote,
);

const styleSpecs = {
  delimiter: { rule: delimiterRule, default: "," },
  header: { rule: boolean(), default: true },
  nullValue: { rule: text(), default: "" },
  lineEnd: { rule: oneOf("\n", "\r\n"), default: "\n" },
  quote: { rule: oneOf("needed", "always"), default: "needed" },
} as const;

/**
 * Spells a table out as comma- or otherwise separated values, as RFC 4180 says. `readCsv` reads the same values back, doubles
 * to the last bit; text that looks like a number needs `types` there.
 *
 * @param input - the table.
 * @param options - delimiter, header, missing values, line ends, quotes.
 * @returns the text.
 * @throws {DataError} `invalidOption`.
 * @throws {CoreError} `invalidInput` when the input is no table; `lengthMismatch`.
 * @see RFC 4180.
 *
 * @example
 * ```ts
 * import { toCsv } from "@mlsys/data";
 *
 * toCsv([{ x: 0.1, note: "a, b" }, { x: null, note: "" }]); // => 'x,note\n0.1,"a, b"\n,""\n'
 * ```
 */
export function toCsv(input: TableInput, options: ToCsvOptions = {}): string {
  const style: CsvStyle = parseOptions("toCsv", options, styleSpecs, DataError);
  return [...csvText(Table.from(input), style, style.header)].join("");
}

/**
 * Writes a table, or a stream of tables with the same columns, as comma- or tab-separated values. A file appears whole or not
 * at all.
 *
 * @param input - the table, or an async iterable of tables such as `readCsvBatches` gives.
 * @param target - a path, a `file:` URL, or what takes pieces of text one by one.
 * @param options - delimiter, header, missing values, line ends, quotes, cancellation.
 * @returns a promise that is kept when all is written.
 * @throws {DataError} `writeFailed`; `invalidOption`; `unsupported`; `fieldCount` when a later table has other columns.
 * @throws {CoreError} `aborted`; `invalidInput` or `lengthMismatch` when the input is no table.
 * @see RFC 4180.
 *
 * @example
 * ```ts
 * import { writeCsv } from "@mlsys/data";
 *
 * const pieces: string[] = [];
 * await writeCsv({ x: [1, 2] }, { write: (piece) => pieces.push(piece) }, { header: false });
 * pieces.join(""); // => "1\n2\n"
 * ```
 */
export async function writeCsv(
  input: TableInput | AsyncIterable<TableInput>,
  target: DataSink,
  options: WriteCsvOptions = {},
): Promise<void> {
  const specs = { ...styleSpecs, signal: { rule: signalRule } };
  const delimiter = options.delimiter ?? (isTabSeparated(target) ? "\t" : ",");
  const { signal, ...style } = parseOptions("writeCsv", { ...options, delimiter }, specs, DataError);
  const pieces = piecesOf(input, style);
  if (typeof target === "string" || target instanceof URL) return atomicWrite(target, pieces, signal);
  for await (const piece of pieces) {
    throwIfAborted(signal, "writeCsv");
    await target.write(piece);
  }
}

async function* piecesOf(
  input: TableInput | AsyncIterable<TableInput>,
  style: CsvStyle,
): AsyncGenerator<string, void, undefined> {
  let columns: string | undefined;
  for await (const table of tablesOf(input)) {
    const names = JSON.stringify(table.columnNames);
    if (columns !== undefined && names !== columns) {
      throw new DataError({
        code: "fieldCount",
        what: "a later table has other columns",
        where: "writeCsv",
        found: `${names} after ${columns}`,
        fix: "give tables of the same columns in the same order",
      });
    }
    yield* csvText(table, style, style.header && columns === undefined);
    columns = names;
  }
}

function isTabSeparated(target: DataSink): boolean {
  return (typeof target === "string" || target instanceof URL) && /\.(?:tsv|tab)$/i.test(String(target));
}
