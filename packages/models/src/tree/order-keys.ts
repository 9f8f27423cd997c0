/**
 * Whole numbers in the order of floats, made of their bits: a comparison of whole numbers can be a number without a branch to guess wrong.
 * A key's own key are the bits again. What is missing has a key of its own, above all others.
 */
export const orderKey = (bits: number): number => bits ^ ((bits >> 31) >>> 1);

export const MISSING = 0x7fffffff;

/** The key of a number that may be missing. */
export function orderKeyOrMissing(bits: number): number {
  const isMissing = Number((bits & 0x7fffffff) > 0x7f800000);
  const key = orderKey(bits);
  return key ^ ((key ^ MISSING) & -isMissing);
}

const single = /* @__PURE__ */ new Float32Array(1);
const singleBits = /* @__PURE__ */ new Int32Array(single.buffer);

/** The float that a key is of. */
export function floatOf(key: number): number {
  singleBits[0] = orderKey(key);
  return single[0] as number;
}

/** The largest key of the floats that are at most this number. */
export function limitKey(threshold: number): number {
  single[0] = threshold;
  const rounded = single[0];
  // Of both zeros, that with a sign comes first.
  if (rounded === 0) return threshold < 0 ? -2 : 0;
  return orderKey(singleBits[0] as number) - Number(rounded > threshold);
}
