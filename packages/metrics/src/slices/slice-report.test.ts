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
