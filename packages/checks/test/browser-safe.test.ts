import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const source = path.resolve(import.meta.dirname, "../src");

/** Imports that are there when it runs: not those of types, nor those that wait until they are needed. */
const LOADED = /^(?:import|export) (?!type)[^;]*? from "(\.[^"]+)"/gm;

/** The files that an entry imports, directly and indirectly. */
function reachable(entry: string, imports = /from "(\.[^"]+)"/g, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, specifier] of readFileSync(entry, "utf8").matchAll(imports))
    if (specifier !== undefined) reachable(path.join(path.dirname(entry), specifier), imports, seen);
  return seen;
}

test.each(["index.ts", "report/index.ts"])("%s needs nothing of Node", (entry) => {
  for (const file of reachable(path.join(source, entry))) {
    const text = readFileSync(file, "utf8");
    expect(text, file).not.toMatch(/from "node:|\b(?:process\.|Buffer\.|require\()/);
  }
});

test("what a page loads at first has the basics of core and no typed columns", () => {
  for (const file of reachable(path.join(source, "index.ts"), LOADED))
    expect(readFileSync(file, "utf8"), file).not.toMatch(/^import \{[^}]*\} from "@mlsys\/core"/m);
});

test("every check is one file and one line in the index", () => {
  const index = readFileSync(path.join(source, "index.ts"), "utf8");
  const leaves = readdirSync(path.join(source, "checks")).filter((file) => !file.includes(".test"));
  for (const leaf of leaves) expect(index).toContain(`from "./checks/${leaf}"`);
});

test("the engine names no check", () => {
  const kinds = readdirSync(path.join(source, "checks")).map((file) => file.replace(/\.ts$/, ""));
  for (const engine of ["memory-source.ts", "column-engine.ts"])
    for (const file of reachable(path.join(source, "internal/memory", engine)))
      for (const kind of kinds) expect(readFileSync(file, "utf8")).not.toContain(`checks/${kind}`);
});
