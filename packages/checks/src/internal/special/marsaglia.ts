/** The probability that Kolmogorov's statistic of one sample of n values is above d: the power of a matrix after Marsaglia, Tsang and Wang. */
export function oneSampleSurvival(d: number, n: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  const k = Math.ceil(n * d);
  const h = k - n * d;
  const size = 2 * k - 1;
  const first = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => {
      if (i - j + 1 < 0) return 0;
      let value = 1;
      if (j === 0) value -= h ** (i + 1);
      if (i === size - 1) value -= h ** (size - j);
      if (i === size - 1 && j === 0 && 2 * h > 1) value += (2 * h - 1) ** size;
      for (let g = 2; g <= i - j + 1; g++) value /= g;
      return value;
    }),
  );
  const { matrix, exponent: scale } = power(first, n);
  let exponent = scale;
  let value = matrix[k - 1]?.[k - 1] ?? 0;
  for (let i = 1; i <= n; i++) {
    value *= i / n;
    if (value < 1e-140) {
      value *= 1e140;
      exponent -= 140;
    }
  }
  return Math.max(0, 1 - value * 10 ** exponent);
}

interface Scaled {
  readonly matrix: readonly Float64Array[];
  /** Power of ten that the matrix is to be multiplied by. */
  readonly exponent: number;
}

function power(matrix: readonly Float64Array[], n: number): Scaled {
  if (n === 1) return { matrix, exponent: 0 };
  const half = power(matrix, Math.floor(n / 2));
  const square = multiply(half.matrix, half.matrix);
  const whole = n % 2 === 0 ? square : multiply(square, matrix);
  const middle = whole[whole.length >> 1]?.[whole.length >> 1] ?? 0;
  const exponent = 2 * half.exponent;
  if (middle <= 1e140) return { matrix: whole, exponent };
  return { matrix: whole.map((row) => row.map((value) => value * 1e-140)), exponent: exponent + 140 };
}

function multiply(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) =>
    Float64Array.from(row, (_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0)),
  );
}
