// Comparison of two tables
export { detectDrift } from "./detect-drift.ts";
export type { DetectDriftOptions } from "./detect-drift.ts";
export { referenceStatistics } from "./reference-statistics.ts";
export type { ReferenceColumn, ReferenceStatistics, ReferenceStatisticsOptions } from "./reference-statistics.ts";
export type { ColumnDrift, DriftMethod, DriftOutcome, DriftReport, MissingChange, TableDrift } from "./drift-report.ts";

// Statistics
export { twoSamples } from "./statistics/two-samples.ts";
export type { TwoSamples } from "./statistics/two-samples.ts";
export { kolmogorovSmirnov } from "./statistics/kolmogorov-smirnov.ts";
export type { KolmogorovSmirnov, KolmogorovSmirnovOptions } from "./statistics/kolmogorov-smirnov.ts";
export { energyCoefficient, energyDistance, wassersteinDistance } from "./statistics/distances.ts";
export {
  andersonDarling,
  andersonDarlingPValue,
  cramerVonMises,
  cramerVonMisesPValue,
} from "./statistics/rank-tests.ts";
export { meanDiscrepancy } from "./statistics/mean-discrepancy.ts";
export type { MeanDiscrepancyOptions } from "./statistics/mean-discrepancy.ts";
export {
  greatestChange,
  hellingerDistance,
  jensenShannonDivergence,
  kullbackLeiblerDivergence,
  populationStabilityIndex,
  totalVariation,
} from "./statistics/proportions.ts";
export type { ZeroShares } from "./statistics/proportions.ts";
export { chiSquaredTest, cramersV, gTest, proportionTest } from "./statistics/contingency.ts";
export type { ContingencyTest } from "./statistics/contingency.ts";
export { goodnessOfFit, goodnessOfFitG } from "./statistics/one-sample.ts";
export { clopperPearson, fisherExact } from "./statistics/fisher.ts";
export { mannWhitney, welchTest } from "./statistics/location.ts";
export type { LocationTest } from "./statistics/location.ts";
export { eppsSingleton } from "./statistics/epps-singleton.ts";
export { countBins, quantileEdges, sturgesEdges } from "./statistics/bins.ts";
export { adjustPValues } from "./statistics/adjust-p-values.ts";
export type { Correction } from "./statistics/adjust-p-values.ts";
