import { loopNames } from "../row-loops/loop-names.ts";
import { CONTROL_BYTES } from "./kernel-memory.ts";

// Places of whole numbers. The tasks of a round are in two halves, so that a thread finds what it wrote in an earlier round in its own
// cache. A ticket holds how many tasks of its half are left in its last bits, and a number of the round above them.
const TICKETS = [0, 7] as const;
const DONE = 1;
const TASKS = 2;
const LOOP = 3;
const COUNT = 4;
const CLOSED = 5;
const FAILED = 6;
/** Where the arguments begin, in doubles. */
const ARGUMENTS = 8;

const LEFT = 0xfff;
const ROUND = 0x1000;
/** How long a thread looks for work before it sleeps: waking takes about as long. */
const AWAKE_MS = 0.25;
const LOOKS = 200;
/** Who waits so long waits for a thread that another process has put off: it takes turns of some milliseconds. */
const LATE_MS = 1;
/** Rounds that are not shared then. */
const ROUNDS_ALONE = 16;

/** Loops of other kernels than that of the rows. */
const otherLoops = [
  "roughProducts",
  "gramRows",
  "logisticRows",
  "curvatureTimes",
  "curvatureDiagonal",
  "addParts",
  "scoreRows",
  "productRows",
  "addDoubleParts",
  "scoreMany",
  "distanceRows",
  "labelRows",
  "functionRows",
  "powerRows",
] as const;

/** What a board may ask for: loops, and to grow a tree. */
const taskNames = [...loopNames, ...otherLoops, "growTree"] as const;
type TaskName = (typeof taskNames)[number];

/** Does a task, or a part of it: 1 where it is to be called again. */
type Call = (...values: readonly number[]) => unknown;

/**
 * A board in shared memory on which one thread writes the tasks of a loop, and several take them, each task once. Nobody waits for a
 * thread that is late: who is there does the work.
 */
export class TaskBoard {
  private readonly words: Int32Array;
  private readonly values: Float64Array;
  private readonly loops: Readonly<Record<string, Call>>;
  private roundsAlone = 0;

  constructor(buffer: ArrayBufferLike, byteOffset: number, loops: object) {
    this.words = new Int32Array(buffer, byteOffset, 16);
    this.values = new Float64Array(buffer, byteOffset, CONTROL_BYTES / 8);
    this.loops = loops as Readonly<Record<string, Call>>;
  }

  /**
   * Writes a round of tasks, takes part in it, and returns when all are done. `meanwhile` is called first, while others begin. Where it
   * waits longer than it worked, other processes keep the cores, and it does some rounds alone.
   */
  run(name: TaskName, tasks: number, values: readonly number[], meanwhile?: () => void): void {
    if (this.roundsAlone > 0) {
      this.roundsAlone--;
      meanwhile?.();
      for (let task = 0; task < tasks; task++) while (this.loops[name]?.(task, ...values) === 1);
      return;
    }
    const began = performance.now();
    this.share(name, tasks, values);
    meanwhile?.();
    this.takeTasks(TICKETS);
    const worked = performance.now() - began;
    this.awaitAll(tasks);
    const waited = performance.now() - began - worked;
    if (waited > worked && waited > LATE_MS) this.roundsAlone = ROUNDS_ALONE;
    // The error comes again, where it can be thrown.
    const failed = Atomics.exchange(this.words, FAILED, 0);
    if (failed > 0) this.loops[name]?.(failed - 1, ...values);
  }

  /** Writes a round of tasks, for who looks. */
  private share(name: TaskName, tasks: number, values: readonly number[]): void {
    const { words } = this;
    words[TASKS] = tasks;
    words[LOOP] = taskNames.indexOf(name);
    words[COUNT] = values.length;
    this.values.set(values, ARGUMENTS);
    Atomics.store(words, DONE, 0);
    const [own, others] = TICKETS;
    const round = (Atomics.load(words, others) & ~LEFT) + ROUND;
    Atomics.store(words, own, round | ((tasks + 1) >> 1));
    Atomics.store(words, others, round | (tasks >> 1));
    Atomics.notify(words, others);
  }

  private awaitAll(tasks: number): void {
    for (;;) {
      const done = Atomics.load(this.words, DONE);
      if (done === tasks) return;
      this.awaitChange(DONE, done);
    }
  }

  /** Opens a board that was closed. */
  open(): void {
    Atomics.store(this.words, CLOSED, 0);
  }

  /** Tells all that take part that there will be no more. */
  close(): void {
    Atomics.store(this.words, CLOSED, 1);
    Atomics.add(this.words, TICKETS[1], ROUND);
    Atomics.notify(this.words, TICKETS[1]);
  }

  /** Takes tasks, round after round, until the board is closed. */
  help(): void {
    const [first, last] = TICKETS;
    while (Atomics.load(this.words, CLOSED) === 0) {
      const ticket = this.takeTasks([last, first]);
      if (Atomics.load(this.words, CLOSED) === 0) this.awaitChange(last, ticket);
    }
  }

  /** Takes tasks of a round until none is left, of one half before the other; the ticket of the first half then. */
  private takeTasks([first, second]: readonly [number, number]): number {
    const { words, values, loops } = this;
    let call: Call | undefined;
    let given: number[] = [];
    let round = -1;
    let at = first;
    let last = 0;
    for (;;) {
      const ticket = Atomics.load(words, at);
      const left = ticket & LEFT;
      if (left === 0) {
        if (at === second) return last;
        last = ticket;
        at = second;
        continue;
      }
      // Who has a task of a round may read what was written for it: nothing else is written until the task is done.
      if (Atomics.compareExchange(words, at, ticket, ticket - 1) !== ticket) continue;
      if (round !== ticket >>> 12) {
        round = ticket >>> 12;
        call = loops[taskNames[words[LOOP] as number] ?? ""];
        given = [0, ...values.subarray(ARGUMENTS, ARGUMENTS + (words[COUNT] as number))];
      }
      const all = words[TASKS] as number;
      const task = at === TICKETS[0] ? left - 1 : all - left;
      given[0] = task;
      try {
        while (call?.(...given) === 1);
      } catch {
        Atomics.store(words, FAILED, task + 1);
      }
      if (Atomics.add(words, DONE, 1) + 1 === all) Atomics.notify(words, DONE);
    }
  }

  /** Returns when a word is no longer what it was: looks at it for a while, then sleeps. */
  private awaitChange(at: number, before: number): void {
    const { words } = this;
    const until = performance.now() + AWAKE_MS;
    do {
      for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, at) !== before) return;
    } while (performance.now() < until);
    Atomics.wait(words, at, before);
  }
}
