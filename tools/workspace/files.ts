import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The root folder of this repository. */
export const root = path.resolve(import.meta.dirname, "../..");

/** The folders that hold what tools make or install; none of it is tracked. */
const untracked = new Set(
  readFileSync(path.join(root, ".gitignore"), "utf8")
    .split("\n")
    .filter((line) => line.endsWith("/"))
    .map((line) => line.slice(0, -1)),
).add(".git");

/**
 * All files below a folder, but for those in folders that git ignores. Written without git, so that it also works in an
 * unpacked archive of the repository.
 *
 * @param folder - an absolute path.
 * @returns paths relative to the folder, with forward slashes, sorted.
 */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (relative: string): void => {
    for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!untracked.has(entry.name)) visit(name);
      } else if (entry.isFile() && !/\.(?:tsbuildinfo|tgz|log)$/.test(name)) found.push(name);
    }
  };
  visit("");
  return found.sort();
}
