import { ModelsError } from "../models-error.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Json, ModelJson, SavedModel, StateTensor, StateValue } from "./saved-model.ts";

const TENSOR = "$tensor";
const NUMBER = "$number";

/** Names of tensor types, as in safetensors. */
export type TensorType = "F64" | "F32" | "I32" | "U8";

const ARRAYS = { F64: Float64Array, F32: Float32Array, I32: Int32Array, U8: Uint8Array } as const;

export function tensorType(tensor: StateTensor): TensorType {
  if (tensor instanceof Float64Array) return "F64";
  if (tensor instanceof Float32Array) return "F32";
  return tensor instanceof Int32Array ? "I32" : "U8";
}

export function isTensor(value: unknown): value is StateTensor {
  return (
    value instanceof Float64Array ||
    value instanceof Float32Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}

/** A tensor of bytes in little-endian order; copied, so that it is aligned and independent. */
export function tensorFromBytes(type: TensorType, bytes: Uint8Array): StateTensor {
  // Not bytes.slice(), which for a Buffer of Node shares its memory.
  return new ARRAYS[type](new Uint8Array(bytes).buffer);
}

export function bytesPerElement(type: TensorType): number {
  return ARRAYS[type].BYTES_PER_ELEMENT;
}

export function isTensorType(name: unknown): name is TensorType {
  return typeof name === "string" && Object.hasOwn(ARRAYS, name);
}

/** The bytes of a tensor. All platforms that run JavaScript today are little-endian. */
export function bytesOf(tensor: StateTensor): Uint8Array {
  return new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength);
}

export function encodeState({ kind, version, state }: SavedModel): ModelJson {
  return { kind, version, state: encodeRecord(state, encodeTensor) };
}

/** State as JSON; `encode` says what stands for a tensor. */
export function encodeRecord(
  record: { readonly [key: string]: StateValue },
  encode: (tensor: StateTensor, path: string) => Json,
  path = "",
): { readonly [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      encodeValue(value, encode, path === "" ? key : `${path}.${key}`),
    ]),
  );
}

function encodeValue(value: StateValue, encode: (tensor: StateTensor, path: string) => Json, path: string): Json {
  if (typeof value === "number")
    return isPlain(value) ? value : { [NUMBER]: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (isTensor(value)) return encode(value, path);
  if (Array.isArray(value)) {
    return (value as readonly StateValue[]).map((each, i) => encodeValue(each, encode, `${path}.${i}`));
  }
  return encodeRecord(value as { readonly [key: string]: StateValue }, encode, path);
}

function encodeTensor(tensor: StateTensor): Json {
  return { [TENSOR]: { dtype: tensorType(tensor), data: toBase64(bytesOf(tensor)) } };
}

/** JSON keeps finite numbers exactly, but for the sign of zero. */
function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

export function decodeState(json: ModelJson): SavedModel {
  return { kind: json.kind, version: json.version, state: decodeRecord(json.state, decodeTensor) };
}

/** The inverse of {@link encodeRecord}. */
export function decodeRecord(
  record: { readonly [key: string]: Json },
  decode: (json: Json, path: string) => StateTensor,
  path = "",
): { readonly [key: string]: StateValue } {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      decodeValue(value, decode, path === "" ? key : `${path}.${key}`),
    ]),
  );
}

function decodeValue(value: Json, decode: (json: Json, path: string) => StateTensor, path: string): StateValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((each, i) => decodeValue(each, decode, `${path}.${i}`));
  }
  const record = value as { readonly [key: string]: Json };
  if (NUMBER in record) return Number(record[NUMBER]);
  if (TENSOR in record) return decode(record[TENSOR] ?? null, path);
  return decodeRecord(record, decode, path);
}

function decodeTensor(json: Json, path: string): StateTensor {
  const { dtype, data } = typeof json === "object" && json !== null ? (json as Record<string, Json>) : {};
  const bytes = typeof data === "string" ? fromBase64(data) : undefined;
  if (!isTensorType(dtype) || bytes === undefined || bytes.length % bytesPerElement(dtype) !== 0) {
    throw new ModelsError({
      code: "invalidInput",
      what: "a tensor of a saved model cannot be read",
      where: `modelFromJSON, ${path}`,
      fix: "give what toJSON returned, unchanged",
    });
  }
  return tensorFromBytes(dtype, bytes);
}
