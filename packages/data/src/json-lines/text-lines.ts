import { throwIfAborted } from "@mlsys/core";
import { firstInvalidByte } from "../columns/utf8.ts";
import { DataError } from "../errors/data-error.ts";

/** A line without its end, and its number from 1. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

const LONGEST = 2 ** 28;

/** The lines of a UTF-8 text that are not blank, some at a time. */
export async function* textLines(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly TextLine[], void, undefined> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const pending: Uint8Array[] = [];
  let pendingLength = 0;
  let line = 1;
  const decoded = (bytes: Uint8Array): TextLine => {
    const at = firstInvalidByte(bytes, 0, bytes.length);
    if (at < bytes.length) throw invalidBytes(name, line, at, bytes);
    return { text: decoder.decode(bytes), line };
  };
  for await (const chunk of chunks) {
    throwIfAborted(signal, `reading ${name}`);
    const lines: TextLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const bytes = joined(pending, chunk.subarray(start, end));
      pendingLength = 0;
      if (!isBlank(bytes)) lines.push(decoded(bytes));
      line++;
      start = end + 1;
    }
    if (start < chunk.length) {
      pending.push(chunk.slice(start));
      pendingLength += chunk.length - start;
      if (pendingLength > LONGEST) throw tooLong(name, line);
    }
    if (lines.length > 0) yield lines;
  }
  const last = joined(pending, new Uint8Array(0));
  if (!isBlank(last)) yield [decoded(last)];
}

/** The pieces as one, which empties them. */
function joined(pieces: Uint8Array[], tail: Uint8Array): Uint8Array {
  if (pieces.length === 0) return tail;
  pieces.push(tail);
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  pieces.length = 0;
  return all;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}

function invalidBytes(name: string, line: number, at: number, bytes: Uint8Array): DataError {
  const found = Array.from(bytes.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return new DataError({
    code: "invalidBytes",
    what: "the bytes are not UTF-8",
    where: `${name}, line ${line}, byte ${at + 1}`,
    found,
    fix: "name the encoding that the file has",
    details: { source: name, line, column: at + 1, found },
  });
}

function tooLong(name: string, line: number): DataError {
  return new DataError({
    code: "recordTooLong",
    what: "a line does not end",
    where: `${name}, line ${line}`,
    found: `more than ${LONGEST} bytes`,
    fix: "check that the file holds one JSON object a line",
    details: { source: name, line },
  });
}
