/**
 * The sum of `length` elements from `start`, `stride` apart, by halves: errors grow with the logarithm of the length, and the
 * result has NumPy's digits (blocks of 128 with eight partial sums).
 */
export function pairwiseSum(values: Float64Array, start = 0, length = values.length, stride = 1): number {
  if (length > 128) {
    const half = (length >> 1) - ((length >> 1) % 8);
    return pairwiseSum(values, start, half, stride) + pairwiseSum(values, start + half * stride, length - half, stride);
  }
  return length < 8 ? plainSum(values, start, length, stride) : eightfoldSum(values, start, length, stride);
}

function plainSum(values: Float64Array, start: number, length: number, stride: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += values[start + i * stride] as number;
  return sum;
}

function eightfoldSum(v: Float64Array, start: number, length: number, stride: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  let at = start;
  const blocks = length >> 3;
  for (let block = 0; block < blocks; block++) {
    a += v[at] as number;
    b += v[(at += stride)] as number;
    c += v[(at += stride)] as number;
    d += v[(at += stride)] as number;
    e += v[(at += stride)] as number;
    f += v[(at += stride)] as number;
    g += v[(at += stride)] as number;
    h += v[(at += stride)] as number;
    at += stride;
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = blocks * 8; i < length; i++, at += stride) sum += v[at] as number;
  return sum;
}

/** The dot product of two pieces of arrays, with four partial sums. */
export function dot(
  a: Float64Array,
  b: Float64Array,
  aStart = 0,
  bStart = 0,
  length = Math.min(a.length - aStart, b.length - bStart),
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = length - (length % 4);
  let i = 0;
  for (; i < whole; i += 4) {
    s0 += (a[aStart + i] as number) * (b[bStart + i] as number);
    s1 += (a[aStart + i + 1] as number) * (b[bStart + i + 1] as number);
    s2 += (a[aStart + i + 2] as number) * (b[bStart + i + 2] as number);
    s3 += (a[aStart + i + 3] as number) * (b[bStart + i + 3] as number);
  }
  let sum = s0 + s1 + (s2 + s3);
  for (; i < length; i++) sum += (a[aStart + i] as number) * (b[bStart + i] as number);
  return sum;
}

/** y += factor · x, over pieces of arrays. */
export function addScaled(
  y: Float64Array,
  factor: number,
  x: Float64Array,
  yStart = 0,
  xStart = 0,
  length = x.length - xStart,
): void {
  const whole = length - (length % 4);
  let [to, from] = [yStart, xStart];
  for (const end = yStart + whole; to < end; to += 4, from += 4) {
    y[to] = (y[to] as number) + factor * (x[from] as number);
    y[to + 1] = (y[to + 1] as number) + factor * (x[from + 1] as number);
    y[to + 2] = (y[to + 2] as number) + factor * (x[from + 2] as number);
    y[to + 3] = (y[to + 3] as number) + factor * (x[from + 3] as number);
  }
  for (const end = yStart + length; to < end; to++, from++) y[to] = (y[to] as number) + factor * (x[from] as number);
}
