import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { CheckListSource } from "./load-suite.ts";

/**
 * The lines of a source, unpacked where it is gzipped, read as they are needed.
 *
 * @throws {BehaviorError} `invalidFile` when it cannot be read or unpacked.
 */
export async function* linesOf(source: CheckListSource): AsyncGenerator<string> {
  if (typeof source === "object" && "text" in source) {
    yield* source.text.split("\n");
    return;
  }
  const line = new LineBytes();
  try {
    for await (const piece of bytesOf(source)) {
      let from = 0;
      for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
        line.add(piece.subarray(from, end));
        yield line.take();
        from = end + 1;
      }
      line.add(piece.subarray(from));
    }
    yield line.take();
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
}

const NEWLINE = 0x0a;

/** A line of a megabyte comes in many pieces: they are put together in memory that is used again for the next. */
class LineBytes {
  private bytes = new Uint8Array(1 << 16);
  private size = 0;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });

  add(piece: Uint8Array): void {
    const size = this.size + piece.length;
    if (size > this.bytes.length) {
      const grown = new Uint8Array(2 * size);
      grown.set(this.bytes.subarray(0, this.size));
      this.bytes = grown;
    }
    this.bytes.set(piece, this.size);
    this.size = size;
  }

  take(): string {
    const text = this.decoder.decode(this.bytes.subarray(0, this.size));
    this.size = 0;
    return text;
  }
}

/** Pieces, each to be used before the next is asked for. */
async function* bytesOf(source: string | URL | Uint8Array): AsyncGenerator<Uint8Array> {
  if (!(await isGzipped(source))) {
    if (source instanceof Uint8Array) yield source;
    else yield* bytesOfFile(source);
    return;
  }
  const { createReadStream } = await import("node:fs");
  const { createGunzip } = await import("node:zlib");
  const { pipeline, Readable } = await import("node:stream");
  const bytes = source instanceof Uint8Array ? Readable.from([source]) : createReadStream(source);
  const gunzip = createGunzip();
  // The error reaches the reader through the stream that it reads.
  pipeline(bytes, gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}

/** Not as a stream, whose pieces are all new memory. */
async function* bytesOfFile(source: string | URL): AsyncGenerator<Uint8Array> {
  const { open } = await import("node:fs/promises");
  const file = await open(source);
  try {
    const bytes = new Uint8Array(1 << 18);
    for (;;) {
      const { bytesRead } = await file.read(bytes, 0, bytes.length);
      if (bytesRead === 0) return;
      yield bytes.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
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
