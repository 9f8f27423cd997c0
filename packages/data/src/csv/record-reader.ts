import { throwIfAborted } from "@mlsys/core";
import type { FieldBatch } from "../columns/field-batch.ts";
import { cellText, faultError, fieldCountError } from "./csv-faults.ts";
import { DataError } from "../errors/data-error.ts";
import type { CsvKernel, FieldMemory } from "./field-memory.ts";
import { fieldMemory } from "./kernel-memory.ts";
import { RecordScanner } from "./record-scanner.ts";
import type { Dialect } from "./record-scanner.ts";

const LONGEST_RECORD = 2 ** 28;
const FIELDS_A_BATCH = 1 << 16;
const LF = 10;

/** One record as strings, and the line that it starts on. */
export interface TextRecord {
  readonly cells: readonly { readonly text: string; readonly quoted: boolean }[];
  readonly line: number;
}

/** What a {@link RecordReader} needs to know. */
export interface RecordReaderOptions {
  /** How messages call the source. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  /** Default: the fastest there is. */
  readonly memory?: FieldMemory;
}

/** Cuts a stream of UTF-8 bytes into batches of records. Holds one chunk and the record that it breaks off in. */
export class RecordReader {
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly name: string;
  private readonly signal: AbortSignal | undefined;
  private readonly memory: FieldMemory;
  private readonly scanner: RecordScanner;
  private position = 0;
  private end = 0;
  private line = 1;
  private ended = false;
  private taken = 0;
  private batchStart = 0;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    dialect: Dialect,
    { name, signal, memory = fieldMemory() }: RecordReaderOptions,
  ) {
    this.source = chunks[Symbol.asyncIterator]();
    this.name = name;
    this.signal = signal;
    this.memory = memory;
    this.scanner = new RecordScanner(dialect, memory);
  }

  /** Goes past whole lines, whatever is in them. */
  async skipLines(count: number): Promise<void> {
    for (let skipped = 0; skipped < count; skipped++) {
      const next = await this.complete(() => this.scanner.skipLine(this.position, this.end, this.ended));
      if (next < 0) return;
      this.moveTo(next);
    }
  }

  /** The first record that is left; it stays where it is. */
  async peek(): Promise<TextRecord | undefined> {
    const next = await this.nextRecord();
    if (next < 0) return undefined;
    const { fields, dialect } = this.scanner;
    const { bytes, starts, ends, quoted } = this.memory;
    const cells = Array.from({ length: fields }, (_, field) => {
      const quote = quoted[field] === 1 ? dialect.quote : -1;
      const place = { name: this.name, line: this.line, field };
      return { text: cellText(bytes, starts[field] ?? 0, ends[field] ?? 0, quote, place), quoted: quote >= 0 };
    });
    return { cells, line: this.line };
  }

  /** Goes past one record. */
  async skipRecord(): Promise<void> {
    const next = await this.nextRecord();
    if (next >= 0) this.moveTo(next);
  }

  /** Some of the records that are left, at most `limit`, each of a field a column; they hold until the next are asked for. */
  async next(columns: readonly string[], limit: number): Promise<FieldBatch | undefined> {
    const width = columns.length;
    const capacity = Math.max(1, Math.floor(FIELDS_A_BATCH / width));
    this.memory.reserveFields(capacity * width, capacity);
    if (limit <= 0) return undefined;
    for (;;) {
      const count = this.collect(width, Math.min(capacity, limit), columns);
      if (count > 0) {
        const { bytes, starts, ends, quoted, lines, kernel } = this.memory;
        return { bytes, starts, ends, quoted, lines, width, count, numbers: kernel?.numbers };
      }
      if (this.ended) return undefined;
      await this.fill();
    }
  }

  /** Bytes gone past so far. */
  get bytesRead(): number {
    return this.taken - (this.end - this.position);
  }

  /** Bytes that the last batch stood in. */
  get batchBytes(): number {
    return this.bytesRead - this.batchStart;
  }

  /** Ends the source. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  /** Scans as many records as are complete, up to `capacity`: the plain ones fast, the others one by one. */
  private collect(width: number, capacity: number, columns: readonly string[]): number {
    const { scanner, end, ended } = this;
    const { kernel, lines } = this.memory;
    scanner.count = 0;
    this.batchStart = this.bytesRead;
    let count = 0;
    while (count < capacity && this.position < end) {
      if (kernel !== undefined) {
        count += this.scanPlain(kernel, width, count, capacity - count);
        if (count === capacity || this.position === end) break;
      }
      const next = scanner.scan(this.position, end, ended);
      const { fault, fields } = scanner;
      const isBad = fault !== undefined || (fields > 0 && fields !== width);
      // What comes before is looked at first, so that errors come in the order of the lines.
      if ((isBad && count > 0) || (next < 0 && fault === undefined)) break;
      if (fault !== undefined) throw faultError(fault, this.place(columns), this.memory.bytes, end);
      if (isBad) throw fieldCountError(fields, width, this.place(columns));
      if (fields > 0) {
        scanner.accept();
        lines[count++] = this.line;
      }
      this.moveTo(next);
    }
    return count;
  }

  private scanPlain(kernel: CsvKernel, width: number, record: number, room: number): number {
    const { scanner, position, end, line } = this;
    const count = kernel.scan({ from: position, end }, scanner.dialect, { width, record, room, line });
    scanner.count += count * width;
    this.position = kernel.position;
    this.line += count;
    return count;
  }

  private async nextRecord(): Promise<number> {
    this.scanner.count = 0;
    for (;;) {
      const next = await this.complete(() => this.scanner.scan(this.position, this.end, this.ended));
      const { fields } = this.scanner;
      if (fields > this.memory.starts.length) {
        this.memory.reserveFields(fields, 1);
        continue;
      }
      if (next < 0 || fields > 0) return next;
      this.moveTo(next);
    }
  }

  /** Repeats a scan until there are bytes enough for it; -1 at the end of the source. */
  private async complete(scan: () => number): Promise<number> {
    for (;;) {
      if (this.position < this.end) {
        const next = scan();
        if (next >= 0) return next;
        if (this.scanner.fault !== undefined) {
          throw faultError(this.scanner.fault, this.place([]), this.memory.bytes, this.end);
        }
      }
      if (this.ended) return -1;
      await this.fill();
    }
  }

  private moveTo(next: number): void {
    this.position = next;
    this.line += this.scanner.lineEnds;
  }

  /** Reads on until what is held has doubled, so that a long record is not scanned again and again. */
  private async fill(): Promise<void> {
    const held = this.end - this.position;
    if (held > LONGEST_RECORD) throw this.tooLong(held);
    this.memory.bytes.copyWithin(0, this.position, this.end);
    this.position = 0;
    this.end = held;
    do {
      throwIfAborted(this.signal, `reading ${this.name}`);
      const next = await this.source.next();
      if (next.done === true) this.ended = true;
      else this.take(next.value);
    } while (!this.ended && this.end < 2 * held);
    this.memory.bytes[this.end] = LF;
  }

  private take(chunk: Uint8Array): void {
    const end = this.end + chunk.length;
    this.memory.reserveBytes(end + 1);
    this.memory.bytes.set(chunk, this.end);
    this.taken += chunk.length;
    this.end = end;
  }

  private place(columns: readonly string[]): {
    readonly name: string;
    readonly line: number;
    readonly columns: readonly string[];
  } {
    return { name: this.name, line: this.line, columns };
  }

  private tooLong(held: number): DataError {
    return new DataError({
      code: "recordTooLong",
      what: "a record does not end",
      where: `${this.name}, line ${this.line}`,
      found: `${held} bytes`,
      fix: "look for a quote that is not closed; `quote: null` reads quotes as they are",
      details: { source: this.name, line: this.line },
    });
  }
}
