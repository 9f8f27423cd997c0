import type { CodeRange, RegexNode } from "./portable-pattern.ts";

/** One step of a pattern's program. `next` and `or` are positions in the program. */
type Step =
  | { readonly does: "take"; readonly accepts: (code: number) => boolean; next: number }
  | { readonly does: "split"; next: number; or: number }
  | { readonly does: "assert"; readonly holds: (before: number, after: number) => boolean; next: number }
  | { readonly does: "accept" };

/** Longest program; repetitions are written out, so that `(a{99}){99}` would be long. */
const MAX_STEPS = 5000;
/** What stands before the first and after the last character. */
const NOTHING = -1;

/**
 * Whether a pattern matches somewhere in a text, in time linear in the text whatever the pattern: Thompson's simulation of all ways to
 * match at once. Undefined where the program would be too long, or needs what has no such program.
 *
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */
export function linearMatcher(tree: RegexNode): ((text: string) => boolean) | undefined {
  const program: Step[] = [];
  if (!emit(tree, program)) return undefined;
  program.push({ does: "accept" });
  return (text) => new Simulation(program).matches(text);
}

class Simulation {
  private readonly program: readonly Step[];
  private readonly seen: Int32Array;
  private round = 0;

  constructor(program: readonly Step[]) {
    this.program = program;
    this.seen = new Int32Array(program.length);
  }

  matches(text: string): boolean {
    let current: number[] = [];
    let before = NOTHING;
    for (let at = 0; ;) {
      const code = text.codePointAt(at) ?? NOTHING;
      const accepting: number[] = [];
      this.round += 1;
      // A match may begin anywhere.
      for (const state of [...current, 0]) if (this.follow(state, before, code, accepting)) return true;
      if (code === NOTHING) return false;
      current = accepting.filter((state) => this.takes(state, code)).map((state) => this.after(state));
      before = code;
      at += code > 0xffff ? 2 : 1;
    }
  }

  /** Gathers the states that take a character, and tells whether the end of the program is among them. */
  private follow(from: number, before: number, after: number, taking: number[]): boolean {
    const open = [from];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (this.seen[state] === this.round) continue;
      this.seen[state] = this.round;
      const step = this.program[state];
      if (step === undefined) continue;
      if (step.does === "accept") return true;
      if (step.does === "take") taking.push(state);
      else if (step.does === "split") open.push(step.or, step.next);
      else if (step.holds(before, after)) open.push(step.next);
    }
    return false;
  }

  private takes(state: number, code: number): boolean {
    const step = this.program[state];
    return step?.does === "take" && step.accepts(code);
  }

  private after(state: number): number {
    const step = this.program[state];
    return step?.does === "take" ? step.next : 0;
  }
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

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}
