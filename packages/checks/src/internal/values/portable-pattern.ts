import { ChecksError } from "../../checks-error.ts";

/** A regular expression in the subset that every engine understands alike. A set matches one code point. */
export type RegexNode =
  | { readonly is: "set"; readonly ranges: readonly CodeRange[]; readonly negated: boolean }
  | { readonly is: "sequence" | "choice"; readonly of: readonly RegexNode[] }
  | { readonly is: "repeat"; readonly of: RegexNode; readonly min: number; readonly max: number }
  | { readonly is: "start" | "end"; readonly ofLines: boolean }
  | { readonly is: "boundary"; readonly negated: boolean }
  /** What only some engines have: look-around, back references, Unicode properties. */
  | { readonly is: "special"; readonly of: readonly RegexNode[] };

/** First and last code point. */
export type CodeRange = readonly [number, number];

const DIGIT: readonly CodeRange[] = [[48, 57]];
const WORD: readonly CodeRange[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly CodeRange[] = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: readonly CodeRange[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const CLASSES: Readonly<Record<string, readonly CodeRange[]>> = { d: DIGIT, w: WORD, s: SPACE };
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, "0": 0 };
const LAST = 0x10ffff;

/** Parses a pattern that JavaScript accepts; undefined for syntax beyond what this reads. Flags i, m and s are worked into the tree. */
export function parseRegex(source: string, flags: string): RegexNode | undefined {
  const parser = new Parser(Array.from(source), flags);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof ChecksError) return undefined;
    throw error;
  }
}

/** Whether a match can only be at the start of a text. */
export function startsAtStart(node: RegexNode): boolean {
  if (node.is === "sequence") return node.of[0] !== undefined && startsAtStart(node.of[0]);
  return node.is === "start" && !node.ofLines;
}

function unreadable(): ChecksError {
  return new ChecksError({ code: "invalidPattern", what: "the pattern has syntax that not every engine knows" });
}

class Parser {
  private readonly source: readonly string[];
  private readonly flags: string;
  private at = 0;

  constructor(source: readonly string[], flags: string) {
    this.source = source;
    this.flags = flags;
  }

  whole(): RegexNode {
    const node = this.choice();
    if (this.at < this.source.length) throw unreadable();
    return node;
  }

  private choice(): RegexNode {
    const of = [this.sequence()];
    while (this.take("|")) of.push(this.sequence());
    return of.length === 1 ? (of[0] as RegexNode) : { is: "choice", of };
  }

  private sequence(): RegexNode {
    const of: RegexNode[] = [];
    while (this.at < this.source.length && this.peek !== "|" && this.peek !== ")") of.push(this.repeated(this.atom()));
    return of.length === 1 ? (of[0] as RegexNode) : { is: "sequence", of };
  }

  private repeated(of: RegexNode): RegexNode {
    const bounds = this.quantifier();
    if (bounds === undefined) return of;
    this.take("?");
    return { is: "repeat", of, min: bounds[0], max: bounds[1] };
  }

  private quantifier(): CodeRange | undefined {
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.take("?")) return [0, 1];
    if (this.peek !== "{") return undefined;
    const match = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(this.source.slice(this.at, this.at + 12).join(""));
    if (match === null) return undefined;
    this.at += match[0].length;
    const min = Number(match[1]);
    return [min, match[2] === undefined ? min : match[3] === "" ? Infinity : Number(match[3])];
  }

  private atom(): RegexNode {
    const char = this.next();
    switch (char) {
      case ".":
        return { is: "set", ranges: this.flags.includes("s") ? [] : LINE_ENDS, negated: true };
      case "^":
      case "$":
        return { is: char === "^" ? "start" : "end", ofLines: this.flags.includes("m") };
      case "(":
        return this.group();
      case "[":
        return this.set();
      case "\\":
        return this.escape();
      case "*":
      case "+":
      case "?":
        throw unreadable();
      default:
        return this.setOf([rangeOf(char)]);
    }
  }

  private group(): RegexNode {
    const name = /^\?(?::|<\w+>|<?[=!])/.exec(this.source.slice(this.at, this.at + 60).join(""))?.[0] ?? "";
    if (name === "" && this.peek === "?") throw unreadable();
    this.at += name.length;
    const of = this.choice();
    if (!this.take(")")) throw unreadable();
    return /[=!]$/.test(name) ? { is: "special", of: [of] } : of;
  }

  private escape(): RegexNode {
    const char = this.next();
    if (char === "b" || char === "B") return { is: "boundary", negated: char === "B" };
    if (/[1-9kpP]/.test(char)) return this.special(char);
    const ranges = this.classOf(char);
    if (ranges !== undefined) return { is: "set", ranges, negated: char !== char.toLowerCase() };
    return this.setOf([rangeOf(this.character(char))]);
  }

  private special(char: string): RegexNode {
    const rest = this.source.slice(this.at, this.at + 80).join("");
    const length = (/[1-9]/.test(char) ? /^\d*/ : char === "k" ? /^<\w+>/ : /^\{[\w=]+\}/).exec(rest)?.[0].length;
    if (length === undefined) throw unreadable();
    this.at += length;
    return { is: "special", of: [] };
  }

  private classOf(char: string): readonly CodeRange[] | undefined {
    const name = char.toLowerCase();
    return Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  }

  /** The character that an escape stands for. */
  private character(char: string): string {
    if (Object.hasOwn(CONTROLS, char) && !(char === "0" && /\d/.test(this.peek ?? "")))
      return String.fromCharCode(CONTROLS[char] ?? 0);
    const rest = this.source.slice(this.at, this.at + 9).join("");
    const digits =
      char === "x" ? /^[\da-f]{2}/i.exec(rest) : char === "u" ? /^(?:[\da-f]{4}|\{[\da-f]{1,6}\})/i.exec(rest) : null;
    if (digits !== null) {
      this.at += digits[0].length;
      return String.fromCodePoint(Math.min(LAST, Number.parseInt(digits[0].replace("{", ""), 16)));
    }
    if (/[\da-z]/i.test(char)) throw unreadable();
    return char;
  }

  private set(): RegexNode {
    const negated = this.take("^");
    const ranges: CodeRange[] = [];
    while (this.peek !== "]") {
      const low = this.member();
      if (this.peek === "-" && this.source[this.at + 1] !== "]") {
        this.at += 1;
        const high = this.member();
        const [first, last] = [low[0]?.[0], high[0]?.[1]];
        if (low.length > 1 || high.length > 1 || first === undefined || last === undefined) throw unreadable();
        ranges.push([first, last]);
      } else ranges.push(...low);
    }
    this.at += 1;
    return { ...this.setOf(ranges), negated } as RegexNode;
  }

  private member(): readonly CodeRange[] {
    const char = this.next();
    if (char !== "\\") return [rangeOf(char)];
    const escaped = this.next();
    if (escaped === "b") return [[8, 8]];
    if (/[BpPk1-9]/.test(escaped)) throw unreadable();
    const ranges = this.classOf(escaped);
    if (ranges === undefined) return [rangeOf(this.character(escaped))];
    return escaped === escaped.toLowerCase() ? ranges : complement(ranges);
  }

  private setOf(ranges: readonly CodeRange[]): RegexNode {
    return { is: "set", ranges: this.flags.includes("i") ? bothCases(ranges) : ranges, negated: false };
  }

  private get peek(): string | undefined {
    return this.source[this.at];
  }

  private take(char: string): boolean {
    if (this.peek !== char) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const char = this.source[this.at];
    if (char === undefined) throw unreadable();
    this.at += 1;
    return char;
  }
}

function rangeOf(char: string): CodeRange {
  const code = char.codePointAt(0) ?? 0;
  return [code, code];
}

/** The code points outside ranges that are in order. */
function complement(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const gaps: CodeRange[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) gaps.push([from, low - 1]);
    from = high + 1;
  }
  return [...gaps, [from, LAST]];
}

/** Greatest number of letters that are looked up for their other case. */
const CASED = 3000;

/** Also the other case of each letter; as JavaScript folds them, ſ is an s and the Kelvin sign a k. */
function bothCases(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const found = new Set<number>();
  if (ranges.reduce((sum, [low, high]) => sum + high - low, 0) > CASED) throw unreadable();
  for (const [low, high] of ranges) {
    for (let code = low; code <= high; code++) {
      const char = String.fromCodePoint(code);
      for (const other of [char.toLowerCase(), char.toUpperCase(), char.toUpperCase().toLowerCase()])
        if (Array.from(other).length === 1) found.add(other.codePointAt(0) ?? 0);
      if (char === "s" || char === "S") found.add(0x17f);
      if (char === "k" || char === "K") found.add(0x212a);
    }
  }
  return [...ranges, ...[...found].map((code): CodeRange => [code, code])];
}
