import type { Expression, Operand } from "../../expressions/expression.ts";
import { likePattern } from "../values/pattern.ts";
import { textMatcher } from "../values/text-matcher.ts";

/** The condition that a text holds a match of a pattern, with a test of it in bounded time. */
export function matchOf(of: Operand, pattern: string, flags: string): Expression {
  return { op: "matches", of, pattern, flags, ...textMatcher(pattern, flags) };
}

/** The condition that a text is as a LIKE pattern says, or one of several, with a test of it in bounded time. */
export function likenessOf(of: Operand, patterns: readonly string[], all = false): Expression {
  const parts = patterns.map((pattern): Expression => ({
    op: "like",
    of,
    pattern,
    ...textMatcher(likePattern(pattern), ""),
  }));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { op: all ? "and" : "or", of: parts };
}
