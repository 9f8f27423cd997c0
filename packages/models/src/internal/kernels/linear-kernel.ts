import type { LinearKernel } from "./kernel-contract.ts";
import { PlainKernel } from "./plain-kernel.ts";
import { wasmKernel } from "./wasm-kernel.ts";

/** More columns than this are left to the plain loops, whose memory does not grow with them. */
const WIDEST = 4096;

/** The fastest loops that there are for problems of so many columns. */
export function linearKernel(columns: number): LinearKernel {
  return (columns <= WIDEST ? wasmKernel() : undefined) ?? plain;
}

/** The fastest loops that there are for sweeps, whose memory does not grow with the square of the columns. */
export function sweepKernel(): LinearKernel {
  return wasmKernel() ?? plain;
}

const plain: LinearKernel = /* @__PURE__ */ new PlainKernel();
