import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import { textMatcher } from "../values/text-matcher.ts";

/** A pattern, checked. */
export interface ParsedPattern {
  readonly pattern: string;
  readonly flags: string;
  /** The pattern for a sentence. */
  readonly shown: string;
  /** What was given, for the check's parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Checks a pattern.
 *
 * @throws {ChecksError} `invalidPattern` when it is no regular expression, or one that can take time without bound.
 */
export function parsePattern(kind: string, pattern: unknown, full: boolean): ParsedPattern {
  if (typeof pattern !== "string" && !(pattern instanceof RegExp)) {
    throw notText(kind, pattern, "give a text or a RegExp");
  }
  const [source, flags] =
    pattern instanceof RegExp ? [pattern.source, pattern.flags.replace(/[^ims]/g, "")] : [pattern, ""];
  textMatcher(source, flags);
  const parameters = { pattern: source, ...(flags === "" ? {} : { flags }), ...(full ? { full } : {}) };
  return {
    parameters,
    pattern: full ? `^(?:${source})$` : source,
    flags,
    shown: `/${source}/${flags}${full ? " in full" : ""}`,
  };
}

/**
 * Checks several patterns.
 *
 * @throws {ChecksError} `invalidPattern` when there is none, or one is no regular expression.
 */
export function parsePatterns(kind: string, patterns: unknown): readonly ParsedPattern[] {
  const list = Array.isArray(patterns) ? (patterns as readonly unknown[]) : [];
  if (list.length === 0) throw notText(kind, patterns, "give an array of at least one pattern");
  return list.map((pattern) => parsePattern(kind, pattern, false));
}

/**
 * Checks LIKE patterns, one or several.
 *
 * @throws {ChecksError} `invalidPattern` when there is none, or one is no text.
 */
export function likePatterns(kind: string, given: unknown): readonly string[] {
  const patterns: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (patterns.length > 0 && patterns.every((pattern) => typeof pattern === "string")) return patterns;
  throw notText(kind, given, "give one, or an array of some");
}

function notText(where: string, pattern: unknown, fix: string): ChecksError {
  return new ChecksError({
    code: "invalidPattern",
    what: "the pattern is no text",
    where,
    found: showValue(pattern),
    fix,
  });
}
