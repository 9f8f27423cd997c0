import { chiSquaredTest, cramersV as cramersVOf, gTest } from "../../../drift/statistics/contingency.ts";
import { chiSquaredQuantile } from "../../special/chi-squared.ts";
import type { CountMethod } from "../method.ts";
import { sizesOf } from "./sizes.ts";

/** Pearson's chi-squared test: the effect is Cramér's V. */
export const chiSquared: CountMethod = contingency(chiSquaredTest);

/** The G-test: the effect is Cramér's V. */
export const g: CountMethod = contingency(gTest);

/** Cramér's V with Bergsma's correction; the p-value is Pearson's. */
export const cramersV: CountMethod = {
  ...chiSquared,
  test: (reference, current, context) => {
    const statistic = cramersVOf(reference, current, { correctBias: true });
    return { ...chiSquared.test(reference, current, context), statistic, effectSize: statistic };
  },
};

function contingency(run: typeof chiSquaredTest): CountMethod {
  return {
    of: "counts",
    minEffect: 0.1,
    test: (reference, current, { alpha }) => {
      const { n, m } = sizesOf(reference, current);
      const { statistic, pValue, df } = run(reference, current);
      const criticalEffect = df === 0 ? 0 : Math.sqrt(chiSquaredQuantile(alpha, df) / (n + m));
      return { statistic, effectSize: cramersVOf(reference, current), pValue, criticalEffect, n, m, bins: df + 1 };
    },
  };
}
