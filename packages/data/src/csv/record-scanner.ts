import type { FieldMemory } from "./field-memory.ts";

const LF = 10;
const CR = 13;
/** Bytes of a faulty line that a message may show. */
export const EXCERPT = 200;

/** What makes records and fields. */
export interface Dialect {
  /** The byte between fields. */
  readonly delimiter: number;
  /** The byte around fields that hold delimiters or line breaks; -1 for none. */
  readonly quote: number;
  /** The byte that makes a line a comment; -1 for none. */
  readonly comment: number;
}

/** Why a record cannot be cut into fields. */
export interface ScanFault {
  readonly code: "unterminatedQuote" | "textAfterQuote";
  /** Line and field, both from 0 within the record. */
  readonly line: number;
  readonly field: number;
  /** Where in the bytes. */
  readonly at: number;
}

/**
 * Cuts records into fields, as ranges of bytes. It sees one record at a time and only whole ones: of a record that goes on
 * beyond the bytes at hand it keeps nothing, and is asked again once there are more.
 */
export class RecordScanner {
  readonly dialect: Dialect;
  /** Where the next record's fields are put. */
  count = 0;
  /** Fields of the last record. */
  fields = 0;
  /** Line ends that the last record or skipped line took. */
  lineEnds = 0;
  fault: ScanFault | undefined;
  private readonly memory: FieldMemory;
  /** 1 for what ends a field outside quotes. */
  private readonly stops = new Uint8Array(256);
  private doubled = false;

  constructor(dialect: Dialect, memory: FieldMemory) {
    this.dialect = dialect;
    this.memory = memory;
    for (const byte of [dialect.delimiter, LF, CR]) this.stops[byte] = 1;
  }

  /**
   * Goes past one record, blank line or comment at `from`. The byte at `end` must be a line feed (a sentinel).
   *
   * @returns where the next record starts; -1 when more bytes are needed, or there is a `fault`. `fields` is 0 for what is no
   * record, and may be more than there is room for: then only some of them are in place.
   */
  scan(from: number, end: number, isLast: boolean): number {
    const { delimiter, quote, comment } = this.dialect;
    const { stops } = this;
    const { bytes, starts, ends, quoted } = this.memory;
    this.fields = 0;
    this.lineEnds = 0;
    this.fault = undefined;
    this.doubled = false;
    const first = bytes[from] as number;
    if (first === LF || first === CR) return this.lineEnd(bytes, from, end, isLast);
    if (first === comment) return this.skipLine(from, end, isLast);
    let at = from;
    let field = this.count;
    for (;;) {
      if (bytes[at] === quote && at < end) {
        const close = this.closingQuote(bytes, at + 1, end, isLast, field);
        if (close < 0) return -1;
        starts[field] = at + 1;
        ends[field] = close;
        quoted[field++] = 1;
        at = close + 1;
        if (stops[bytes[at] as number] === 0) {
          if (!isLast && this.lineBreaksOff(at, end)) return -1;
          this.fault = { code: "textAfterQuote", line: this.lineEnds, field: field - 1 - this.count, at };
          return -1;
        }
      } else {
        const start = at;
        while (stops[bytes[at] as number] === 0) at++;
        starts[field] = start;
        ends[field] = at;
        quoted[field++] = 0;
      }
      if (bytes[at] === delimiter && at < end) at++;
      else break;
    }
    const next = this.lineEnd(bytes, at, end, isLast);
    if (next >= 0) this.fields = field - this.count;
    return next;
  }

  /** Takes the last record, its doubled quotes made single, and puts the next one behind it. */
  accept(): void {
    const { ends, quoted } = this.memory;
    for (let field = this.count; this.doubled && field < this.count + this.fields; field++) {
      if (quoted[field] === 1) ends[field] = this.undouble(field);
    }
    this.count += this.fields;
  }

  /** Goes past a whole line, whatever is in it. */
  skipLine(from: number, end: number, isLast: boolean): number {
    const { bytes } = this.memory;
    this.lineEnds = 0;
    let at = from;
    while (bytes[at] !== LF && bytes[at] !== CR) at++;
    return this.lineEnd(bytes, at, end, isLast);
  }

  /** Whether too little of a faulty line is there to show where it goes wrong. */
  private lineBreaksOff(at: number, end: number): boolean {
    const { bytes } = this.memory;
    let i = at;
    while (i < end && bytes[i] !== LF && bytes[i] !== CR) i++;
    return i === end && end - at < EXCERPT;
  }

  private lineEnd(bytes: Uint8Array, at: number, end: number, isLast: boolean): number {
    if (at >= end) return isLast ? end : -1;
    this.lineEnds++;
    if (bytes[at] !== CR) return at + 1;
    // Whether a line feed belongs to this return shows only in the next byte.
    if (at + 1 >= end) return isLast ? end : -1;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }

  /** Where the quoted field that begins at `from` ends; -1 when it does not within the bytes. */
  private closingQuote(bytes: Uint8Array, from: number, end: number, isLast: boolean, field: number): number {
    const { quote } = this.dialect;
    const line = this.lineEnds;
    for (let at = from; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === quote) {
        if (at + 1 >= end || bytes[at + 1] !== quote) return at + 1 >= end && !isLast ? -1 : at;
        this.doubled = true;
        at++;
      } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) {
        this.lineEnds++;
      }
    }
    if (isLast) this.fault = { code: "unterminatedQuote", line, field: field - this.count, at: from - 1 };
    return -1;
  }

  private undouble(field: number): number {
    const { quote } = this.dialect;
    const { bytes, starts, ends } = this.memory;
    const end = ends[field] as number;
    let to = starts[field] as number;
    for (let from = to; from < end; from++) {
      const byte = bytes[from] as number;
      bytes[to++] = byte;
      if (byte === quote) from++;
    }
    return to;
  }
}
