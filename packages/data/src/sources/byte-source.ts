import { DataError } from "../errors/data-error.ts";
import type { DataSource } from "./data-source.ts";
import { fileSource } from "./file-source.ts";
import { httpSource } from "./http-source.ts";
import { bytesSource, streamSource, textSource } from "./memory-source.ts";

/** A source of bytes, seen alike whatever it is. */
export interface ByteSource {
  /** How messages call it. */
  readonly name: string;
  /** Whether `open` may be called again and gives the same bytes. */
  readonly reopens: boolean;
  /** Opens it; a chunk may be overwritten once the next is asked for. `size` is the number of bytes, where it is known. */
  open(
    signal: AbortSignal | undefined,
  ): Promise<{ readonly size?: number; readonly chunks: AsyncIterable<Uint8Array> }>;
}

/** What reads the bytes of a path, a URL, a stream, a text or bytes; refuses anything else. */
export function byteSource(source: DataSource, owner: string): ByteSource {
  if (typeof source === "string") return fromName(source);
  if (source instanceof URL) return fromName(source.href);
  if (typeof source === "object" && (source as unknown) !== null) {
    if ("text" in source && typeof source.text === "string") return textSource(source.text, source.name);
    if ("bytes" in source && source.bytes instanceof Uint8Array) return bytesSource(source.bytes, source.name);
    if (Symbol.asyncIterator in source || "getReader" in source) return streamSource(source);
  }
  throw new DataError({
    code: "invalidInput",
    what: "the source is none that can be read",
    where: owner,
    found: typeof source,
    fix: "give a path, a URL, a stream, { text } or { bytes }",
  });
}

function fromName(name: string): ByteSource {
  if (/^https?:/i.test(name)) return httpSource(name);
  if (/[\r\n]/.test(name)) {
    throw new DataError({
      code: "invalidInput",
      what: "a path has line breaks",
      found: `${name.split(/\r\n?|\n/).length} lines of text`,
      fix: "give { text } to read the text itself",
    });
  }
  return fileSource(name);
}
