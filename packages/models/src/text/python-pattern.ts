import { showValue } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** What Python's `\s` matches, as the inside of a character class. */
export const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** The inside of a JavaScript character class that means what Python's class means, for text and with the flag `a`. */
const CLASSES = {
  unicode: {
    w: "\\p{L}\\p{N}_",
    d: "\\p{Nd}",
    s: SPACES,
  },
  ascii: { w: "A-Za-z0-9_", d: "0-9", s: "\\t-\\r\\x20" },
} as const;

/**
 * Translates a regular expression in Python's syntax, where `\w`, `\d`, `\s` and `\b` know all scripts, to JavaScript's.
 *
 * @throws ModelsError `invalidOption` when the pattern does not parse, or has what JavaScript cannot say.
 */
export function fromPythonPattern(pattern: string): RegExp {
  const head = /^\(\?([aimsuxL]+)\)/.exec(pattern);
  const letters = head?.[1] ?? "";
  if (/[xL]/.test(letters)) throw refusal(pattern, "the flags x and L cannot be translated");
  const translated = translate(
    pattern.slice(head?.[0].length ?? 0),
    letters.includes("a") ? "ascii" : "unicode",
    pattern,
  );
  try {
    return new RegExp(translated, `gu${letters.replaceAll(/[^ims]/g, "")}`);
  } catch (cause) {
    throw refusal(pattern, "it does not parse", cause);
  }
}

function translate(source: string, charset: keyof typeof CLASSES, whole: string): string {
  let result = "";
  let isInClass = false;
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    if (character === "\\") {
      const escaped = source.charAt(++i);
      result += escapeFor(escaped, isInClass, charset, whole);
    } else if (isInClass) {
      if (character === "]") isInClass = false;
      result += character === "[" ? "\\[" : character;
    } else if (character === "[") {
      isInClass = true;
      result += "[";
      if (source.charAt(i + 1) === "^") result += source.charAt(++i);
      // A bracket that comes first is one of the members.
      if (source.charAt(i + 1) === "]") result += `\\${source.charAt(++i)}`;
    } else if (source.startsWith("(?P<", i) || source.startsWith("(?P=", i)) {
      const isGroup = source.charAt(i + 3) === "<";
      const end = source.indexOf(isGroup ? ">" : ")", i);
      const name = source.slice(i + 4, end);
      result += isGroup ? `(?<${name}>` : `\\k<${name}>`;
      i = end;
    } else {
      result += character;
    }
  }
  return result;
}

function escapeFor(escaped: string, isInClass: boolean, charset: keyof typeof CLASSES, whole: string): string {
  const members = CLASSES[charset];
  if (escaped === "w" || escaped === "d" || escaped === "s")
    return isInClass ? members[escaped] : `[${members[escaped]}]`;
  if (escaped === "W" || escaped === "D" || escaped === "S") {
    if (isInClass) throw refusal(whole, `\\${escaped} inside brackets cannot be translated`);
    return `[^${members[escaped.toLowerCase() as "w" | "d" | "s"]}]`;
  }
  const word = `[${members.w}]`;
  if (escaped === "b" && !isInClass) return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
  if (escaped === "B" && !isInClass) return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
  if (escaped === "A") return "(?<![\\s\\S])";
  if (escaped === "Z") return "(?![\\s\\S])";
  if (escaped === "a") return "\\x07";
  if (/[\dbfnrtuvx^$\\.*+?()[\]{}|/]/.test(escaped) || (isInClass && escaped === "-")) return `\\${escaped}`;
  if (/[a-z]/i.test(escaped)) throw refusal(whole, `\\${escaped} cannot be translated`);
  return escaped;
}

function refusal(pattern: string, why: string, cause?: unknown): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: `tokenPattern is not accepted, ${why}`,
    where: "tokenPattern",
    found: showValue(pattern),
    fix: "give a RegExp, or a Python pattern without what cannot be translated",
    cause,
  });
}
