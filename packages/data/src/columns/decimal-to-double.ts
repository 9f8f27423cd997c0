/** 10^0 to 10^22: all of them are doubles exactly. */
export const powersOfTen: Float64Array = /* @__PURE__ */ Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

// Veltkamp's constant: splits a double into two halves of 26 bits.
const SPLIT = 2 ** 27 + 1;
const ABOVE = 1 + 2 ** -48;
const BELOW = 1 - 2 ** -48;

/**
 * (high · scale + low) / divisor, rounded once. Numerator and remainder are carried as pairs of doubles (Dekker's products),
 * so the quotient's correction has a relative error below 2^-49. Where that could decide the rounding the result is NaN, and
 * the caller goes a slower way.
 *
 * @param high - a whole number below 10^9.
 * @param scale - a power of ten up to 10^9.
 * @param low - a whole number below `scale`.
 * @param divisor - a power of ten up to 10^22.
 */
export function correctedQuotient(high: number, scale: number, low: number, divisor: number): number {
  const product = high * scale;
  const sum = product + low;
  // Below 10^18 the product is exact but for its last bits: fetch what rounding cut off, of product and of sum.
  const rest = low - (sum - product) + productError(high, scale, product);
  const quotient = sum / divisor;
  const multiple = quotient * divisor;
  const remainder = sum - multiple - productError(quotient, divisor, multiple) + rest;
  const correction = remainder / divisor;
  const upper = quotient + correction * ABOVE;
  return upper === quotient + correction * BELOW ? upper : NaN;
}

/** a · b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const scaledA = SPLIT * a;
  const headA = scaledA - (scaledA - a);
  const tailA = a - headA;
  const scaledB = SPLIT * b;
  const headB = scaledB - (scaledB - b);
  const tailB = b - headB;
  return headA * headB - product + headA * tailB + tailA * headB + tailA * tailB;
}
