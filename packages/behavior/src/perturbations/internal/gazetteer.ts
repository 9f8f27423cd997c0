import { escapePattern } from "./text-perturbation.ts";

/** A place where a text names an entry of a list. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly entry: string;
}

/**
 * Finds entries of lists in a text: whole words in the list's own capitals, the longest first, not inside handles, hashtags or
 * links, and not as part of a longer capitalised name.
 */
export function mentionsOf(entries: readonly string[]): (text: string) => Mention[] {
  const longestFirst = [...new Set(entries)].filter((entry) => entry !== "").sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return () => [];
  const alternatives = longestFirst.map(escapePattern).join("|");
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}@#_/.-])(?:${alternatives})(?![\p{L}\p{N}_])`, "gu");
  return (text) =>
    Array.from(text.matchAll(pattern), ({ 0: entry, index }) => ({ start: index, end: index + entry.length, entry }));
}
