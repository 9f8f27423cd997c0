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
  const translated = translate(pattern.slice(head?.[0].length ?? 0), {
    charset: letters.includes("a") ? "ascii" : "unicode",
    isMultiline: letters.includes("m"),
    isDotAll: letters.includes("s"),
    whole: pattern,
  });
  try {
    return new RegExp(translated, letters.includes("i") ? "giu" : "gu");
  } catch (cause) {
    throw refusal(pattern, "it does not parse", cause);
  }
}

interface Rules {
  readonly charset: keyof typeof CLASSES;
  readonly isMultiline: boolean;
  readonly isDotAll: boolean;
  /** The pattern as it was given, for messages. */
  readonly whole: string;
}

function translate(source: string, rules: Rules): string {
  let result = "";
  for (let i = 0; i < source.length; i++) {
    const character = source.charAt(i);
    if (character === "\\") {
      result += escapeFor(source.charAt(++i), rules);
    } else if (character === "[") {
      const { text, end } = bracketed(source, i, rules);
      result += text;
      i = end;
    } else if (source.startsWith("(?P<", i) || source.startsWith("(?P=", i)) {
      const isGroup = source.charAt(i + 3) === "<";
      const end = source.indexOf(isGroup ? ">" : ")", i);
      const name = source.slice(i + 4, end);
      result += isGroup ? `(?<${name}>` : `\\k<${name}>`;
      i = end;
    } else if (source.startsWith("(?u:", i)) {
      result += "(?:";
      i += 3;
    } else {
      result += lineRule(character, rules);
    }
  }
  return result;
}

/** Python ends lines at line feeds only, and `$` also stands before the last one. */
function lineRule(character: string, { isMultiline, isDotAll }: Rules): string {
  if (character === ".") return isDotAll ? "[\\s\\S]" : "[^\\n]";
  if (character === "^") return isMultiline ? "(?<![^\\n])" : "(?<![\\s\\S])";
  if (character === "$") return isMultiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))";
  return character;
}

/** A class from its bracket on, and where it ends. `\W` and its like have no place in a class of JavaScript's, and stand beside it. */
function bracketed(source: string, start: number, rules: Rules): { readonly text: string; readonly end: number } {
  const members = CLASSES[rules.charset];
  const isNegated = source.charAt(start + 1) === "^";
  const first = isNegated ? start + 2 : start + 1;
  const outside: string[] = [];
  let inside = "";
  let i = first;
  // A bracket that comes first is one of the members.
  for (; i < source.length && (source.charAt(i) !== "]" || i === first); i++) {
    const character = source.charAt(i);
    if (character !== "\\") {
      inside += character === "[" || character === "]" ? `\\${character}` : character;
      continue;
    }
    const escaped = source.charAt(++i);
    const shorthand = escaped.toLowerCase() as "w" | "d" | "s";
    if (!"wds".includes(shorthand) || shorthand.length === 0) inside += escapeInBrackets(escaped, rules);
    else if (escaped === shorthand) inside += members[shorthand];
    else outside.push(members[shorthand]);
  }
  if (i === source.length) throw refusal(rules.whole, "a bracket is not closed");
  if (outside.length === 0) return { text: `[${isNegated ? "^" : ""}${inside}]`, end: i };
  const text = isNegated
    ? `(?:${inside === "" ? "" : `(?![${inside}])`}${outside.map((each) => `(?=[${each}])`).join("")}[\\s\\S])`
    : `(?:${[...(inside === "" ? [] : [`[${inside}]`]), ...outside.map((each) => `[^${each}]`)].join("|")})`;
  return { text, end: i };
}

function escapeInBrackets(escaped: string, { whole }: Rules): string {
  if (escaped === "a") return "\\x07";
  if (/[\dbfnrtuvx^$\\.*+?()[\]{}|/-]/.test(escaped)) return `\\${escaped}`;
  if (/[a-z]/i.test(escaped)) throw refusal(whole, `\\${escaped} cannot be translated`);
  return escaped;
}

function escapeFor(escaped: string, { charset, whole }: Rules): string {
  const members = CLASSES[charset];
  if (escaped === "w" || escaped === "d" || escaped === "s") return `[${members[escaped]}]`;
  if (escaped === "W" || escaped === "D" || escaped === "S")
    return `[^${members[escaped.toLowerCase() as "w" | "d" | "s"]}]`;
  const word = `[${members.w}]`;
  if (escaped === "b") return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
  if (escaped === "B") return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
  if (escaped === "A") return "(?<![\\s\\S])";
  if (escaped === "Z") return "(?![\\s\\S])";
  if (escaped === "a") return "\\x07";
  if (/[\dfnrtuvx^$\\.*+?()[\]{}|/]/.test(escaped)) return `\\${escaped}`;
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
