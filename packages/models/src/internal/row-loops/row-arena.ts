import { copyInto } from "../threads/copy-into.ts";
import { CONTROL_BYTES } from "../threads/kernel-memory.ts";
import { currentTeam } from "../threads/team.ts";
import type { TaskBoard } from "../threads/task-board.ts";
import { ModelsError } from "../../models-error.ts";
import { FIRST } from "../web-assembly.ts";
import { plainLoops } from "./row-loops.ts";
import type { RowLoops } from "./row-loops.ts";
import { lentLoops, wasmLoops } from "./wasm-loops.ts";
import type { WasmLoops } from "./wasm-loops.ts";

/** Problems of fewer bytes are left to one thread. */
const WORTH_SHARING = 1 << 18;
/** So few operations take less time than threads need to hear of them. */
const WORTH_TELLING = 20_000;
/** More tasks than a board can count are left to one thread. */
const MOST_TASKS = 4000;
/** What lies between the arrays of a problem, and before them. */
const PADDING = 4096;

/** What a loop is given after the number of its task. */
type Rest<Name extends keyof RowLoops> =
  Parameters<RowLoops[Name]> extends [number, ...infer Values extends readonly number[]] ? Values : never;

/** Memory for the arrays of a problem, and the loops over it. */
export class RowArena {
  /** How many tasks may run at once. */
  readonly threads: number;
  private readonly loops: RowLoops;
  private readonly buffer: ArrayBufferLike;
  private readonly job: TaskBoard | undefined;
  private readonly borrowed: WasmLoops | undefined;
  private at = FIRST;
  /** Up to where memory holds nothing of another problem. */
  private clean = Infinity;

  constructor(bytes: number, threads: number) {
    const team = threads > 1 && bytes >= WORTH_SHARING ? currentTeam() : undefined;
    // A whole number of the loops' widest elements.
    const size = Math.ceil((bytes + PADDING) / 8) * 8;
    this.borrowed = team === undefined ? undefined : lentLoops.borrow(size);
    const wasm = this.borrowed ?? wasmLoops(size, false);
    this.buffer = wasm?.memory.buffer ?? allocated(FIRST + size);
    this.loops = wasm?.loops ?? plainLoops(this.buffer);
    const isShared = wasm !== undefined && !(this.buffer instanceof ArrayBuffer);
    if (this.borrowed !== undefined && lentLoops.isLent(this.borrowed)) this.clean = FIRST + CONTROL_BYTES;
    this.threads = isShared && team !== undefined ? Math.min(team.size, threads) : 1;
    this.job = isShared ? team?.begin(wasm, this.take(CONTROL_BYTES), threads) : undefined;
  }

  /** Numbers, all 0 at first. Arrays begin at multiples of 16 and have room for a pair of numbers at their end. */
  doubles(length: number): Float64Array {
    return new Float64Array(this.buffer, this.take(length * 8), length);
  }

  singles(length: number): Float32Array {
    return new Float32Array(this.buffer, this.take(length * 4), length);
  }

  whole(length: number): Int32Array {
    return new Int32Array(this.buffer, this.take(length * 4), length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.take(length), length);
  }

  /** Memory that is written to at once, whatever it holds. */
  room(bytes: number): ArrayBufferView {
    return new DataView(this.buffer, this.take(bytes, false), bytes);
  }

  /** An array that holds what another does. */
  copyOf<Values extends Float64Array | Int32Array | Uint8Array>(values: Values): Values {
    const place = this.take(values.byteLength, false);
    const kind = values.constructor as new (buffer: ArrayBufferLike, place: number, length: number) => Values;
    const copy = new kind(this.buffer, place, values.length);
    copyInto(copy, values);
    return copy;
  }

  /**
   * Does all tasks of a loop, several at once where there are threads and the work is worth it. A loop that returns 1 has not done its
   * task yet and is called again: what was compiled better meanwhile is used then.
   *
   * @param name - the loop.
   * @param tasks - how many tasks.
   * @param work - about how many operations they take together.
   * @param values - what the loop is given besides the number of the task.
   */
  run<Name extends keyof RowLoops>(name: Name, tasks: number, work: number, ...values: Rest<Name>): void {
    const given: readonly number[] = values;
    if (this.job !== undefined && tasks > 1 && tasks <= MOST_TASKS && work > WORTH_TELLING) {
      this.job.run(name, tasks, given);
      return;
    }
    const loop: (...all: readonly number[]) => unknown = this.loops[name];
    for (let task = 0; task < tasks; task++) while (loop(task, ...given) === 1);
  }

  /** Does some work on it, and lets the threads and the memory go: neither is to be used afterwards. */
  use<Result>(work: () => Result): Result {
    try {
      return work();
    } finally {
      this.job?.close();
      if (this.borrowed !== undefined) lentLoops.giveBack(this.borrowed);
    }
  }

  /** Where the next array will begin; see {@link RowArena.rewind}. */
  mark(): number {
    return this.at;
  }

  /** Gives back all arrays since a mark; new ones hold what was there. */
  rewind(mark: number): void {
    this.at = mark;
  }

  /** The address of so many bytes, all 0 when they are taken first; those that are written to at once need not be. */
  private take(bytes: number, isCleared = true): number {
    const place = this.at;
    const end = place + bytes + 31;
    this.at = end - (end % 16);
    if (this.at > this.clean) {
      const from = Math.max(this.clean, isCleared ? place : place + bytes);
      new Uint8Array(this.buffer).fill(0, from, this.at);
      this.clean = this.at;
    }
    return place;
  }
}

function allocated(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (cause) {
    throw new ModelsError({
      code: "tooLarge",
      what: "a fit needs more memory than there is",
      where: "X",
      found: `${Math.ceil(bytes / 2 ** 20)} MB`,
      fix: "give fewer rows or columns",
      cause,
    });
  }
}
