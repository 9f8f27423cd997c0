import { logGamma, nonZero } from "./gamma.ts";

/** The regularised incomplete beta function I_x(a, b), by a continued fraction. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (factor * betaFraction(a, b, x)) / a
    : 1 - (factor * betaFraction(b, a, 1 - x)) / b;
}

/** By the modified method of Lentz. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m < 2000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/** The chance that Student's t with these degrees of freedom is beyond ±t. */
export function studentTwoSided(t: number, degrees: number): number {
  if (degrees === Infinity) return NaN;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

/** The t that Student's t exceeds, on either side, with this chance in all. */
export function studentQuantile(twoSided: number, degrees: number): number {
  return decreasingRoot((t) => studentTwoSided(t, degrees), twoSided);
}

/** The chance that F is above f. */
export function fUpper(f: number, degrees1: number, degrees2: number): number {
  return incompleteBeta(degrees2 / 2, degrees1 / 2, degrees2 / (degrees2 + degrees1 * f));
}

/** The chance of at most k successes in n trials of chance p. */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 1 - p);
}

/** Where a function that falls from 1 towards 0 takes a value; by doubling and bisection. */
function decreasingRoot(of: (x: number) => number, value: number): number {
  let high = 1;
  while (of(high) > value && high < 1e300) high *= 2;
  let low = 0;
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (of(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
