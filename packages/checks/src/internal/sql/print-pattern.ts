import { ChecksError } from "../../checks-error.ts";
import type { CodeRange, RegexNode } from "../values/portable-pattern.ts";

/** How a database writes what differs. */
export interface PatternStyle {
  readonly database: string;
  /** Any character, line ends included. */
  readonly any: string;
  /** The end of the text: `$` also stands before a last line end in some. */
  readonly end: string;
  /** The edge of a word of ASCII letters, digits and underscores, and its opposite; undefined where there is none. */
  readonly boundary: readonly [string, string] | undefined;
  /** Greatest bound of a repetition. */
  readonly repeatLimit: number;
}

/** Edges of words by look-around, where `\b` would go by the locale. */
export const LOOKAROUND_BOUNDARY: readonly [string, string] = [
  "(?:(?<![0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?![0-9A-Za-z_]))",
  "(?:(?<![0-9A-Za-z_])(?![0-9A-Za-z_])|(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_]))",
];

/**
 * Writes a pattern for a database.
 *
 * @throws {ChecksError} `notSupported` for what the database cannot match as JavaScript does.
 */
export function printPattern(node: RegexNode, style: PatternStyle): string {
  switch (node.is) {
    case "set":
      return node.negated && node.ranges.length === 0 ? style.any : printSet(node.ranges, node.negated);
    case "sequence":
      return node.of.map((part) => (part.is === "choice" ? grouped(part, style) : printPattern(part, style))).join("");
    case "choice":
      return node.of.map((part) => printPattern(part, style)).join("|");
    case "repeat":
      return printRepeat(node, style);
    case "start":
    case "end":
      if (node.ofLines) throw refusal(style, "anchors of lines (flag m)");
      return node.is === "start" ? "^" : style.end;
    case "boundary":
      if (style.boundary === undefined) throw refusal(style, "edges of words");
      return style.boundary[node.negated ? 1 : 0];
    case "special":
      throw refusal(style, "look-around, a back reference or a Unicode property");
  }
}

function grouped(node: RegexNode, style: PatternStyle): string {
  return `(?:${printPattern(node, style)})`;
}

function printRepeat({ of, min, max }: Extract<RegexNode, { readonly is: "repeat" }>, style: PatternStyle): string {
  if (Math.max(min, max === Infinity ? 0 : max) > style.repeatLimit)
    throw refusal(style, `a repetition of more than ${style.repeatLimit}`);
  const body = of.is === "set" ? printPattern(of, style) : grouped(of, style);
  if (max === Infinity && min < 2) return `${body}${min === 0 ? "*" : "+"}`;
  return `${body}{${min},${max === Infinity ? "" : max}}`;
}

function printSet(ranges: readonly CodeRange[], negated: boolean): string {
  const [only] = ranges;
  if (only === undefined) return "[^\u0001-\u{10FFFF}]";
  if (!negated && ranges.length === 1 && only[0] === only[1]) return escaped(only[0]);
  const members = ranges.map(([low, high]) =>
    low === high ? escaped(low, true) : `${escaped(low, true)}-${escaped(high, true)}`,
  );
  return `[${negated ? "^" : ""}${members.join("")}]`;
}

function escaped(code: number, inClass = false): string {
  const char = String.fromCodePoint(code);
  return /[\\^$.*+?()[\]{}|/]/.test(char) || (inClass && char === "-") ? `\\${char}` : char;
}

function refusal({ database }: PatternStyle, found: string): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: `${database} cannot match a pattern as JavaScript does`,
    found,
    fix: "use literals, sets, groups, alternatives, quantifiers and the anchors ^ and $",
  });
}
