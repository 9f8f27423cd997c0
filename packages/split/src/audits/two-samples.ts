/** How far two samples of one column differ, from 0 to 1, and the chance of that, were they alike. */
export interface SampleDifference {
  readonly distance: number;
  readonly pValue: number;
}

/** Kolmogorov and Smirnov's test of two samples of numbers. */
export function compareNumbers(a: Float64Array, b: Float64Array): SampleDifference {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i] ?? 0, y[j] ?? 0);
    while (i < x.length && x[i] === at) i += 1;
    while (j < y.length && y[j] === at) j += 1;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  const n = Math.sqrt((x.length * y.length) / (x.length + y.length));
  return { distance, pValue: kolmogorovTail((n + 0.12 + 0.11 / n) * distance) };
}

/** The chi-squared test of two samples of classes; the distance is half the sum of differences of shares. */
export function compareClasses(a: readonly unknown[], b: readonly unknown[]): SampleDifference {
  const counts = new Map<unknown, [number, number]>();
  const add = (values: readonly unknown[], side: 0 | 1): void => {
    for (const value of values) {
      const own = counts.get(value) ?? [0, 0];
      own[side] += 1;
      counts.set(value, own);
    }
  };
  add(a, 0);
  add(b, 1);
  let [statistic, distance] = [0, 0];
  for (const [inA, inB] of counts.values()) {
    const whole = (inA + inB) / (a.length + b.length);
    statistic +=
      (inA - whole * a.length) ** 2 / (whole * a.length) + (inB - whole * b.length) ** 2 / (whole * b.length);
    distance += Math.abs(inA / a.length - inB / b.length) / 2;
  }
  return { distance, pValue: counts.size < 2 ? 1 : chiSquaredTail(statistic, counts.size - 1) };
}

/** The chance that a standard normal variate is above z. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + z / (2 * Math.SQRT2));
  const poly = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ].reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return 0.5 * t * Math.exp((-z * z) / 2 + poly);
}

/** By Wilson and Hilferty's cube root, close enough to judge by. */
function chiSquaredTail(statistic: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  return normalTail((Math.cbrt(statistic / degrees) - (1 - spread)) / Math.sqrt(spread));
}

function kolmogorovTail(value: number): number {
  if (value < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * value * value);
  return Math.min(1, Math.max(0, sum));
}
