import { CsrMatrix, isMlsysError, Matrix, Table } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import type { ArtifactCodec } from "./codec.ts";
import { damaged, readContainer } from "./container.ts";
import { columnOf } from "./table-columns.ts";
import { typedArrayOver } from "./typed-arrays.ts";

/**
 * Makes a value again of what `encodeArtifact` wrote. Typed arrays are views of the bytes.
 *
 * @throws {FlowError} `corruptArtifact`; `missingCodec` when the value needs a codec that was not given.
 */
export function decodeArtifact(where: string, bytes: Uint8Array, codecs: readonly ArtifactCodec[] = []): unknown {
  const { root, buffers } = readContainer(bytes, where);
  try {
    return new Decoder(where, buffers, codecs).value(root);
  } catch (error) {
    if (isMlsysError(error) && error.name === "FlowError") throw error;
    throw damaged(where, error instanceof Error ? error.message : "something else", error);
  }
}

class Decoder {
  private readonly where: string;
  private readonly buffers: readonly Uint8Array[];
  private readonly codecs: readonly ArtifactCodec[];
  private readonly shared = new Map<number, unknown>();

  constructor(where: string, buffers: readonly Uint8Array[], codecs: readonly ArtifactCodec[]) {
    this.where = where;
    this.buffers = buffers;
    this.codecs = codecs;
  }

  /** A value that is met again is kept under its id before its parts are read, since they may contain it. */
  value(node: unknown, id?: number): unknown {
    if (typeof node !== "object" || node === null) return node;
    if (!Array.isArray(node)) return this.plain(node as Readonly<Record<string, unknown>>, id);
    const [tag, ...parts] = node as [string, ...unknown[]];
    if (tag === "again") return this.shared.get(Number(parts[0]));
    if (tag === "shared") return this.keep(Number(parts[0]), this.value(parts[1], Number(parts[0])));
    if (tag === "array") return this.array(parts, id);
    if (tag === "rows") return this.rows(parts as [number, ...[string, unknown][]], id);
    if (tag === "map") return this.map(parts as [unknown, unknown][], id);
    if (tag === "set") return this.set(parts, id);
    return this.leaf(tag, parts);
  }

  private leaf(tag: string, parts: readonly unknown[]): unknown {
    switch (tag) {
      case "number":
        return Number(parts[0]);
      case "bigint":
        return BigInt(String(parts[0]));
      case "undefined":
        return undefined;
      case "date":
        return new Date(parts[0] === null ? NaN : Number(parts[0]));
      case "doubles":
        return Array.from(this.value(parts[0]) as Float64Array);
      case "ArrayBuffer":
        return this.bytes(parts[0]).slice().buffer;
      case "matrix":
        return new Matrix(Number(parts[0]), Number(parts[1]), this.value(parts[2]) as Float64Array);
      case "csr":
        return this.csr(parts);
      case "table":
        return this.table(parts as [number, ...[string, string, ...unknown[]][]]);
      case "codec":
        return this.codec(parts as [string, number, number, unknown]);
      default: {
        const array = typedArrayOver(tag, this.bytes(parts[0]));
        if (array === undefined) throw damaged(this.where, `a value of the unknown kind ${tag}`);
        return array;
      }
    }
  }

  private plain(node: Readonly<Record<string, unknown>>, id: number | undefined): object {
    const value: Record<string, unknown> = {};
    this.keep(id, value);
    for (const key of Object.keys(node)) {
      setOwn(value, key, this.value(node[key]));
    }
    return value;
  }

  private array(parts: readonly unknown[], id: number | undefined): unknown[] {
    const value: unknown[] = [];
    this.keep(id, value);
    for (const part of parts) value.push(this.value(part));
    return value;
  }

  private rows(
    [length, ...columns]: readonly [number, ...(readonly [string, unknown])[]],
    id: number | undefined,
  ): Record<string, unknown>[] {
    const value: Record<string, unknown>[] = [];
    this.keep(id, value);
    const read = columns.map(([key, node]) => [key, this.value(node) as readonly unknown[]] as const);
    for (let i = 0; i < length; i++) {
      const row: Record<string, unknown> = {};
      for (const [key, values] of read) setOwn(row, key, values[i]);
      value.push(row);
    }
    return value;
  }

  private map(pairs: readonly (readonly [unknown, unknown])[], id: number | undefined): Map<unknown, unknown> {
    const value = new Map<unknown, unknown>();
    this.keep(id, value);
    for (const [key, each] of pairs) value.set(this.value(key), this.value(each));
    return value;
  }

  private set(parts: readonly unknown[], id: number | undefined): Set<unknown> {
    const value = new Set<unknown>();
    this.keep(id, value);
    for (const part of parts) value.add(this.value(part));
    return value;
  }

  private csr([rows, cols, data, indices, indptr]: readonly unknown[]): CsrMatrix {
    return new CsrMatrix(
      Number(rows),
      Number(cols),
      this.value(data) as Float64Array,
      this.value(indices) as Int32Array,
      this.value(indptr) as Int32Array,
    );
  }

  private table([numRows, ...columns]: readonly [number, ...(readonly [string, string, ...unknown[]])[]]): Table {
    const entries = columns.map(([name, kind, ...parts]): [string, Column] => {
      const column = columnOf(
        kind,
        parts.map((part) => this.value(part)),
      );
      if (column === undefined) throw damaged(this.where, `a column of the unknown kind ${kind}`);
      return [name, column];
    });
    return Table.fromColumns(new Map(entries), numRows);
  }

  private codec([name, start, count, node]: readonly [string, number, number, unknown]): unknown {
    const codec = this.codecs.find((each) => each.name === name);
    if (codec === undefined) {
      throw new FlowError({
        code: "missingCodec",
        what: `an artifact was stored by the codec ${JSON.stringify(name)}, which is not there`,
        where: this.where,
        fix: "give the codecs that the flow has",
        details: { codec: name },
      });
    }
    const inner = new Decoder(this.where, this.buffers.slice(start, start + count), this.codecs);
    return codec.decode(inner.value(node));
  }

  private bytes(index: unknown): Uint8Array {
    const bytes = this.buffers[Number(index)];
    if (bytes === undefined) throw damaged(this.where, "a buffer too few");
    return bytes;
  }

  private keep(id: number | undefined, value: unknown): unknown {
    if (id !== undefined) this.shared.set(id, value);
    return value;
  }
}

/** Assigning to "__proto__" would change the prototype instead. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
