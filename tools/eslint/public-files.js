import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The source files whose exports users can import: the entry files that `exports` in each package.json names under
 * `@mlsys/source`, and the files that those re-export from.
 *
 * @returns {string[]} paths relative to the root of the repository, with forward slashes
 */
export function publicFiles() {
  return readdirSync(path.join(root, "packages")).flatMap((name) => {
    const folder = path.join(root, "packages", name);
    const files = entryFiles(folder).flatMap((entry) => [entry, ...reexportedFiles(entry)]);
    return [...new Set(files)].map((file) => path.relative(root, file).split(path.sep).join("/"));
  });
}

/** @param {string} folder */
function entryFiles(folder) {
  const manifest = path.join(folder, "package.json");
  if (!existsSync(manifest)) return [];
  /** @type {{ exports?: Record<string, string | { "@mlsys/source"?: string }> }} */
  const { exports = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  return Object.values(exports)
    .flatMap((target) => (typeof target === "object" ? (target["@mlsys/source"] ?? []) : []))
    .map((source) => path.join(folder, source))
    .filter((file) => existsSync(file));
}

/** @param {string} entry */
function reexportedFiles(entry) {
  const statements = readFileSync(entry, "utf8").matchAll(/^export\s[^;]*?from\s*"(\.[^"]+)"/gm);
  return [...statements].flatMap(([, specifier]) => (specifier ? path.join(path.dirname(entry), specifier) : []));
}
