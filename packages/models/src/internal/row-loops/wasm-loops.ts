import { kernelMemory, LentMemory } from "../threads/kernel-memory.ts";
import type { KernelMemory } from "../threads/kernel-memory.ts";
import { rowKernelCode } from "./row-kernel-code.ts";
import type { RowLoops } from "./row-loops.ts";

/** The loops in WebAssembly. */
export type WasmLoops = KernelMemory<RowLoops>;

/** Memory that threads share. */
export const lentLoops: LentMemory<RowLoops> = /* @__PURE__ */ new LentMemory(rowKernelCode, true);

/** The loops with room for so many bytes; undefined where WebAssembly with SIMD is missing, or so much memory. */
export const wasmLoops = (bytes: number, isShared: boolean): WasmLoops | undefined =>
  kernelMemory(rowKernelCode, bytes, isShared);
