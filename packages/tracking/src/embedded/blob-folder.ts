import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactSource } from "../store/tracking-store.ts";
import { TrackingError } from "../tracking-error.ts";

/** What was written: its name, and its size in bytes. */
export interface Blob {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Files named by the SHA-256 of their content, in folders of the first two digits. The same content is kept once. A file
 * appears under its name only when it is complete and on disk; a crash leaves at most a file in `tmp`.
 */
export class BlobFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Keeps bytes or a copy of a file.
   *
   * @throws {TrackingError} `unreadableFile` when the file cannot be read; `storeUnavailable` when the folder cannot be written.
   */
  async put(source: ArtifactSource, signal?: AbortSignal): Promise<Blob> {
    const temporary = join(this.folder, "tmp", randomUUID());
    try {
      const blob = await writing(this.folder, () => this.writeTemporary(temporary, source, signal));
      await writing(this.folder, () => this.settle(temporary, blob.sha256));
      return blob;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /**
   * Reads a whole file and compares it with its name.
   *
   * @throws {TrackingError} `corruptArtifact` when it is gone or its content is another.
   */
  async read(sha256: string, where: string): Promise<Uint8Array> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.pathOf(sha256));
    } catch (error) {
      throw corrupt(where, "no readable file", this.pathOf(sha256), error);
    }
    const found = createHash("sha256").update(bytes).digest("hex");
    if (found !== sha256) throw corrupt(where, `content with the hash ${found}`, this.pathOf(sha256));
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private async writeTemporary(path: string, source: ArtifactSource, signal: AbortSignal | undefined): Promise<Blob> {
    await mkdir(join(this.folder, "tmp"), { recursive: true });
    const hash = createHash("sha256");
    let size = 0;
    const file = await open(path, "wx");
    try {
      for await (const chunk of chunksOf(source, signal)) {
        hash.update(chunk);
        size += chunk.byteLength;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: hash.digest("hex"), size };
  }

  /** Also over a file that is there already: it may be damaged. */
  private async settle(temporary: string, sha256: string): Promise<void> {
    const folder = join(this.folder, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(temporary, this.pathOf(sha256));
    await syncFolder(folder);
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

async function* chunksOf(source: ArtifactSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    yield source;
    return;
  }
  try {
    const stream = createReadStream(source.file, {
      highWaterMark: 1 << 20,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (signal?.aborted === true)
      throw new TrackingError({ code: "aborted", what: "the upload was cancelled", where: source.file, cause: error });
    throw new TrackingError({
      code: "unreadableFile",
      what: "a file cannot be read",
      where: source.file,
      found: error instanceof Error ? error.message : undefined,
      fix: "give the path of a readable file",
      cause: error,
    });
  }
}

async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TrackingError) throw error;
    throw new TrackingError({
      code: "storeUnavailable",
      what: "an artifact cannot be written",
      where: folder,
      found: error instanceof Error ? error.message : undefined,
      fix: "check the folder and the free space",
      cause: error,
    });
  }
}

/** Makes a rename durable. Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function corrupt(where: string, found: string, path: string, cause?: unknown): TrackingError {
  return new TrackingError({
    code: "corruptArtifact",
    what: "an artifact is damaged",
    where,
    found: `${found} at ${path}`,
    fix: "log it again, or restore the store from a copy",
    cause,
  });
}
