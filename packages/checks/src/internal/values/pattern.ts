import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";

/**
 * The regular expression of a pattern: by code points where the pattern allows it.
 *
 * @throws {ChecksError} `invalidPattern` when it is none.
 */
export function patternOf(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    return looserPattern(pattern, flags);
  }
}

/** Patterns from other languages escape what needs no escape, which JavaScript accepts without the flag `u` only. */
function looserPattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (cause) {
    throw new ChecksError({
      code: "invalidPattern",
      what: "the pattern is no regular expression",
      found: showValue(pattern),
      fix: cause instanceof Error ? cause.message : "correct it",
      cause,
    });
  }
}

/** The regular expression of a LIKE pattern, as text: % is any text, _ one code point, and ! takes the meaning from what follows it. */
export function likePattern(pattern: string): string {
  const source = pattern.replace(/!([\s\S])|[%_\\^$.*+?()[\]{}|/]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return escapedLiteral(escaped);
    return part === "%" ? String.raw`[\s\S]*` : part === "_" ? String.raw`[\s\S]` : escapedLiteral(part);
  });
  return `^${source}$`;
}

function escapedLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
