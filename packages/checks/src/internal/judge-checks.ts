import { didYouMean, isMlsysError } from "@mlsys/core/basics";
import type { Check, Verdict } from "../definition/check.ts";
import type { Collected } from "../sources/source.ts";
import type { AnswersOrError, CollectedChecks } from "./collect-for.ts";
import type { JsonValue } from "../definition/json-value.ts";
import { jsonValue } from "./values/json-value.ts";
import type { CheckResult } from "../suite/report.ts";

/** Lets each check judge the answers to its aggregates. */
export function judgeChecks(checks: readonly Check[], { first, answersTo }: CollectedChecks): CheckResult[] {
  const reported = new Set<string>();
  return checks.map((check) => resultOf(check, lacksColumn(check, first, reported) ?? judge(check, answersTo(check))));
}

/** The first check on a column that is not there is an error; the others on it are not evaluated. */
function lacksColumn(check: Check, { columns }: Collected, reported: Set<string>): Verdict | undefined {
  const missing = check.columns.filter((name) => !columns.includes(name));
  const [column] = missing;
  if (column === undefined) return undefined;
  const isNew = missing.some((name) => !reported.has(name));
  for (const name of missing) reported.add(name);
  const message = `there is no column ${JSON.stringify(column)}: ${didYouMean(column, columns)}`;
  return {
    outcome: isNew ? "error" : "notEvaluated",
    reason: "columnMissing",
    message,
    details: { missingColumns: missing },
  };
}

function judge(check: Check, answers: AnswersOrError): Verdict {
  if ("error" in answers) return failure(check, answers.error);
  try {
    return check.judge(answers.answers);
  } catch (error) {
    return failure(check, error);
  }
}

/** What an engine cannot judge is not evaluated; that keeps a report from passing, see `passes`. */
function failure({ sentence }: Check, error: unknown): Verdict {
  const words = error instanceof Error ? error.message : String(error);
  const reason = isMlsysError(error) ? error.code : "testFailed";
  return {
    outcome: reason === "notSupported" ? "notEvaluated" : "error",
    reason,
    message: `${sentence}: could not be judged: ${words}`,
  };
}

function resultOf(check: Check, verdict: Verdict): CheckResult {
  return {
    check: check.check,
    name: check.name,
    description: check.description,
    column: check.column,
    columns: check.columns,
    parameters: jsonValue(check.parameters, 6) as Readonly<Record<string, JsonValue>>,
    severity: check.severity,
    outcome: verdict.outcome,
    success: verdict.outcome === "passed",
    reason: verdict.reason ?? null,
    message: verdict.message,
    observedValue: verdict.observedValue ?? null,
    elementCount: verdict.elementCount ?? null,
    missingCount: verdict.missingCount ?? null,
    nanCount: verdict.nanCount ?? null,
    unexpectedCount: verdict.unexpectedCount ?? null,
    unexpectedPercent: verdict.unexpectedPercent ?? null,
    unexpectedPercentTotal: verdict.unexpectedPercentTotal ?? null,
    unexpectedIndices: verdict.unexpectedIndices ?? [],
    unexpectedExamples: verdict.unexpectedExamples ?? [],
    unexpectedKeys: verdict.unexpectedKeys ?? [],
    details: verdict.details ?? {},
  };
}
