import { DataError } from "../errors/data-error.ts";
import type { ByteSource } from "./byte-source.ts";
import type { WebStreamLike } from "./data-source.ts";

const PIECE = 1 << 19;

/** Text that is already there. */
export function textSource(text: string, name = "text"): ByteSource {
  return { name, reopens: true, open: async () => ({ chunks: encodeStrings(piecesOf(text)) }) };
}

/** Bytes that are already there. */
export function bytesSource(bytes: Uint8Array, name = "bytes"): ByteSource {
  return { name, reopens: true, open: async () => ({ size: bytes.length, chunks: slicesOf(bytes) }) };
}

/** A stream, read once. */
export function streamSource(stream: AsyncIterable<Uint8Array | string> | WebStreamLike, name = "stream"): ByteSource {
  return { name, reopens: false, open: async () => ({ chunks: encodeStrings(chunksOfStream(stream, name)) }) };
}

/** The chunks of a stream; ends the stream when the reader stops early. */
export async function* chunksOfStream(
  stream: AsyncIterable<Uint8Array | string> | WebStreamLike,
  name: string,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  if (Symbol.asyncIterator in stream) {
    for await (const chunk of stream) yield checked(chunk, name);
    return;
  }
  const reader = stream.getReader();
  let done = false;
  try {
    for (;;) {
      const next = await reader.read();
      done = next.done;
      if (done) return;
      yield checked(next.value, name);
    }
  } finally {
    if (!done) await reader.cancel();
  }
}

async function* slicesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

async function* piecesOf(text: string): AsyncGenerator<string, void, undefined> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

/** Strings as UTF-8; a pair of surrogates that two strings share stays whole. */
async function* encodeStrings(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let carried = "";
  for await (const chunk of chunks) {
    if (typeof chunk !== "string") {
      yield chunk;
      continue;
    }
    const text = carried + chunk;
    const last = text.charCodeAt(text.length - 1);
    const split = last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
    carried = text.slice(split);
    yield encoder.encode(text.slice(0, split));
  }
  if (carried !== "") yield encoder.encode(carried);
}

function checked(chunk: unknown, name: string): Uint8Array | string {
  if (typeof chunk === "string" || chunk instanceof Uint8Array) return chunk;
  throw new DataError({
    code: "invalidInput",
    what: "a chunk of the stream is neither bytes nor text",
    where: name,
    found: typeof chunk,
    fix: "give a stream of Uint8Array or string",
  });
}
