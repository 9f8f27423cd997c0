import { randomState, Table } from "@mlsys/core";
import { detectDrift, referenceStatistics } from "@mlsys/checks/drift";
import type { DetectDriftOptions, DriftMethod, DriftReport } from "@mlsys/checks/drift";
import { toText } from "@mlsys/checks/report";
import { describe, expect, test } from "vitest";

interface Draws {
  readonly rng: ReturnType<typeof randomState>;
  readonly normal: (size: number, shift?: number) => Float64Array;
  readonly labels: (size: number, categories: number) => string[];
}

/** Samples, so that more of one kind of test change no other. */
function drawsOf(seed: number): Draws {
  const rng = randomState(seed);
  return {
    rng,
    normal: (size, shift = 0) => rng.normal(shift, 1, size),
    labels: (size, categories) => Array.from(rng.randint(0, categories, size), (code) => `c${code}`),
  };
}

/** Runs a case; a longer run (2,000) narrows the bounds to 3 and 7 %. */
const RUNS = Number(process.env["MLSYS_DRIFT_RUNS"] ?? 200);

describe("without drift", () => {
  const { rng, normal, labels } = drawsOf(7);

  /** 5 % and three standard errors of so many runs, at least from 3 to 7 %. */
  const reach = Math.max(0.02, 3 * Math.sqrt((0.05 * 0.95) / RUNS));
  const [least, most] = [0.05 - reach, 0.05 + reach];

  function expectAsStated(share: number): void {
    expect(share).toBeLessThanOrEqual(most);
    expect(share).toBeGreaterThanOrEqual(least);
  }

  /** The share of runs of one distribution on both sides that are flagged; minEffect 0 leaves significance alone to decide. */
  function flagged(n: number, m: number, method: DriftMethod, draw: (size: number) => ArrayLike<unknown>): number {
    let count = 0;
    for (let run = 0; run < RUNS; run++) {
      const options = { method, minEffect: 0, permutations: 59, maxRows: 250, randomState: run };
      const report = detectDrift({ x: draw(n) }, { x: draw(m) }, options);
      count += report.columns[0]?.drifted === true ? 1 : 0;
    }
    return count / RUNS;
  }

  const numbers = [
    ["kolmogorovSmirnov", 1001, 100],
    ["kolmogorovSmirnov", 1001, 200],
    ["kolmogorovSmirnov", 1001, 500],
    ["kolmogorovSmirnov", 1001, 1001],
    ["wasserstein", 1001, 100],
    ["wasserstein", 1001, 200],
    ["wasserstein", 1001, 500],
    ["wasserstein", 1001, 1001],
    ["energy", 1001, 200],
    ["cramerVonMises", 500, 500],
    ["andersonDarling", 1001, 500],
    ["meanDiscrepancy", 60, 40],
    ["populationStability", 1001, 100],
    ["populationStability", 1001, 200],
    ["populationStability", 1001, 500],
    ["jensenShannon", 1001, 500],
    ["chiSquared", 1001, 200],
  ] as const;
  const categories = [
    ["chiSquared", 500, 500, 5],
    ["chiSquared", 900, 900, 10],
    ["chiSquared", 1001, 200, 50],
    ["cramersV", 500, 500, 5],
    ["g", 500, 500, 5],
    ["jensenShannon", 1001, 100, 10],
    ["jensenShannon", 1001, 200, 10],
    ["jensenShannon", 1001, 200, 50],
    ["jensenShannon", 1001, 1001, 50],
    ["totalVariation", 1001, 200, 10],
    ["greatestChange", 1001, 200, 10],
    ["hellinger", 1001, 1001, 10],
    ["newCategories", 300, 200, 90],
  ] as const;

  test.each(numbers)("%s flags as many of %i and %i numbers as it says", { timeout: 3_600_000 }, (method, n, m) => {
    expectAsStated(flagged(n, m, method, normal));
  });

  test.each(categories)(
    "%s flags as many of %i and %i values in %i categories as it says",
    { timeout: 3_600_000 },
    (method, n, m, k) => {
      expectAsStated(flagged(n, m, method, (size) => labels(size, k)));
    },
  );

  test("text is flagged as often as it says", { timeout: 3_600_000 }, () => {
    const words = labels(40, 1000);
    const draw = (size: number): string[] =>
      Array.from({ length: size }, () =>
        [...rng.randint(0, 40, 4 + rng.interval(8))].map((i) => words[Math.floor(i ** 2 / 40)]).join(" "),
      );
    expectAsStated(flagged(300, 150, "text", draw));
  });

  test("a classifier tells two samples of one distribution apart as often as it says", { timeout: 3_600_000 }, () => {
    let alarms = 0;
    for (let run = 0; run < RUNS; run++) {
      const table = (size: number): object => ({ x: normal(size), y: normal(size), c: labels(size, 4) });
      const report = detectDrift(table(200) as never, table(140) as never, { wholeTable: true, randomState: run });
      alarms += (report.wholeTable?.pValue ?? 0) <= 0.05 ? 1 : 0;
    }
    expectAsStated(alarms / RUNS);
  });

  test("many columns do not change how often there is a false alarm", { timeout: 3_600_000 }, () => {
    let alarms = 0;
    for (let run = 0; run < RUNS; run++) {
      const table = (): Record<string, Float64Array> =>
        Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x${i}`, normal(200)]));
      alarms += detectDrift(table(), table(), { minEffect: 0 }).passed ? 0 : 1;
    }
    expectAsStated(alarms / RUNS);
  });
});

describe("with drift", () => {
  const { normal, labels } = drawsOf(8);

  const only = (report: DriftReport): DriftReport["columns"][number] => {
    const [column] = report.columns;
    if (column === undefined) throw new TypeError("no column");
    return column;
  };

  test.each([
    ["kolmogorovSmirnov"],
    ["wasserstein"],
    ["energy"],
    ["cramerVonMises"],
    ["andersonDarling"],
    ["meanDiscrepancy"],
    ["chiSquared"],
    ["g"],
    ["populationStability"],
    ["jensenShannon"],
    ["hellinger"],
    ["totalVariation"],
    ["greatestChange"],
    ["cramersV"],
  ] as const)("%s finds a shift by one standard deviation", (method) => {
    const found = only(detectDrift({ x: normal(400) }, { x: normal(300, 1) }, { method, permutations: 39 }));
    expect([found.outcome, found.method]).toEqual(["drift", method]);
  });

  test("of words of a text is found, with the words", () => {
    const sentences = (word: string, share: number): string[] =>
      Array.from({ length: 200 }, (_, i) => `order ${i} ${i % 10 < share * 10 ? word : "was"} delivered`);
    const found = only(detectDrift({ t: sentences("quickly", 0.1) }, { t: sentences("quickly", 0.6) }));
    expect(found).toMatchObject({ outcome: "drift", kind: "text", method: "text" });
    expect(found.evidence).toContain("quickly +50.0 %");
  });

  test("of new categories is found by the method for them, however rare each is", () => {
    const before = labels(400, 60);
    const now = labels(400, 60).map((label, i) => (i % 5 === 0 ? `new ${label}` : label));
    const found = only(detectDrift({ c: before }, { c: now }, { method: "newCategories", permutations: 39 }));
    const share = now.filter((label) => !before.includes(label)).length / 400;
    expect(share).toBeGreaterThanOrEqual(0.2);
    expect(found).toMatchObject({ outcome: "drift", statistic: share, newCategoryShare: share });
  });

  test("of how two columns go together is found by a classifier alone", () => {
    const [a, b] = [normal(1500), normal(1500)];
    const together = { a, b: Float64Array.from(a, (value, i) => (value + (b[i] ?? 0)) / Math.SQRT2) };
    const report = detectDrift({ a, b }, together, { wholeTable: true });
    expect(report.driftedColumns).toEqual([]);
    expect(report.wholeTable).toMatchObject({ outcome: "drift" });
    expect([report.passed, report.wholeTable?.message.includes("can tell")]).toEqual([false, true]);
    expect(detectDrift({ a }, { a }, { wholeTable: true }).wholeTable?.outcome).toBe("noDrift");
    expect(detectDrift({ a: [1, 2] }, { a: [1] }, { wholeTable: true }).wholeTable?.outcome).toBe("notEnoughRows");
  });

  test("of a trifle in many rows is significant and yet none", () => {
    const found = only(detectDrift({ x: normal(100_000) }, { x: normal(100_000, 0.05) }));
    expect(found.adjustedPValue).toBeLessThan(0.001);
    expect([found.outcome, found.drifted]).toEqual(["noDrift", false]);
    expect(found.message).toContain("changed by less than 0.1");
  });

  test("in few rows the answer is that there are not enough", () => {
    const found = only(detectDrift({ x: normal(40) }, { x: normal(30) }));
    expect(found.outcome).toBe("notEnoughRows");
    expect(found.criticalEffect).toBeGreaterThan(0.1);
  });

  test("of categories is found, with new ones listed and rare ones pooled", () => {
    const reference = { c: [...new Array<string>(500).fill("a"), ...new Array<string>(490).fill("b"), "x", "y", "z"] };
    const current = { c: [...new Array<string>(300).fill("a"), ...new Array<string>(600).fill("b"), "new"] };
    const found = only(detectDrift(reference, current));
    expect(found).toMatchObject({
      outcome: "drift",
      kind: "categorical",
      newCategories: ["new"],
      pooledCategories: 4,
      bins: 3,
    });
  });

  test("of missing values alone is found, NaN among them", () => {
    const x = normal(500);
    const holes = Float64Array.from(x, (value, i) => (i % 5 === 0 ? NaN : value));
    const report = detectDrift({ x }, { x: holes });
    expect(report.columns[0]).toMatchObject({ drifted: false, missing: { reference: 0, current: 0.2, drifted: true } });
    expect([report.passed, report.driftedColumns]).toEqual([false, ["x"]]);
  });

  test("takes a method a column", () => {
    const data = { x: normal(300), c: labels(300, 3) };
    const report = detectDrift(data, data, { method: { x: "wasserstein" } });
    expect(report.columns.map(({ method }) => method)).toEqual(["wasserstein", "chiSquared"]);
    expect(report.passed).toBe(true);
  });

  test("of truth values and of dates is found", () => {
    const day = (from: number): Date[] => Array.from({ length: 300 }, (_, i) => new Date((from + i) * 86_400_000));
    const reference = { f: Array.from({ length: 300 }, (_, i) => i % 2 === 0), at: day(0) };
    const current = { f: Array.from({ length: 300 }, (_, i) => i % 5 === 0), at: day(200) };
    expect(detectDrift(reference, current).driftedColumns).toEqual(["f", "at"]);
  });
});

describe("odd data", () => {
  test("gives the same report for the same seed, and for a column whatever the others are", () => {
    const { normal } = drawsOf(9);
    const [a, b] = [
      { x: normal(50), y: normal(50) },
      { x: normal(50), y: normal(50) },
    ];
    const options = { method: "wasserstein", randomState: 3 } as const;
    const report = detectDrift(a, b, options);
    expect(detectDrift(Table.from(a), Table.from(b), options)).toEqual(report);
    expect(detectDrift(a, b, { ...options, columns: ["y"] }).columns[0]?.pValue).toBe(report.columns[1]?.pValue);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("columns that only one side has are listed, not compared", () => {
    const report = detectDrift({ a: [1, 2], b: [1, 2] }, { b: [1, 2], c: [3, 4] });
    expect([report.missingColumns, report.newColumns, report.columns.length]).toEqual([["a"], ["c"], 1]);
  });

  test("what cannot be compared says why", () => {
    const report = detectDrift(
      { empty: [null, null], kind: [1, 2], text: ["a", "b"], inf: [Infinity, NaN] },
      { empty: [1, 2], kind: ["1", "2"], text: ["a", "c"], inf: [1, 2] },
    );
    expect(report.columns.map(({ outcome }) => outcome)).toEqual([
      "notComparable",
      "notComparable",
      "notEnoughRows",
      "notComparable",
    ]);
  });

  test("a column whose values are of another type now makes the comparison fail, one without values does not", () => {
    const report = detectDrift({ x: [1, 2], y: [1, null] }, { x: ["1", "2"], y: [null, null] });
    expect([report.passed, report.driftedColumns]).toEqual([false, ["x"]]);
    expect(toText(report)).toContain("✗ x cannot be compared: the two hold different types of value");
    const statistics = referenceStatistics({ x: [1, 2] });
    expect(detectDrift(statistics, { x: ["1", "2"] }).passed).toBe(false);
  });

  test("constants do not drift from themselves and do from each other", () => {
    const ones = new Float64Array(100).fill(1);
    for (const method of [
      "kolmogorovSmirnov",
      "wasserstein",
      "energy",
      "andersonDarling",
      "chiSquared",
      "jensenShannon",
    ] as const)
      expect(detectDrift({ x: ones }, { x: ones }, { method }).passed).toBe(true);
    expect(detectDrift({ x: ones }, { x: new Float64Array(100) }).passed).toBe(false);
    expect(detectDrift({ c: ["a", "a"] }, { c: ["a"] }).columns[0]?.drifted).toBe(false);
  });

  test.each([
    [{ x: [1] }, { y: [1] }, {}, "invalidData"],
    [{ x: [1] }, 3, {}, "invalidData"],
    [{ x: [1] }, { x: [1] }, { columns: ["X"] }, "columnMissing"],
    [{ x: [1] }, { x: [1] }, { method: "ks" }, "invalidOption"],
    [{ x: [1] }, { x: [1] }, { alpha: 1 }, "invalidOption"],
    [{ x: ["a"] }, { x: ["a"] }, { method: "wasserstein" }, "invalidOption"],
    [{ x: [1] }, { x: [1] }, { method: { x: "text" } }, "invalidOption"],
    [{ x: [1] }, { x: [1] }, { preset: "tfdv" }, "invalidOption"],
    [{ kind: "mlsys.referenceStatistics" }, { x: [1] }, {}, "invalidData"],
  ])("%j against %j with %j is refused: %s", (reference, current, options, code) => {
    const run = (): unknown => detectDrift(reference, current as never, options as DetectDriftOptions);
    expect(run).toThrow(expect.objectContaining({ name: "ChecksError", code }) as Error);
  });
});
