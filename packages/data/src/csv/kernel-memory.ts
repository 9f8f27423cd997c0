import type { FieldBatch } from "../columns/field-batch.ts";
import type { CsvKernel, FieldMemory, KernelRows } from "./field-memory.ts";
import { PlainMemory } from "./field-memory.ts";
import { kernelCode } from "./kernel-code.ts";
import type { Dialect } from "./record-scanner.ts";

/** WebAssembly, as far as it is used here; not every library of types declares it. */
interface WasmLike {
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (options: { readonly initial: number }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What the WebAssembly module exports; addresses are bytes from the start of its memory. */
interface KernelExports {
  scan(...values: readonly number[]): number;
  numbers(...values: readonly number[]): number;
  position(): number;
}

const PAGE = 1 << 16;
/** The module's own constants lie below. */
const FIRST = 4096;
/** The kernel reads blocks of 16 bytes, also the last one. */
const SLACK = 64;

let compiled: object | "unavailable" | undefined;

/** The fastest memory that there is. */
export function fieldMemory(): FieldMemory {
  return kernelMemory() ?? new PlainMemory();
}

/** Memory with a kernel; undefined where WebAssembly with SIMD is missing or not allowed. */
export function kernelMemory(): KernelMemory | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: WasmLike };
  if (wasm === undefined || compiled === "unavailable") return undefined;
  try {
    compiled ??= new wasm.Module(Uint8Array.from(atob(kernelCode), (letter) => letter.charCodeAt(0)));
    return new KernelMemory(wasm, compiled);
  } catch {
    compiled = "unavailable";
    return undefined;
  }
}

/** Memory that a WebAssembly module shares: fields first, then a column of numbers, then the bytes. */
export class KernelMemory implements FieldMemory, CsvKernel {
  readonly kernel = this;
  bytes = new Uint8Array(0);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  quoted = new Uint8Array(0);
  lines = new Float64Array(0);
  private readonly memory: WasmMemory;
  private readonly exports: KernelExports;
  private values = new Float64Array(0);

  constructor(wasm: WasmLike, module: object) {
    this.memory = new wasm.Memory({ initial: 2 });
    this.exports = new wasm.Instance(module, { env: { memory: this.memory } }).exports as KernelExports;
    this.layOut(64, 1, 1 << 16);
  }

  get position(): number {
    return this.exports.position();
  }

  reserveBytes(length: number): void {
    if (length <= this.bytes.length) return;
    this.layOut(this.starts.length, this.lines.length, Math.max(length, this.bytes.length * 2));
  }

  reserveFields(fields: number, records: number): void {
    if (fields <= this.starts.length && records <= this.lines.length) return;
    this.layOut(Math.max(fields, this.starts.length), Math.max(records, this.lines.length), this.bytes.length);
  }

  scan(
    { from, end }: { readonly from: number; readonly end: number },
    { delimiter, quote, comment }: Dialect,
    { width, record, room, line }: KernelRows,
  ): number {
    const { starts, ends, lines, quoted, bytes } = this;
    const field = record * width;
    const count = this.exports.scan(
      bytes.byteOffset,
      from,
      end,
      delimiter,
      // No byte is above 255; a quote that means nothing never stops.
      quote < 0 ? delimiter : quote,
      comment < 0 ? 256 : comment,
      width,
      room,
      starts.byteOffset + field * 4,
      ends.byteOffset + field * 4,
      lines.byteOffset + record * 8,
      line,
    );
    quoted.fill(0, field, field + count * width);
    return count;
  }

  readonly numbers = (
    { width, count }: Pick<FieldBatch, "width" | "count">,
    j: number,
    from: number,
    into: { readonly values: Float64Array; readonly at: number; readonly strict: boolean },
  ): number => {
    const { bytes, starts, ends, values } = this;
    const offset = (from * width + j) * 4;
    const taken = this.exports.numbers(
      bytes.byteOffset,
      starts.byteOffset + offset,
      ends.byteOffset + offset,
      width,
      count - from,
      into.strict ? 1 : 0,
      values.byteOffset,
    );
    into.values.set(values.subarray(0, taken), into.at);
    return taken;
  };

  /** Gives each array its place; only the bytes keep what they hold. */
  private layOut(fields: number, records: number, length: number): void {
    // Read before the memory grows, which takes the buffer away from its arrays.
    const { byteOffset: from, length: held } = this.bytes;
    const places = { values: 0, lines: 0, starts: 0, ends: 0, quoted: 0, bytes: 0 };
    let at = FIRST;
    const sizes = { values: records * 8, lines: records * 8, starts: fields * 4, ends: fields * 4, quoted: fields };
    for (const [name, size] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
      places[name] = at;
      at = (at + size + 15) & ~15;
    }
    places.bytes = at;
    const pages = Math.ceil((at + length + SLACK) / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (pages > 0) this.memory.grow(pages);
    const { buffer } = this.memory;
    new Uint8Array(buffer).copyWithin(places.bytes, from, from + Math.min(held, length));
    this.values = new Float64Array(buffer, places.values, records);
    this.lines = new Float64Array(buffer, places.lines, records);
    this.starts = new Int32Array(buffer, places.starts, fields);
    this.ends = new Int32Array(buffer, places.ends, fields);
    this.quoted = new Uint8Array(buffer, places.quoted, fields);
    this.bytes = new Uint8Array(buffer, places.bytes, length);
  }
}
