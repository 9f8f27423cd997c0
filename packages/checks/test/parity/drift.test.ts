import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as drift from "@mlsys/checks/drift";
import { describe, expect, test } from "vitest";

interface Reference {
  readonly tolerance: number;
  readonly samples: readonly (Readonly<Record<string, number | null>> & {
    readonly a: number[];
    readonly b: number[];
  })[];
  readonly counts: readonly (Readonly<Record<string, number>> & {
    readonly reference: number[];
    readonly current: number[];
  })[];
  readonly pValues: number[];
  readonly benjaminiHochberg: number[];
  readonly benjaminiYekutieli: number[];
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const python = process.env["PYTHON"] ?? "python3";

/** What we say of a pair of samples, by SciPy's figures. */
function ofSamples(a: number[], b: number[]): Record<string, number> {
  const samples = drift.twoSamples(a, b);
  const sturges = drift.sturgesEdges(a, b);
  const [p, q] = [drift.countBins(a, sturges, "below"), drift.countBins(b, sturges, "below")];
  const edges = drift.quantileEdges(a, 5);
  const zeros = { replace: 1e-4 };
  const { statistic, pValue } = drift.kolmogorovSmirnov(samples);
  const anderson = drift.andersonDarling(samples);
  const deviation = Math.sqrt(a.reduce((sum, x) => sum + (x - mean(a)) ** 2, 0) / a.length);
  const [u, welch, epps] = [drift.mannWhitney(samples), drift.welchTest(a, b), drift.eppsSingleton(a, b)];
  return {
    // Beyond the sizes that drift needs the limiting distribution stands for SciPy's series.
    ...((a.length * b.length) / (a.length + b.length) < 100
      ? { ksAsymptotic: drift.kolmogorovSmirnov(samples, { pValue: "asymptotic" }).pValue }
      : {}),
    wassersteinNormed: drift.wassersteinDistance(samples) / deviation,
    wassersteinOfRange: drift.wassersteinDistance(samples) / (Math.max(...a, ...b) - Math.min(...a, ...b)),
    mannWhitney: u.statistic,
    mannWhitneyP: u.pValue,
    welch: welch.statistic,
    welchP: welch.pValue,
    eppsSingleton: epps.statistic,
    eppsSingletonP: epps.pValue,
    ks: statistic,
    ...(a.length * b.length <= 10_000 ? { ksExact: pValue } : {}),
    wasserstein: drift.wassersteinDistance(samples),
    energy: drift.energyDistance(samples),
    energyCoefficient: drift.energyCoefficient(samples),
    cramerVonMises: drift.cramerVonMises(samples),
    ...(Math.max(a.length, b.length) <= 20 ? { cramerVonMisesExact: drift.cramerVonMisesPValue(samples) } : {}),
    andersonDarling: anderson,
    andersonDarlingP: drift.andersonDarlingPValue(anderson),
    mmd: drift.meanDiscrepancy(a, b, { gamma: 0.1 }),
    mmdMedian: drift.meanDiscrepancy(a, b),
    psiQuantile: drift.populationStabilityIndex(drift.countBins(a, edges), drift.countBins(b, edges), zeros),
    psiSturges: drift.populationStabilityIndex(p, q, zeros),
    jensenShannonNats: Math.sqrt(drift.jensenShannonDivergence(p, q, Math.E)),
    jensenShannonBits: Math.sqrt(drift.jensenShannonDivergence(p, q)),
    hellinger: drift.hellingerDistance(p, q),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ofCounts(reference: number[], current: number[]): Record<string, number> {
  const [chi, g] = [drift.chiSquaredTest(reference, current), drift.gTest(reference, current)];
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const first = (counts: readonly number[]): [number, number] => [counts[0] ?? 0, total(counts)];
  const fit = drift.goodnessOfFit(reference, current);
  return {
    ...(reference.includes(0)
      ? {}
      : { fit: fit.statistic, fitP: fit.pValue, fitG: drift.goodnessOfFitG(reference, current).statistic }),
    fisher: drift.fisherExact(first(reference), first(current)),
    clopperPearson: drift.clopperPearson(...first(current))[0],
    jsNats: drift.jensenShannonDivergence(reference, current, Math.E),
    jsBits: drift.jensenShannonDivergence(reference, current),
    totalVariation: drift.totalVariation(reference, current),
    greatestChange: drift.greatestChange(reference, current),
    hellinger: drift.hellingerDistance(reference, current),
    klRenormalised: drift.kullbackLeiblerDivergence(reference, current, { replace: 1e-4 }),
    chiSquared: chi.statistic,
    chiSquaredP: chi.pValue,
    g: g.statistic,
    gP: g.pValue,
    cramersV: drift.cramersV(reference, current),
    cramersVCorrected: drift.cramersV(reference, current, { correctBias: true }),
    psiReplace: drift.populationStabilityIndex(reference, current, { replace: 1e-4 }),
    psiFloor: drift.populationStabilityIndex(reference, current, { floor: 0.01 }),
    psiAdd: drift.populationStabilityIndex(reference, current),
  };
}

/** The figures that differ by more than the tolerance, relative to figures above 1. */
function differences(
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, unknown>>,
  tolerance: number,
): string[] {
  return Object.entries(ours).flatMap(([name, value]) => {
    const wanted = Number(theirs[name]);
    const distance = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
    return distance <= tolerance ? [] : [`${name}: ${value} for ${wanted}`];
  });
}

function expectAgreement({ samples, counts, tolerance, pValues, ...rest }: Reference): void {
  const found = [
    ...samples.flatMap(({ a, b, ...theirs }) => differences(ofSamples(a, b), theirs, tolerance)),
    ...counts.flatMap(({ reference, current, ...theirs }) =>
      differences(ofCounts(reference, current), theirs, tolerance),
    ),
  ];
  expect(found).toEqual([]);
  for (const correction of ["benjaminiHochberg", "benjaminiYekutieli"] as const) {
    const ours = Object.fromEntries(drift.adjustPValues(pValues, correction).entries());
    expect(differences(ours, Object.fromEntries(rest[correction].entries()), tolerance)).toEqual([]);
  }
}

test("the stored figures of SciPy are met to 1e-12", () => {
  expectAgreement(JSON.parse(readFileSync(pathOf("drift.json"), "utf8")) as Reference);
});

const isRequired = process.env["MLSYS_REQUIRE_SERVICES"] === "1";

test.skipIf(!isRequired && !hasScipy())(
  "the script still writes the same figures (skipped without Python and SciPy)",
  { timeout: 120_000 },
  () => {
    expectAgreement(JSON.parse(run(pathOf("drift.py"))) as Reference);
  },
);

const A = Array.from({ length: 10 }, (_, i) => i + 1);
const B = [2, 3, 3, 5, 6, 8, 9, 9, 11, 14];
const C = [0.5, 2.5, 7, 7, 12, 15, 21];

describe("figures of the literature", () => {
  test("Holm's correction", () => {
    const adjusted = drift.adjustPValues([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205], "holm");
    expect(adjusted.map((p) => Number(p.toPrecision(12)))).toEqual([
      0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234,
    ]);
  });

  test("exact tests and intervals of proportions", () => {
    const figures = [
      [drift.fisherExact([40, 100], [55, 120]), 0.4140664548069193],
      [drift.clopperPearson(90, 100)[0], 0.8237774022598247],
      [drift.kolmogorovSmirnov(drift.twoSamples(A, B), { pValue: "asymptotic" }).pValue, 0.9615999999999999],
      [drift.kolmogorovSmirnov(drift.twoSamples(A, C), { pValue: "asymptotic" }).pValue, 0.35089546022490614],
    ] as const;
    for (const [ours, theirs] of figures) expect(Math.abs(ours - theirs)).toBeLessThan(1e-12);
  });

  test("two proportions", () => {
    const { statistic, pValue } = drift.proportionTest([40, 100], [55, 120]);
    expect(Math.abs(statistic + 0.8697650418763532)).toBeLessThan(1e-12);
    expect(Math.abs(pValue - 0.3844288193282097)).toBeLessThan(1e-12);
  });
});

function run(...args: readonly string[]): string {
  return execFileSync(python, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function hasScipy(): boolean {
  try {
    return run("-c", "import scipy; print(scipy.__version__)").startsWith("1.17");
  } catch {
    return false;
  }
}
