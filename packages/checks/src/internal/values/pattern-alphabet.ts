import { isLineEnd, isWord, NOTHING } from "./pattern-program.ts";
import type { RegexNode } from "./portable-pattern.ts";

/** The characters of a pattern in classes: those of one class are alike to it. */
export interface Alphabet {
  /** Number of classes, the last two included. */
  readonly size: number;
  /** The class of the end of the text. */
  readonly end: number;
  /** The class of bytes that are only a part of a character. */
  readonly notAscii: number;
  /** A code point of each class. */
  readonly codes: readonly number[];
  /** The class of each byte. */
  readonly ascii: Uint16Array;
  readonly classOf: (code: number) => number;
  /** A code point that stands for all that assertions tell apart: words, ends of lines, all others. */
  readonly kindOf: (code: number) => number;
}

/** What assertions look at, each as the first code point of a range and the first one after it. */
const WORD_EDGES = [48, 58, 65, 91, 95, 96, 97, 123];
const LINE_EDGES = [10, 11, 13, 14, 0x2028, 0x202a];

/** The classes of characters that a pattern tells apart. */
export function alphabetOf(tree: RegexNode): Alphabet {
  const edges = new Set([0]);
  collectEdges(tree, edges);
  const codes = [...edges].sort((a, b) => a - b);
  const end = codes.length;
  const classOf = (code: number): number => (code === NOTHING ? end : lastAtMost(codes, code));
  const [words, lines] = [asksFor(tree, (node) => node.is === "boundary"), asksFor(tree, isOfLines)];
  return {
    size: end + 2,
    end,
    notAscii: end + 1,
    codes,
    ascii: Uint16Array.from({ length: 256 }, (_, byte) => (byte < 128 ? classOf(byte) : end + 1)),
    classOf,
    kindOf: (code) => (words && isWord(code) ? 97 : lines && isLineEnd(code) ? 10 : 0),
  };
}

function collectEdges(node: RegexNode, edges: Set<number>): void {
  for (const code of node.is === "boundary" ? WORD_EDGES : isOfLines(node) ? LINE_EDGES : []) edges.add(code);
  if (node.is === "set") for (const [low, high] of node.ranges) edges.add(low).add(high + 1);
  for (const part of partsOf(node)) collectEdges(part, edges);
}

function asksFor(node: RegexNode, asks: (node: RegexNode) => boolean): boolean {
  return asks(node) || partsOf(node).some((part) => asksFor(part, asks));
}

function isOfLines(node: RegexNode): boolean {
  return (node.is === "start" || node.is === "end") && node.ofLines;
}

function partsOf(node: RegexNode): readonly RegexNode[] {
  if (!("of" in node)) return [];
  return node.is === "repeat" ? [node.of] : node.of;
}

/** The position of the last of some ascending numbers that is not above a number. */
function lastAtMost(ascending: readonly number[], most: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
