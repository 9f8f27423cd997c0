import { kernelMatrix, discrepancyOf } from "../kernel-matrix.ts";
import type { NumericMethod } from "../method.ts";
import { drawn } from "../subsample.ts";

/** All pairs are compared, so that this many values a side must do. */
const MOST = 400;

/** Maximum mean discrepancy: the effect is its unbiased square, about 0 where nothing drifted. */
export const meanDiscrepancy: NumericMethod = {
  of: "numbers",
  minEffect: 0.01,
  test: (reference, current, { alpha, permutations, rng }) => {
    const [a, b] = [drawn(reference.values, MOST, rng), drawn(current.values, MOST, rng)];
    const [n, m] = [a.length, b.length];
    if (n < 2 || m < 2) return { statistic: 0, effectSize: 0, pValue: 1, criticalEffect: null, n, m };
    const kernel = kernelMatrix(a, b);
    const order = Int32Array.from({ length: n + m }, (_, i) => i);
    const statistic = discrepancyOf(kernel, order, n);
    const sorted = Float64Array.from({ length: permutations }, () => {
      rng.shuffle(order);
      return discrepancyOf(kernel, order, n);
    }).sort();
    const extreme = sorted.filter((value) => value >= statistic - 1e-12).length;
    return {
      statistic,
      effectSize: Math.max(0, statistic),
      pValue: (1 + extreme) / (1 + permutations),
      criticalEffect: sorted[Math.ceil((1 - alpha) * (permutations + 1)) - 1] ?? null,
      n,
      m,
    };
  },
};
