import { checkSameLength, readNumbers } from "../input/numbers.ts";
import type { NumberArray } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/**
 * The area under a curve by the trapezoidal rule.
 *
 * @param x - abscissae, ascending or descending, at least two.
 * @param y - ordinates.
 * @returns the area.
 * @throws {@link MetricsError} `invalidInput` when x is neither ascending nor descending or there are fewer than two points;
 * `lengthMismatch`.
 * @see scikit-learn's `auc`.
 *
 * @example
 * ```ts
 * import { auc } from "@mlsys/metrics";
 *
 * auc([0, 0.5, 1], [0, 1, 1]); // => 0.75
 * ```
 */
export function auc(x: NumberArray, y: NumberArray): number {
  const [xs, ys] = [readNumbers("auc", "x", x), readNumbers("auc", "y", y)];
  checkSameLength("auc", "y", ys.length, xs.length);
  let [area, rises, falls] = [0, false, false];
  for (let i = 1; i < xs.length; i++) {
    const width = (xs[i] ?? 0) - (xs[i - 1] ?? 0);
    rises ||= width > 0;
    falls ||= width < 0;
    area += (width * ((ys[i] ?? 0) + (ys[i - 1] ?? 0))) / 2;
  }
  if (xs.length >= 2 && !(rises && falls)) return falls ? -area : area;
  throw new MetricsError({
    code: "invalidInput",
    what: xs.length < 2 ? "an area needs at least two points" : "x is neither ascending nor descending",
    where: "auc, x",
    found: `${xs.length} points`,
    fix: "give points in order of x",
    details: { owner: "auc", argument: "x" },
  });
}
