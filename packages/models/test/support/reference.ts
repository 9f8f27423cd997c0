import { readFileSync } from "node:fs";

/** The reference values that a script beside them made. */
export function reference<Case>(name: string): { readonly cases: readonly Case[] } {
  const file = new URL(`../parity/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
}
