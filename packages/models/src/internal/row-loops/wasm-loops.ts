import { compiledModule, FIRST, importsOf, PAGE, webAssembly } from "../web-assembly.ts";
import type { WasmMemory } from "../web-assembly.ts";
import { rowKernelCode } from "./row-kernel-code.ts";
import type { RowLoops } from "./row-loops.ts";

/** The loops in WebAssembly. */
export interface WasmLoops {
  readonly loops: RowLoops;
  readonly memory: WasmMemory;
  /** The module, for threads that share the memory. */
  readonly module: object;
}

/** Larger problems are left to the plain loops. */
const LARGEST = 2 ** 32 - 2 * PAGE;
/** More shared memory than this is not kept. */
const MOST_KEPT = 2 ** 28;

/** Shared memory that one problem has after the other: what several threads have seen is freed late. */
let kept: { readonly loops: WasmLoops; isFree: boolean } | undefined;

/** The loops with shared memory of so many bytes, which may hold what others left; to be given back. */
export function borrowLoops(bytes: number): WasmLoops | undefined {
  if (bytes > MOST_KEPT || kept?.isFree === false) return wasmLoops(bytes, true);
  const loops = kept?.loops ?? wasmLoops(bytes, true, MOST_KEPT);
  if (loops === undefined) return undefined;
  kept ??= { loops, isFree: true };
  const pages = Math.ceil((FIRST + bytes) / PAGE) - loops.memory.buffer.byteLength / PAGE;
  if (pages > 0) loops.memory.grow(pages);
  kept.isFree = false;
  return loops;
}

/** Whether memory is lent again and again. */
export const isLent = ({ memory }: WasmLoops): boolean => kept?.loops.memory === memory;

/** Takes back what was borrowed. */
export function giveBack(loops: WasmLoops): void {
  if (kept !== undefined && isLent(loops)) kept.isFree = true;
}

/** The loops with room for so many bytes; undefined where WebAssembly with SIMD is missing, or so much memory. */
export function wasmLoops(bytes: number, isShared: boolean, most = bytes): WasmLoops | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || bytes > LARGEST) return undefined;
  const module = compiledModule(wasm, rowKernelCode, isShared);
  if (module === undefined) return undefined;
  try {
    const pages = Math.ceil((FIRST + bytes) / PAGE);
    const maximum = Math.ceil((FIRST + most) / PAGE);
    const memory = new wasm.Memory({ initial: pages, maximum, shared: isShared });
    const { exports } = new wasm.Instance(module, importsOf(memory));
    return { loops: exports as RowLoops, memory, module };
  } catch {
    // There is no room for it.
    return undefined;
  }
}
