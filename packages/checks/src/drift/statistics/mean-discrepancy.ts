import { acceptSample } from "./accepted.ts";

/** Options of {@link meanDiscrepancy}. */
export interface MeanDiscrepancyOptions {
  /** Width of the kernel exp(-gamma·d²). Default: 1 over the median of the squared distances between all pairs of values. */
  readonly gamma?: number | undefined;
}

/**
 * The unbiased estimate of the squared maximum mean discrepancy between two samples, with a Gaussian kernel. It compares all pairs:
 * give at most a few thousand values.
 *
 * @param reference - the reference values, two at least.
 * @param current - the current values, two at least.
 * @param options - `gamma`.
 * @returns the estimate; about 0 (also below) where both are of one distribution.
 * @throws {ChecksError} `invalidData` when a sample is too small or holds a value that is not finite.
 * @see https://jmlr.org/papers/v13/gretton12a.html
 *
 * @example
 * ```ts
 * import { meanDiscrepancy } from "@mlsys/checks/drift";
 *
 * meanDiscrepancy([0, 1, 2], [10, 11, 12], { gamma: 1 }) > 0.2; // => true
 * ```
 */
export function meanDiscrepancy(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: MeanDiscrepancyOptions = {},
): number {
  acceptSample("reference", reference, 2);
  acceptSample("current", current, 2);
  const { gamma = 1 / medianSquare(reference, current) } = options;
  const [n, m] = [reference.length, current.length];
  const within = kernelSum(reference, gamma) / (n * (n - 1)) + kernelSum(current, gamma) / (m * (m - 1));
  let between = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) between += kernel((reference[i] ?? 0) - (current[j] ?? 0), gamma);
  return within - (2 * between) / (n * m);
}

/** The sum over ordered pairs of different values of one sample. */
function kernelSum(values: ArrayLike<number>, gamma: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < i; j++) sum += kernel((values[i] ?? 0) - (values[j] ?? 0), gamma);
  return 2 * sum;
}

function kernel(distance: number, gamma: number): number {
  return Math.exp(-gamma * distance * distance);
}

function medianSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const values = [...Array.from(a), ...Array.from(b)];
  const squares: number[] = [];
  values.forEach((value, i) => {
    for (let j = 0; j < i; j++) squares.push((value - (values[j] ?? 0)) ** 2);
  });
  const sorted = Float64Array.from(squares).sort();
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return median === 0 ? 1 : median;
}
