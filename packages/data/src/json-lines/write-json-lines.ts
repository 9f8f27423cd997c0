import { oneOf, parseOptions, showValue, Table, throwIfAborted } from "@mlsys/core";
import type { Column, TableInput } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { signalRule } from "../internal/rules.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";
import type { DataSink } from "../sinks/data-sink.ts";
import { numberText } from "../sinks/number-text.ts";
import { tablesOf } from "../sinks/tables-of.ts";

/** Options of {@link toJsonLines}. */
export interface ToJsonLinesOptions {
  /**
   * What becomes of NaN and infinities, which JSON lacks: `"null"`, their names as Python writes them (`"literal"`), or an error.
   * Default `"null"`.
   */
  readonly nonFinite?: "null" | "literal" | "error";
}

/** Options of {@link writeJsonLines}. */
export interface WriteJsonLinesOptions extends ToJsonLinesOptions {
  /** Stops the writing; nothing is left behind. */
  readonly signal?: AbortSignal;
}

const PIECE = 1 << 16;
const specs = { nonFinite: { rule: oneOf("null", "literal", "error"), default: "null" } } as const;

/**
 * Spells a table out as JSON Lines: one object a line, `null` where a value is missing, instants as ISO 8601 strings.
 *
 * @param input - the table.
 * @param options - what becomes of NaN and infinities.
 * @returns the text.
 * @throws {DataError} `invalidOption`; `invalidValue` when a value has no JSON form.
 * @throws {CoreError} `invalidInput` when the input is no table; `lengthMismatch`.
 * @see https://jsonlines.org
 *
 * @example
 * ```ts
 * import { toJsonLines } from "@mlsys/data";
 *
 * toJsonLines([{ x: 1, note: null }]); // => '{"x":1,"note":null}\n'
 * ```
 */
export function toJsonLines(input: TableInput, options: ToJsonLinesOptions = {}): string {
  const { nonFinite } = parseOptions("toJsonLines", options, specs, DataError);
  return [...jsonLines(Table.from(input), nonFinite)].join("");
}

/**
 * Writes a table, or a stream of tables, as JSON Lines. A file appears whole or not at all.
 *
 * @param input - the table, or an async iterable of tables.
 * @param target - a path, a `file:` URL, or what takes pieces of text one by one.
 * @param options - what becomes of NaN and infinities; cancellation.
 * @returns a promise that is kept when all is written.
 * @throws {DataError} `writeFailed`; `invalidOption`; `invalidValue` when a value has no JSON form; `unsupported`.
 * @throws {CoreError} `aborted`; `invalidInput` or `lengthMismatch` when the input is no table.
 * @see https://jsonlines.org
 *
 * @example
 * ```ts
 * import { writeJsonLines } from "@mlsys/data";
 *
 * let text = "";
 * await writeJsonLines({ x: [1, 2] }, { write: (piece) => (text += piece) });
 * text; // => '{"x":1}\n{"x":2}\n'
 * ```
 */
export async function writeJsonLines(
  input: TableInput | AsyncIterable<TableInput>,
  target: DataSink,
  options: WriteJsonLinesOptions = {},
): Promise<void> {
  const all = { ...specs, signal: { rule: signalRule } };
  const { nonFinite, signal } = parseOptions("writeJsonLines", options, all, DataError);
  const pieces = piecesOf(input, nonFinite);
  if (typeof target === "string" || target instanceof URL) return atomicWrite(target, pieces, signal);
  for await (const piece of pieces) {
    throwIfAborted(signal, "writeJsonLines");
    await target.write(piece);
  }
}

async function* piecesOf(
  input: TableInput | AsyncIterable<TableInput>,
  nonFinite: NonFinite,
): AsyncGenerator<string, void, undefined> {
  for await (const table of tablesOf(input)) yield* jsonLines(table, nonFinite);
}

type NonFinite = "null" | "literal" | "error";

function* jsonLines(table: Table, nonFinite: NonFinite): Generator<string, void, undefined> {
  const columns = table.columnNames.map((name): readonly [string, Column] => [
    JSON.stringify(name),
    table.column(name),
  ]);
  let piece = "";
  for (let i = 0; i < table.numRows; i++) {
    const fields = columns.map(([name, column]) => `${name}:${valueText(column.at(i), nonFinite, name, i)}`);
    piece += `{${fields.join(",")}}\n`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

function valueText(value: unknown, nonFinite: NonFinite, name: string, row: number): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value) && nonFinite !== "null") {
    if (nonFinite === "literal") return String(value);
    throw refusal(value, name, row);
  }
  if (typeof value === "number" && Number.isFinite(value)) return numberText(value);
  const text = jsonOf(value);
  if (text === undefined) throw refusal(value, name, row);
  return text;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function refusal(value: unknown, name: string, row: number): DataError {
  return new DataError({
    code: "invalidValue",
    what: "a value has no JSON form",
    where: `row ${row}, ${name}`,
    found: showValue(value),
    fix: "replace it, or leave the column out",
    details: { row, column: JSON.parse(name) as string },
  });
}
