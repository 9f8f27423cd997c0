/** WebAssembly, as far as it is used here; not every library of types declares it. */
export interface WasmLike {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (options: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/** Bytes of a page of memory. */
export const PAGE = 1 << 16;

/** The constants of a module lie below. */
export const FIRST = 4096;

/** WebAssembly; undefined where it is missing. */
export const webAssembly = (): WasmLike | undefined =>
  (globalThis as unknown as { readonly WebAssembly?: WasmLike }).WebAssembly;

/** The bytes of a module that is kept in base64. */
export const moduleBytes = (code: string): Uint8Array => Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));

/** The module asks for memory that is shared, at this flag; without the bit it takes memory that is not. */
const SHARED = 0b10;
/** The most pages that the modules take. */
export const MOST_PAGES = 1 << 16;

/** Modules for memory that is shared and that is not, by their code; null where it does not compile. */
const modules = { shared: new Map<string, object | null>(), own: new Map<string, object | null>() };

/** The module of a code that may have shared memory; undefined where SIMD is missing, or WebAssembly is not allowed. */
export function compiledModule(wasm: WasmLike, code: string, isShared: boolean): object | undefined {
  const known = isShared ? modules.shared : modules.own;
  let module = known.get(code);
  if (module === undefined) {
    try {
      const bytes = moduleBytes(code);
      if (!isShared) clearSharedFlag(bytes);
      module = new wasm.Module(bytes);
    } catch {
      module = null;
    }
    known.set(code, module);
  }
  return module ?? undefined;
}

/** Of the import `memory`, the byte after its name and kind tells how its limits are read. */
function clearSharedFlag(code: Uint8Array): void {
  const name = Array.from("memory", (letter) => letter.charCodeAt(0));
  const at = code.findIndex((_, i) => name.every((each, j) => code[i + j] === each)) + name.length + 1;
  code[at] = (code[at] ?? 0) & ~SHARED;
}

/** What a module is given: memory, and functions that have JavaScript's digits. */
export const importsOf = (memory: object): object => ({
  env: { memory, exp: Math.exp, log: Math.log, log1p: Math.log1p, pow: Math.pow },
});
