import { studentQuantile, studentTwoSided } from "../distributions/beta.ts";
import { normalTwoSided } from "../distributions/normal.ts";
import { wilsonInterval } from "../intervals/wilson-interval.ts";
import type { Interval } from "../intervals/wilson-interval.ts";

/** Number, mean and sum of squared deviations of some losses. */
interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

export function momentsOf(losses: Float64Array, indices: Int32Array): Moments {
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += losses[indices[i] ?? 0] ?? 0;
  const mean = sum / indices.length;
  let squares = 0;
  for (let i = 0; i < indices.length; i++) squares += ((losses[indices[i] ?? 0] ?? 0) - mean) ** 2;
  return { n: indices.length, mean, squares };
}

/** The moments of all rows but those of a part. */
export function withoutPart(whole: Moments, part: Moments): Moments {
  const n = whole.n - part.n;
  if (n === 0) return { n, mean: NaN, squares: NaN };
  const mean = (whole.mean * whole.n - part.mean * part.n) / n;
  const between = part.n * (part.mean - whole.mean) ** 2 + n * (mean - whole.mean) ** 2;
  return { n, mean, squares: Math.max(0, whole.squares - part.squares - between) };
}

/** The interval of a mean loss: Wilson's of a share, else Student's. */
export function lossInterval({ n, mean, squares }: Moments, isShare: boolean, confidence: number): Interval {
  if (isShare) return wilsonInterval(Math.round(mean * n), n, { confidence });
  // One row says nothing about the spread.
  if (n < 2) return { low: 0, high: Number.MAX_VALUE };
  const spread = studentQuantile(1 - confidence, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { low: Math.max(0, mean - spread), high: mean + spread };
}

/** The chance of a difference at least this large between a slice and the rest, were they alike: two shares, or Welch's test. */
export function differenceTest(slice: Moments, rest: Moments, isShare: boolean): number {
  if (slice.n === 0 || rest.n === 0) return 1;
  const difference = slice.mean - rest.mean;
  if (isShare) {
    const pooled = (slice.mean * slice.n + rest.mean * rest.n) / (slice.n + rest.n);
    const spread = Math.sqrt(pooled * (1 - pooled) * (1 / slice.n + 1 / rest.n));
    return spread === 0 ? 1 : normalTwoSided(difference / spread);
  }
  if (slice.n < 2 || rest.n < 2) return 1;
  const [own, other] = [slice.squares / (slice.n - 1) / slice.n, rest.squares / (rest.n - 1) / rest.n];
  if (own + other === 0) return difference === 0 ? 1 : 0;
  const degrees = (own + other) ** 2 / (own ** 2 / (slice.n - 1) + other ** 2 / (rest.n - 1));
  return studentTwoSided(difference / Math.sqrt(own + other), degrees);
}
