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

/** What a module is given: memory, and functions that have JavaScript's digits. */
export const importsOf = (memory: object): object => ({
  env: { memory, exp: Math.exp, log: Math.log, log1p: Math.log1p },
});
