import { gammaln } from "simple-statistics";

/** The regularised incomplete beta function, by Lentz's continued fraction (Abramowitz and Stegun 26.5.8). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + gammaln(a + b) - gammaln(a) - gammaln(b));
  return (front / a) * fraction(x, a, b);
}

/** The x at which the incomplete beta function has a value. */
export function incompleteBetaInverse(value: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 200 && high - low > 1e-17; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The two-sided p-value of Student's t with so many degrees of freedom. */
export function studentPValue(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const bounded = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / bounded(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let k = 1; k <= 10_000; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    let factor = 1;
    for (const step of [even, odd]) {
      d = 1 / bounded(1 + step * d);
      c = bounded(1 + step / c);
      factor = d * c;
      result *= factor;
    }
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return result;
}
