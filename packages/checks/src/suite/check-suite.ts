import { invalidCheck } from "../internal/define/invalid-check.ts";
import { either, integer, parseOptions, satisfying, showValue } from "@mlsys/core/basics";
import type { ProgressListener } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import type { DataSource, MemoryData } from "../sources/source.ts";
import { memorySource } from "../internal/memory/memory-source.ts";
import { isDataSource } from "../internal/data-source.ts";
import { collectFor } from "../internal/collect-for.ts";
import { prepareChecks } from "../internal/prepare-checks.ts";
import { costsOf } from "../internal/costs.ts";
import { judgeChecks } from "../internal/judge-checks.ts";
import { passes, summaryOf } from "../internal/summary.ts";
import type { CheckResult, ChecksReport } from "./report.ts";

/** Options of a suite's run. */
export interface RunOptions {
  /** Rows of evidence a check: indices and examples. Default 20; `Infinity` keeps all. */
  readonly examples?: number | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how many rows were checked. */
  readonly onProgress?: ProgressListener | undefined;
}

/** One result a check, so that `results[0]` is known to be there. */
export type ResultsOf<Checks extends readonly Check[]> = { readonly [I in keyof Checks]: CheckResult };

/** A named list of checks. */
export interface CheckSuite<Checks extends readonly Check[] = readonly Check[]> {
  readonly name: string;
  readonly checks: Checks;
  /**
   * Runs all checks in one pass and reports. What is wrong with the data is in the report, never thrown.
   *
   * @throws {ChecksError} `invalidData` when the data is no table; `sourceFailed` when a stream or a database fails; `aborted`;
   * `invalidOption`.
   */
  readonly run: (data: MemoryData | DataSource, options?: RunOptions) => Promise<ChecksReport<ResultsOf<Checks>>>;
}

const runOptionSpecs = {
  examples: { rule: either(integer({ min: 0 }), infinity()), default: 20 },
  signal: { rule: satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal) },
  onProgress: {
    rule: satisfying("a function", (value): value is ProgressListener => typeof value === "function"),
  },
} as const;

/**
 * Makes a suite of checks. `run` takes rows, a record of columns, a Table, an Arrow table, or an async iterable of batches of
 * these (bounded memory; how a stream is cut into batches never changes a verdict), or a data source such as a file or a database.
 *
 * @param name - the suite's name, for the report.
 * @param checks - the checks.
 * @returns the suite.
 * @throws {ChecksError} `invalidCheck` when the name is empty or something is no check.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween, isNotNull } from "@mlsys/checks";
 *
 * const suite = checkSuite("payments", [isNotNull("amount"), isBetween("amount", { min: 0 })]);
 * const report = await suite.run([{ amount: 12 }, { amount: -3 }, { amount: null }]);
 * report.passed; // => false
 * report.results.map((result) => result.unexpectedCount); // => [1, 1]
 * report.results.map((result) => result.unexpectedIndices); // => [[2], [1]]
 * ```
 */
export function checkSuite<const Checks extends readonly Check[]>(name: string, checks: Checks): CheckSuite<Checks> {
  requireName(name);
  requireChecks(name, checks);
  const own = Object.freeze([...checks]) as unknown as Checks;
  return Object.freeze({
    name,
    checks: own,
    run: async (data: MemoryData | DataSource, options: RunOptions = {}) => {
      const parsed = parseOptions("suite.run", options, runOptionSpecs, ChecksError);
      const startedAt = new Date();
      const started = performance.now();
      const source = isDataSource(data) ? data : memorySource(data);
      const prepared = await prepareChecks(own, source, parsed);
      const collected = await collectFor(prepared, source, parsed);
      const results = judgeChecks(prepared, collected) as unknown as ResultsOf<Checks>;
      const summary = summaryOf(results);
      return {
        schemaVersion: 1,
        suite: name,
        passed: passes(results),
        summary,
        rowCount: collected.first.rowCount,
        columnNames: collected.first.columns,
        results,
        ...costsOf(prepared, collected.effortsOf),
        startedAt: startedAt.toISOString(),
        durationMs: performance.now() - started,
      } as const;
    },
  });
}

function requireName(name: unknown): void {
  if (typeof name === "string" && name !== "") return;
  throw invalidCheck("checkSuite", "the suite has no name", name, "give a name as the first argument");
}

function requireChecks(name: string, checks: unknown): void {
  const at = Array.isArray(checks) ? checks.findIndex((check) => !isCheck(check)) : undefined;
  if (at === -1) return;
  throw new ChecksError({
    code: "invalidCheck",
    what: at === undefined ? "the checks are not a list" : `entry ${at} is no check`,
    where: `suite ${JSON.stringify(name)}`,
    found: showValue(at === undefined ? checks : (checks as readonly unknown[])[at]),
    fix: 'give an array of checks such as isNotNull("amount")',
  });
}

function isCheck(value: unknown): boolean {
  return typeof value === "object" && value !== null && "check" in value && "needs" in value && "judge" in value;
}

function infinity(): ReturnType<typeof satisfying<number>> {
  return satisfying("Infinity", (value): value is number => value === Infinity);
}
