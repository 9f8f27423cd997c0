import type { FileHandle } from "node:fs/promises";
import { DataError } from "../errors/data-error.ts";
import { nodeModule } from "../internal/node-modules.ts";
import type { ByteSource } from "./byte-source.ts";
import type { DataSource } from "./data-source.ts";

const CHUNK = 1 << 20;

/** A file, by path or `file:` URL. */
export function fileSource(pathOrUrl: string): ByteSource {
  const path = pathOf(pathOrUrl);
  return {
    name: path,
    reopens: true,
    open: async () => {
      const fs = nodeModule("node:fs/promises", path);
      const handle = await fs.open(path, "r").catch((cause: unknown) => {
        throw fileError(path, cause);
      });
      const status = await handle.stat();
      if (status.isDirectory()) {
        await handle.close();
        throw fileError(
          path,
          Object.assign(new DataError({ code: "readFailed", what: "a directory" }), { code: "EISDIR" }),
        );
      }
      return { ...(status.isFile() && { size: status.size }), chunks: chunksOf(handle, path) };
    },
  };
}

/** The path that a source names, if it names one. */
export function pathOfFile(source: DataSource): string | undefined {
  const name = source instanceof URL ? source.href : source;
  return typeof name === "string" && !/^https?:/i.test(name) ? pathOf(name) : undefined;
}

function pathOf(pathOrUrl: string): string {
  return /^file:/i.test(pathOrUrl) ? nodeModule("node:url", pathOrUrl).fileURLToPath(pathOrUrl) : pathOrUrl;
}

/** While one chunk is worked on, the next is read. */
async function* chunksOf(handle: FileHandle, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  let pending = readInto(handle, new Uint8Array(CHUNK));
  let spare = new Uint8Array(CHUNK);
  try {
    for (;;) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return;
      pending = readInto(handle, spare);
      spare = buffer;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    throw cause instanceof Error && "syscall" in cause ? fileError(path, cause) : cause;
  } finally {
    await pending.catch(() => undefined);
    await handle.close();
  }
}

function readInto(handle: FileHandle, buffer: Uint8Array<ArrayBuffer>) {
  const reading = handle.read(buffer, 0, CHUNK, null);
  // Whoever waits for it is told of a failure; until then it is none that nobody handles.
  reading.catch(() => undefined);
  return reading;
}

/** The error of a file that is not there, or cannot be read, with the cause. */
export function fileError(path: string, cause: unknown): DataError {
  const errno = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const missing = errno === "ENOENT" || errno === "ENOTDIR";
  return new DataError({
    code: missing ? "notFound" : "readFailed",
    what: missing ? "there is no such file" : "the file cannot be read",
    where: path,
    found: missing ? undefined : describe(errno, cause),
    fix: missing ? "check the path" : "check what the path names and its permissions",
    details: { source: path, errno },
    cause,
  });
}

function describe(errno: string, cause: unknown): string {
  if (errno === "EISDIR") return "a directory";
  if (errno === "EACCES" || errno === "EPERM") return "no permission";
  return cause instanceof Error ? cause.message : String(cause);
}
