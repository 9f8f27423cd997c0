import type { Aggregate } from "../aggregates/aggregate.ts";
import { collectFor } from "../internal/collect-for.ts";
import { isDataSource } from "../internal/data-source.ts";
import { memorySource } from "../internal/memory/memory-source.ts";
import { prepareChecks } from "../internal/prepare-checks.ts";
import { columnsIn } from "../internal/expressions/columns-in.ts";
import { RequestKeys } from "../internal/request-keys.ts";
import type { DataSource, MemoryData, PlannedStatement } from "../sources/source.ts";
import type { CheckSuite } from "./check-suite.ts";

/** A figure that a suite asks of the data, with the checks that need it. */
export interface PlannedAggregate {
  /** The kind of figure: `"tally"` (rows that meet a condition), `"moments"`, `"duplicates"`, … */
  readonly aggregate: string;
  readonly columns: readonly string[];
  /** Names of the checks that need it. */
  readonly checks: readonly string[];
}

/** How a suite would run on a source, as plain JSON. */
export interface SuitePlan {
  readonly suite: string;
  /** What computes: `"memory"`, or the name of a database. */
  readonly engine: string;
  /** The figures of the first pass; each is computed once, however many checks need it. */
  readonly aggregates: readonly PlannedAggregate[];
  /** Names of the checks that need a second pass, for bounds or groups that the first one finds. */
  readonly secondPass: readonly string[];
  /** The statements that a database gets, in order; none in memory. */
  readonly statements: readonly PlannedStatement[];
}

/**
 * Shows how a suite would run on some data: which figures are computed for which checks, and for a database or a file the statements with
 * their parameters. Only its catalogue is read; statements that depend on what is found are shown with placeholders for that.
 *
 * @param suite - the suite.
 * @param source - the data.
 * @returns the plan.
 * @throws {ChecksError} `invalidData` when the data is no table; `sourceFailed` when the catalogue cannot be read.
 *
 * @example
 * ```ts
 * import { checkSuite, explain, isBetween, meanIsBetween } from "@mlsys/checks";
 *
 * const suite = checkSuite("payments", [isBetween("amount", { min: 0 }), meanIsBetween("amount", { max: 9 })]);
 * const plan = await explain(suite, { amount: [1, 2] });
 * plan.engine; // => "memory"
 * plan.aggregates.map(({ aggregate }) => aggregate); // => ["tally", "kinds", "moments"]
 * ```
 */
export async function explain(suite: CheckSuite, source: MemoryData | DataSource): Promise<SuitePlan> {
  const own = isDataSource(source) ? source : memorySource(source);
  const statements: PlannedStatement[] = [];
  if (own.rehearse !== undefined) {
    const rehearsed = rehearsing(own, statements);
    const checks = await prepareChecks(suite.checks, rehearsed, { examples: 20 });
    await collectFor(checks, rehearsed, { examples: 20 });
  }
  return {
    suite: suite.name,
    engine: own.engine ?? "memory",
    aggregates: aggregatesOf(suite),
    secondPass: suite.checks.filter(({ follow }) => follow !== undefined).map(({ name }) => name),
    statements,
  };
}

/** A source that writes down its statements, and other tables of it too. */
function rehearsing(source: DataSource, statements: PlannedStatement[]): DataSource {
  const { rehearse, table } = source;
  return {
    ...source,
    ...(rehearse === undefined ? {} : { collect: rehearse(statements) }),
    table: (name) => {
      const other = table?.(name);
      return other === undefined ? undefined : rehearsing(other, statements);
    },
  };
}

function aggregatesOf({ checks }: CheckSuite): PlannedAggregate[] {
  const keys = new RequestKeys();
  const planned = new Map<string, { readonly request: Aggregate; readonly checks: string[] }>();
  for (const { name, needs } of checks) {
    for (const request of Object.values(needs)) {
      const known = planned.get(keys.of(request));
      if (known === undefined) planned.set(keys.of(request), { request, checks: [name] });
      else known.checks.push(name);
    }
  }
  return [...planned.values()].map(({ request, checks: names }) => ({
    aggregate: request.aggregate,
    columns: [...new Set(columnsIn(request))],
    checks: names,
  }));
}
