import { isCsrMatrix, isMatrix, isMlsysError, isTable, showValue } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import type { ArtifactCodec } from "./codec.ts";
import { writeContainer } from "./container.ts";
import { columnParts } from "./table-columns.ts";
import { typedArrayName } from "./typed-arrays.ts";

/**
 * Writes a value as bytes. Strings, truth values, null and ordinary numbers stand in the header as they are and plain objects
 * as objects; an array in the header is always a node, `[tag, …]`, so that nothing of the value can be taken for one.
 *
 * @throws {FlowError} `artifactNotStorable`, with the path inside the value.
 */
export function encodeArtifact(name: string, value: unknown, codecs: readonly ArtifactCodec[] = []): Uint8Array {
  const encoder = new Encoder(name, codecs);
  try {
    encoder.findShared(value);
    const root = encoder.node(value, "");
    return writeContainer({ root, buffers: encoder.buffers });
  } catch (error) {
    // A list linked a hundred thousand deep exhausts the stack; a string beyond 512 MB cannot be made.
    if (isMlsysError(error) || !(error instanceof RangeError)) throw error;
    throw notStorable(name, error.message, "store less deeply nested or smaller values", error);
  }
}

/** From this length on, objects of one shape are written column by column, which is much quicker. */
const ROWS = 1000;

/** A tree of plain JSON. */
type Node = unknown;

class Encoder {
  readonly buffers: Uint8Array[] = [];
  private readonly name: string;
  private readonly codecs: readonly ArtifactCodec[];
  private readonly seen = new Set<object>();
  private readonly shared = new Map<object, number>();
  private readonly written = new Set<object>();

  constructor(name: string, codecs: readonly ArtifactCodec[]) {
    this.name = name;
    this.codecs = codecs;
  }

  /** Notes the objects that are met more than once: they are written once, and cycles end. */
  findShared(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (this.seen.has(value)) {
      if (!this.shared.has(value)) this.shared.set(value, this.shared.size);
      return;
    }
    this.seen.add(value);
    if (Array.isArray(value)) for (const each of value) this.findShared(each);
    else if (value instanceof Map)
      for (const pair of value) for (const each of pair as unknown[]) this.findShared(each);
    else if (value instanceof Set) for (const each of value) this.findShared(each);
    else if (isPlain(value)) for (const key of Object.keys(value)) this.findShared(value[key]);
  }

  node(value: unknown, path: string): Node {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ["number", Object.is(value, -0) ? "-0" : String(value)];
      case "bigint":
        return ["bigint", String(value)];
      case "undefined":
        return ["undefined"];
      case "object":
        return value === null ? null : this.sharedNode(value, path);
      default:
        throw this.refusal(value, path, "return plain data, tables, matrices or typed arrays");
    }
  }

  private sharedNode(value: object, path: string): Node {
    const id = this.shared.get(value);
    if (id === undefined) return this.objectNode(value, path);
    if (this.written.has(value)) return ["again", id];
    this.written.add(value);
    return ["shared", id, this.objectNode(value, path)];
  }

  private objectNode(value: object, path: string): Node {
    const codec = this.codecs.find((each) => each.accepts(value));
    if (codec !== undefined) return this.codecNode(codec, value, path);
    if (Array.isArray(value)) return this.arrayNode(value, path);
    if (isPlain(value)) return this.plainNode(value, path);
    if (ArrayBuffer.isView(value)) return this.viewNode(value, path);
    if (value instanceof ArrayBuffer) return ["ArrayBuffer", this.buffer(new Uint8Array(value))];
    if (value instanceof Date) return ["date", Number.isNaN(value.getTime()) ? null : value.getTime()];
    if (value instanceof Map)
      return [
        "map",
        ...Array.from(value as Map<unknown, unknown>, ([key, each], i) => [
          this.node(key, `${path}<key ${i}>`),
          this.node(each, `${path}<value ${i}>`),
        ]),
      ];
    if (value instanceof Set)
      return ["set", ...Array.from(value as Set<unknown>, (each, i) => this.node(each, `${path}<${i}>`))];
    return this.mlsysNode(value, path);
  }

  private mlsysNode(value: object, path: string): Node {
    if (isMatrix(value)) return ["matrix", value.rows, value.cols, this.viewNode(value.data, path)];
    if (isCsrMatrix(value))
      return [
        "csr",
        value.rows,
        value.cols,
        ...[value.data, value.indices, value.indptr].map((each) => this.viewNode(each, path)),
      ];
    if (isTable(value)) {
      const columns = value.columnNames.map((name) => {
        const { kind, parts } = columnParts(value.column(name));
        return [name, kind, ...parts.map((part) => this.node(part, `${path}.${name}`))];
      });
      return ["table", value.numRows, ...columns];
    }
    throw this.refusal(value, path, "register a codec for it with the flow's option `codecs`, or return plain data");
  }

  /** A long array of only numbers becomes a buffer of doubles; a hole reads as undefined. */
  private arrayNode(value: readonly unknown[], path: string): Node {
    if (value.length >= 32 && value.every((each) => typeof each === "number"))
      return ["doubles", this.viewNode(Float64Array.from(value as number[]), path)];
    const keys = value.length >= ROWS ? this.commonKeys(value) : undefined;
    if (keys !== undefined) {
      const rows = value as readonly Readonly<Record<string, unknown>>[];
      const column = (key: string): readonly unknown[] => rows.map((row) => row[key]);
      return ["rows", value.length, ...keys.map((key) => [key, this.arrayNode(column(key), `${path}[].${key}`)])];
    }
    const node: Node[] = ["array"];
    for (let i = 0; i < value.length; i++) node.push(this.node(value[i], `${path}[${i}]`));
    return node;
  }

  /** The keys of rows that all have the same ones in the same order, and that nothing else refers to. */
  private commonKeys(value: readonly unknown[]): readonly string[] | undefined {
    const isRow = (each: unknown): each is object =>
      typeof each === "object" &&
      each !== null &&
      Object.getPrototypeOf(each) === Object.prototype &&
      !this.shared.has(each) &&
      !this.codecs.some((codec) => codec.accepts(each));
    const [first] = value;
    if (!isRow(first)) return undefined;
    const keys = Object.keys(first);
    const hasKeys = (each: object): boolean => {
      let i = 0;
      // Faster than comparing lists of keys; inherited ones cannot occur, the prototype being that of all objects.
      for (const key in each) if (key !== keys[i++]) return false;
      return i === keys.length;
    };
    return keys.length > 0 && value.every((each) => isRow(each) && hasKeys(each)) ? keys : undefined;
  }

  private plainNode(value: Readonly<Record<string, unknown>>, path: string): Node {
    // A plain assignment of "__proto__" would change the prototype instead.
    return Object.fromEntries(Object.keys(value).map((key) => [key, this.node(value[key], `${path}.${key}`)]));
  }

  private viewNode(value: ArrayBufferView, path: string): Node {
    const name = typedArrayName(value);
    if (name === undefined) throw this.refusal(value, path, "return a typed array");
    return [name, this.buffer(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
  }

  private codecNode(codec: ArtifactCodec, value: object, path: string): Node {
    const plain = codec.encode(value);
    const inner = new Encoder(
      this.name,
      this.codecs.filter((each) => each !== codec || plain !== value),
    );
    inner.findShared(plain);
    const node = inner.node(plain, path);
    const start = this.buffers.length;
    for (const buffer of inner.buffers) this.buffers.push(buffer);
    return ["codec", codec.name, start, inner.buffers.length, node];
  }

  private buffer(bytes: Uint8Array): number {
    return this.buffers.push(bytes) - 1;
  }

  private refusal(value: unknown, path: string, fix: string): FlowError {
    return notStorable(`${this.name}${path}`, describe(value), fix);
  }
}

function notStorable(where: string, found: string, fix: string, cause?: unknown): FlowError {
  return new FlowError({
    code: "artifactNotStorable",
    what: "an artifact cannot be stored",
    where,
    found,
    fix,
    cause,
    details: { path: where },
  });
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignPlain(prototype);
}

/** `Object.prototype` of another realm, as in test runners and `node:vm`. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty")
  );
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return showValue(value);
  const name = (value.constructor as { readonly name?: string } | undefined)?.name ?? "";
  if (value instanceof Promise) return "a promise that was not awaited";
  return name === "" ? "an object with a prototype of its own" : `an instance of ${name}`;
}
