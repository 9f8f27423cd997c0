import { ChecksError } from "@mlsys/checks";
import {
  adjustPValues,
  chiSquaredTest,
  clopperPearson,
  cramersV,
  eppsSingleton,
  fisherExact,
  goodnessOfFit,
  goodnessOfFitG,
  gTest,
  jensenShannonDivergence,
  meanDiscrepancy,
  populationStabilityIndex,
  proportionTest,
  quantileEdges,
  sturgesEdges,
  totalVariation,
  twoSamples,
  welchTest,
} from "@mlsys/checks/drift";
import { describe, expect, it } from "vitest";

describe("statistics of drift refuse what has none", () => {
  const ofSamples = { eppsSingleton, meanDiscrepancy, sturgesEdges, twoSamples, welchTest };
  it.each(Object.entries(ofSamples))("%s: samples that are empty or not finite", (_, statistic) => {
    const fine = [1, 2, 3, 4, 5];
    expect(() => statistic(fine, [])).toThrow(
      /^the sample is too small \(current\): found 0 values; give at least \d$/,
    );
    expect(() => statistic([1, NaN, 3, 4, 5], fine)).toThrow(
      "a value is not a finite number (reference[1]): found NaN; leave such values out",
    );
    expect(() => statistic(fine, [1, 2, 3, 4, -Infinity])).toThrow(ChecksError);
  });

  it("edges of no values", () => {
    expect(() => quantileEdges([])).toThrow("the sample is too small (reference): found 0 values; give at least 1");
  });

  const ofCounts = {
    chiSquaredTest,
    cramersV,
    goodnessOfFit,
    goodnessOfFitG,
    gTest,
    jensenShannonDivergence,
    populationStabilityIndex,
    totalVariation,
  };
  it.each(Object.entries(ofCounts))("%s: counts of other categories, of no rows, negative ones", (_, statistic) => {
    expect(() => statistic([1, 2], [1])).toThrow("the counts cannot be compared: found 2 of 3 rows and 1 of 1 rows");
    expect(() => statistic([0, 0], [1, 2])).toThrow(ChecksError);
    expect(() => statistic([1, -2], [1, 2])).toThrow(
      "a count is not a finite number of at least 0 (reference[1]): found -2; give counts",
    );
    expect(() => statistic([1, 2], [1, NaN])).toThrow(ChecksError);
  });

  it("what is no probability", () => {
    for (const correction of ["none", "holm", "benjaminiHochberg"] as const) {
      expect(() => adjustPValues([0.1, NaN], correction)).toThrow(
        "a p-value is not accepted (pValues[1]): found NaN; give numbers from 0 to 1",
      );
    }
    expect(() => adjustPValues([2], "holm")).toThrow(ChecksError);
  });

  it("hits that are no part of the rows", () => {
    for (const pair of [
      [3, 2],
      [-1, 2],
      [NaN, 2],
      [1.5, 2],
      [0, 0],
    ] as const) {
      expect(() => fisherExact(pair, [1, 3])).toThrow(/^hits are no part of the rows \(reference\)/);
      expect(() => proportionTest([1, 3], pair)).toThrow(/^hits are no part of the rows \(current\)/);
    }
    expect(() => clopperPearson(11, 10)).toThrow(
      "hits are no part of the rows (current): found 11 of 10; give whole numbers, 0 ≤ hits ≤ rows, rows ≥ 1",
    );
    expect(clopperPearson(0, 0)).toEqual([0, 1]);
  });
});
