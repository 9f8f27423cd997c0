import { MOST_KEPT } from "../threads/kernel-memory.ts";
import { currentTeam } from "../threads/team.ts";
import { compiledModule, FIRST, importsOf, MOST_PAGES, PAGE, webAssembly } from "../web-assembly.ts";
import type { WasmLike, WasmMemory } from "../web-assembly.ts";
import { gramProducts } from "./gram-products.ts";
import { kernelCode } from "./kernel-code.ts";
import { blockRows } from "./kernel-contract.ts";
import type { KernelRows, LinearKernel, LogisticPasses, LogisticRows, RoughGram } from "./kernel-contract.ts";
import { wasmLogistic } from "./logistic-rows.ts";
import { PlainKernel } from "./plain-kernel.ts";
import { roughGram } from "./rough-products.ts";

/** What the module exports; addresses are bytes from the start of its memory. */
interface KernelExports {
  multiply(...values: readonly number[]): void;
  multiplyTransposed(...values: readonly number[]): void;
  multiplyMany(...values: readonly number[]): void;
  multiplyTransposedMany(...values: readonly number[]): void;
}

/** For what there is no room for. */
const plainKernel = /* @__PURE__ */ new PlainKernel();

let known: WasmKernel | "unavailable" | undefined;

/** The kernel in WebAssembly; undefined where WebAssembly with SIMD is missing or not allowed. */
export function wasmKernel(): LinearKernel | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || known === "unavailable") return undefined;
  try {
    const module = compiledModule(wasm, kernelCode, false);
    known ??= module === undefined ? "unavailable" : new WasmKernel(wasm, module);
  } catch {
    known = "unavailable";
  }
  return known === "unavailable" ? undefined : known;
}

class WasmKernel implements LinearKernel {
  private readonly memory: WasmMemory;
  private readonly exports: KernelExports;

  constructor(wasm: WasmLike, module: object) {
    this.memory = new wasm.Memory({ initial: 1, maximum: MOST_PAGES });
    this.exports = new wasm.Instance(module, importsOf(this.memory)).exports as KernelExports;
  }

  gram(rows: KernelRows, shift: Float64Array): Float64Array {
    return gramProducts(rows, shift) ?? plainKernel.gram(rows, shift);
  }

  roughGram(rows: KernelRows, shift: Float64Array): RoughGram | undefined {
    return roughGram(rows, shift);
  }

  sweep(
    X: Float64Array,
    p: number,
    w: Float64Array,
    offset: number,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void {
    const rows = X.length / p;
    const atOnce = Math.min(blockRows(p), rows);
    const [factors, sums, scores, x] = this.layOut(p, p, atOnce, atOnce * p) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    factors.set(w.subarray(0, p));
    sums.set(out.subarray(0, p));
    for (let start = 0; start < rows; start += atOnce) {
      const count = Math.min(atOnce, rows - start);
      x.set(X.subarray(start * p, (start + count) * p));
      this.exports.multiply(x.byteOffset, count, p, factors.byteOffset, offset, scores.byteOffset);
      between(scores.subarray(0, count), start);
      this.exports.multiplyTransposed(x.byteOffset, count, p, scores.byteOffset, sums.byteOffset);
    }
    out.set(sums);
  }

  sweepMany(
    X: Float64Array,
    p: number,
    W: Float64Array,
    k: number,
    offsets: Float64Array | undefined,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void {
    const rows = X.length / p;
    const atOnce = Math.min(blockRows(p + k), rows);
    const width = (k + 3) & ~3;
    const [w, moved, sums, scores, x] = this.layOut(p * width, width, p * width, atOnce * width, atOnce * p) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    copyRows(W, k, w, width, p);
    moved.fill(0);
    if (offsets !== undefined) moved.set(offsets);
    copyRows(out, k, sums, width, p);
    const compact = width === k ? scores : new Float64Array(atOnce * k);
    for (let start = 0; start < rows; start += atOnce) {
      const count = Math.min(atOnce, rows - start);
      x.set(X.subarray(start * p, (start + count) * p));
      this.exports.multiplyMany(x.byteOffset, count, p, w.byteOffset, width, moved.byteOffset, scores.byteOffset);
      if (width !== k) copyRows(scores, width, compact, k, count);
      between(compact.subarray(0, count * k), start);
      if (width !== k) copyRows(compact, k, scores, width, count);
      this.exports.multiplyTransposedMany(x.byteOffset, count, p, scores.byteOffset, width, sums.byteOffset);
    }
    copyRows(sums, width, out, k, p);
  }

  logistic(rows: LogisticRows): LogisticPasses {
    return wasmLogistic(rows, currentTeam(), MOST_KEPT) ?? plainKernel.logistic(rows);
  }

  times(X: Float64Array, p: number, W: Float64Array, k: number, out: Float64Array, offsets?: Float64Array): void {
    const rows = X.length / p;
    const atOnce = Math.min(blockRows(p + k), rows);
    const width = (k + 3) & ~3;
    const [w, moved, products, x] = this.layOut(p * width, width, atOnce * width, atOnce * p) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    copyRows(W, k, w, width, p);
    moved.fill(0);
    if (offsets !== undefined) moved.set(offsets);
    for (let start = 0; start < rows; start += atOnce) {
      const count = Math.min(atOnce, rows - start);
      x.set(X.subarray(start * p, (start + count) * p));
      this.exports.multiplyMany(x.byteOffset, count, p, w.byteOffset, width, moved.byteOffset, products.byteOffset);
      copyRows(products, width, out.subarray(start * k), k, count);
    }
  }

  timesTransposed(X: Float64Array, p: number, G: Float64Array, k: number, out: Float64Array): void {
    const rows = X.length / p;
    const atOnce = Math.min(blockRows(p + k), rows);
    const width = (k + 3) & ~3;
    const [sums, factors, x] = this.layOut(p * width, atOnce * width, atOnce * p) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    sums.fill(0);
    for (let start = 0; start < rows; start += atOnce) {
      const count = Math.min(atOnce, rows - start);
      x.set(X.subarray(start * p, (start + count) * p));
      copyRows(G.subarray(start * k, (start + count) * k), k, factors, width, count);
      this.exports.multiplyTransposedMany(x.byteOffset, count, p, factors.byteOffset, width, sums.byteOffset);
    }
    copyRows(sums, width, out, k, p);
  }

  /** Arrays of these lengths, one after the other. */
  private layOut(...lengths: readonly number[]): Float64Array[] {
    let at = FIRST;
    const places = lengths.map((length) => {
      const place = at;
      at = (at + length * 8 + 15) & ~15;
      return place;
    });
    const pages = Math.ceil(at / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (pages > 0) this.memory.grow(pages);
    return lengths.map((length, i) => new Float64Array(this.memory.buffer, places[i], length));
  }
}

/** Copies rows of another width: what is wider is cut off, or filled with 0. */
function copyRows(from: Float64Array, width: number, to: Float64Array, toWidth: number, rows: number): void {
  if (width === toWidth) {
    to.set(from.subarray(0, rows * width));
    return;
  }
  const common = Math.min(width, toWidth);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < common; c++) to[i * toWidth + c] = from[i * width + c] as number;
    for (let c = common; c < toWidth; c++) to[i * toWidth + c] = 0;
  }
}
