import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { TrackingError } from "./tracking-error.ts";

/** A file of a folder: where it is, and its path within the folder, with forward slashes. */
export interface FoundFile {
  readonly path: string;
  readonly file: string;
}

/** All files under a folder, by path. Links to files count as files; links to folders are not followed, against cycles. */
export async function filesUnder(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  await collect(folder, "", found);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function collect(folder: string, prefix: string, found: FoundFile[]): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const file = join(folder, entry.name);
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) await collect(file, `${path}/`, found);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await stat(file)).isFile())) found.push({ path, file });
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new TrackingError({
      code: "unreadableFile",
      what: "a folder cannot be read",
      where: folder,
      found: error instanceof Error ? error.message : undefined,
      fix: "give the path of a readable folder",
      cause: error,
    });
  }
}
