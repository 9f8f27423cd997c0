import { integer, oneOf, parseOptions, showValue, text } from "@mlsys/core/basics";
import type { QueriedRows } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import type { Check, Severity } from "../definition/check.ts";
import { jsonValue } from "../internal/values/json-value.ts";

/** Options of {@link queryFindsNothing}. */
export interface QueryFindsNothingOptions {
  /** How many rows it may find. Default 0. */
  readonly maxUnexpected?: number | undefined;
  /** How much a failure matters. Default `"error"`. */
  readonly severity?: Severity | undefined;
  /** Name in the report. Default: the query. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

const specs = {
  maxUnexpected: { rule: integer({ min: 0 }), default: 0 },
  severity: { rule: oneOf("error", "warning", "info"), default: "error" },
  name: { rule: text({ minLength: 1 }) },
  description: { rule: text() },
} as const;

/**
 * A query of your own must find no row: the way out where no check says what is meant. It runs on tables of databases and on files, as part of
 * a query that counts its rows, so that it can only read; `{table}` in it stands for the table. It is written in the database's own SQL and
 * may mean something else in another. Never make it of what users type.
 *
 * @param query - one SELECT, without semicolons and comments.
 * @param options - `maxUnexpected`; severity, name, description.
 * @returns the check; the examples are the rows that were found, named by column.
 * @throws {ChecksError} `invalidCheck` when it is not one SELECT, `invalidOption`.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import { checkSuite } from "@mlsys/checks";
 * import { queryFindsNothing, sqlTable } from "@mlsys/checks/sql";
 *
 * const database = new DatabaseSync(":memory:");
 * database.exec("create table sales (shop text, amount real); insert into sales values ('a', 5), ('a', -9), ('b', 2)");
 * const query = (sql: string, parameters: (string | number)[]) => database.prepare(sql).all(...parameters);
 * const losses = queryFindsNothing("select shop, sum(amount) as total from {table} group by shop having sum(amount) < 0");
 * const report = await checkSuite("sales", [losses]).run(sqlTable("sales", { dialect: "sqlite", query }));
 * report.results[0].unexpectedExamples; // => [{ shop: "a", total: -4 }]
 * ```
 */
export function queryFindsNothing(query: string, options: QueryFindsNothingOptions = {}): Check {
  const kind = "queryFindsNothing";
  const { maxUnexpected, severity, name, description } = parseOptions(kind, options, specs, ChecksError);
  requireSelect(query);
  const shown = query.length > 80 ? `${query.slice(0, 79)}…` : query;
  const sentence = `the query must find ${maxUnexpected === 0 ? "no row" : `at most ${maxUnexpected} rows`}`;
  return {
    check: kind,
    column: null,
    columns: [],
    parameters: { query, maxUnexpected },
    name: name ?? `${kind}(${shown})`,
    description: description ?? null,
    severity,
    sentence,
    needs: { found: { aggregate: "query", query } },
    judge: (answers) => {
      const { count, rows } = answers["found"] as QueriedRows;
      return {
        outcome: count <= maxUnexpected ? "passed" : "failed",
        message: `${sentence}: it finds ${count}${count === 0 ? "" : `, for example ${showValue(jsonValue(rows[0]))}`}`,
        observedValue: count,
        unexpectedCount: count,
        unexpectedExamples: rows.map((row) => jsonValue(row)),
      };
    },
  };
}

/** It becomes a part of a statement: nothing in it may end that part. */
function requireSelect(query: unknown): void {
  const fault = typeof query === "string" ? faultOf(query) : "it is no text";
  if (fault === undefined) return;
  throw new ChecksError({
    code: "invalidCheck",
    what: "this is not one SELECT",
    where: "queryFindsNothing",
    found: `${showValue(query)}: ${fault}`,
    fix: "give one query that begins with select or with, without semicolons and comments",
  });
}

function faultOf(query: string): string | undefined {
  if (!/^\s*(?:select|with)\b/i.test(query)) return "it begins with neither select nor with";
  const mark = /[;#\\\0]|--|\/\*|\$\$/.exec(query);
  if (mark !== null) return `it holds ${JSON.stringify(mark[0])}`;
  let depth = 0;
  for (const part of query.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "").matchAll(/[()'"`]/g)) {
    if (!"()".includes(part[0])) return "a quotation is open";
    depth += part[0] === "(" ? 1 : -1;
    if (depth < 0) return "it closes a bracket that it did not open";
  }
  return depth === 0 ? undefined : "a bracket is open";
}
