import type { CodeRange, RegexNode } from "./portable-pattern.ts";

/** One step of a pattern's program. `next` and `or` are positions in the program. */
export type Step =
  | { readonly does: "take"; readonly accepts: (code: number) => boolean; next: number }
  | { readonly does: "split"; next: number; or: number }
  | { readonly does: "assert"; readonly holds: (before: number, after: number) => boolean; next: number }
  | { readonly does: "accept" };

/** Longest program; repetitions are written out, so that `(a{99}){99}` would be long. */
const MAX_STEPS = 5000;
/** What stands before the first and after the last character. */
export const NOTHING = -1;

/**
 * The program of a pattern, for all ways to match at once; undefined where it would be too long, or needs what has no such program.
 *
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */
export function patternProgram(tree: RegexNode): readonly Step[] | undefined {
  const program: Step[] = [];
  if (!emit(tree, program)) return undefined;
  program.push({ does: "accept" });
  return program;
}

/** Appends a node's program, which goes on to what is appended next; false where there is none. */
function emit(node: RegexNode, program: Step[]): boolean {
  const at = program.length;
  if (at > MAX_STEPS) return false;
  switch (node.is) {
    case "set":
      program.push({ does: "take", accepts: membership(node.ranges, node.negated), next: at + 1 });
      return true;
    case "sequence":
      return node.of.every((part) => emit(part, program));
    case "choice":
      return emitChoice(node.of, program);
    case "repeat":
      return emitRepeat(node, program);
    case "start":
    case "end":
    case "boundary":
      program.push({ does: "assert", holds: assertion(node), next: at + 1 });
      return true;
    case "special":
      return false;
  }
}

function emitChoice(of: readonly RegexNode[], program: Step[]): boolean {
  const ends: { or: number; next: number }[] = [];
  for (const [i, part] of of.entries()) {
    const split: Step = { does: "split", next: program.length + 1, or: program.length + 1 };
    program.push(split);
    if (!emit(part, program)) return false;
    const leave: Step = { does: "split", next: 0, or: 0 };
    program.push(leave);
    ends.push(leave);
    if (i < of.length - 1) split.or = program.length;
  }
  for (const end of ends) end.next = end.or = program.length;
  return true;
}

function emitRepeat({ of, min, max }: Extract<RegexNode, { readonly is: "repeat" }>, program: Step[]): boolean {
  for (let i = 0; i < min; i++) if (!emit(of, program)) return false;
  if (max === Infinity) {
    const loop: Step = { does: "split", next: program.length + 1, or: 0 };
    const at = program.push(loop) - 1;
    if (!emit(of, program)) return false;
    program.push({ does: "split", next: at, or: at });
    loop.or = program.length;
    return true;
  }
  const skips: { or: number }[] = [];
  for (let i = min; i < max; i++) {
    const skip: Step = { does: "split", next: program.length + 1, or: 0 };
    program.push(skip);
    skips.push(skip);
    if (!emit(of, program)) return false;
  }
  for (const skip of skips) skip.or = program.length;
  return true;
}

function membership(ranges: readonly CodeRange[], negated: boolean): (code: number) => boolean {
  const ascii = Uint8Array.from({ length: 128 }, (_, code) => Number(within(ranges, code) !== negated));
  return (code) => (code < 128 ? ascii[code] === 1 : within(ranges, code) !== negated);
}

function within(ranges: readonly CodeRange[], code: number): boolean {
  return ranges.some(([low, high]) => code >= low && code <= high);
}

function assertion(
  node: Extract<RegexNode, { readonly is: "start" | "end" | "boundary" }>,
): (before: number, after: number) => boolean {
  if (node.is === "boundary") return (before, after) => (isWord(before) !== isWord(after)) !== node.negated;
  const { ofLines } = node;
  const isEdge = (code: number): boolean => code === NOTHING || (ofLines && isLineEnd(code));
  return node.is === "start" ? (before) => isEdge(before) : (_, after) => isEdge(after);
}

export function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}
