/**
 * Natural logarithm, correctly rounded (but for ties closer than about 2^-20 of a last digit). `Math.log` is off by one
 * last digit in about every tenth value, which is enough to make normal variates differ from NumPy's.
 *
 * Method: x = 2^k · m with m in [√½, √2); c ≈ 1/m with 7 bits, so that m·c - 1 is exact in two doubles and small;
 * log x = k·log 2 - log c + log1p(m·c - 1), summed in double-double arithmetic.
 */
export function roundedLog(x: number): number {
  if (!(x > 0) || x === Infinity || x < 2 ** -1022) return Math.log(x);
  tables ??= makeTables();
  const table = tables;
  float64[0] = x;
  const highWord = uint32[1] as number;
  let k = (highWord >>> 20) - 1023;
  uint32[1] = (highWord & 0xfffff) | 0x3ff00000;
  let m = float64[0];
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const slot = Math.round(m * STEPS) - FIRST;
  const c = table.inverse[slot] ?? 1;
  // m has 53 bits and c has 8: split m so that both partial products are exact.
  const mHigh = Math.fround(m);
  const mLow = m - mHigh;
  const r = mHigh * c - 1 + mLow * c;
  const rLow = mHigh * c - 1 - r + mLow * c;
  const square = r * r;
  const rHead = split(r);
  const rTail = r - rHead;
  const squareLow = rHead * rHead - square + 2 * rHead * rTail + rTail * rTail;
  // log1p(r) = r - r²/2 + r³·(1/3 - r/4 + …); the last term is below 2^-22 of r, so plain doubles do.
  const series = 1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 + r * (-1 / 8 + r * (1 / 9 - r / 10))))));
  const rest = square * r * series;
  // k·log 2 has a head with enough trailing zeros to be exact.
  const base = k * LN2_HEAD;
  const [a, aLow] = twoSum(base, table.logHigh[slot] ?? 0);
  const [b, bLow] = twoSum(a, r);
  const [d, dLow] = twoSum(b, -square / 2);
  const low = aLow + bLow + dLow + k * LN2_TAIL + (table.logLow[slot] ?? 0) + rLow - squareLow / 2 - r * rLow + rest;
  return d + low;
}

const STEPS = 128;
const FIRST = Math.round(Math.SQRT1_2 * STEPS);
const LAST = Math.round(Math.SQRT2 * STEPS);
/** log 2 = head + tail; the head has 42 bits, so that k times it is exact for any exponent k. */
const LN2_HEAD = 0.6931471805598903;
const LN2_TAIL = 5.497923018708371e-14;

interface Tables {
  readonly inverse: Float64Array;
  readonly logHigh: Float64Array;
  readonly logLow: Float64Array;
}

let tables: Tables | undefined;
const float64 = new Float64Array(1);
const uint32 = new Uint32Array(float64.buffer);

function makeTables(): Tables {
  const size = LAST - FIRST + 1;
  const made: Tables = {
    inverse: new Float64Array(size),
    logHigh: new Float64Array(size),
    logLow: new Float64Array(size),
  };
  for (let slot = 0; slot < size; slot++) {
    const inverse = Math.round((STEPS * STEPS) / (slot + FIRST)) / STEPS;
    const [high, low] = exactLog(inverse);
    made.inverse[slot] = inverse;
    made.logHigh[slot] = -high;
    made.logLow[slot] = -low;
  }
  return made;
}

/** log of a ratio with denominator 128, as a sum of two doubles: 2·atanh((c - 1)/(c + 1)) in 128-bit fixed point. */
function exactLog(c: number): readonly [number, number] {
  const bits = 128n;
  const numerator = BigInt(Math.round(c * STEPS));
  const z = ((numerator - BigInt(STEPS)) << bits) / (numerator + BigInt(STEPS));
  const zz = (z * z) >> bits;
  let sum = 0n;
  let power = z;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * zz) >> bits;
  }
  const log = 2n * sum;
  const high = toDouble(log, bits);
  return [high, toDouble(log - fromDouble(high, bits), bits)];
}

function toDouble(fixed: bigint, bits: bigint): number {
  const head = fixed >> (bits - 64n);
  return Number(head) / 2 ** 64 + Number(fixed - (head << (bits - 64n))) / 2 ** Number(bits);
}

function fromDouble(value: number, bits: bigint): bigint {
  return BigInt(value * 2 ** 80) << (bits - 80n);
}

/** The upper half of the digits of a double (Veltkamp). */
function split(value: number): number {
  const shifted = 134217729 * value;
  return shifted - (shifted - value);
}

function twoSum(a: number, b: number): readonly [number, number] {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}
