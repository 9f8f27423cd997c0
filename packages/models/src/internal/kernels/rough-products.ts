import { CONTROL_BYTES } from "../threads/task-board.ts";
import { currentTeam } from "../threads/team.ts";
import type { SharedLoops, Team } from "../threads/team.ts";
import { compiledModule, FIRST, importsOf, MOST_PAGES, PAGE, webAssembly } from "../web-assembly.ts";
import { kernelCode } from "./kernel-code.ts";
import { PANEL } from "./kernel-contract.ts";
import type { KernelRows, RoughGram } from "./kernel-contract.ts";

/** What a task is given: its number, then addresses and sizes; see kernels/linear-kernel.as. */
type RoughProducts = (...values: readonly number[]) => void;

/** Numbers that the sums of all tasks may take: more tasks than one would need too much memory for many columns. */
const MOST_SUMS = 1 << 20;
/** Tasks: as many whatever the machine, so that sums come out the same everywhere. */
const TASKS = 4;
/** Rows of a task at most, and what they are a multiple of. */
const [MOST_ROWS, GROUP] = [512, 2 * PANEL];
/** So many products take less time than threads need to hear of them. */
const WORTH_SHARING = 10_000_000;

/** See {@link LinearKernel.roughGram}: tasks of some rows each, several at once where there are threads; undefined where there is no room. */
export function roughGram(problem: KernelRows, shift: Float64Array): RoughGram | undefined {
  const { rows, p } = problem;
  const team = rows * p * p > WORTH_SHARING ? currentTeam() : undefined;
  const plan = planOf(problem);
  const loops = loopsFor(plan.bytes, team !== undefined) ?? loopsFor(plan.bytes, false);
  return loops && sumsOf(problem, shift, plan, loops, team);
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

function planOf({ rows, p, t, rootWeights }: KernelRows): Plan {
  const width = (p + 3) & ~3;
  const tasks = width * width * TASKS <= MOST_SUMS ? TASKS : 1;
  const groups = Math.ceil(rows / tasks / GROUP);
  const rounds = Math.ceil((groups * GROUP) / MOST_ROWS);
  const block = Math.ceil(groups / rounds) * GROUP;
  const sums = [p, tasks * width * PANEL, tasks * width * width, tasks * t * p];
  const given = [tasks * block * p, tasks * block * t, rootWeights === undefined ? 0 : tasks * block];
  const sizes = [CONTROL_BYTES, ...[...sums, ...given].map((length) => (length * 8 + 15) & ~15)];
  return { tasks, block, width, sizes, bytes: sizes.reduce((sum, size) => sum + size, FIRST) };
}

/** Memory that one problem has after the other, shared and not. */
const kept: { shared?: SharedLoops | undefined; own?: SharedLoops | undefined } = {};

function loopsFor(bytes: number, isShared: boolean): SharedLoops | undefined {
  try {
    const loops = isShared ? (kept.shared ??= newLoops(true)) : (kept.own ??= newLoops(false));
    const pages = Math.ceil(bytes / PAGE) - (loops?.memory.buffer.byteLength ?? 0) / PAGE;
    if (pages > 0) loops?.memory.grow(pages);
    return loops;
  } catch {
    // There is no room for it.
    return undefined;
  }
}

function newLoops(isShared: boolean): SharedLoops | undefined {
  const wasm = webAssembly();
  const module = wasm && compiledModule(wasm, kernelCode, isShared);
  if (wasm === undefined || module === undefined) return undefined;
  const memory = new wasm.Memory({ initial: 1, maximum: MOST_PAGES, shared: isShared });
  const { exports } = new wasm.Instance(module, importsOf(memory));
  return { loops: exports as object, memory, module };
}

function sumsOf(
  { rows, X, p, Y, t, rootWeights }: KernelRows,
  shift: Float64Array,
  { tasks, block, width, sizes }: Plan,
  shared: SharedLoops,
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
  const { buffer } = shared.memory;
  const doubles = (place: number, length: number): Float64Array => new Float64Array(buffer, place, length);
  doubles(moved, p).set(shift);
  doubles(panel, (x - panel) / 8).fill(0);
  const [held, columns] = [doubles(x, tasks * block * p), doubles(y, tasks * block * t)];
  const isAlone = team === undefined || buffer instanceof ArrayBuffer || tasks === 1;
  const board = isAlone ? undefined : team.begin(shared, control, tasks);
  const task = (shared.loops as { readonly roughProducts: RoughProducts }).roughProducts;
  try {
    for (let start = 0; start < rows; start += tasks * block) {
      const count = Math.min(tasks * block, rows - start);
      held.set(X.subarray(start * p, (start + count) * p));
      turnRows(Y, t, start, count, block, columns);
      if (rootWeights !== undefined) doubles(weights, count).set(rootWeights.subarray(start, start + count));
      const given = [x, p, y, t, rootWeights === undefined ? 0 : weights, block, count, moved, panel, inner, sums];
      if (board === undefined) for (let k = 0; k < tasks; k++) task(k, ...given);
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
