import { didYouMean, isMlsysError } from "@mlsys/core/basics";
import type { Aggregate } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import type { Expression, ExpressionOf } from "../../expressions/expression.ts";
import { joined, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import { openTable } from "./open-table.ts";
import { requireOneKind } from "./operand.ts";
import { identifier } from "./quoted.ts";
import { canonical } from "./relation.ts";
import type { Relation } from "./relation.ts";
import type { SqlColumn } from "./sql-column.ts";
import type { Statements } from "./statements.ts";

type Reference = ExpressionOf<"exists">;

/** The tables that conditions look into, by their names, or why one cannot be read. */
export type ReferencedTables = ReadonlyMap<string, Relation | ChecksError>;

/** Opens the other tables that requests look into. */
export async function openReferences(
  requests: readonly Aggregate[],
  statements: Statements,
): Promise<ReferencedTables> {
  const tables = new Map<string, Relation | ChecksError>();
  for (const request of requests) {
    if (request.aggregate !== "tally") continue;
    for (const { path } of referencesIn(request.predicate)) {
      const key = JSON.stringify(path);
      if (!tables.has(key)) tables.set(key, await opened(path, statements));
    }
  }
  return tables;
}

async function opened(path: readonly string[], statements: Statements): Promise<Relation | ChecksError> {
  try {
    return await openTable(path, [], 0, statements);
  } catch (error) {
    if (!isMlsysError(error) || error.code !== "invalidData") throw error;
    return new ChecksError({
      code: "tableMissing",
      what: "the table of the keys cannot be read",
      found: error.message,
    });
  }
}

function referencesIn(node: Expression): readonly Reference[] {
  if (node.op === "exists") return [node];
  if (node.op === "and" || node.op === "or") return node.of.flatMap(referencesIn);
  return node.op === "not" || node.op === "decided" ? referencesIn(node.of) : [];
}

/**
 * Whether values are a key of another table, as a column of the inner query: the keys are brought together once, each once, and joined. A
 * text is never a number, so that columns of different kinds have nothing in common.
 */
export function referenceColumn(node: Reference, columns: readonly SqlColumn[], tables: ReferencedTables): SqlColumn {
  const table = tables.get(JSON.stringify(node.path)) as Relation | ChecksError;
  if (table instanceof Error) throw table;
  const { dialect, from } = table;
  const keys = node.keys.map((name) => keyColumn(name, node, table));
  [...columns, ...keys].forEach(requireOneKind);
  const at = `j${[...tables.keys()].indexOf(JSON.stringify(node.path))}_${[...columns, ...keys].map(({ alias }) => alias).join("")}`;
  const outputs = keys.map((key, i) => sql`${canonical(key, dialect)} as ${raw(`${at}_k${i}`)}`);
  const present = keys.map((key) => sql`${identifier(key.name, dialect)} is not null`);
  const equal = columns.map((column, i): Fragment =>
    column.type.kind === keys[i]?.type.kind && column.type.kind !== "other"
      ? sql`${canonical(column, dialect)} = ${raw(`${at}.${at}_k${i}`)}`
      : raw("1 = 0"),
  );
  return {
    name: at,
    declared: "",
    type: { kind: "number", numeric: "integer" },
    alias: `${at}_in`,
    nanAlias: "",
    join: {
      from: sql` left join (select distinct ${joined(outputs, ", ")} from ${from} where ${joined(present, " and ")}) ${raw(at)} on ${joined(equal, " and ")}`,
      value: sql`case when ${raw(`${at}.${at}_k0`)} is null then 0 else 1 end`,
    },
  };
}

function keyColumn(name: string, { path }: Reference, { columns }: Relation): SqlColumn {
  const exact = columns.find((column) => column.name === name);
  const alike = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (found !== undefined) return found;
  throw new ChecksError({
    code: "columnMissing",
    what: `there is no column ${JSON.stringify(name)}`,
    where: path.join("."),
    fix: didYouMean(
      name,
      columns.map((column) => column.name),
    ),
  });
}
