import type { Mt19937 } from "../mt19937.ts";
import { drawKernelCode } from "./draw-kernel-code.ts";
import type { Draws } from "./draws.ts";
import { ROOM } from "./plain-draws.ts";

/** WebAssembly, as far as it is used here; not every library of types declares it. */
interface WasmLike {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (options: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface DrawExports {
  open(position: number): void;
  descend(top: number, room: number): number;
  close(): number;
}

/** Where kernels/draw-kernel.as has the generator's words, and the draws. */
const KEY = 4096;
const DRAWN = 9216;

/** Draws by a WebAssembly kernel; undefined where WebAssembly with SIMD is missing or not allowed. */
export function wasmDraws(): Draws | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: WasmLike };
  if (wasm === undefined) return undefined;
  try {
    return new WasmDraws(wasm);
  } catch {
    return undefined;
  }
}

class WasmDraws implements Draws {
  readonly drawn: Int32Array;
  private readonly key: Int32Array;
  private readonly exports: DrawExports;

  constructor(wasm: WasmLike) {
    const module = new wasm.Module(Uint8Array.from(atob(drawKernelCode), (letter) => letter.charCodeAt(0)));
    const memory = new wasm.Memory({ initial: 1 });
    this.exports = new wasm.Instance(module, { env: { memory } }).exports as DrawExports;
    this.key = new Int32Array(memory.buffer, KEY, 624);
    this.drawn = new Int32Array(memory.buffer, DRAWN, ROOM);
  }

  open({ key, position }: Mt19937): void {
    this.key.set(key);
    this.exports.open(position);
  }

  descend(top: number): number {
    return this.exports.descend(top, ROOM);
  }

  close(bits: Mt19937): void {
    bits.restore(this.key, this.exports.close());
  }
}
