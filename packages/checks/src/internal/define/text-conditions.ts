import type { Expression, Operand } from "../../expressions/expression.ts";
import { likePattern } from "../values/pattern.ts";
import { textMatcher } from "../values/text-matcher.ts";

/** The condition that a text holds a match of a pattern, with a test of it in bounded time. */
export function matchOf(of: Operand, pattern: string, flags: string): Expression {
  return { op: "matches", of, pattern, flags, ...textMatcher(pattern, flags) };
}

/** The condition that a text is as a LIKE pattern says, with a test of it in bounded time. */
export function likenessOf(of: Operand, pattern: string): Expression {
  return { op: "like", of, pattern, ...textMatcher(likePattern(pattern), "") };
}
