import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { FlowError } from "../flow-error.ts";

/**
 * Files named by the SHA-256 of their content, in folders of the first two digits. A file appears under its name only when it
 * is complete and on disk; a crash leaves at most a file in `tmp`.
 */
export class ContentFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes the bytes, also over a file that is there already: it may be damaged. */
  async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.folder, "tmp", randomUUID());
    const target = join(this.folder, sha256.slice(0, 2));
    try {
      await mkdir(join(this.folder, "tmp"), { recursive: true });
      await mkdir(target, { recursive: true });
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.pathOf(sha256));
      await syncFolder(target);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw new FlowError({
        code: "storeUnavailable",
        what: "an artifact cannot be written",
        where: this.folder,
        found: error instanceof Error ? error.message : undefined,
        fix: "check the folder and the free space",
        cause: error,
      });
    }
  }

  async read(sha256: string): Promise<Uint8Array> {
    try {
      const bytes = await readFile(this.pathOf(sha256));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    } catch (error) {
      throw damagedContent(sha256, "no readable file", this.pathOf(sha256), error);
    }
  }

  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

/** The checksum that names a content, in hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What is thrown where a content is not what its checksum says. */
export function damagedContent(sha256: string, found: string, where: string, cause?: unknown): FlowError {
  return new FlowError({
    code: "corruptArtifact",
    what: "the content of an artifact is damaged",
    where,
    found,
    fix: "run the flow again, or restore the store from a copy",
    details: { sha256 },
    cause,
  });
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
