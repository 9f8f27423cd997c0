import { arrayOf, either, integer, oneOf, parseOptions, satisfying, showValue, text } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { dataSource } from "../internal/data-source.ts";
import { collectSql } from "../internal/sql/collect-sql.ts";
import { dialectOf, dialects } from "../internal/sql/dialects/index.ts";
import type { SqlDialectName } from "../internal/sql/dialects/index.ts";
import { openTable } from "../internal/sql/open-table.ts";
import { Rehearsal } from "../internal/sql/rehearsal.ts";
import { Statements } from "../internal/sql/statements.ts";
import type { DataSource } from "../sources/source.ts";

/** The databases whose SQL is known. */
export type SqlDialect = SqlDialectName;

/**
 * Runs one statement and gives its rows as objects, or what drivers make of them: `{ rows }` of pg, `[rows, fields]` of mysql2.
 * Parameters are texts and numbers for the placeholders of the database (`$1` in PostgreSQL, else `?`).
 */
export type SqlQuery = (sql: string, parameters: (string | number)[]) => unknown;

/** Options of {@link sqlTable}. */
export interface SqlTableOptions {
  /** Which database it is. */
  readonly dialect: SqlDialect;
  /** Runs a statement. The user behind it needs no right but to read. */
  readonly query: SqlQuery;
  /**
   * Columns that order the rows, and so number them from 0 in the report; `isIncreasing` and `isDecreasing` need an order. Costs a sort
   * where rows are shown. Default: no order, and no row numbers.
   */
  readonly orderBy?: string | readonly string[] | undefined;
  /**
   * Greatest number of rows that are read, of the columns concerned alone, for a check that SQL cannot express: a function of JavaScript, a
   * pattern that the database does not know, texts that are nearly the same. With 0 none leave the database. Where there are more, such a check
   * is not evaluated. Default 100,000.
   */
  readonly readRows?: number | undefined;
}

/** The default of `readRows`. */
const READ_ROWS = 100_000;

const specs = {
  dialect: { rule: oneOf(...(Object.keys(dialects) as SqlDialectName[])), required: true },
  query: {
    rule: satisfying("a function", (value): value is SqlQuery => typeof value === "function"),
    required: true,
  },
  orderBy: { rule: either(text({ minLength: 1 }), arrayOf(text({ minLength: 1 }))), default: [] },
  readRows: { rule: integer({ min: 0 }), default: READ_ROWS },
} as const;

/**
 * A table or view in a database as a source of checks: the suite is compiled to SQL and no row leaves the database but the few that a
 * report shows, and those that only a program can judge (`readRows`). All figures of a table come from one statement, groups from one a set of columns, rows are asked for where
 * some fail, with the limit in the query. Names are looked up in the catalogue and quoted, values are bound.
 *
 * @param name - the table's name; with its schema as `"schema.table"` or `["schema", "table"]`.
 * @param options - `dialect`, `query`, `orderBy`, `readRows`.
 * @returns the source, for `suite.run`.
 * @throws {ChecksError} `invalidOption`. A run throws `invalidData` where there is no such table and `sourceFailed` where a query fails.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import { checkSuite, isBetween, isNotNull } from "@mlsys/checks";
 * import { sqlTable } from "@mlsys/checks/sql";
 *
 * const database = new DatabaseSync(":memory:");
 * database.exec("create table payments (id integer, amount real); insert into payments values (1, 12), (2, -3), (3, null)");
 * const query = (sql: string, parameters: (string | number)[]) => database.prepare(sql).all(...parameters);
 * const source = sqlTable("payments", { dialect: "sqlite", query, orderBy: "id" });
 * const suite = checkSuite("payments", [isNotNull("amount"), isBetween("amount", { min: 0 })]);
 * const report = await suite.run(source);
 * report.results.map((result) => result.unexpectedCount); // => [1, 1]
 * report.results.map((result) => result.unexpectedIndices); // => [[2], [1]]
 * ```
 */
export function sqlTable(name: string | readonly string[], options: SqlTableOptions): DataSource {
  const { dialect, query, orderBy, readRows } = parseOptions("sqlTable", options, specs, ChecksError);
  const path = pathOf(name);
  const order = typeof orderBy === "string" ? [orderBy] : orderBy;
  const run = (sql: string, parameters: readonly (string | number)[]): unknown => query(sql, [...parameters]);
  const collectWith =
    (statementsFor: (signal?: AbortSignal) => Statements): DataSource["collect"] =>
    async (requests, collectOptions) => {
      const statements = statementsFor(collectOptions.signal);
      const relation = await openTable(path, order, readRows, statements);
      return collectSql(relation, statements, requests, collectOptions);
    };
  const own = dialectOf(dialect);
  return dataSource(
    collectWith((signal) => new Statements(own, run, signal)),
    {
      rereadable: true,
      engine: own.name,
      place: { database: query, path },
      table: (other) => sqlTable(other, { dialect, query, readRows }),
      rehearse: (planned) => collectWith(() => new Rehearsal(own, run, planned)),
    },
  );
}

function pathOf(name: unknown): readonly string[] {
  const path = typeof name === "string" ? [name] : name;
  const isPath = Array.isArray(path) && path.length > 0 && path.length < 4;
  if (isPath && path.every((part) => typeof part === "string" && part !== "")) return path as readonly string[];
  throw new ChecksError({
    code: "invalidOption",
    what: "the table is not named",
    where: "sqlTable",
    found: showValue(name),
    fix: 'give its name, with its schema as ["schema", "table"]',
  });
}
