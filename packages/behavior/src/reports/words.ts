import type { Label, Prediction } from "../predictors/prediction.ts";
import type { FailedCase, FailRate, TestReport } from "../results/behavior-report.ts";

/** A rate as a percentage with one decimal; a dash where there is none. */
export function percent(rate: number | null): string {
  return rate === null ? "–" : `${(100 * rate).toFixed(1)} %`;
}

/** The rate and its interval. */
export function rateInWords({ value, failed, run, interval, level }: FailRate): string {
  if (value === null) return "nothing to judge";
  const [low, high] = interval;
  return `${failed}/${run} failed (${percent(value)}; ${percent(low)} to ${percent(high)} at ${Math.round(100 * level)} %)`;
}

/** What the test's gate asks. */
export function gateInWords({ type, gate: { rule, maxFailRate, confidence } }: TestReport): string {
  if (type === "PARITY")
    return `groups at most ${percent(maxFailRate)} apart${rule === "point" ? "" : " beyond chance"}`;
  const limit = `at most ${percent(maxFailRate)}`;
  if (rule === "provenBelow") return `proven ${limit} at ${Math.round(100 * confidence)} %`;
  if (rule === "notProvenAbove") return `not proven above ${percent(maxFailRate)} at ${Math.round(100 * confidence)} %`;
  return limit;
}

/** The rates of the groups, where there are any: the highest first. */
export function groupsInWords({ groups }: TestReport): string {
  const sorted = [...groups].sort((a, b) => b.rate - a.rate);
  return sorted.map(({ group, failed, run, rate }) => `${group} ${percent(rate)} (${failed}/${run})`).join(", ");
}

/** A prediction in a few characters: the label with its probability, or the number. */
export function predictionInWords(prediction: Prediction | undefined): string {
  if (prediction === undefined) return "no prediction";
  if ("value" in prediction) return String(Number(prediction.value.toPrecision(6)));
  if ("tags" in prediction) return prediction.tags.join(" ");
  const p = (prediction.proba as Readonly<Record<string, number>> | undefined)?.[String(prediction.label)];
  return p === undefined ? String(prediction.label) : `${String(prediction.label)} ${p.toFixed(3)}`;
}

/** An input as text: as it is, or as JSON. */
export function inputInWords(input: unknown): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

/** How the test stands. */
export function verdictOf({ passed, severity }: TestReport): "passed" | "failed" | "warning" {
  return passed ? "passed" : severity === "warning" ? "warning" : "failed";
}

/** Cuts a long text and says so. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The label that was wanted of an example; empty where there is none. */
export function labelInWords(label: FailedCase["label"], index: number): string {
  const own = isList(label) ? label[index] : label;
  return own === null || own === undefined ? "" : String(own);
}

function isList(label: FailedCase["label"]): label is readonly Label[] {
  return Array.isArray(label);
}
