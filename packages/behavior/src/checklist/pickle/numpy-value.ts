import { PickleObject, PickleTuple } from "./pickle-value.ts";
import type { PickleValue } from "./pickle-value.ts";

/** The flat values of a NumPy array or scalar as it was pickled; undefined for what is none. */
export function numpyValues(value: PickleValue | undefined): readonly PickleValue[] | undefined {
  if (!(value instanceof PickleObject)) return undefined;
  const { name, args, state } = value;
  if (name === "_reconstruct" && state instanceof PickleTuple) {
    const [, , type, , data] = state.items;
    return decoded(type, data);
  }
  if (name === "_create_array" && args[2] instanceof PickleTuple) return decoded(args[2].items[2], args[2].items[4]);
  if (name === "_frombuffer") return decoded(args[1], args[0]);
  if (name === "scalar") return decoded(args[0], args[1]);
  return undefined;
}

/** Whether it is a NumPy scalar. */
export function isNumpyScalar(value: PickleValue): value is PickleObject {
  return value instanceof PickleObject && value.name === "scalar";
}

function decoded(type: PickleValue | undefined, data: PickleValue | undefined): readonly PickleValue[] | undefined {
  const code = type instanceof PickleObject ? type.args[0] : undefined;
  const kind = typeof code === "string" ? code.replace(/^[<>|=]/, "") : "";
  if (Array.isArray(data)) return data as readonly PickleValue[];
  const bytes = data instanceof Uint8Array ? data : latin1Of(data);
  if (bytes === undefined) return undefined;
  const isLittle = !(type instanceof PickleObject && type.state instanceof PickleTuple && type.state.items[1] === ">");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind.startsWith("U")) return texts(view, 4 * Number(kind.slice(1)), isLittle);
  const read = READ[kind];
  if (read === undefined) return undefined;
  const width = Number(kind.slice(1));
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => read(view, i * width, isLittle));
}

const READ: Readonly<Record<string, (view: DataView, at: number, isLittle: boolean) => PickleValue>> = {
  b1: (view, at) => view.getUint8(at) !== 0,
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** NumPy keeps texts in UTF-32, padded with zeros. */
function texts(view: DataView, width: number, isLittle: boolean): string[] {
  if (width === 0) return [];
  return Array.from({ length: Math.floor(view.byteLength / width) }, (_, i) => {
    let text = "";
    for (let at = i * width; at < (i + 1) * width; at += 4) {
      const point = view.getUint32(at, isLittle);
      if (point !== 0 && point <= 0x10ffff) text += String.fromCodePoint(point);
    }
    return text;
  });
}

/** Bytes as protocol 2 writes them: a text to be encoded in Latin-1. */
function latin1Of(data: PickleValue | undefined): Uint8Array | undefined {
  const text = data instanceof PickleObject && data.name === "encode" ? data.args[0] : data;
  return typeof text === "string" ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : undefined;
}
