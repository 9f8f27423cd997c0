import { z } from "zod";
import { ModelsError } from "../models-error.ts";
import { bytesOf, bytesPerElement, tensorFromBytes, tensorType } from "../persistence/encode-state.ts";
import type { StateTensor } from "../persistence/saved-model.ts";

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.enum(["F64", "F32", "I32", "U8"]),
    shape: z.array(z.number().int().nonnegative()),
    data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
  }),
);

/**
 * Tensors by name in safetensors layout: the length of a JSON header as 8 bytes, the header, then the elements, each tensor
 * starting at a multiple of 8.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(tensors: ReadonlyMap<string, StateTensor>): Uint8Array {
  // Tensors of larger elements first: then all are aligned without gaps, which the format does not allow.
  const ordered = [...tensors].sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  let offset = 0;
  const entries = ordered.map(([name, tensor]) => {
    const start = offset;
    offset += tensor.byteLength;
    return [name, { dtype: tensorType(tensor), shape: [tensor.length], data_offsets: [start, offset] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries(entries));
  const plain = new TextEncoder().encode(json);
  const header = new TextEncoder().encode(json + " ".repeat((8 - (plain.length % 8)) % 8));
  const file = new Uint8Array(8 + header.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let at = 8 + header.length;
  for (const [, tensor] of ordered) {
    file.set(bytesOf(tensor), at);
    at += tensor.byteLength;
  }
  return file;
}

/** The tensors of a file in safetensors layout; every offset is checked before it is used. */
export function readSafetensors(file: Uint8Array, where: string): ReadonlyMap<string, StateTensor> {
  const headerLength = file.length < 8 ? NaN : Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (!(headerLength <= file.length - 8)) throw corrupt(where, "the file ends within its header");
  const data = file.subarray(8 + headerLength);
  const tensors = new Map<string, StateTensor>();
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of Object.entries(headerOf(file, headerLength, where))) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (end > data.length || start > end || end - start !== count * bytesPerElement(dtype)) {
      throw corrupt(where, `the tensor ${JSON.stringify(name)} does not lie within the file`);
    }
    tensors.set(name, tensorFromBytes(dtype, data.subarray(start, end)));
  }
  return tensors;
}

function headerOf(file: Uint8Array, length: number, where: string): z.infer<typeof headerSchema> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, 8 + length)));
  } catch (cause) {
    throw corrupt(where, "its header is no JSON", cause);
  }
  if (typeof json === "object" && json !== null && "__metadata__" in json) {
    const { __metadata__: _, ...rest } = json;
    json = rest;
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) throw corrupt(where, "its header is no list of tensors", parsed.error);
  return parsed.data;
}

function corrupt(where: string, what: string, cause?: unknown): ModelsError {
  return new ModelsError({
    code: "corruptBundle",
    what: "the tensors cannot be read",
    where,
    found: what,
    fix: "save the model again, or copy the bundle again from where it is whole",
    cause,
  });
}
