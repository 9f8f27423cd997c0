import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { CheckListSource } from "./load-suite.ts";

/**
 * The lines of a source, unpacked where it is gzipped, read as they are needed.
 *
 * @throws {BehaviorError} `invalidFile` when it cannot be read or unpacked.
 */
export async function* linesOf(source: CheckListSource): AsyncGenerator<string> {
  // A line of a megabyte comes in many pieces; they are put together once.
  let rest: string[] = [];
  try {
    for await (const piece of textOf(source)) {
      const lines = piece.split("\n");
      const last = lines.pop() ?? "";
      for (const line of lines) {
        rest.push(line);
        yield rest.join("");
        rest = [];
      }
      rest.push(last);
    }
  } catch (error) {
    throw new BehaviorError({
      code: "invalidFile",
      what: "the suite cannot be read",
      where: source instanceof Uint8Array || typeof source === "object" ? showValue(source) : source,
      found: error instanceof Error ? error.message : String(error),
      fix: "give the path of a readable file, JSON Lines or gzipped JSON Lines",
      cause: error,
    });
  }
  const last = rest.join("");
  if (last !== "") yield last;
}

async function* textOf(source: CheckListSource): AsyncGenerator<string> {
  if (typeof source === "object" && "text" in source) {
    yield source.text;
    return;
  }
  const { createReadStream } = await import("node:fs");
  const { createGunzip } = await import("node:zlib");
  const { pipeline, Readable } = await import("node:stream");
  const packed = await isGzipped(source);
  const bytes = source instanceof Uint8Array ? Readable.from([source]) : createReadStream(source);
  let unpacked: AsyncIterable<Uint8Array> = bytes as AsyncIterable<Uint8Array>;
  if (packed) {
    const gunzip = createGunzip();
    // The error reaches the reader through the stream that it reads.
    pipeline(bytes, gunzip, () => undefined);
    unpacked = gunzip as AsyncIterable<Uint8Array>;
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const piece of unpacked) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function isGzipped(source: string | URL | Uint8Array): Promise<boolean> {
  if (source instanceof Uint8Array) return source[0] === 0x1f && source[1] === 0x8b;
  const { open } = await import("node:fs/promises");
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
