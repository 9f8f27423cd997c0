import { LentMemory } from "../threads/kernel-memory.ts";
import { FIRST } from "../web-assembly.ts";
import { orthogonalKernelCode } from "./orthogonal-kernel-code.ts";
import { plainLoops } from "./plain-loops.ts";
import type { OrthogonalLoops } from "./plain-loops.ts";

/** Bytes that are kept from one problem to the next. */
const MOST_KEPT = 2 ** 25;

const lent: LentMemory<OrthogonalLoops> = /* @__PURE__ */ new LentMemory(orthogonalKernelCode, false, MOST_KEPT);

/** Numbers of a decomposition, and the loops over them: addresses are those of the arrays' bytes. */
export interface Workspace {
  readonly loops: OrthogonalLoops;
  /** Numbers from those that are left; 0 at first. */
  readonly take: (length: number) => Float64Array;
}

/** Does work that needs so many numbers, in WebAssembly where it is to be had. */
export function inWorkspace<T>(numbers: number, work: (workspace: Workspace) => T): T {
  const borrowed = lent.borrow(8 * numbers);
  if (borrowed === undefined) return work(plainWorkspace(numbers));
  try {
    return work({ loops: borrowed.loops, take: pieces(borrowed.memory.buffer) });
  } finally {
    lent.giveBack(borrowed);
  }
}

/** Without WebAssembly. */
export function plainWorkspace(numbers: number): Workspace {
  const { buffer } = new Float64Array(FIRST / 8 + numbers);
  return { loops: plainLoops(new Float64Array(buffer)), take: pieces(buffer) };
}

function pieces(buffer: ArrayBufferLike): (length: number) => Float64Array {
  let at = FIRST;
  return (length) => {
    const piece = new Float64Array(buffer, at, length);
    at += 8 * length;
    return piece.fill(0);
  };
}
