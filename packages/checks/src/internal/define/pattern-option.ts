import { showValue } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import { patternOf } from "../values/pattern.ts";

/** A pattern, checked. */
export interface ParsedPattern {
  readonly pattern: string;
  readonly flags: string;
  /** The pattern for a sentence. */
  readonly shown: string;
}

/**
 * Checks a pattern.
 *
 * @throws {ChecksError} `invalidPattern` when it is no regular expression.
 */
export function parsePattern(kind: string, pattern: unknown, full: boolean): ParsedPattern {
  if (typeof pattern !== "string" && !(pattern instanceof RegExp)) {
    const found = showValue(pattern);
    throw new ChecksError({
      code: "invalidPattern",
      what: "the pattern is no text",
      where: kind,
      found,
      fix: "give one",
    });
  }
  const [source, flags] =
    pattern instanceof RegExp ? [pattern.source, pattern.flags.replace(/[^ims]/g, "")] : [pattern, ""];
  patternOf(source, flags);
  return { pattern: full ? `^(?:${source})$` : source, flags, shown: `/${source}/${flags}${full ? " in full" : ""}` };
}
