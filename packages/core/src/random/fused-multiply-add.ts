/**
 * a·b + c, rounded once, as the processor's instruction does; for results that neither overflow nor underflow.
 *
 * Method: the product and the sums as pairs of doubles without error (Dekker, Knuth); the two small parts are added with rounding
 * to odd, so that the last addition rounds the exact value.
 *
 * @see Boldo and Melquiond, Emulation of FMA and correctly rounded sums, IEEE Transactions on Computers 57 (2008)
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const aHead = head(a);
  const bHead = head(b);
  const aTail = a - aHead;
  const bTail = b - bHead;
  const productError = aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail);
  const low = c + productError;
  const lowError = sumError(c, productError, low);
  const high = product + low;
  return high + addToOdd(sumError(product, low, high), lowError);
}

/** The upper half of the digits of a double (Veltkamp). */
function head(value: number): number {
  const shifted = 134217729 * value;
  return shifted - (shifted - value);
}

function sumError(a: number, b: number, sum: number): number {
  const part = sum - a;
  return a - (sum - part) + (b - part);
}

const float64 = /* @__PURE__ */ new Float64Array(1);
const int64 = /* @__PURE__ */ new BigInt64Array(float64.buffer);
const int32 = /* @__PURE__ */ new Int32Array(float64.buffer);

/** a + b; where that is not exact, of the two neighbours the one whose last bit is set. */
function addToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = sumError(a, b, sum);
  if (error === 0) return sum;
  float64[0] = sum;
  if (((int32[LOW_WORD] as number) & 1) === 1) return sum;
  int64[0] = (int64[0] as bigint) + (error > 0 === sum > 0 ? 1n : -1n);
  return float64[0];
}

const LOW_WORD = /* @__PURE__ */ placeOfLowWord();

function placeOfLowWord(): number {
  return new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 0 : 1;
}
