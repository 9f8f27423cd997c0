import { PANEL } from "./kernel-contract.ts";
import type { KernelRows, RoughGram } from "./kernel-contract.ts";
import { inRounds } from "./row-rounds.ts";

/** Numbers that the sums of all tasks may take: more tasks than one would need too much memory for many columns. */
const MOST_SUMS = 1 << 20;
/** Tasks: as many whatever the machine, so that sums come out the same everywhere. */
const TASKS = 4;
/** Rows of a task at most, and what they are a multiple of. */
const [MOST_ROWS, GROUP] = [256, 4 * PANEL];
/** Doubles that a panel takes: eight columns of 256 floats; and each column of as many whole numbers of 16 bits, with its scale. */
const [STRIP, COLUMN] = [16 * PANEL, PANEL + 1];
/** So many products take several milliseconds, which threads shorten. */
const WORTH_SHARING = 200_000_000;

/** See {@link LinearKernel.roughGram}: tasks of some rows each, several at once where there are threads; undefined where there is no room. */
export function roughGram(problem: KernelRows, shift: Float64Array): RoughGram | undefined {
  const { rows, p, Y, t } = problem;
  const width = (p + 3) & ~3;
  const tasks = rows * p * p > WORTH_SHARING && width * width * TASKS <= MOST_SUMS ? TASKS : 1;
  const groups = Math.ceil(rows / tasks / GROUP);
  const rounds = Math.ceil((groups * GROUP) / MOST_ROWS);
  const block = Math.ceil(groups / rounds) * GROUP;
  const room = { panel: STRIP + width * COLUMN, areas: [width * width, t * p] };
  const writeY = (start: number, count: number, to: Float64Array): void => turnRows(Y, t, start, count, block, to);
  const [inner, sums] = inRounds(problem, shift, { loop: "roughProducts", tasks, block, ...room, writeY }) ?? [];
  return inner && sums && { inner, width, sums };
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
