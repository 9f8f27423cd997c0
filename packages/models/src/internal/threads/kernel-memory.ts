import { compiledModule, FIRST, importsOf, PAGE, webAssembly } from "../web-assembly.ts";
import type { WasmMemory } from "../web-assembly.ts";

/** The loops of a kernel in WebAssembly, over a memory of their own. */
export interface KernelMemory<Loops extends object = object> {
  readonly loops: Loops;
  readonly memory: WasmMemory;
  /** The module, for threads that share the memory. */
  readonly module: object;
}

/** What the board of a team takes of it. */
export const CONTROL_BYTES = 512;

/** Larger problems are left to the plain loops. */
const LARGEST = 2 ** 32 - 2 * PAGE;
/** More memory than this is not kept. */
export const MOST_KEPT = 2 ** 28;

/** The loops of a kernel with room for so many bytes; undefined where WebAssembly with SIMD is missing, or so much memory. */
export function kernelMemory<Loops extends object>(
  code: string,
  bytes: number,
  isShared: boolean,
  most = bytes,
): KernelMemory<Loops> | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || bytes > LARGEST) return undefined;
  const module = compiledModule(wasm, code, isShared);
  if (module === undefined) return undefined;
  try {
    const [initial, maximum] = [pagesOf(bytes), pagesOf(most)];
    const memory = new wasm.Memory({ initial, maximum, shared: isShared });
    const { exports } = new wasm.Instance(module, importsOf(memory));
    return { loops: exports as Loops, memory, module };
  } catch {
    // There is no room for it.
    return undefined;
  }
}

const pagesOf = (bytes: number): number => Math.ceil((FIRST + bytes) / PAGE);

/** Memory of a kernel that one problem has after the other: what several threads have seen is freed late. */
export class LentMemory<Loops extends object> {
  private readonly code: string;
  private readonly isShared: boolean;
  private readonly mostKept: number;
  private kept: KernelMemory<Loops> | undefined;
  private isFree = true;

  constructor(code: string, isShared: boolean, mostKept = MOST_KEPT) {
    this.code = code;
    this.isShared = isShared;
    this.mostKept = mostKept;
  }

  /** Memory of so many bytes, which may hold what others left; to be given back. */
  borrow(bytes: number): KernelMemory<Loops> | undefined {
    const { code, isShared, mostKept } = this;
    if (bytes > mostKept || !this.isFree) return kernelMemory(code, bytes, isShared);
    const kept = this.kept ?? kernelMemory<Loops>(code, bytes, isShared, mostKept);
    if (kept === undefined) return undefined;
    this.kept = kept;
    const pages = pagesOf(bytes) - kept.memory.buffer.byteLength / PAGE;
    try {
      if (pages > 0) kept.memory.grow(pages);
    } catch {
      // There is no room for it.
      return undefined;
    }
    this.isFree = false;
    return kept;
  }

  /** Whether memory is lent again and again. */
  isLent({ memory }: KernelMemory): boolean {
    return this.kept?.memory === memory;
  }

  /** Takes back what was borrowed. */
  giveBack(borrowed: KernelMemory): void {
    if (this.isLent(borrowed)) this.isFree = true;
  }
}
