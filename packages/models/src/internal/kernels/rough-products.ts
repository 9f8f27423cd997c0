import { CONTROL_BYTES } from "../threads/task-board.ts";
import { currentTeam } from "../threads/team.ts";
import type { Team } from "../threads/team.ts";
import { LentMemory } from "../threads/kernel-memory.ts";
import type { KernelMemory } from "../threads/kernel-memory.ts";
import { FIRST } from "../web-assembly.ts";
import { kernelCode } from "./kernel-code.ts";
import { PANEL } from "./kernel-contract.ts";
import type { KernelRows, RoughGram } from "./kernel-contract.ts";

/** A task is given its number, then addresses and sizes; see kernels/linear-kernel.as. */
interface RoughLoops {
  roughProducts(...values: readonly number[]): void;
}

const shared: LentMemory<RoughLoops> = /* @__PURE__ */ new LentMemory(kernelCode, true);
const own: LentMemory<RoughLoops> = /* @__PURE__ */ new LentMemory(kernelCode, false);

/** Numbers that the sums of all tasks may take: more tasks than one would need too much memory for many columns. */
const MOST_SUMS = 1 << 20;
/** Tasks: as many whatever the machine, so that sums come out the same everywhere. */
const TASKS = 4;
/** Rows of a task at most, and what they are a multiple of. */
const [MOST_ROWS, GROUP] = [256, 4 * PANEL];
/** Doubles that a panel takes: eight columns of 256 floats; and each column of as many whole numbers of 16 bits, with its scale. */
const [STRIP, COLUMN] = [16 * PANEL, PANEL + 1];
/** So many products take less time, some hundredths of a second, than threads that slept may need to be at full speed. */
const WORTH_SHARING = 2_000_000_000;

/** See {@link LinearKernel.roughGram}: tasks of some rows each, several at once where there are threads; undefined where there is no room. */
export function roughGram(problem: KernelRows, shift: Float64Array): RoughGram | undefined {
  const { rows, p } = problem;
  const isLarge = rows * p * p > WORTH_SHARING;
  const team = isLarge ? currentTeam() : undefined;
  const plan = planOf(problem, isLarge);
  const together = team === undefined ? undefined : shared.borrow(plan.bytes);
  const memory = together ?? own.borrow(plan.bytes);
  if (memory === undefined) return undefined;
  try {
    return sumsOf(problem, shift, plan, memory, together && team);
  } finally {
    (together === undefined ? own : shared).giveBack(memory);
  }
}

interface Plan {
  readonly tasks: number;
  /** Rows of a task, of all tasks of a round, and of a column of Y. */
  readonly block: number;
  readonly width: number;
  /** Bytes of what lies in memory: the board, the shift, panels, inner products and sums of tasks; X, Y and weights of a round. */
  readonly sizes: readonly number[];
  readonly bytes: number;
}

function planOf({ rows, p, t, rootWeights }: KernelRows, isLarge: boolean): Plan {
  const width = (p + 3) & ~3;
  const tasks = isLarge && width * width * TASKS <= MOST_SUMS ? TASKS : 1;
  const groups = Math.ceil(rows / tasks / GROUP);
  const rounds = Math.ceil((groups * GROUP) / MOST_ROWS);
  const block = Math.ceil(groups / rounds) * GROUP;
  const sums = [p, tasks * (STRIP + width * COLUMN), tasks * width * width, tasks * t * p];
  const given = [tasks * block * p, tasks * block * t, rootWeights === undefined ? 0 : tasks * block];
  const sizes = [CONTROL_BYTES, ...[...sums, ...given].map((length) => (length * 8 + 15) & ~15)];
  return { tasks, block, width, sizes, bytes: sizes.reduce((sum, size) => sum + size) };
}

function sumsOf(
  { rows, X, p, Y, t, rootWeights }: KernelRows,
  shift: Float64Array,
  { tasks, block, width, sizes }: Plan,
  kernel: KernelMemory<RoughLoops>,
  team: Team | undefined,
): RoughGram {
  let at = FIRST;
  const places = sizes.map((size) => (at += size) - size);
  const [control, moved, panel, inner, sums, x, y, weights] = places as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const { buffer } = kernel.memory;
  const doubles = (place: number, length: number): Float64Array => new Float64Array(buffer, place, length);
  doubles(moved, p).set(shift);
  doubles(panel, (x - panel) / 8).fill(0);
  const [held, columns] = [doubles(x, tasks * block * p), doubles(y, tasks * block * t)];
  const board = tasks === 1 ? undefined : team?.begin(kernel, control, tasks);
  try {
    for (let start = 0; start < rows; start += tasks * block) {
      const count = Math.min(tasks * block, rows - start);
      held.set(X.subarray(start * p, (start + count) * p));
      turnRows(Y, t, start, count, block, columns);
      if (rootWeights !== undefined) doubles(weights, count).set(rootWeights.subarray(start, start + count));
      const given = [x, p, y, t, rootWeights === undefined ? 0 : weights, block, count, moved, panel, inner, sums];
      if (board === undefined) for (let k = 0; k < tasks; k++) kernel.loops.roughProducts(k, ...given);
      else board.run("roughProducts", tasks, given);
    }
  } finally {
    board?.close();
  }
  return {
    inner: added(doubles(inner, tasks * width * width), tasks),
    width,
    sums: added(doubles(sums, tasks * t * p), tasks),
  };
}

/** Writes rows of Y column by column, block by block. */
function turnRows(Y: Float64Array, t: number, start: number, count: number, block: number, to: Float64Array): void {
  for (let from = 0; from < count; from += block) {
    const end = Math.min(count, from + block);
    for (let k = 0; k < t; k++) {
      for (let i = from, at = from * t + k * block; i < end; i++, at++) to[at] = Y[(start + i) * t + k] as number;
    }
  }
}

/** The sum of so many arrays that lie one after the other. */
function added(values: Float64Array, count: number): Float64Array {
  const length = values.length / count;
  const sum = values.slice(0, length);
  for (let from = length; from < values.length; from += length) {
    for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + (values[from + i] as number);
  }
  return sum;
}
