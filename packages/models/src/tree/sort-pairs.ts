import { LentMemory } from "../internal/threads/kernel-memory.ts";
import { FIRST } from "../internal/web-assembly.ts";
import { introsort } from "./introsort.ts";
import { treeKernelCode } from "./tree-kernel-code.ts";

/** What the module exports; the address is in bytes from the start of its memory. */
interface SortLoops {
  sortPairs(place: number, count: number): void;
}

const lent: LentMemory<SortLoops> = /* @__PURE__ */ new LentMemory(treeKernelCode, false);

/** Fewer are sorted sooner without a copy; and so are few values, again and again. */
const LEAST = 1000;
const [LOOKED_AT, MOST_REPEATED] = [64, 8];
const MINUS_ZERO = -(2 ** 31);

/** Sorts `count` values from `from` on, and the ids beside them, in the order of {@link introsort}, which is that of equal values, too. */
export function sortPairs(values: Float32Array, ids: Int32Array, from: number, count: number): void {
  // The kernel looks one pair further than it needs.
  const kernel = count >= LEAST && areVaried(values, from) ? lent.borrow(8 * (count + 1)) : undefined;
  if (kernel === undefined) {
    introsort(values, ids, from, count);
    return;
  }
  const bits = new Int32Array(values.buffer, values.byteOffset + 4 * from, count);
  const pairs = new Int32Array(kernel.memory.buffer, FIRST, 2 * count);
  for (let i = 0; i < count; i++) {
    const each = bits[i] as number;
    pairs[2 * i] = ids[from + i] as number;
    pairs[2 * i + 1] = each === MINUS_ZERO ? 0 : orderKey(each);
  }
  kernel.loops.sortPairs(FIRST, count);
  for (let i = 0; i < count; i++) {
    ids[from + i] = pairs[2 * i] as number;
    bits[i] = orderKey(pairs[2 * i + 1] as number);
  }
  lent.giveBack(kernel);
}

/** Turns the bits of a float into a whole number in their order, and back. */
const orderKey = (bits: number): number => bits ^ ((bits >> 31) >>> 1);

function areVaried(values: Float32Array, from: number): boolean {
  let repeated = 0;
  for (let i = from + 1; i < from + LOOKED_AT; i++) if (values[i] === values[i - 1]) repeated += 1;
  return repeated <= MOST_REPEATED;
}
