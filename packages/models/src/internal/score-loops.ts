import { CONTROL_BYTES, LentMemory } from "./threads/kernel-memory.ts";
import type { KernelMemory } from "./threads/kernel-memory.ts";
import { currentTeam } from "./threads/team.ts";
import { FIRST } from "./web-assembly.ts";

type LoopName = "scoreRows" | "scoreMany" | "distanceRows" | "labelRows" | "functionRows" | "powerRows";
/** A loop over the rows of a task is given the number of the task, then addresses and sizes; see kernels/score-kernel.as. */
type ScoreLoops = Readonly<Record<string, (...values: readonly number[]) => void>>;

/** The memories of a kernel, for one thread and for several. */
export interface RowKernel {
  readonly alone: LentMemory<ScoreLoops>;
  readonly shared: LentMemory<ScoreLoops>;
}

export const rowKernel = (code: string): RowKernel => ({
  alone: new LentMemory(code, false),
  shared: new LentMemory(code, true),
});

/** What a loop makes of rows. */
export interface RowWork {
  /** What the loop is one of. */
  readonly kernel: RowKernel;
  readonly loop: LoopName;
  /** Rows × cols. */
  readonly X: Float64Array;
  readonly cols: number;
  /** Rows × what the loop makes of one. */
  readonly out: Float64Array | Int32Array;
  /** What the loop reads besides rows; it is given where these are, in their order. */
  readonly tables: readonly (Float64Array | Float32Array)[];
  /** Bytes that a task writes to for itself; the loop is given where those of the first are, after the tables. */
  readonly room?: number;
  /** What the loop is given at the end. */
  readonly sizes: readonly number[];
  /** About how many pairs of numbers are multiplied, in doubles. */
  readonly work: number;
}

/** Whether so much work takes several milliseconds, which threads shorten. */
export const worthSharing = (work: number): boolean => work >= 16_000_000;

/** Tasks that threads share, and numbers of X and of what they make of it that one has: those of two rounds stay in the second cache. */
const [TASKS, OF_A_TASK] = [8, 1 << 13];
/** The same where there is one thread. */
const ALONE = 1 << 15;
/** What lies in memory begins at lines of the cache. */
const LINE = 128;
/** Bytes that loops may write after the last row of a task. */
const BEYOND = 64;

/**
 * Sends rows through a loop in WebAssembly, in rounds: while threads work on the rows of one, those of the next are copied. Returns the
 * sum of the numbers by which tasks tell what is not as usual; undefined, with nothing written, where WebAssembly is not to be had, or so much memory.
 */
export function passRows(work: RowWork): number | undefined {
  if (work.X.length === 0) return 0;
  const team = worthSharing(work.work) ? currentTeam() : undefined;
  const places = placesOf(work, team === undefined ? 1 : TASKS);
  const lent = team === undefined ? work.kernel.alone : work.kernel.shared;
  const memory = lent.borrow(places.bytes);
  if (memory === undefined) return undefined;
  const board = team?.begin(memory, places.control, TASKS);
  try {
    const pass = new Pass(work, places, memory);
    return pass.run((given, meanwhile) => {
      if (board !== undefined) board.run(work.loop, places.tasks, given, meanwhile);
      else {
        memory.loops[work.loop]?.(0, ...given);
        meanwhile();
      }
    });
  } finally {
    board?.close();
    lent.giveBack(memory);
  }
}

/** How views of memory are made. */
type KindOf<Values> = new (buffer: ArrayBufferLike, place: number, length: number) => Values;

/** Where what is given and what comes of it lies in memory. */
interface Places {
  readonly tasks: number;
  /** Rows of a task. */
  readonly block: number;
  /** Bytes between what one task writes and what the next does. */
  readonly stride: number;
  readonly control: number;
  readonly tables: readonly number[];
  readonly room: number;
  readonly flags: number;
  /** The rows of a round and what becomes of them, and those of the next. */
  readonly rounds: readonly (readonly [x: number, out: number])[];
  readonly bytes: number;
}

function placesOf({ X, cols, out, tables, room = 0 }: RowWork, tasks: number): Places {
  const rows = X.length / cols;
  const outBytes = out.byteLength / rows;
  let at = FIRST;
  const place = (bytes: number): number => {
    const start = at;
    at += Math.ceil(bytes / LINE) * LINE;
    return start;
  };
  const fitting = Math.floor((tasks > 1 ? OF_A_TASK : ALONE) / (cols + outBytes / 8));
  const block = Math.min(Math.max(8, fitting & ~7), (Math.ceil(rows / tasks) + 7) & ~7);
  const stride = Math.ceil((block * outBytes + BEYOND) / LINE) * LINE;
  const round = (): [number, number] => [place(tasks * block * cols * 8), place(tasks * stride)];
  const places = { control: place(CONTROL_BYTES), tables: tables.map((table) => place(table.byteLength)) };
  const areas = { room: place(room * tasks), flags: place(4 * tasks), rounds: [round(), round()] };
  return { tasks, block, stride, ...places, ...areas, bytes: at - FIRST };
}

class Pass {
  private readonly work: RowWork;
  private readonly places: Places;
  private readonly buffer: ArrayBufferLike;
  private readonly rows: number;

  constructor(work: RowWork, places: Places, { memory }: KernelMemory) {
    this.work = work;
    this.places = places;
    this.buffer = memory.buffer;
    this.rows = work.X.length / work.cols;
    work.tables.forEach((table, i) => {
      const kind = table.constructor as KindOf<typeof table>;
      new kind(this.buffer, places.tables[i] as number, table.length).set(table);
    });
  }

  run(round: (given: readonly number[], meanwhile: () => void) => void): number {
    const { tasks, block, flags } = this.places;
    const atOnce = tasks * block;
    const left = new Int32Array(this.buffer, flags, tasks).fill(0);
    let sum = 0;
    this.write(0);
    for (let start = 0; start < this.rows; start += atOnce) {
      round(this.given(start), () => {
        this.write(start + atOnce);
        if (start > 0) this.read(start - atOnce);
      });
      for (const each of left) sum += each;
      left.fill(0);
    }
    this.read(Math.floor((this.rows - 1) / atOnce) * atOnce);
    return sum;
  }

  private given(start: number): number[] {
    const { work, places } = this;
    const [x, out] = this.roundOf(start);
    const rows = [places.block, this.countOf(start), x, work.cols, out, places.stride, places.flags];
    return [...rows, ...places.tables, ...(work.room === undefined ? [] : [places.room]), ...work.sizes];
  }

  /** Copies the rows of the round that begins with one. */
  private write(start: number): void {
    const { X, cols } = this.work;
    const count = this.countOf(start);
    if (count <= 0) return;
    const [x] = this.roundOf(start);
    new Float64Array(this.buffer, x, count * cols).set(X.subarray(start * cols, (start + count) * cols));
  }

  /** Copies what became of them. */
  private read(start: number): void {
    const { block, stride } = this.places;
    const { out } = this.work;
    const width = out.length / this.rows;
    const kind = out.constructor as KindOf<typeof out>;
    const end = start + this.countOf(start);
    let [, place] = this.roundOf(start);
    for (let row = start; row < end; row += block, place += stride) {
      out.set(new kind(this.buffer, place, Math.min(block, end - row) * width), row * width);
    }
  }

  private countOf(start: number): number {
    return Math.min(this.places.tasks * this.places.block, this.rows - start);
  }

  private roundOf(start: number): Places["rounds"][number] {
    const { tasks, block, rounds } = this.places;
    return rounds[(start / (tasks * block)) % 2] as Places["rounds"][number];
  }
}
