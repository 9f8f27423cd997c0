import type { JsonValue } from "../../definition/json-value.ts";
import { keyInWords } from "../values/key-in-words.ts";
import type { CheckResult, ChecksReport } from "../../suite/report.ts";

/** The five things that can be said of a check. */
export type Status = "passed" | "failed" | "warned" | "notEvaluated" | "error";

/** The status of a result: a failure that does not make the report fail is a warning. */
export function statusOf({ outcome, severity }: CheckResult): Status {
  return outcome === "failed" && severity !== "error" ? "warned" : outcome;
}

/** The statuses, the most urgent first, with their words. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  error: "error",
  failed: "failed",
  warned: "warning",
  notEvaluated: "not evaluated",
  passed: "passed",
};

/** Results, the most urgent first; within a status in the order of the suite. */
export function byUrgency(results: readonly CheckResult[]): CheckResult[] {
  const order = Object.keys(STATUS_WORDS);
  return [...results].sort((a, b) => order.indexOf(statusOf(a)) - order.indexOf(statusOf(b)));
}

/** A JSON value on one line, cut. */
export function shownValue(value: JsonValue, maxLength = 60): string {
  const text = typeof value === "string" ? JSON.stringify(value) : oneLine(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

/** The examples of a result with their rows or keys: `row 17: 123.4`, `id 7: 123.4`; the values alone where rows have neither. */
export function shownExamples(result: CheckResult, limit: number): string[] {
  const { unexpectedIndices, unexpectedExamples, unexpectedKeys } = result;
  return unexpectedExamples.slice(0, limit).map((example, i) => {
    const [key, row] = [unexpectedKeys[i], unexpectedIndices[i]];
    const place = key !== undefined ? keyInWords(key) : row === undefined ? "" : `row ${row}`;
    return `${place}${place === "" ? "" : ": "}${shownValue(example)}`;
  });
}

/** What was counted, in words: `12 of 1000 rows unexpected (1.2 %), 3 missing`; empty for a check of one figure. */
export function shownCounts({ unexpectedCount, elementCount, missingCount, unexpectedPercent }: CheckResult): string {
  if (unexpectedCount === null || elementCount === null) return "";
  const judged = elementCount - (missingCount ?? 0);
  const percent = unexpectedPercent === null ? "" : ` (${shownPercent(unexpectedPercent)})`;
  const missing = missingCount === null || missingCount === 0 ? "" : `, ${missingCount} missing`;
  return `${unexpectedCount} of ${judged} unexpected${percent}${missing}`;
}

/** The totals of a report: `3 failed, 1 warning, 20 passed`. */
export function shownTotals({ summary }: ChecksReport): string {
  const { failed, warned, errors, notEvaluated, passed } = summary;
  const parts: [number, string][] = [
    [errors, errors === 1 ? "error" : "errors"],
    [failed - warned, "failed"],
    [warned, warned === 1 ? "warning" : "warnings"],
    [notEvaluated, "not evaluated"],
    [passed, "passed"],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return shown.length === 0 ? "no checks" : shown.join(", ");
}

/** A percentage with three significant digits. */
export function shownPercent(percent: number): string {
  return `${Number(percent.toPrecision(3))} %`;
}

function oneLine(value: JsonValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
