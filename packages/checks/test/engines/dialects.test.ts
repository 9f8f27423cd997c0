import { checkSuite, withKey } from "@mlsys/checks";
import { sqlTable } from "@mlsys/checks/sql";
import type { SqlDialect } from "@mlsys/checks/sql";
import { SparkSQL, TrinoSQL } from "dt-sql-parser";
import nodeSqlParser from "node-sql-parser";
import { describe, expect, test } from "vitest";
import { SIGNATURES } from "../../src/internal/json/signatures.ts";
import { allChecks } from "../support/all-checks.ts";

/** The columns of the contract's table, in the words of a database. */
function catalogue(
  types: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly type: string }[] {
  const columns = {
    row: "integer",
    number: "double",
    odd: "double",
    integer: "integer",
    big: "integer",
    category: "string",
    text: "string",
    flag: "boolean",
    at: "date",
    hostile: "integer",
  };
  return Object.entries(columns).map(([name, kind]) => ({ name, type: types[kind] ?? kind }));
}

interface Grammar {
  readonly dialect: SqlDialect;
  readonly types: Readonly<Record<string, string>>;
  /** What is wrong with a statement; nothing when it parses. */
  readonly faults: (sql: string) => string;
}

function byNodeSqlParser(database: string): (sql: string) => string {
  const parser = new nodeSqlParser.Parser();
  return (sql) => {
    try {
      // Its grammars of these two lack the placeholders that the databases take.
      parser.astify(sql.replaceAll("?", "1"), { database });
      return "";
    } catch (error) {
      return String(error).slice(0, 200);
    }
  };
}

function byGrammar(parser: {
  validate: (sql: string) => readonly { readonly message: string }[];
}): (sql: string) => string {
  return (sql) =>
    parser
      .validate(sql)
      .map(({ message }) => message)
      .join("; ")
      .slice(0, 200);
}

const grammars: readonly Grammar[] = [
  {
    dialect: "mysql",
    types: { integer: "bigint", double: "double", string: "varchar(20)", boolean: "tinyint(1)", date: "datetime(3)" },
    faults: byNodeSqlParser("mysql"),
  },
  {
    dialect: "spark",
    types: { integer: "bigint", double: "double", string: "string", boolean: "boolean", date: "timestamp" },
    faults: byGrammar(new SparkSQL()),
  },
  {
    dialect: "trino",
    types: { integer: "bigint", double: "double", string: "varchar", boolean: "boolean", date: "timestamp(3)" },
    faults: byGrammar(new TrinoSQL()),
  },
  {
    dialect: "bigquery",
    types: { integer: "INT64", double: "FLOAT64", string: "STRING", boolean: "BOOL", date: "TIMESTAMP" },
    faults: byNodeSqlParser("bigquery"),
  },
  {
    dialect: "snowflake",
    types: { integer: "NUMBER(38,0)", double: "FLOAT", string: "TEXT", boolean: "BOOLEAN", date: "TIMESTAMP_NTZ" },
    faults: byNodeSqlParser("snowflake"),
  },
];

test("no kind of check is left out of what the parsers see", () => {
  const seen = new Set(allChecks().map(({ check }) => check));
  const kinds = [...SIGNATURES.keys()];
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});

describe.each(grammars)("the SQL for $dialect", ({ dialect, types, faults }) => {
  test("is understood by a parser of that dialect, whatever the check", async () => {
    const found: string[] = [];
    const shapes = new Set<string>();
    const query = (sql: string): readonly object[] => {
      const shape = sql.replace(/\d+|["`]\w+["`]/g, "#");
      const fault = shapes.has(shape) ? "" : faults(sql);
      shapes.add(shape);
      if (fault !== "") found.push(`${fault}: ${sql.slice(0, 300)}`);
      if (/information_schema|describe/i.test(sql)) return catalogue(types);
      // One figure of each kind, so that evidence and second passes are asked for too.
      return [Object.fromEntries(Array.from({ length: 800 }, (_, i) => [`r${i}`, 1 + (i % 3)]))];
    };
    const all = allChecks();
    const source = withKey(sqlTable("contract", { dialect, query, orderBy: "row" }), "row");
    for (let at = 0; at < all.length; at += 10) await checkSuite("some", all.slice(at, at + 10)).run(source);
    expect(found).toEqual([]);
    expect(shapes.size).toBeGreaterThan(20);
    expect([...shapes].some((sql) => sql.includes("slash"))).toBe(false);
    expect([...shapes].some((sql) => sql.includes("left join (select distinct"))).toBe(true);
    expect([...shapes].some((sql) => sql.includes("sum(s * s / n)"))).toBe(true);
  }, 60_000);
});
