import { throwIfAborted } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { nodeModule } from "../internal/node-modules.ts";

/**
 * Writes a file whole or not at all: into a temporary file beside it, flushed to the disk, which then takes its name.
 *
 * @throws {DataError} `writeFailed`.
 */
export async function atomicWrite(
  target: string | URL,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const path = pathOf(target);
  const fs = nodeModule("node:fs/promises", path);
  const names = nodeModule("node:path", path);
  const temporary = names.join(names.dirname(path), `.${names.basename(path)}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  const handle = await fs.open(temporary, "wx").catch((cause: unknown) => {
    throw writeError(path, cause);
  });
  try {
    try {
      for await (const chunk of chunks) {
        throwIfAborted(signal, `writing ${path}`);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, path);
  } catch (cause) {
    await fs.rm(temporary, { force: true });
    throw cause instanceof Error && "syscall" in cause ? writeError(path, cause) : cause;
  }
}

function pathOf(target: string | URL): string {
  const text = target instanceof URL ? target.href : target;
  return /^file:/i.test(text) ? nodeModule("node:url", text).fileURLToPath(text) : text;
}

function writeError(path: string, cause: unknown): DataError {
  const errno = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const words: Readonly<Record<string, string>> = {
    ENOENT: "its folder does not exist",
    EACCES: "no permission",
    EPERM: "no permission",
    EISDIR: "a folder of that name",
    ENOTDIR: "a file where its folder should be",
    ENOSPC: "no space left",
  };
  return new DataError({
    code: "writeFailed",
    what: "the file cannot be written",
    where: path,
    found: words[errno] ?? (cause instanceof Error ? cause.message : String(cause)),
    fix: "nothing was changed: choose another path, or make the folder",
    details: { path, errno },
    cause,
  });
}
