import { showValue, Table } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import type { ColumnKind } from "../columns/column-builder.ts";
import { ColumnReader } from "../columns/column-reader.ts";
import type { FieldBatch } from "../columns/field-batch.ts";
import { NullValues } from "../columns/null-values.ts";
import { DataError } from "../errors/data-error.ts";
import type { TextInput } from "../sources/text-input.ts";
import { asDetails, invalidBytesError, inWords } from "./csv-faults.ts";
import { kindsOf } from "./csv-format.ts";
import type { CsvFormat } from "./csv-format.ts";
import type { FieldMemory } from "./field-memory.ts";
import { headerOf } from "./header.ts";
import { RecordReader } from "./record-reader.ts";

/** What {@link CsvReader.read} reads. */
interface ReadOptions {
  /** Rows at most. */
  readonly maxRows: number;
  /** The columns to read, by position, and their kinds. Default: all. */
  readonly only?: ReadonlyMap<number, ColumnKind> | undefined;
  /** Whether columns of several kinds may be read again; else they are refused. */
  readonly repeats: boolean;
  /** Is told how many bytes have been read. */
  readonly onBatch?: (bytes: number) => void;
}

/** Reads the records of one pass over a CSV text into columns. */
export class CsvReader {
  readonly records: RecordReader;
  /** The names of the columns. */
  readonly names: readonly string[];
  private readonly input: TextInput;
  private readonly nulls: NullValues;
  private readonly asked: readonly (ColumnKind | undefined)[];
  /** Kinds that an earlier batch decided. */
  private readonly settled: (ColumnKind | undefined)[];
  private readers: readonly (ColumnReader | undefined)[] = [];
  private rows = 0;

  private constructor(input: TextInput, format: CsvFormat, records: RecordReader, names: readonly string[]) {
    this.input = input;
    this.records = records;
    this.names = names;
    this.nulls = new NullValues(format.nullValues);
    this.asked = kindsOf(format.types, names, input.name);
    this.settled = [...this.asked];
  }

  /** Goes past what comes before the rows. */
  static async start(
    input: TextInput,
    format: CsvFormat,
    memory: { readonly memory?: FieldMemory } = {},
  ): Promise<CsvReader> {
    const records = new RecordReader(input.read(), format.dialect, {
      name: input.name,
      signal: format.signal,
      ...memory,
    });
    await records.skipLines(format.skipRows);
    const first = await records.peek();
    if (first === undefined) {
      throw new DataError({
        code: "emptyInput",
        what: "there is nothing to read",
        where: input.name,
        found: format.skipRows === 0 ? "no record" : `no record after ${format.skipRows} lines`,
        details: { source: input.name },
      });
    }
    const header = headerOf(first, format, input.name);
    if (header.isRecord) await records.skipRecord();
    return new CsvReader(input, format, records, header.names);
  }

  /**
   * Reads rows into the columns of a new table.
   *
   * @returns the number of rows.
   * @throws {DataError} `invalidValue` when a value is not of the kind asked for, or of several kinds without `repeats`;
   * `invalidBytes`.
   */
  async read({ maxRows, only, repeats, onBatch }: ReadOptions): Promise<number> {
    let batch = await this.records.next(this.names, maxRows);
    const first = batch;
    const expected = (): number => (first === undefined ? 0 : this.expectedRows(first, maxRows));
    this.rows = 0;
    this.readers = this.names.map((_, j) => {
      if (only !== undefined && !only.has(j)) return undefined;
      return new ColumnReader({
        nulls: this.nulls,
        kind: only?.get(j) ?? this.settled[j],
        isAsked: this.asked[j] !== undefined,
        expected,
      });
    });
    while (batch !== undefined) {
      this.take(batch, repeats);
      onBatch?.(this.records.bytesRead);
      batch = await this.records.next(this.names, maxRows - this.rows);
    }
    return this.rows;
  }

  /** The columns whose values are of several kinds, by position. They have to be read again, as text. */
  contradicted(): ReadonlyMap<number, ColumnKind> {
    const found = new Map<number, ColumnKind>();
    this.readers.forEach((reader, j) => {
      if (reader?.failedAt !== undefined) found.set(j, "text");
    });
    return found;
  }

  /** From now on the columns are of the kinds found, here or by another reader; those of several kinds are text. */
  settle(other: CsvReader = this): void {
    other.settled.forEach((kind, j) => (this.settled[j] ??= kind));
    this.readers.forEach((reader, j) => (this.settled[j] ??= reader?.failedAt === undefined ? reader?.kind : "text"));
  }

  /** The columns read, by position. */
  columns(): ReadonlyMap<number, Column> {
    const columns = new Map<number, Column>();
    this.readers.forEach((reader, j) => {
      if (reader?.failedAt === undefined && reader !== undefined) columns.set(j, reader.finish());
    });
    return columns;
  }

  /** The table of what was read, with columns of an earlier pass. */
  table(others?: ReadonlyMap<number, Column>): Table {
    const own = this.columns();
    const columns = this.names.map((name, j) => [name, own.get(j) ?? others?.get(j)] as const);
    return Table.fromColumns(
      new Map(columns.filter((each): each is [string, Column] => each[1] !== undefined)),
      this.rows,
    );
  }

  private take(batch: FieldBatch, repeats: boolean): void {
    for (let j = 0; j < this.readers.length; j++) {
      const reader = this.readers[j];
      if (reader === undefined || reader.append(batch, j)) continue;
      if (reader.isInvalid || this.settled[j] !== undefined || !repeats) throw this.refusal(batch, j, reader);
    }
    this.rows += batch.count;
  }

  private expectedRows(batch: FieldBatch, left: number): number {
    const { size } = this.input;
    const bytes = this.records.batchBytes;
    if (size === undefined || bytes === 0) return batch.count;
    return Math.min(left, Math.ceil((size / bytes) * batch.count * 1.02) + 64);
  }

  private refusal({ bytes, starts, ends, width, lines }: FieldBatch, j: number, reader: ColumnReader): DataError {
    const record = reader.failedAt ?? 0;
    const field = record * width + j;
    const start = starts[field] ?? 0;
    const end = ends[field] ?? 0;
    const place = { name: this.input.name, line: lines[record] ?? 0, field: j, columnName: this.names[j] };
    if (reader.isInvalid) return invalidBytesError(bytes, start, end, place);
    const found = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 1000)));
    const kind = reader.kind ?? "text";
    const wasAsked = this.asked[j] !== undefined;
    return new DataError({
      code: "invalidValue",
      what: `a value is no ${kind === "int64" ? "64-bit integer" : kind}`,
      where: inWords(place),
      found: showValue(found),
      fix: wasAsked
        ? "correct it, add it to nullValues, or ask for another type"
        : `the first batch held a ${kind} here: name the type of the column`,
      details: { ...asDetails(place), found, expected: kind },
    });
  }
}
