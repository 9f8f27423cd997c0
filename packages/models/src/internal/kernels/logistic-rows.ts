import { copyInto } from "../threads/copy-into.ts";
import { CONTROL_BYTES, LentMemory } from "../threads/kernel-memory.ts";
import type { KernelMemory } from "../threads/kernel-memory.ts";
import type { Team } from "../threads/team.ts";
import { FIRST } from "../web-assembly.ts";
import { kernelCode } from "./kernel-code.ts";
import { LOGISTIC_TASKS, logisticBlock } from "./kernel-contract.ts";
import type { LogisticPasses, LogisticRows } from "./kernel-contract.ts";

/** The loop over the rows of a task, given its number, then addresses and sizes; see kernels/linear-kernel.as. */
interface LogisticLoops {
  logisticRows(...values: readonly number[]): void;
}

const shared: LentMemory<LogisticLoops> = /* @__PURE__ */ new LentMemory(kernelCode, true);
const own: LentMemory<LogisticLoops> = /* @__PURE__ */ new LentMemory(kernelCode, false);

/** What lies in memory begins at lines of the cache. */
const LINE = 128;

/** See {@link LinearKernel.logistic}: threads of a team hold rows of up to so many bytes. Undefined where there is no room. */
export function wasmLogistic(rows: LogisticRows, team: Team | undefined, mostHeld: number): LogisticPasses | undefined {
  const lent = team === undefined ? own : shared;
  const places = placesOf(rows, team === undefined ? 0 : mostHeld);
  const memory = lent.borrow(places.bytes);
  return memory && new WasmLogistic(rows, places, memory, lent, team);
}

/** Where some rows lie, with what a pass writes about them. */
interface RowPlaces {
  readonly x: number;
  readonly codes: number;
  readonly weights: number;
  readonly probabilities: number;
}

/** Where what is given and what comes of it lies in memory. */
interface Places {
  readonly control: number;
  readonly point: number;
  readonly scores: number;
  readonly sums: number;
  /** So many rows stay where they are. */
  readonly held: number;
  readonly heldRows: RowPlaces;
  /** The others come by turns, those of a round beside those of the next. */
  readonly rounds: readonly RowPlaces[];
  readonly bytes: number;
}

/** Rows that are held are copied once, others once a pass, which takes long between threads. */
function placesOf({ codes: { length }, p, outputs: k }: LogisticRows, mostHeld: number): Places {
  const width = widthOf(k);
  const block = logisticBlock(length, p, k);
  const round = LOGISTIC_TASKS * block;
  let at = FIRST;
  const place = (count: number): number => {
    const start = at;
    at += Math.ceil((count * 8) / LINE) * LINE;
    return start;
  };
  const rowPlaces = (rows: number): RowPlaces => ({
    x: place(rows * p),
    codes: place(rows),
    weights: place(rows),
    probabilities: place(rows * k),
  });
  const control = place(CONTROL_BYTES / 8);
  const point = place((p + 1) * width);
  const scores = place(round * width);
  const sums = place(LOGISTIC_TASKS * ((p + 1) * width + 1));
  const rounds = [rowPlaces(round), rowPlaces(round)];
  const fitting = Math.max(0, Math.floor((mostHeld - at - 4 * LINE) / (8 * (p + 2 + k))));
  const held = fitting >= length ? length : Math.floor(fitting / round) * round;
  return { control, point, scores, sums, held, rounds, heldRows: rowPlaces(held), bytes: at - FIRST };
}

/** Columns of W and of scores. */
const widthOf = (outputs: number): number => (outputs === 1 ? 1 : (outputs + 3) & ~3);

class WasmLogistic implements LogisticPasses {
  private readonly rows: LogisticRows;
  private readonly places: Places;
  private readonly memory: KernelMemory<LogisticLoops>;
  private readonly lent: LentMemory<LogisticLoops>;
  private readonly team: Team | undefined;
  private readonly block: number;

  constructor(
    rows: LogisticRows,
    places: Places,
    memory: KernelMemory<LogisticLoops>,
    lent: LentMemory<LogisticLoops>,
    team: Team | undefined,
  ) {
    this.rows = rows;
    this.places = places;
    this.memory = memory;
    this.lent = lent;
    this.team = team;
    this.block = logisticBlock(rows.codes.length, rows.p, rows.outputs);
    this.write(places.heldRows, 0, places.held);
  }

  pass(W: Float64Array, offsets: Float64Array | undefined, out: Float64Array): number {
    const { places, memory, team } = this;
    const { p, outputs: k, codes } = this.rows;
    const width = widthOf(k);
    const point = this.doubles(places.point, (p + 1) * width).fill(0);
    for (let at = 0; at < p * k; at++) point[Math.floor(at / k) * width + (at % k)] = W[at] as number;
    if (offsets !== undefined) point.set(offsets, p * width);
    const sums = this.doubles(places.sums, LOGISTIC_TASKS * (point.length + 1)).fill(0);
    const board = team?.begin(memory, places.control, LOGISTIC_TASKS);
    const round = LOGISTIC_TASKS * this.block;
    try {
      let [place, start, count] = [places.heldRows, 0, places.held];
      for (let turn = 0; start < codes.length; turn++) {
        const next = places.rounds[turn % 2] as RowPlaces;
        const nextStart = start + count;
        const nextCount = Math.min(round, codes.length - nextStart);
        const given = this.given(place, count);
        const writeNext = (): void => {
          this.write(next, nextStart, nextCount);
        };
        if (board !== undefined && count > 0) board.run("logisticRows", LOGISTIC_TASKS, given, writeNext);
        else {
          for (let task = 0; task < LOGISTIC_TASKS; task++) memory.loops.logisticRows(task, ...given);
          writeNext();
        }
        const probabilities = this.doubles(place.probabilities, count * k);
        copyInto(this.rows.probabilities.subarray(start * k, (start + count) * k), probabilities);
        [place, start, count] = [next, nextStart, nextCount];
      }
    } finally {
      board?.close();
    }
    return this.addUp(sums, width, out);
  }

  release(): void {
    this.lent.giveBack(this.memory);
  }

  private write({ x, codes, weights }: RowPlaces, start: number, count: number): void {
    const { rows } = this;
    const end = start + count;
    copyInto(this.doubles(x, count * rows.p), rows.X.subarray(start * rows.p, end * rows.p));
    this.doubles(codes, count).set(rows.codes.subarray(start, end));
    this.doubles(weights, count).set(rows.weights.subarray(start, end));
  }

  private given({ x, codes, weights, probabilities }: RowPlaces, count: number): number[] {
    const { p, outputs, isEven } = this.rows;
    const { point, scores, sums } = this.places;
    const sizes = [LOGISTIC_TASKS, this.block, count, p, outputs, isEven ? 1 : 0];
    return [...sizes, x, codes, weights, probabilities, point, scores, sums];
  }

  /** Adds up what the tasks found; the loss. */
  private addUp(sums: Float64Array, width: number, out: Float64Array): number {
    const k = this.rows.outputs;
    const length = sums.length / LOGISTIC_TASKS;
    let loss = 0;
    out.fill(0);
    for (let from = 0; from < sums.length; from += length) {
      for (let at = 0; at < out.length; at++) {
        out[at] = (out[at] as number) + (sums[from + Math.floor(at / k) * width + (at % k)] as number);
      }
      loss += sums[from + length - 1] as number;
    }
    return loss;
  }

  private doubles(place: number, length: number): Float64Array {
    return new Float64Array(this.memory.memory.buffer, place, length);
  }
}
