import { throwIfAborted } from "@mlsys/core";
import type { FieldBatch } from "../columns/field-batch.ts";
import { cellText, faultError, fieldCountError } from "./csv-faults.ts";
import { DataError } from "../errors/data-error.ts";
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

/** Cuts a stream of UTF-8 bytes into batches of records. Holds one chunk and the record that it breaks off in. */
export class RecordReader {
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly name: string;
  private readonly signal: AbortSignal | undefined;
  private readonly scanner: RecordScanner;
  private buffer = new Uint8Array(1 << 16);
  private position = 0;
  private end = 0;
  private line = 1;
  private ended = false;
  private lines = new Float64Array(1);
  private taken = 0;
  private batchStart = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, dialect: Dialect, name: string, signal: AbortSignal | undefined) {
    this.source = chunks[Symbol.asyncIterator]();
    this.name = name;
    this.signal = signal;
    this.scanner = new RecordScanner(dialect);
  }

  /** Goes past whole lines, whatever is in them. */
  async skipLines(count: number): Promise<void> {
    for (let skipped = 0; skipped < count; skipped++) {
      const next = await this.complete(() => this.scanner.skipLine(this.buffer, this.position, this.end, this.ended));
      if (next < 0) return;
      this.moveTo(next);
    }
  }

  /** The first record that is left; it stays where it is. */
  async peek(): Promise<TextRecord | undefined> {
    const next = await this.nextRecord();
    if (next < 0) return undefined;
    const { starts, ends, quoted, fields } = this.scanner;
    const cells = Array.from({ length: fields }, (_, i) => ({
      text: cellText(this.buffer, starts[i] ?? 0, ends[i] ?? 0, quoted[i] === 1 ? this.scanner.dialect.quote : -1, {
        name: this.name,
        line: this.line,
        field: i,
      }),
      quoted: quoted[i] === 1,
    }));
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
    if (this.lines.length < capacity) {
      this.scanner.reserve((capacity + 1) * width);
      this.lines = new Float64Array(capacity);
    }
    if (limit <= 0) return undefined;
    for (;;) {
      const count = this.collect(width, Math.min(capacity, limit), columns);
      if (count > 0) {
        const { starts, ends, quoted } = this.scanner;
        return { bytes: this.buffer, starts, ends, quoted, width, count, lines: this.lines };
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

  /** Scans as many records as are complete, up to `capacity`. */
  private collect(width: number, capacity: number, columns: readonly string[]): number {
    const { scanner, buffer, end, ended, lines } = this;
    scanner.count = 0;
    this.batchStart = this.bytesRead;
    let count = 0;
    while (count < capacity && this.position < end) {
      const next = scanner.scan(buffer, this.position, end, ended);
      if (next < 0) {
        if (scanner.fault !== undefined) throw faultError(scanner.fault, this.place(columns), buffer, end);
        break;
      }
      if (scanner.fields > 0) {
        if (scanner.fields !== width) throw fieldCountError(scanner.fields, width, this.place(columns));
        scanner.accept(buffer);
        lines[count++] = this.line;
      }
      this.moveTo(next);
    }
    return count;
  }

  private async nextRecord(): Promise<number> {
    this.scanner.count = 0;
    for (;;) {
      const next = await this.complete(() => this.scanner.scan(this.buffer, this.position, this.end, this.ended));
      if (next < 0 || this.scanner.fields > 0) return next;
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
          throw faultError(this.scanner.fault, this.place([]), this.buffer, this.end);
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
    this.buffer.copyWithin(0, this.position, this.end);
    this.position = 0;
    this.end = held;
    do {
      throwIfAborted(this.signal, `reading ${this.name}`);
      const next = await this.source.next();
      if (next.done === true) this.ended = true;
      else this.take(next.value);
    } while (!this.ended && this.end < 2 * held);
    this.buffer[this.end] = LF;
  }

  private take(chunk: Uint8Array): void {
    const end = this.end + chunk.length;
    if (end + 1 > this.buffer.length) {
      const grown = new Uint8Array(Math.max(end + 1, this.buffer.length * 2));
      grown.set(this.buffer.subarray(0, this.end));
      this.buffer = grown;
    }
    this.buffer.set(chunk, this.end);
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
