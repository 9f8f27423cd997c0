import type { Bins, ClusteredRows, Query, RowKernel, SearchedRows } from "./row-kernel-contract.ts";
import { rowKernelCode } from "./row-kernel-code.ts";

/** WebAssembly, as far as it is used here; not every library of types declares it. */
interface WasmLike {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (options: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** What the module exports; addresses are bytes from the start of its memory. */
type RowExports = Readonly<
  Record<
    "gatherPairs" | "addToBins" | "addToTwoBins" | "nearest" | "assign" | "addByLabel" | "widen",
    (...values: readonly number[]) => number
  >
>;

const PAGE = 1 << 16;
/** The module's own constants lie below. */
const FIRST = 4096;
/** Larger problems are left to the plain loops. */
const LARGEST = 2 ** 31;

let module: object | "unavailable" | undefined;

/** The kernel in WebAssembly, with room for so many bytes; undefined where WebAssembly with SIMD is missing or too small. */
export function wasmRows(bytes: number): RowKernel | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: WasmLike };
  if (wasm === undefined || module === "unavailable" || bytes > LARGEST) return undefined;
  try {
    module ??= new wasm.Module(Uint8Array.from(atob(rowKernelCode), (letter) => letter.charCodeAt(0)));
  } catch {
    module = "unavailable";
    return undefined;
  }
  try {
    return new WasmRows(wasm, module, bytes);
  } catch {
    // There is no room for it.
    return undefined;
  }
}

class WasmRows implements RowKernel {
  private readonly buffer: ArrayBuffer;
  private readonly exports: RowExports;
  private at = FIRST;

  constructor(wasm: WasmLike, code: object, bytes: number) {
    const memory = new wasm.Memory({ initial: Math.ceil((FIRST + bytes) / PAGE) + 1 });
    this.buffer = memory.buffer;
    this.exports = new wasm.Instance(code, { env: { memory } }).exports as RowExports;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.buffer, this.take(length * 8), length);
  }

  singles(length: number): Float32Array {
    return new Float32Array(this.buffer, this.take(length * 4), length);
  }

  whole(length: number): Int32Array {
    return new Int32Array(this.buffer, this.take(length * 4), length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.buffer, this.take(length), length);
  }

  gatherPairs(
    samples: Int32Array,
    gradients: Float32Array,
    hessians: Float32Array | undefined,
    pairs: Float64Array,
  ): void {
    const second = hessians?.byteOffset ?? 0;
    this.exports.gatherPairs(samples.byteOffset, samples.length, gradients.byteOffset, second, pairs.byteOffset);
  }

  addToBins(
    samples: Int32Array,
    pairs: Float64Array,
    features: Int32Array,
    { columns, rows, sums, counts }: Bins,
  ): void {
    const first = [samples.byteOffset, samples.length, pairs.byteOffset] as const;
    for (let f = 0; f < features.length; f++) {
      const feature = features[f] as number;
      const column = columns.byteOffset + feature * rows;
      const [to, places] = [sums.byteOffset + feature * 4096, counts.byteOffset + feature * 1024];
      if (features[f + 1] === feature + 1) {
        this.exports.addToTwoBins(...first, column, rows, to, places);
        f += 1;
      } else this.exports.addToBins(...first, column, to, places);
    }
  }

  nearest({ X, singles, rows, p }: SearchedRows, query: Query, distances: Float64Array, indices: Int32Array): void {
    this.exports.nearest(
      singles.byteOffset,
      X.byteOffset,
      rows,
      p,
      query.singles.byteOffset,
      query.values.byteOffset,
      query.slack,
      distances.byteOffset,
      indices.byteOffset,
      distances.length,
    );
  }

  assign(rows: ClusteredRows, centers: Float64Array, k: number, half: Float64Array | undefined): number {
    const { X, p, labels, upper, lower } = rows;
    return this.exports.assign(
      X.byteOffset,
      labels.length,
      p,
      centers.byteOffset,
      k,
      half?.byteOffset ?? 0,
      labels.byteOffset,
      upper.byteOffset,
      lower.byteOffset,
    );
  }

  addByLabel({ X, p, labels }: ClusteredRows, weights: Float64Array, sums: Float64Array, masses: Float64Array): void {
    const [from, to] = [labels.byteOffset, sums.byteOffset];
    this.exports.addByLabel(X.byteOffset, labels.length, p, weights.byteOffset, from, to, masses.byteOffset);
  }

  widen({ labels, upper, lower }: ClusteredRows, moved: Float64Array, farthest: number): void {
    const [from, to] = [moved.byteOffset, upper.byteOffset];
    this.exports.widen(labels.length, labels.byteOffset, from, farthest, to, lower.byteOffset);
  }

  private take(bytes: number): number {
    const place = this.at;
    this.at = (place + bytes + 15) & ~15;
    return place;
  }
}
