import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { TestOfTexts } from "../../expressions/expression.ts";
import { LinearMatcher } from "./linear-matcher.ts";
import { patternOf } from "./pattern.ts";
import { parseRegex, startsAtStart } from "./portable-pattern.ts";
import type { RegexNode } from "./portable-pattern.ts";

/** Greatest number of steps that JavaScript's engine may take on one text: some milliseconds. */
const STEPS = 1e6;
/** The same for patterns that only that engine can match. */
const STEPS_AT_MOST = 1e9;
/** A bound of a repetition that counts as none. */
const MANY = 10;

/** The test of whether a pattern matches somewhere in a text. */
export interface TextMatcher {
  readonly test: (text: string) => boolean;
  /** The same test of many texts. Undefined where there is none. */
  readonly testAll: TestOfTexts | undefined;
}

/**
 * The test of whether a pattern matches somewhere in a text, in bounded time. JavaScript's engine tries ways to match one after
 * another, which for `(a+)+$` are without number; where a text is long enough for that to matter, all ways are tried at once instead,
 * in time linear in the text.
 *
 * @throws {ChecksError} `invalidPattern` when it is no pattern, or one whose time has no bound.
 */
export function textMatcher(pattern: string, flags: string): TextMatcher {
  const native = patternOf(pattern, flags);
  const tree = parseRegex(pattern, flags);
  const linear = tree && LinearMatcher.of(tree);
  const power = tree === undefined ? crudePower(pattern) : powerOf(tree) + (startsAtStart(tree) ? 0 : 1);
  const limit =
    power <= 1 ? Infinity : power === Infinity ? 0 : (linear === undefined ? STEPS_AT_MOST : STEPS) ** (1 / power);
  if (linear === undefined && limit === 0) throw unbounded(pattern, "write it without nested repetitions");
  return {
    test: (text) => {
      if (text.length <= limit) return native.test(text);
      if (linear !== undefined) return linear.matches(text);
      throw unbounded(
        pattern,
        `a text of ${text.length} characters is too long for it: write it with fewer repetitions`,
      );
    },
    testAll:
      linear && hasPlainCases(pattern, flags)
        ? (offsets, bytes, out) => linear.matchAll(offsets, bytes, out)
        : undefined,
  };
}

/** Whether cases do not matter, or are those of ASCII: of other letters JavaScript's engine knows more. */
function hasPlainCases(pattern: string, flags: string): boolean {
  if (!flags.includes("i")) return true;
  return Array.from(pattern).every((char) => char < "\u0080") && !/\\[ux]/.test(pattern);
}

function unbounded(pattern: string, fix: string): ChecksError {
  return new ChecksError({
    code: "invalidPattern",
    what: "the pattern can take time without bound",
    found: showValue(pattern),
    fix,
  });
}

/** The power of the text's length that the number of steps can grow with; `Infinity` where a repetition holds another. */
function powerOf(node: RegexNode): number {
  switch (node.is) {
    case "sequence":
      return node.of.reduce((sum, part) => sum + powerOf(part), 0);
    case "choice":
    case "special":
      return Math.max(0, ...node.of.map(powerOf));
    case "repeat":
      if (node.max > 1 && varies(node.of)) return Infinity;
      return node.max <= MANY ? powerOf(node.of) : 1;
    default:
      return 0;
  }
}

/** Whether there is more than one way through. */
function varies(node: RegexNode): boolean {
  switch (node.is) {
    case "sequence":
      return node.of.some(varies);
    case "choice":
      return true;
    case "repeat":
      return node.min !== node.max || varies(node.of);
    case "special":
      return true;
    default:
      return false;
  }
}

/** For syntax that is not read, by its signs of repetition. */
function crudePower(pattern: string): number {
  const signs = pattern.replace(/\\./g, "").match(/[*+]|\{\d*(?:,\d*)?\}/g)?.length ?? 0;
  return signs > 3 ? Infinity : 1 + signs;
}
