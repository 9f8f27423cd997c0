import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { throwIfAborted } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import { atomicWrite } from "../sinks/atomic-write.ts";

/** Where a data set lies in the cache. */
export interface CachePlace {
  readonly folder: string;
  /** The downloaded file. */
  readonly file: string;
  /** What is there of it so far. */
  readonly part: string;
  /** The checksum that was trusted on first use. */
  readonly trusted: string;
}

/** Where a file of a dataset is kept, in a folder that is made where it is missing: by default below ~/.cache/mlsys. */
export async function cachePlace(cacheDir: string | undefined, name: string, fileName: string): Promise<CachePlace> {
  const root = cacheDir ?? process.env["MLSYS_CACHE_DIR"] ?? join(homedir(), ".cache", "mlsys");
  const folder = join(root, "datasets", name);
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new DataError({
      code: "writeFailed",
      what: "the cache folder cannot be made",
      where: folder,
      found: cause instanceof Error ? cause.message : String(cause),
      fix: "give another cacheDir, or set MLSYS_CACHE_DIR",
      cause,
    });
  });
  const file = join(folder, fileName);
  return { folder, file, part: `${file}.part`, trusted: `${file}.sha256` };
}

/** Number of bytes of a file; undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const status = await stat(path).catch(() => undefined);
  return status?.isFile() === true ? status.size : undefined;
}

/** The SHA-256 of a file. */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
    throwIfAborted(signal, `checking ${path}`);
    hash.update(chunk);
  }
  return hash.digest("hex");
}

/** The checksum that was trusted on first use, if any. */
export async function readTrusted({ trusted }: CachePlace): Promise<string | undefined> {
  const text = await readFile(trusted, "utf8").catch(() => "");
  return /^[\da-f]{64}/.exec(text)?.[0];
}

/** Remembers a checksum. */
export function writeTrusted({ trusted }: CachePlace, sha256: string): Promise<void> {
  return atomicWrite(trusted, [`${sha256}\n`], undefined);
}

const STALE_MS = 60_000;

/**
 * Claims the partial file, so that two processes do not write one. Who comes second gets a partial file of its own, which
 * cannot be resumed.
 *
 * @returns the partial file, and what to call at the end.
 */
export async function claimPart(
  part: string,
): Promise<{ readonly part: string; readonly release: () => Promise<void> }> {
  const lock = `${part}.lock`;
  const held = await stat(lock).catch(() => undefined);
  if (held !== undefined && Date.now() - held.mtimeMs > STALE_MS) await rm(lock, { force: true });
  const handle = await open(lock, "wx").catch(() => undefined);
  if (handle === undefined) {
    const own = `${part}.${randomUUID().slice(0, 8)}`;
    return { part: own, release: () => removePart(own) };
  }
  await handle.close();
  const touch = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), STALE_MS / 4);
  touch.unref();
  return {
    part,
    release: async () => {
      clearInterval(touch);
      await rm(lock, { force: true });
    },
  };
}

/** Removes a partial file and what is known of it. */
export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}
