/**
 * The nondecreasing values nearest to y by weighted squares: neighbors that are out of order are pooled.
 *
 * @see Busing, "Monotone regression: a simple and fast O(n) PAVA implementation", Journal of Statistical Software 102 (1), 2022.
 */
export function poolAdjacentViolators(y: Float64Array, weights: Float64Array): Float64Array {
  const values = new Float64Array(y.length);
  const masses = new Float64Array(y.length);
  const ends = new Int32Array(y.length);
  let blocks = 0;
  for (let i = 0; i < y.length; i++) {
    values[blocks] = y[i] as number;
    masses[blocks] = weights[i] as number;
    ends[blocks] = i + 1;
    blocks += 1;
    while (blocks > 1 && (values[blocks - 2] as number) >= (values[blocks - 1] as number)) {
      const [a, b] = [masses[blocks - 2] as number, masses[blocks - 1] as number];
      values[blocks - 2] = (a * (values[blocks - 2] as number) + b * (values[blocks - 1] as number)) / (a + b);
      masses[blocks - 2] = a + b;
      ends[blocks - 2] = i + 1;
      blocks -= 1;
    }
  }
  const fitted = new Float64Array(y.length);
  for (let block = 0, start = 0; block < blocks; block++) {
    fitted.fill(values[block] as number, start, ends[block]);
    start = ends[block] as number;
  }
  return fitted;
}
