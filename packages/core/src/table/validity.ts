/** A validity bitmap as in Arrow: bit i (least significant first) is 1 where value i is present. Undefined: all are. */
export type Validity = Uint8Array | undefined;

/**
 *
 * @param validity
 * @param i
 */
export function isValid(validity: Validity, i: number): boolean {
  return validity === undefined || (((validity[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;
}

/**
 *
 * @param length
 */
export function emptyValidity(length: number): Uint8Array {
  return new Uint8Array((length + 7) >> 3);
}

/**
 *
 * @param validity
 * @param i
 */
export function setValid(validity: Uint8Array, i: number): void {
  validity[i >> 3] = (validity[i >> 3] ?? 0) | (1 << (i & 7));
}

/**
 * Number of absent values among the first `length`.
 * @param validity
 * @param length
 */
export function countNulls(validity: Validity, length: number): number {
  if (validity === undefined) return 0;
  let present = 0;
  const whole = length >> 3;
  for (let byte = 0; byte < whole; byte++) present += bitCount(validity[byte] ?? 0);
  for (let i = whole * 8; i < length; i++) present += isValid(validity, i) ? 1 : 0;
  return length - present;
}

/**
 * The bitmap of the values at the given positions; undefined when all of them are present.
 * @param validity
 * @param indices
 */
export function takeValidity(validity: Validity, indices: ArrayLike<number>): Validity {
  if (validity === undefined) return undefined;
  const taken = emptyValidity(indices.length);
  let nulls = 0;
  for (let i = 0; i < indices.length; i++) {
    if (isValid(validity, indices[i] ?? 0)) setValid(taken, i);
    else nulls += 1;
  }
  return nulls === 0 ? undefined : taken;
}

/**
 *
 * @param validity
 * @param start
 * @param end
 */
export function sliceValidity(validity: Validity, start: number, end: number): Validity {
  if (validity === undefined) return undefined;
  if ((start & 7) === 0) return validity.subarray(start >> 3, (end + 7) >> 3);
  const sliced = emptyValidity(end - start);
  for (let i = start; i < end; i++) if (isValid(validity, i)) setValid(sliced, i - start);
  return sliced;
}

function bitCount(byte: number): number {
  let bits = byte - ((byte >> 1) & 0x55);
  bits = (bits & 0x33) + ((bits >> 2) & 0x33);
  return (bits + (bits >> 4)) & 0x0f;
}
