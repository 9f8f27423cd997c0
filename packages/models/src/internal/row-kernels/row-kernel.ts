import { PlainRows } from "./plain-rows.ts";
import type { RowKernel } from "./row-kernel-contract.ts";
import { wasmRows } from "./wasm-rows.ts";

/** Loops for arrays of so many bytes: the fastest that there are. Arrays begin at multiples of 16; leave room for that. */
export function rowKernel(bytes: number): RowKernel {
  return wasmRows(bytes + 4096) ?? new PlainRows();
}
