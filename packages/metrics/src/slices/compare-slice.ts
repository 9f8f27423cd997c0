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

/** The interval of the loss of a slice less that of the rest: Newcombe's of two shares, else Welch's. */
export function differenceInterval(slice: Moments, rest: Moments, isShare: boolean, confidence: number): Interval {
  const difference = slice.mean - rest.mean;
  if (isShare && slice.n > 0 && rest.n > 0) {
    const [own, other] = [lossInterval(slice, true, confidence), lossInterval(rest, true, confidence)];
    return {
      low: difference - Math.hypot(slice.mean - own.low, other.high - rest.mean),
      high: difference + Math.hypot(own.high - slice.mean, rest.mean - other.low),
    };
  }
  // One row says nothing about the spread.
  if (slice.n < 2 || rest.n < 2) return { low: -Number.MAX_VALUE, high: Number.MAX_VALUE };
  const { variance, degrees } = welch(slice, rest);
  const spread = variance === 0 ? 0 : studentQuantile(1 - confidence, degrees) * Math.sqrt(variance);
  return { low: difference - spread, high: difference + spread };
}

function welch(slice: Moments, rest: Moments): { readonly variance: number; readonly degrees: number } {
  const [own, other] = [slice.squares / (slice.n - 1) / slice.n, rest.squares / (rest.n - 1) / rest.n];
  const degrees = (own + other) ** 2 / (own ** 2 / (slice.n - 1) + other ** 2 / (rest.n - 1));
  return { variance: own + other, degrees };
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
  const { variance, degrees } = welch(slice, rest);
  if (variance === 0) return difference === 0 ? 1 : 0;
  return studentTwoSided(difference / Math.sqrt(variance), degrees);
}
