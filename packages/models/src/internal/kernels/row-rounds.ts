import { copyInto } from "../threads/copy-into.ts";
import { CONTROL_BYTES, LentMemory } from "../threads/kernel-memory.ts";
import type { KernelMemory } from "../threads/kernel-memory.ts";
import { currentTeam } from "../threads/team.ts";
import type { Team } from "../threads/team.ts";
import { FIRST } from "../web-assembly.ts";
import { kernelCode } from "./kernel-code.ts";
import type { KernelRows } from "./kernel-contract.ts";

/** A loop over the rows of a task is given the number of the task, then addresses and sizes; see kernels/linear-kernel.as. */
type RoundLoops = Readonly<Record<LoopName | "addAreas", (...values: readonly number[]) => void>>;
type LoopName = "gramRows" | "roughProducts";

/** How the rows of a problem are gone through. */
export interface RoundPlan {
  readonly loop: LoopName;
  /** Tasks of a round, each with areas of its own: as many whatever the machine, so that sums come out the same everywhere. */
  readonly tasks: number;
  /** Rows of a task. */
  readonly block: number;
  /** The room that a task needs to work in, in doubles. */
  readonly panel: number;
  /** The areas of a task, in doubles: what is written to them is added up. */
  readonly areas: readonly number[];
  /** Writes so many rows of Y, from one on, for the loop. Default: as they are. */
  readonly writeY?: (start: number, count: number, to: Float64Array) => void;
}

const shared: LentMemory<RoundLoops> = /* @__PURE__ */ new LentMemory(kernelCode, true);
const own: LentMemory<RoundLoops> = /* @__PURE__ */ new LentMemory(kernelCode, false);

/** What lies in memory begins at lines of the cache. */
const LINE = 128;

/**
 * The areas of a loop over all rows, each the sum of those of the tasks; undefined where there is no room. Several tasks go by several
 * threads, where there are any: while they work on the rows of a round, those of the next are written.
 */
export function inRounds(problem: KernelRows, shift: Float64Array, plan: RoundPlan): Float64Array[] | undefined {
  const team = plan.tasks > 1 ? currentTeam() : undefined;
  const places = placesOf(problem, shift.length, plan);
  const together = team === undefined ? undefined : shared.borrow(places.bytes);
  const memory = together ?? own.borrow(places.bytes);
  if (memory === undefined) return undefined;
  try {
    return new Rounds(problem, plan, places, memory).run(shift, together && team);
  } finally {
    (together === undefined ? own : shared).giveBack(memory);
  }
}

/** Where what is given and what comes of it lies in memory. */
interface Places {
  readonly control: number;
  readonly shift: number;
  readonly panels: number;
  readonly areas: readonly number[];
  /** The rows of a round, and of the next. */
  readonly rounds: readonly (readonly [x: number, y: number, weights: number])[];
  readonly bytes: number;
}

function placesOf(
  { p, t, rootWeights }: KernelRows,
  shifts: number,
  { tasks, block, panel, areas }: RoundPlan,
): Places {
  let at = FIRST;
  const place = (bytes: number): number => {
    const start = at;
    at += Math.ceil(bytes / LINE) * LINE;
    return start;
  };
  const rows = tasks * block;
  const round = (): [number, number, number] => [
    place(rows * p * 8),
    place(rows * t * 8),
    rootWeights === undefined ? 0 : place(rows * 8),
  ];
  const control = place(CONTROL_BYTES);
  const [shift, panels] = [place(shifts * 8), place(tasks * panel * 8)];
  const sums = areas.map((length) => place(tasks * length * 8));
  return { control, shift, panels, areas: sums, rounds: [round(), round()], bytes: at - FIRST };
}

class Rounds {
  private readonly problem: KernelRows;
  private readonly plan: RoundPlan;
  private readonly places: Places;
  private readonly kernel: KernelMemory<RoundLoops>;

  constructor(problem: KernelRows, plan: RoundPlan, places: Places, kernel: KernelMemory<RoundLoops>) {
    this.problem = problem;
    this.plan = plan;
    this.places = places;
    this.kernel = kernel;
  }

  run(shift: Float64Array, team: Team | undefined): Float64Array[] {
    const { plan, places, kernel, problem } = this;
    const { tasks, loop, block } = plan;
    this.doubles(places.shift, shift.length).set(shift);
    plan.areas.forEach((length, i) => this.doubles(places.areas[i] as number, tasks * length).fill(0));
    const board = team?.begin(kernel, places.control, tasks);
    try {
      this.write(0);
      for (let start = 0; start < problem.rows; start += tasks * block) {
        const given = this.given(start);
        const next = start + tasks * block;
        if (board !== undefined) board.run(loop, tasks, given, () => this.write(next));
        else {
          for (let task = 0; task < tasks; task++) kernel.loops[loop](task, ...given);
          this.write(next);
        }
      }
    } finally {
      board?.close();
    }
    return plan.areas.map((length, i) => {
      const place = places.areas[i] as number;
      kernel.loops.addAreas(place, tasks, length);
      return this.doubles(place, length).slice();
    });
  }

  /** Writes the rows of the round that begins with one. */
  private write(start: number): void {
    const { X, p, Y, t, rootWeights } = this.problem;
    const count = this.countOf(start);
    if (count <= 0) return;
    const [x, y, weights] = this.roundOf(start);
    copyInto(this.doubles(x, count * p), X.subarray(start * p, (start + count) * p));
    const { tasks, block, writeY } = this.plan;
    const columns = this.doubles(y, tasks * block * t);
    if (writeY === undefined) copyInto(columns.subarray(0, count * t), Y.subarray(start * t, (start + count) * t));
    else writeY(start, count, columns);
    if (rootWeights !== undefined) copyInto(this.doubles(weights, count), rootWeights.subarray(start, start + count));
  }

  private given(start: number): number[] {
    const { problem, plan, places } = this;
    const [x, y, weights] = this.roundOf(start);
    const rows = [x, problem.p, y, problem.t, weights, plan.block, this.countOf(start)];
    return [...rows, places.shift, places.panels, ...places.areas];
  }

  private countOf(start: number): number {
    return Math.min(this.plan.tasks * this.plan.block, this.problem.rows - start);
  }

  private roundOf(start: number): Places["rounds"][number] {
    const { tasks, block } = this.plan;
    return this.places.rounds[(start / (tasks * block)) % 2] as Places["rounds"][number];
  }

  private doubles(place: number, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, place, length);
  }
}
