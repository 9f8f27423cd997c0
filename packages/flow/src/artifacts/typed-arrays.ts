const CONSTRUCTORS = {
  Float64Array,
  Float32Array,
  Int8Array,
  Int16Array,
  Int32Array,
  BigInt64Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
  BigUint64Array,
  DataView,
} as const;

/** The name of a typed array or DataView; undefined for one that is not known. A Node `Buffer` is a `Uint8Array`. */
export function typedArrayName(value: ArrayBufferView): string | undefined {
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return Object.hasOwn(CONSTRUCTORS, name) ? name : undefined;
}

/** A typed array over bytes, without a copy; undefined where the name is not one. */
export function typedArrayOver(name: string, bytes: Uint8Array): ArrayBufferView | undefined {
  if (!Object.hasOwn(CONSTRUCTORS, name)) return undefined;
  const { buffer, byteOffset, byteLength } = bytes;
  if (name === "DataView") return new DataView(buffer, byteOffset, byteLength);
  const TypedArray = CONSTRUCTORS[name as "Float64Array"];
  return new TypedArray(buffer as ArrayBuffer, byteOffset, byteLength / TypedArray.BYTES_PER_ELEMENT);
}
