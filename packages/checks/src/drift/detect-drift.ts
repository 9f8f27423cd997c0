import { arrayOf, boolean, integer, oneOf, parseOptions, randomState, real, satisfying, text } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import { columnPair } from "../internal/drift/column-pair.ts";
import { columnsOf } from "../internal/drift/columns-of.ts";
import { compareColumn } from "../internal/drift/compare-column.ts";
import { driftReport } from "../internal/drift/judge-drift.ts";
import type { ComparedColumn } from "../internal/drift/judge-drift.ts";
import { METHOD_NAMES } from "../internal/drift/methods/index.ts";
import { PRESETS } from "../internal/drift/presets/index.ts";
import { presetReport } from "../internal/drift/presets/preset-report.ts";
import { sideOf } from "../internal/drift/side.ts";
import type { Side } from "../internal/drift/side.ts";
import { tableDrift } from "../internal/drift/table-drift.ts";
import type { ReferenceStatistics } from "./reference-statistics.ts";
import type { DriftMethod, DriftReport, TableDrift } from "./drift-report.ts";
import type { Correction } from "./statistics/adjust-p-values.ts";

/** Options of {@link detectDrift}. */
export interface DetectDriftOptions {
  /** The columns to compare. Default: all that both tables have. */
  readonly columns?: readonly string[] | undefined;
  /**
   * The method for all columns, or a method a column. Default: Kolmogorov and Smirnov's test for numbers, chi-squared for categories,
   * words and length for free text (which a method for all columns does not change). Methods of counts see numbers in ten bins of equally many reference values.
   */
  readonly method?: DriftMethod | Readonly<Record<string, DriftMethod>> | undefined;
  /** How p-values are corrected for the number of columns. Default `"benjaminiHochberg"`. */
  readonly correction?: Correction | undefined;
  /** The level of significance. Default 0.05. */
  readonly alpha?: number | undefined;
  /** The least effect that counts as drift. Default: the method's, mostly 0.1. Of a preset: the threshold of its distances. */
  readonly minEffect?: number | undefined;
  /**
   * Another tool, whose choice of method, figures and verdicts are wanted instead of ours, to compare with it: no effect beside
   * significance, no correction. Default: none.
   */
  readonly preset?: "evidently" | "deepchecks" | "tfdv" | undefined;
  /** Whether a classifier is also trained to tell the rows of the two tables apart. Default false. */
  readonly wholeTable?: boolean | undefined;
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
  maxRows: { rule: integer({ min: 2 }), default: 10_000 },
  preset: { rule: oneOf("evidently", "deepchecks", "tfdv") },
  wholeTable: { rule: boolean(), default: false },
  randomState: { rule: integer({ min: 0, max: 2 ** 32 - 1 }), default: 0 },
} as const;

/**
 * Compares two tables column by column. A column drifts when the effect is at least as great as one that matters and significant
 * after correction for the number of columns: with few rows chance does not pass for drift, with many a trifle does not. Where so
 * few rows could not have shown such an effect, the answer is `"notEnoughRows"`. Missing values have a test of their own.
 *
 * @param reference - what the data was like: rows, columns, a Table, an Arrow table, or what {@link referenceStatistics} stored of one.
 * @param current - what it is like now.
 * @param options - columns, methods, correction, level, least effect, seed.
 * @returns the report, plain JSON.
 * @throws {ChecksError} `invalidData` when something is no table or has no column in common, `columnMissing` for a column that one of
 * them lacks, `invalidOption`, `notSupported` for a preset or a classifier against stored statistics that do not hold all values.
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
export function detectDrift(
  reference: TableInput | ReferenceStatistics,
  current: TableInput,
  options: DetectDriftOptions = {},
): DriftReport {
  const parsed = parseOptions("detectDrift", options, specs, ChecksError);
  const [before, now] = [sideOf(reference, "reference"), sideOf(current, "current")];
  const sides = [
    ["reference", before],
    ["current data", now],
  ] as const;
  const columns = columnsOf(sides, parsed.columns, "detectDrift");
  const { method, alpha, permutations, maxRows, preset } = parsed;
  const wholeTable = parsed.wholeTable ? classified(before, now, { ...parsed, columns }) : null;
  const compared = columns.map((name): ComparedColumn => {
    const [a, b] = [before.sample(name), now.sample(name)];
    const pair = columnPair(a, b);
    const missing = { reference: a.missing, current: b.missing };
    if (pair.kind === "other" || preset !== undefined) return { name, pair, missing };
    // A generator a column, so that a column's answer does not depend on which others are compared.
    const rng = randomState([parsed.randomState, ...new TextEncoder().encode(name)]);
    const own = typeof method === "object" && Object.hasOwn(method, name) ? method[name] : undefined;
    const wanted = { method: typeof method === "object" ? own : method, isOwn: own !== undefined };
    return { name, pair, missing, compared: compareColumn(name, pair, wanted, { alpha, permutations, maxRows, rng }) };
  });
  const judgement = { ...parsed, before, now, wholeTable };
  return preset === undefined
    ? driftReport(compared, judgement)
    : presetReport(preset, PRESETS[preset], compared, judgement);
}

function classified(
  before: Side,
  now: Side,
  options: { columns: readonly string[]; alpha: number; maxRows: number; randomState: number },
): TableDrift {
  if (before.table !== undefined && now.table !== undefined)
    return tableDrift(before.table, now.table, { ...options, rng: randomState(options.randomState) });
  throw new ChecksError({
    code: "notSupported",
    what: "a classifier needs the rows of the reference",
    where: "detectDrift, wholeTable",
    found: "stored statistics",
    fix: "give the table itself",
  });
}
