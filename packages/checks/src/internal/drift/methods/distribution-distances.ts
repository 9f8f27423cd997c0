import {
  greatestChange as greatestChangeOf,
  hellingerDistance,
  jensenShannonDivergence,
  populationStabilityIndex,
  totalVariation as totalVariationDistance,
} from "../../../drift/statistics/proportions.ts";
import { newCategoryShare } from "../categories.ts";
import type { CountMethod } from "../method.ts";
import { permuteCounts } from "../permutation.ts";
import { sizesOf } from "./sizes.ts";

/** Population stability index, 0.5 added to every count. */
export const populationStability: CountMethod = distance((p, q) => populationStabilityIndex(p, q));

/** Jensen and Shannon's distance: the root of the divergence in bits. */
export const jensenShannon: CountMethod = distance((p, q) => Math.sqrt(jensenShannonDivergence(p, q)));

/** Hellinger's distance. */
export const hellinger: CountMethod = distance(hellingerDistance);

/** Total variation: the share of rows that changed category. */
export const totalVariation: CountMethod = distance(totalVariationDistance);

/** The greatest change of a category's share. */
export const greatestChange: CountMethod = distance(greatestChangeOf);

/** The share of current rows whose category is new. */
export const newCategories: CountMethod = {
  ...distance((reference, current) => newCategoryShare({ reference, current })),
  minEffect: 0.05,
  keepsRare: true,
};

/** A distance is its own effect; its p-value comes from permutations. */
function distance(measure: (reference: readonly number[], current: readonly number[]) => number): CountMethod {
  return {
    of: "counts",
    minEffect: 0.1,
    test: (reference, current, { alpha, permutations, rng }) => {
      const { n, m } = sizesOf(reference, current);
      const statistic = measure(reference, current);
      const { pValue, critical } = permuteCounts(reference, current, measure, permutations, rng);
      const bins = reference.length;
      return { statistic, effectSize: statistic, pValue, criticalEffect: critical(alpha), n, m, bins };
    },
  };
}
