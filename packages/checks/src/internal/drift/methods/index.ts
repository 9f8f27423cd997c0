import type { DriftMethod } from "../../../drift/drift-report.ts";
import type { CountMethod, NumericMethod, TextMethod } from "../method.ts";
import { chiSquared, cramersV, g } from "./contingency.ts";
import {
  greatestChange,
  hellinger,
  jensenShannon,
  newCategories,
  populationStability,
  totalVariation,
} from "./distribution-distances.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { meanDiscrepancy } from "./mean-discrepancy.ts";
import { andersonDarling, cramerVonMises, energy, wasserstein } from "./permuted.ts";
import { text } from "./text.ts";

/** Every method by its name. */
export const METHODS: Readonly<Record<DriftMethod, NumericMethod | CountMethod | TextMethod>> = {
  kolmogorovSmirnov,
  wasserstein,
  energy,
  cramerVonMises,
  andersonDarling,
  meanDiscrepancy,
  chiSquared,
  cramersV,
  g,
  populationStability,
  jensenShannon,
  hellinger,
  totalVariation,
  greatestChange,
  newCategories,
  text,
};

/** The names of the methods. */
export const METHOD_NAMES = Object.keys(METHODS) as DriftMethod[];
