import { checkSuite } from "../suite/check-suite.ts";
import type { Check } from "../definition/check.ts";
import { ChecksError } from "../checks-error.ts";
import type { DataSource, MemoryData } from "../sources/source.ts";
import type { CheckResult, ChecksReport } from "../suite/report.ts";
import { contractChecks, oddNumberChecks } from "./contract-checks.ts";
import { contractTables } from "./contract-table.ts";
import type { ContractTable } from "./contract-table.ts";

/** What a source under test cannot do. */
export interface SourceAbilities {
  /** Whether doubles can be NaN and infinite. Default true. */
  readonly oddNumbers?: boolean | undefined;
  /** Kinds of check that the source refuses, which must then say so: not evaluated, for the reason `notSupported`. Default none. */
  readonly refuses?: readonly string[] | undefined;
}

/** One promise that every source keeps: a sentence, and a check that throws when the source breaks it. */
export interface SourceContractCase {
  readonly name: string;
  /** The table that the source must hold. */
  readonly table: ContractTable;
  readonly check: (source: MemoryData | DataSource, abilities?: SourceAbilities) => Promise<void>;
}

/** Relative difference that two ways to add numbers may have. */
const TOLERANCE = 1e-9;

/**
 * What every {@link DataSource} must do, for tests of a new engine: hold each case's table, rows in the order of its column `row`, and
 * give the report that the same checks give in memory: outcomes, messages, counts, rows and examples are equal, figures to 1e-9.
 *
 * @returns the cases; each rejects with what differs.
 * @throws {ChecksError} `checkFailed`, by a case whose reports differ.
 *
 * @example
 * ```ts
 * import { sourceContract } from "@mlsys/checks/testing";
 *
 * for (const { table, check } of sourceContract()) await check(table.columns); // memory against itself
 * ```
 */
export function sourceContract(): SourceContractCase[] {
  return contractTables().map((table) => ({
    name: `gives the report of the same ${table.numRows} rows in memory (${table.name})`,
    table,
    check: (source, abilities) => sameReport(table, source, abilities),
  }));
}

async function sameReport(
  { columns }: ContractTable,
  source: MemoryData | DataSource,
  { oddNumbers = true, refuses = [] }: SourceAbilities = {},
): Promise<void> {
  const checks: Check[] = [...contractChecks(), ...(oddNumbers ? oddNumberChecks() : [])];
  const suite = checkSuite("contract", checks);
  const expected = await suite.run(columns, { examples: 7 });
  const report = await suite.run(source, { examples: 7 });
  const differences = [...differencesBetween(report, expected, refuses)];
  if (differences.length === 0) return;
  throw new ChecksError({
    code: "checkFailed",
    what: `${differences.length} results differ from those in memory`,
    where: "sourceContract",
    found: differences.slice(0, 20).join("\n"),
    details: { differences },
  });
}

function* differencesBetween(
  report: ChecksReport,
  expected: ChecksReport,
  refuses: readonly string[],
): Generator<string> {
  if (report.rowCount !== expected.rowCount) yield `rowCount: ${report.rowCount} for ${expected.rowCount}`;
  if (report.columnNames.join() !== expected.columnNames.join()) yield `columnNames: ${report.columnNames.join(", ")}`;
  for (const [i, wanted] of expected.results.entries()) {
    const found = report.results[i] as CheckResult;
    if (refuses.includes(wanted.check) && found.outcome === "notEvaluated" && found.reason === "notSupported") continue;
    for (const [key, value] of Object.entries(wanted)) {
      const other = found[key as keyof CheckResult];
      if (key !== "message" && !alike(other, value))
        yield `${wanted.name} (${wanted.message}): ${key}: ${JSON.stringify(other)} for ${JSON.stringify(value)}${found.outcome === wanted.outcome ? "" : `: ${found.message}`}`;
    }
    if (rounded(found.message) !== rounded(wanted.message))
      yield `${wanted.name}: message: ${found.message} for ${wanted.message}`;
  }
}

/** Figures in words, without their last digits. */
function rounded(message: string): string {
  return message.replace(/-?\d+(?:\.\d+)?(?:e[+-]\d+)?/g, (figure) => Number(figure).toPrecision(9));
}

function alike(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [own, others] = [Object.entries(a), Object.entries(b)];
  return (
    own.length === others.length && others.every(([key, value]) => alike((a as Record<string, unknown>)[key], value))
  );
}
