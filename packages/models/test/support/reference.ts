import { readFileSync } from "node:fs";

/** The reference values that a script beside them made. */
export function reference<Reference>(name: string): Reference {
  const file = new URL(`../parity/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Reference;
}
