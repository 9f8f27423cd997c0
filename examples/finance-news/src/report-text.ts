// What the terminal shows of a finished run: both models side by side, and what is wrong with each.
import { compareRuns } from "@mlsys/behavior";
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

/** How many failing tests are shown with an example; the page in the output folder has all of them. */
const SHOWN = 8;

function failingCases(report: BehaviorReport): string[] {
  const failed = report.tests.filter(({ passed }) => !passed);
  const lines = failed.slice(0, SHOWN).flatMap(({ name, counts, failures }) => {
    const [first] = failures;
    const head = `  ${name}: ${counts.failed} of ${counts.run} cases`;
    if (first === undefined) return [head];
    const shown = first.inputs.map((input, i) => `      ${labelOf(first.predictions[i])}  ${String(input)}`);
    return [head, ...shown];
  });
  return failed.length > SHOWN ? [...lines, `  and ${failed.length - SHOWN} more tests`] : lines;
}

/** Both models on the same behavioural tests, capability by capability, and what the better one makes better or worse. */
export function behaviorText({ behavior }: Findings): string {
  const { "naive-bayes": before, logistic: after } = behavior;
  const capabilities = [...new Set(before.tests.map(({ capability }) => capability))];
  const passedOf = ({ tests }: BehaviorReport, capability: string): string => {
    const own = tests.filter((test) => test.capability === capability);
    return `${own.filter(({ passed }) => passed).length} of ${own.length} tests`;
  };
  const row = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(22)}${cells
      .map((cell) => cell.padEnd(34))
      .join("")
      .trimEnd()}`;
  const { tests } = compareRuns(before, after);
  const changed = (verdict: "better" | "worse"): string[] =>
    tests
      .filter((test) => test.verdict === verdict)
      .map(
        ({ name, before: was, after: is, adjustedP }) =>
          `  ${verdict}  ${name}: ${was?.failed ?? 0} of ${was?.run ?? 0} failed, now ${is?.failed ?? 0} (p = ${adjustedP.toPrecision(2)})`,
      );
  return [
    row("behaviour", modelNames),
    ...capabilities.map((capability) => row(capability, [passedOf(before, capability), passedOf(after, capability)])),
    ...titled("beyond chance (McNemar, Holm)", [...changed("better"), ...changed("worse")]),
    "",
  ].join("\n");
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
