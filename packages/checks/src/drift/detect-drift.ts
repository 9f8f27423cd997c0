import {
  arrayOf,
  didYouMean,
  either,
  integer,
  isMlsysError,
  oneOf,
  parseOptions,
  randomState,
  real,
  satisfying,
  Table,
  text,
} from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import { columnPair, missingCounts } from "../internal/drift/column-pair.ts";
import { compareColumn } from "../internal/drift/compare-column.ts";
import { driftReport } from "../internal/drift/judge-drift.ts";
import type { ComparedColumn } from "../internal/drift/judge-drift.ts";
import { METHOD_NAMES } from "../internal/drift/methods/index.ts";
import type { DriftMethod, DriftReport } from "./drift-report.ts";
import type { Correction } from "./statistics/adjust-p-values.ts";

/** Options of {@link detectDrift}. */
export interface DetectDriftOptions {
  /** The columns to compare. Default: all that both tables have. */
  readonly columns?: readonly string[] | undefined;
  /**
   * The method for all columns, or a method a column. Default: Kolmogorov and Smirnov's test for numbers, chi-squared for categories.
   * Methods of counts see numbers in ten bins of equally many reference values.
   */
  readonly method?: DriftMethod | Readonly<Record<string, DriftMethod>> | undefined;
  /** How p-values are corrected for the number of columns. Default `"benjaminiHochberg"`. */
  readonly correction?: Correction | undefined;
  /** The level of significance. Default 0.05. */
  readonly alpha?: number | undefined;
  /** The least effect that counts as drift. Default: the method's, mostly 0.1. */
  readonly minEffect?: number | undefined;
  /** Permutations of methods that have no formula for their p-value. Default 499. */
  readonly permutations?: number | undefined;
  /** Values a side that permutations are made of, drawn at random where there are more. Default 10,000. */
  readonly maxRows?: number | undefined;
  /** Seed of permutations and drawing. Default 0. */
  readonly randomState?: number | undefined;
}

const methodRule = satisfying(
  `one of ${METHOD_NAMES.map((name) => JSON.stringify(name)).join(", ")}, or a record of one a column`,
  (value): value is DriftMethod | Readonly<Record<string, DriftMethod>> =>
    typeof value === "object" && value !== null
      ? Object.values(value).every((name) => METHOD_NAMES.includes(name as DriftMethod))
      : METHOD_NAMES.includes(value as DriftMethod),
);

const specs = {
  columns: { rule: arrayOf(text({ minLength: 1 })) },
  method: { rule: methodRule },
  correction: { rule: oneOf("none", "holm", "benjaminiHochberg", "benjaminiYekutieli"), default: "benjaminiHochberg" },
  alpha: { rule: real({ above: 0, below: 1 }), default: 0.05 },
  minEffect: { rule: real({ min: 0 }) },
  permutations: { rule: integer({ min: 19, max: 1_000_000 }), default: 499 },
  maxRows: { rule: either(integer({ min: 2 })), default: 10_000 },
  randomState: { rule: integer({ min: 0, max: 2 ** 32 - 1 }), default: 0 },
} as const;

/**
 * Compares two tables column by column. A column drifts when the effect is at least as great as one that matters and significant
 * after correction for the number of columns: with few rows chance does not pass for drift, with many a trifle does not. Where so
 * few rows could not have shown such an effect, the answer is `"notEnoughRows"`. Missing values have a test of their own.
 *
 * @param reference - what the data was like: rows, columns, a Table, an Arrow table.
 * @param current - what it is like now.
 * @param options - columns, methods, correction, level, least effect, seed.
 * @returns the report, plain JSON.
 * @throws {ChecksError} `invalidData` when something is no table or has no column in common, `columnMissing` for a column that one of
 * them lacks, `invalidOption`.
 *
 * @example
 * ```ts
 * import { detectDrift } from "@mlsys/checks/drift";
 *
 * const reference = { x: Array.from({ length: 1000 }, (_, i) => i % 100), kind: Array.from({ length: 1000 }, () => "a") };
 * const current = { x: Array.from({ length: 1000 }, (_, i) => 30 + (i % 100)), kind: Array.from({ length: 1000 }, () => "a") };
 * const report = detectDrift(reference, current);
 * report.driftedColumns; // => ["x"]
 * report.columns[0]?.effectSize; // => 0.3
 * ```
 */
export function detectDrift(reference: TableInput, current: TableInput, options: DetectDriftOptions = {}): DriftReport {
  const parsed = parseOptions("detectDrift", options, specs, ChecksError);
  const [before, now] = [asTable(reference, "reference"), asTable(current, "current")];
  const columns = columnsToCompare(before, now, parsed.columns);
  const { method, alpha, permutations, maxRows } = parsed;
  const compared = columns.map((name): ComparedColumn => {
    // A generator a column, so that a column's answer does not depend on which others are compared.
    const rng = randomState([parsed.randomState, ...new TextEncoder().encode(name)]);
    const wanted = typeof method === "object" ? (Object.hasOwn(method, name) ? method[name] : undefined) : method;
    const pair = columnPair(name, before, now);
    const missing = missingCounts(name, before, now);
    if (pair.kind === "other") return { name, pair, missing };
    return { name, pair, missing, compared: compareColumn(name, pair, wanted, { alpha, permutations, maxRows, rng }) };
  });
  return driftReport(compared, { ...parsed, before, now });
}

function asTable(data: TableInput, which: string): Table {
  try {
    return Table.from(data);
  } catch (cause) {
    if (!isMlsysError(cause)) throw cause;
    throw new ChecksError({
      code: "invalidData",
      what: `the ${which} data is no table`,
      where: "detectDrift",
      found: cause.message,
      cause,
    });
  }
}

function columnsToCompare(before: Table, now: Table, wanted: readonly string[] | undefined): readonly string[] {
  for (const name of wanted ?? []) {
    for (const [which, table] of [
      ["reference", before],
      ["current data", now],
    ] as const) {
      if (table.hasColumn(name)) continue;
      throw new ChecksError({
        code: "columnMissing",
        what: `the ${which} has no column ${JSON.stringify(name)}`,
        where: "detectDrift",
        fix: didYouMean(name, table.columnNames),
      });
    }
  }
  const columns = wanted ?? before.columnNames.filter((name) => now.hasColumn(name));
  if (columns.length > 0) return columns;
  throw new ChecksError({
    code: "invalidData",
    what: "the tables have no column in common",
    where: "detectDrift",
    found: `${before.columnNames.join(", ")} and ${now.columnNames.join(", ")}`,
  });
}
