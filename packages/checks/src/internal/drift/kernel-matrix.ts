/** A Gaussian kernel between all pairs of the values of two samples, row by row; its width is the median distance. */
export function kernelMatrix(reference: Float64Array, current: Float64Array): Float64Array {
  const values = Float64Array.from([...reference, ...current]);
  const size = values.length;
  const matrix = new Float64Array(size * size);
  const squares = new Float64Array((size * (size - 1)) / 2);
  let at = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) squares[at++] = ((values[i] ?? 0) - (values[j] ?? 0)) ** 2;
  const median = squares.sort()[squares.length >> 1] ?? 0;
  const gamma = median === 0 ? 1 : 1 / median;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) matrix[i * size + j] = Math.exp(-gamma * ((values[i] ?? 0) - (values[j] ?? 0)) ** 2);
  return matrix;
}

/** The unbiased squared discrepancy between the first n and the other values in the order given. */
export function discrepancyOf(kernel: Float64Array, order: Int32Array, n: number): number {
  const size = order.length;
  const m = size - n;
  let [first, second, between] = [0, 0, 0];
  for (let i = 1; i < size; i++) {
    const row = (order[i] ?? 0) * size;
    for (let j = 0; j < i; j++) {
      const value = kernel[row + (order[j] ?? 0)] ?? 0;
      if (i < n) first += value;
      else if (j < n) between += value;
      else second += value;
    }
  }
  return (2 * first) / (n * (n - 1)) + (2 * second) / (m * (m - 1)) - (2 * between) / (n * m);
}
