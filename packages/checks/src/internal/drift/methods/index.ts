import type { DriftMethod } from "../../../drift/drift-report.ts";
import type { CountMethod, NumericMethod } from "../method.ts";
import { chiSquared, g } from "./contingency.ts";
import { hellinger, jensenShannon, populationStability, totalVariation } from "./distribution-distances.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { meanDiscrepancy } from "./mean-discrepancy.ts";
import { andersonDarling, cramerVonMises, energy, wasserstein } from "./permuted.ts";

/** Every method by its name. */
export const METHODS: Readonly<Record<DriftMethod, NumericMethod | CountMethod>> = {
  kolmogorovSmirnov,
  wasserstein,
  energy,
  cramerVonMises,
  andersonDarling,
  meanDiscrepancy,
  chiSquared,
  g,
  populationStability,
  jensenShannon,
  hellinger,
  totalVariation,
};

/** The names of the methods. */
export const METHOD_NAMES = Object.keys(METHODS) as DriftMethod[];
