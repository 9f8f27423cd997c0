// What the terminal shows of a finished run: both models side by side, and what is wrong with each.
import type { BehaviorReport } from "@mlsys/behavior";
import type { BundleGate } from "@mlsys/models/bundle";
import { classes } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import { modelNames } from "./models.ts";
import type { ModelName } from "./models.ts";

/** What is shown of each model. */
export interface Findings {
  readonly evaluations: Readonly<Record<ModelName, Evaluation>>;
  readonly behavior: Readonly<Record<ModelName, BehaviorReport>>;
  readonly gates: Readonly<Record<ModelName, readonly BundleGate[]>>;
}

/** The figures, six decimals; confusion matrices with a row a true class, in the order negative, neutral, positive. */
export function figuresText({ evaluations }: Findings): string {
  const row = (name: string, value: (evaluation: Evaluation) => string): string =>
    `${name.padEnd(22)}${modelNames
      .map((model) => value(evaluations[model]).padEnd(34))
      .join("")
      .trimEnd()}\n`;
  return [
    `${"".padEnd(22)}${modelNames
      .map((model) => model.padEnd(34))
      .join("")
      .trimEnd()}\n`,
    row("accuracy", ({ accuracy }) => accuracy.toFixed(6)),
    row("macro F1", ({ macroF1 }) => macroF1.toFixed(6)),
    row("weighted F1", ({ weightedF1 }) => weightedF1.toFixed(6)),
    row("confusion matrix", ({ confusion }) => JSON.stringify(confusion.matrix)),
    ...classes.map((label, i) =>
      row(`recall of ${label}`, ({ confusion }) => recallAt(confusion.matrix, i).toFixed(6)),
    ),
  ].join("");
}

/** Gates, weak slices and failing behavioural cases of each model. */
export function findingsText({ evaluations, behavior, gates }: Findings): string {
  return modelNames
    .map((model) => {
      const shown = gates[model].map(
        ({ name, passed, severity, message }) =>
          `  ${passed ? "passed" : severity === "error" ? "FAILED" : "warns "}  ${name}: ${message}`,
      );
      const weak = evaluations[model].slices.slices
        .filter(({ isWorse }) => isWorse)
        .map(
          ({ name, rows, metrics }) => `  ${name}: accuracy ${(metrics["accuracy"] ?? NaN).toFixed(3)} of ${rows} rows`,
        );
      return [
        `${model}: gates`,
        ...shown,
        ...titled("weak slices", weak),
        ...titled("failing cases", failingCases(behavior[model])),
        "",
      ].join("\n");
    })
    .join("\n");
}

function failingCases(report: BehaviorReport): string[] {
  return report.tests
    .filter(({ passed }) => !passed)
    .flatMap(({ name, counts, failures }) => {
      const [first] = failures;
      const head = `  ${name}: ${counts.failed} of ${counts.run} cases`;
      if (first === undefined) return [head];
      const example = first.inputs.map((input, i) => `      ${labelOf(first.predictions[i])}  ${String(input)}`);
      return [head, ...example];
    });
}

function labelOf(prediction: unknown): string {
  const label =
    typeof prediction === "object" && prediction !== null && "label" in prediction ? prediction.label : prediction;
  return String(label).padEnd(8);
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [` ${title}`, ...lines];
}

function recallAt(matrix: readonly (readonly number[])[], i: number): number {
  const row = matrix[i] ?? [];
  return (row[i] ?? 0) / row.reduce((sum, count) => sum + count, 0);
}
