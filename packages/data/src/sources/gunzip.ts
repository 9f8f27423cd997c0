import { DataError } from "../errors/data-error.ts";

/** Unpacks gzip. */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  let failure: { readonly cause: unknown } | undefined;
  const feeding = feed(chunks, writer).catch(async (cause: unknown) => {
    failure ??= { cause };
    await writer.abort(cause).catch(() => undefined);
  });
  const reader = readable.getReader();
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) break;
      yield next.value as Uint8Array;
    }
    await feeding;
  } catch (cause) {
    if (failure?.cause instanceof DataError) throw failure.cause;
    throw new DataError({
      code: "invalidBytes",
      what: "the file cannot be unpacked",
      where: name,
      found: cause instanceof Error ? cause.message : String(cause),
      fix: "the gzip data are damaged or cut off: fetch the file again",
      details: { source: name },
      cause,
    });
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

interface Writer {
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
}

async function feed(chunks: AsyncIterable<Uint8Array>, writer: Writer): Promise<void> {
  // A copy: the source may reuse its chunk while the stream still holds it.
  for await (const chunk of chunks) await writer.write(chunk.slice());
  await writer.close();
}
