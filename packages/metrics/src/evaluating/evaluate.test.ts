import { randomState } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { evaluate, MetricsError } from "@mlsys/metrics";
import { toHtml, toMarkdown, toText } from "@mlsys/metrics/report";
import { renderEvaluation } from "@mlsys/metrics/render";
import { expect, test } from "vitest";

const rng = randomState(1);
const rows = Array.from({ length: 300 }, (_, i) => ({
  size: rng.standardNormal(),
  kind: i % 3 === 0 ? "bank" : "tech",
  label: rng.randomSample() < 0.4 ? "up" : "down",
}));
const guess = rows.map(({ label, kind }, i) => (kind === "bank" && i % 2 === 0 ? "down" : label));

test("predictions of classes give figures with intervals, a report, a confusion matrix, slices and plots", () => {
  const evaluation = evaluate(guess, rows, { target: "label", slices: [{ column: "kind" }] });
  expect(evaluation.task).toBe("classification");
  for (const { value, low, high } of evaluation.metrics) expect(low <= value && value <= high).toBe(true);
  expect(evaluation.confusion?.labels).toEqual(["down", "up"]);
  expect(evaluation.slices?.slices.map(({ name }) => name)).toEqual(["kind = bank", "kind = tech"]);
  expect(evaluation.passed).toBe(false);
  expect(Object.keys(evaluation.plots)).toEqual(["confusionMatrix", "slices"]);
  expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
});

test("a model gets the rows without the target", () => {
  let seen: readonly string[] = [];
  const model = {
    predict(X: Table) {
      seen = X.columnNames;
      return guess;
    },
  };
  expect(evaluate(model, rows, { target: "label" }).metrics).toEqual(
    evaluate(guess, rows, { target: "label" }).metrics,
  );
  expect(seen).toEqual(["size", "kind"]);
});

test("scores add the area under the ROC curve and its plot", () => {
  const scores = rows.map(({ label }, i) => (label === "up" ? 0.6 : 0.4) + ((i % 7) - 3) / 20);
  const { metrics, plots } = evaluate(guess, rows, { target: "label", scores, posLabel: "up" });
  expect(metrics.map(({ metric }) => metric)).toEqual(["accuracy", "balancedAccuracy", "f1Macro", "rocAuc"]);
  const always = ["confusionMatrix", "rocCurve", "precisionRecall", "gain", "threshold", "scores"];
  expect(Object.keys(plots)).toEqual([...always, "calibration"]);
  const wide = scores.map((score) => 10 * score);
  expect(Object.keys(evaluate(guess, rows, { target: "label", scores: wide, posLabel: "up" }).plots)).toEqual(always);
});

test("a model of two classes with probabilities is asked for them, and may be given one column or some", () => {
  const seen: unknown[] = [];
  const model = {
    classes: ["down", "up"],
    predict(X: readonly number[]) {
      seen.push(X);
      return X.map((size) => (size > 0 ? "up" : "down"));
    },
    predictProba: (X: readonly number[]) => X.map((size) => [1 / (1 + Math.exp(size)), 1 / (1 + Math.exp(-size))]),
  };
  const { metrics, plots } = evaluate(model, rows, { target: "label", features: "size" });
  expect(seen).toEqual([rows.map(({ size }) => size)]);
  expect(metrics.map(({ metric }) => metric)).toContain("rocAuc");
  expect(Object.keys(plots)).toContain("calibration");
  const some = { predict: (X: Table) => (seen.push(X.columnNames), guess) };
  evaluate(some, rows, { target: "label", features: ["kind"] });
  expect(seen[1]).toEqual(["kind"]);
  expect(() => evaluate(some, rows, { target: "label", features: "sise" })).toThrow('did you mean "size"?');
});

test("numbers give R² and errors, and the plots of a regression", () => {
  const predicted = rows.map(({ size }, i) => size + (i % 5) / 10 + 0.01);
  const evaluation = evaluate(predicted, rows, { target: "size" });
  expect(evaluation.metrics.map(({ metric }) => metric)).toEqual(["r2", "rootMeanSquaredError", "meanAbsoluteError"]);
  expect(Object.keys(evaluation.plots)).toEqual(["predictedVersusActual", "residuals", "qq"]);
});

test("the evaluation renders as text, Markdown and HTML", () => {
  const evaluation = evaluate(guess, rows, { target: "label", slices: [{ column: "kind" }] });
  expect(toText(evaluation)).toContain("accuracy");
  expect(toMarkdown(evaluation)).toContain("## Evaluation");
  expect(toHtml(evaluation)).toContain("kind = bank");
  for (const text of [toText(evaluation), toMarkdown(evaluation), toHtml(evaluation)]) {
    expect(text).toContain("Confusion matrix of 2 classes, true by predicted.");
  }
});

test("the evaluation renders as a page with its plots drawn", async () => {
  const page = await renderEvaluation(evaluate(guess, rows, { target: "label", slices: [{ column: "kind" }] }));
  expect(page.match(/<figure><svg role="img" aria-label="/g)).toHaveLength(2);
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
});

test.each([
  [() => evaluate(guess, rows, { target: "lable" }), 'did you mean "label"?'],
  [() => evaluate(guess.slice(1), rows, { target: "label" }), "the lengths differ"],
  [() => evaluate(guess, rows, { target: "label", metrics: ["rocAuc"] }), "needs scores"],
  [() => evaluate(guess, rows, { target: "label", metrics: ["acuracy" as "accuracy"] }), 'did you mean "accuracy"?'],
])("%o is refused", (run, message) => {
  expect(run).toThrow(message);
  expect(run).toThrow(MetricsError);
});
