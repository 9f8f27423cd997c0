import { randomState } from "@mlsys/core";
import { MetricsError, sliceReport } from "@mlsys/metrics";
import { toHtml, toMarkdown, toText } from "@mlsys/metrics/report";
import { expect, test } from "vitest";

const rows = Array.from({ length: 120 }, (_, i) => ({
  sector: i % 3 === 0 ? "bank" : "tech",
  words: i,
  text: i % 5 === 0 ? "no change | here" : "sales rose",
}));
const yTrue = rows.map((_, i) => (i % 2 === 0 ? "up" : "down"));
const yPred = rows.map((row, i) => (row.sector === "bank" && i % 2 === 0 ? "down" : yTrue[i]));

test("a column gives a slice per value, a predicate and a pattern one each", () => {
  const report = sliceReport(rows, yTrue, yPred, {
    slices: [
      { column: "sector" },
      { name: "first half", where: (row) => Number(row["words"]) < 60 },
      { column: "text", matches: /change/g },
      { column: "sector", equals: "bank", name: "banks" },
    ],
  });
  expect(report.slices.map(({ name, rows: count }) => [name, count])).toEqual([
    ["sector = bank", 40],
    ["sector = tech", 80],
    ["first half", 60],
    ["text matches /change/g", 24],
    ["banks", 40],
  ]);
});

test("numbers of many values are cut into ranges of about equally many rows", () => {
  const { slices } = sliceReport(rows, yTrue, yPred, { slices: [{ column: "words" }] });
  expect(slices.map(({ name, rows: count }) => [name, count])).toEqual([
    ["words < 30", 30],
    ["30 <= words < 60", 30],
    ["60 <= words < 90", 30],
    ["words >= 90", 30],
  ]);
});

test("a weak slice fails the report, with its wrong rows as evidence", () => {
  const report = sliceReport(rows, yTrue, yPred, { slices: [{ column: "sector" }] });
  const [bank, tech] = report.slices;
  expect(report.passed).toBe(false);
  expect(bank).toMatchObject({ isWorse: true, loss: 0.5, metrics: { accuracy: 0.5 } });
  expect(bank?.worst).toEqual(rows.flatMap((row, i) => (row.sector === "bank" && i % 2 === 0 ? [i] : [])));
  expect(tech).toMatchObject({ isWorse: false, loss: 0, worst: [] });
  expect(bank?.difference).toMatchObject({ accuracy: 0.5 - (report.whole.metrics["accuracy"] ?? NaN) });
});

test("rows are cut by how sure the model was", () => {
  const modelConfidence = rows.map((_, i) => 0.5 + (i % 40) / 80);
  const unsure = rows.map((_, i) => (i % 40 < 10 ? "other" : (yTrue[i] ?? "")));
  const { slices } = sliceReport(rows, yTrue, unsure, { slices: [{ modelConfidence, bins: 2 }] });
  expect(slices.map(({ name, rows: count, loss, isWorse }) => [name, count, loss, isWorse])).toEqual([
    ["confidence < 0.75", 60, 0.5, true],
    ["confidence >= 0.75", 60, 0, false],
  ]);
  expect(() => sliceReport(rows, yTrue, unsure, { slices: [{ modelConfidence: [1] }] })).toThrow(
    "the lengths differ (sliceReport, modelConfidence): found 1 values instead of 120",
  );
});

test("the interval of the difference from the rest holds the true one in 93 to 97 of 100 data sets", () => {
  let [shares, means] = [0, 0];
  const kind = Array.from({ length: 900 }, (_, i) => (i % 3 === 0 ? "a" : "b"));
  const slices = [{ column: "kind", equals: "a" }] as const;
  const holds = (truth: ArrayLike<number>, guess: ArrayLike<number>, difference: number): number => {
    const { low, high } = sliceReport({ kind }, truth, guess, { slices }).slices[0]?.lossDifference ?? {
      low: 1,
      high: 0,
    };
    return low <= difference && difference <= high ? 1 : 0;
  };
  for (let seed = 0; seed < 400; seed++) {
    const rng = randomState(seed);
    const zeros = kind.map(() => 0);
    shares += holds(
      zeros,
      kind.map((each) => (rng.randomSample() < (each === "a" ? 0.3 : 0.1) ? 1 : 0)),
      0.2,
    );
    means += holds(
      zeros,
      kind.map((each) => (each === "a" ? 2 : 1) * rng.standardNormal()),
      3,
    );
  }
  for (const share of [shares / 400, means / 400]) {
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  }
});

test("slices cut at random are called worse no more often than the level allows", () => {
  let alarms = 0;
  for (let seed = 0; seed < 300; seed++) {
    const rng = randomState(seed);
    const truth = Array.from(rng.randint(0, 2, 400));
    const guess = truth.map((value) => (rng.randomSample() < 0.8 ? value : 1 - value));
    const groups = Array.from(rng.randint(0, 6, 400));
    if (!sliceReport({ groups }, truth, guess, { slices: [{ column: "groups" }] }).passed) alarms += 1;
  }
  expect(alarms / 300).toBeLessThan(0.06);
});

test("numbers are judged by their squared errors", () => {
  const truth = rows.map((_, i) => i / 10);
  const guess = truth.map((value, i) => value + (rows[i]?.sector === "bank" ? 2 + (i % 2) : 0.1 * (i % 3)));
  const report = sliceReport(rows, truth, guess, { slices: [{ column: "sector" }] });
  expect(report.task).toBe("regression");
  expect(report.slices.map(({ isWorse }) => isWorse)).toEqual([true, false]);
  expect(Object.keys(report.whole.metrics)).toEqual(["r2", "rmse", "mae"]);
});

test("the caller chooses the metrics", () => {
  const metrics = {
    right: (truth: readonly string[], guess: readonly string[]) => truth.filter((v, i) => v === guess[i]).length,
  };
  const report = sliceReport(rows, yTrue, yPred, { slices: [{ column: "sector" }], metrics });
  expect(report.whole.metrics).toEqual({ right: 100 });
});

test("the report is plain data and renders as text, Markdown and HTML", () => {
  const report = sliceReport(rows, yTrue, yPred, { slices: [{ column: "text" }, { column: "sector" }] });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(toText(report)).toContain("Worse than the rest beyond chance, 1 of 4 slices: sector = bank.");
  expect(toMarkdown(report)).toContain(String.raw`text = no change \| here`);
  expect(toHtml(report)).toContain('<th scope="row">sector = bank</th>');
});

test("a column that does not exist is refused with the nearest name", () => {
  expect(() => sliceReport(rows, yTrue, yPred, { slices: [{ column: "sectr" }] })).toThrow('did you mean "sector"?');
  expect(() => sliceReport([], [], [], { slices: [] })).toThrow(MetricsError);
});
