type Numbers = Float64Array | Int32Array | Uint8Array;

/** What Node's `Buffer` has, as far as it is used here. */
interface NodeBuffers {
  from(memory: ArrayBufferLike, place: number, length: number): NodeBuffer;
}

interface NodeBuffer {
  copy(target: NodeBuffer, targetStart: number, start: number, end: number): number;
}

/** Fewer bytes are not worth the calls. */
const WORTH_A_CALL = 4096;

/**
 * Copies an array into another of its kind and length. Engines copy to and from shared memory word by word; Node's own copy takes less
 * than half the time, where it is not of a whole array: then it leaves that to the engine, so that two halves are copied.
 */
export function copyInto<Values extends Numbers>(to: Values, from: Values): void {
  const buffers = (globalThis as unknown as { readonly Buffer?: NodeBuffers }).Buffer;
  const { byteLength } = from;
  if (buffers === undefined || byteLength < WORTH_A_CALL) {
    to.set(from);
    return;
  }
  const source = buffers.from(from.buffer, from.byteOffset, byteLength);
  const target = buffers.from(to.buffer, to.byteOffset, byteLength);
  const half = byteLength >> 1;
  source.copy(target, 0, 0, half);
  source.copy(target, half, half, byteLength);
}
