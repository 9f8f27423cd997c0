/**
 * The sum of n numbers a stride apart, added up in NumPy's order (pairwise, eight partial sums a block), so that results that
 * are compared for equality agree to the last bit.
 *
 * @see Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14 (1993), for pairwise summation.
 */
export function pairwiseSum(values: Float64Array, start: number, n: number, stride = 1): number {
  const at = (i: number): number => values[start + i * stride] ?? 0;
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += at(i);
    return sum;
  }
  if (n > 128) {
    const half = Math.floor(n / 2) - (Math.floor(n / 2) % 8);
    return pairwiseSum(values, start, half, stride) + pairwiseSum(values, start + half * stride, n - half, stride);
  }
  const partial = new Float64Array(8);
  const whole = n - (n % 8);
  for (let i = 0; i < whole; i++) partial[i % 8] = (partial[i % 8] ?? 0) + at(i);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = partial;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < n; i++) sum += at(i);
  return sum;
}

/** The standard deviation of n numbers a stride apart, as `numpy.std` computes it. */
export function standardDeviation(values: Float64Array, start: number, n: number): number {
  const mean = pairwiseSum(values, start, n) / n;
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) squares[i] = ((values[start + i] ?? 0) - mean) ** 2;
  return Math.sqrt(pairwiseSum(squares, 0, n) / n);
}
