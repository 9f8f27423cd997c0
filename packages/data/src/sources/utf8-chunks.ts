import { DataError } from "../errors/data-error.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** The names of {@link TextEncoding}. */
export const textEncodings = ["utf-8", "utf-16le", "utf-16be", "latin1", "windows-1252"] as const;

/**
 * Text as UTF-8 without a byte order mark. Without an encoding it is UTF-8, unless a mark says UTF-16. UTF-8 itself is not
 * checked here: whoever cuts it into fields knows the line.
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding | undefined,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let decode: ((chunk: Uint8Array | undefined) => Uint8Array) | undefined;
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head !== undefined) {
      bytes = joined(head, chunk);
      if (bytes.length < 3) {
        head = bytes;
        continue;
      }
      head = undefined;
      const start = markOf(bytes);
      decode = decoderFor(encoding ?? start.encoding, name);
      bytes = bytes.subarray(encoding === undefined || encoding === start.encoding ? start.length : 0);
    }
    yield decode === undefined ? bytes : decode(bytes);
  }
  if (head !== undefined) {
    const start = markOf(head);
    decode = decoderFor(encoding ?? start.encoding, name);
    head = head.subarray(encoding === undefined || encoding === start.encoding ? start.length : 0);
    yield decode === undefined ? head : decode(head);
  }
  if (decode !== undefined) yield decode(undefined);
}

function markOf(bytes: Uint8Array): { readonly encoding: TextEncoding; readonly length: number } {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return { encoding: "utf-8", length: a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0 };
}

function decoderFor(encoding: TextEncoding, name: string): ((chunk: Uint8Array | undefined) => Uint8Array) | undefined {
  if (encoding === "utf-8") return undefined;
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  let at = 0;
  return (chunk) => {
    try {
      const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
      at += chunk?.length ?? 0;
      return encoder.encode(text);
    } catch (cause) {
      throw new DataError({
        code: "invalidBytes",
        what: `the bytes are not ${encoding}`,
        where: name,
        found: `a sequence that means nothing after byte ${at}`,
        fix: "name the encoding that the file has",
        details: { source: name, encoding, byte: at },
        cause,
      });
    }
  };
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}
