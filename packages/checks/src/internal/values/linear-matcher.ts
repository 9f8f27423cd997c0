import { alphabetOf } from "./pattern-alphabet.ts";
import type { Alphabet } from "./pattern-alphabet.ts";
import { NOTHING, patternProgram } from "./pattern-program.ts";
import type { Step } from "./pattern-program.ts";
import type { RegexNode } from "./portable-pattern.ts";
import { startsAtStart } from "./portable-pattern.ts";

/** Entries of the table of transitions, at most; with more states it starts anew. */
const MOST_ENTRIES = 1 << 18;
/** Transitions that end the search, one that was not needed yet, and one that bytes alone do not tell. */
const MATCHES = -1;
const FAILS = -2;
const UNKNOWN = -3;
const NOT_ASCII = -4;

/** Where a search stands: what has been matched so far in all ways, and what kind of character was last. */
interface State {
  readonly positions: readonly number[];
  readonly before: number;
}

/**
 * Whether a pattern matches somewhere in a text, in time linear in the text whatever the pattern: all ways to match are followed at
 * once, and what follows from a state is remembered, so that most characters take one look into a table.
 *
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 */
export class LinearMatcher {
  private readonly program: readonly Step[];
  private readonly alphabet: Alphabet;
  private readonly anchored: boolean;
  private readonly seen: Int32Array;
  private round = 0;
  /** A row of the table a state, an entry a class of characters: where the next state's row begins, or one of the words above. */
  private table: Int32Array;
  private states: State[] = [];
  private rows = new Map<string, number>();

  private constructor(tree: RegexNode, program: readonly Step[]) {
    this.program = program;
    this.alphabet = alphabetOf(tree);
    this.anchored = startsAtStart(tree);
    this.seen = new Int32Array(program.length);
    this.table = new Int32Array(8 * this.alphabet.size);
    this.restart();
  }

  /** The matcher of a pattern; undefined where there is none. */
  static of(tree: RegexNode): LinearMatcher | undefined {
    const program = patternProgram(tree);
    return program && new LinearMatcher(tree, program);
  }

  /** Whether the pattern matches in a text. */
  matches(text: string): boolean {
    let row = 0;
    for (let at = 0; row >= 0;) {
      const code = text.codePointAt(at) ?? NOTHING;
      row = this.next(row, this.alphabet.classOf(code));
      at += code > 0xffff ? 2 : 1;
    }
    return row === MATCHES;
  }

  /**
   * Whether the pattern matches in each of some texts, as UTF-8: writes 1 or 0, and 2 where a character that is not ASCII is met before
   * that is known. Returns how often it wrote 2.
   */
  matchAll(offsets: ArrayLike<number>, bytes: Uint8Array, out: Uint8Array): number {
    const { ascii } = this.alphabet;
    let open = 0;
    for (let i = 0; i < out.length; i++) {
      const stop = offsets[i + 1] ?? 0;
      const { table } = this;
      let row = 0;
      let at = offsets[i] ?? 0;
      for (; at < stop; at++) {
        const next = table[row + (ascii[bytes[at] ?? 0] ?? 0)] ?? UNKNOWN;
        if (next < 0) break;
        row = next;
      }
      const answer = this.goOn(row, bytes, at, stop);
      out[i] = answer === MATCHES ? 1 : answer === FAILS ? 0 : 2;
      open += answer === NOT_ASCII ? 1 : 0;
    }
    return open;
  }

  /** Goes on where the table does not, to the end of the text or of the search. */
  private goOn(from: number, bytes: Uint8Array, start: number, stop: number): number {
    const { ascii, end } = this.alphabet;
    let row = from;
    for (let at = start; row >= 0; at++) row = this.next(row, at < stop ? (ascii[bytes[at] ?? 0] ?? 0) : end);
    return row;
  }

  private next(row: number, character: number): number {
    const known = this.table[row + character] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    if (character === this.alphabet.notAscii) return (this.table[row + character] = NOT_ASCII);
    const state = this.states[row / this.alphabet.size];
    if (state === undefined) return FAILS;
    const found = this.follow(state, character);
    if (typeof found === "number") return (this.table[row + character] = found);
    if (this.table.length > MOST_ENTRIES) {
      this.restart();
      return this.rowOf(found);
    }
    const next = this.rowOf(found);
    this.table[row + character] = next;
    return next;
  }

  /** The state after one more character. */
  private follow({ positions, before }: State, character: number): State | typeof MATCHES | typeof FAILS {
    const { alphabet } = this;
    const code = alphabet.codes[character] ?? NOTHING;
    const taking: number[] = [];
    this.round += 1;
    for (const position of positions) if (this.reaches(position, before, code, taking)) return MATCHES;
    if (character === alphabet.end) return FAILS;
    const next = new Set<number>();
    for (const position of taking) {
      const step = this.program[position];
      if (step?.does === "take" && step.accepts(code)) next.add(step.next);
    }
    // A match may begin anywhere.
    if (!this.anchored) next.add(0);
    if (next.size === 0) return FAILS;
    return { positions: [...next].sort((a, b) => a - b), before: alphabet.kindOf(code) };
  }

  /** Gathers the positions that take a character, and tells whether the end of the program is among them. */
  private reaches(from: number, before: number, after: number, taking: number[]): boolean {
    const open = [from];
    for (let position = open.pop(); position !== undefined; position = open.pop()) {
      if (this.seen[position] === this.round) continue;
      this.seen[position] = this.round;
      const step = this.program[position];
      if (step === undefined) continue;
      if (step.does === "accept") return true;
      if (step.does === "take") taking.push(position);
      else if (step.does === "split") open.push(step.or, step.next);
      else if (step.holds(before, after)) open.push(step.next);
    }
    return false;
  }

  private restart(): void {
    this.table.fill(UNKNOWN);
    this.states = [];
    this.rows = new Map();
    this.rowOf({ positions: [0], before: NOTHING });
  }

  /** Where a state's row begins in the table; a new one for a new state. */
  private rowOf(state: State): number {
    const key = `${state.before} ${state.positions.join()}`;
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const row = this.states.push(state) * this.alphabet.size - this.alphabet.size;
    this.rows.set(key, row);
    if (row + this.alphabet.size > this.table.length) {
      const table = new Int32Array(2 * this.table.length).fill(UNKNOWN);
      table.set(this.table);
      this.table = table;
    }
    return row;
  }
}
