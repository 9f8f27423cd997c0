import type { SQLInputValue } from "node:sqlite";
import { showValue } from "@mlsys/core";
import { z } from "zod";
import { parseFilter } from "../search/filter.ts";
import type { Clause } from "../search/filter.ts";
import { isNumeric } from "../search/keys.ts";
import type { RunAttribute } from "../search/keys.ts";
import { parseOrderBy } from "../search/order-by.ts";
import type { SortKey } from "../search/order-by.ts";
import type { RunPage, RunSearch } from "../store/tracking-store.ts";
import { TrackingError } from "../tracking-error.ts";
import type { Connection, SqlRow } from "./connection.ts";
import { runRecords } from "./run-rows.ts";

/** A piece of SQL and the values of its question marks. */
interface Fragment {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** One column to sort by; a column of text and one of numbers never mix. */
interface SortColumn extends Fragment {
  readonly descending: boolean;
}

const COLUMNS: Readonly<Record<RunAttribute, string>> = {
  run_id: "r.id",
  run_name: "r.name",
  status: "r.status",
  user_id: "r.user_id",
  start_time: "r.start_time",
  end_time: "r.end_time",
};

/**
 * Runs a search: the filter and the order become one SELECT. A page ends with the sort values of its last run, so that the
 * next one neither skips nor repeats runs when others arrive in between.
 */
export function searchRuns(connection: Connection, search: RunSearch): RunPage {
  const conditions: Fragment[] = [scope(search), ...parseFilter(search.filterString ?? "").map(condition)];
  const columns = sortColumns(parseOrderBy(search.orderBy ?? []));
  if (search.pageToken !== undefined) conditions.push(after(columns, readToken(search.pageToken, columns.length)));
  const sortSql = columns.map(({ sql }, i) => `${sql} AS sort${i}`).join(", ");
  const order = columns.map(({ descending }, i) => `sort${i} ${descending ? "DESC" : "ASC"}`).join(", ");
  const rows = connection.all(
    `SELECT r.*, ${sortSql} FROM runs r WHERE ${conditions.map(({ sql }) => `(${sql})`).join(" AND ")}
     ORDER BY ${order} LIMIT ?`,
    ...columns.flatMap(({ values }) => values),
    ...conditions.flatMap(({ values }) => values),
    search.maxResults + 1,
  );
  const page = rows.slice(0, search.maxResults);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return {
    runs: runRecords(connection, page),
    nextPageToken: last === undefined ? undefined : writeToken(columns.map((_, i) => last[`sort${i}`] ?? null)),
  };
}

function scope({ experimentIds, runViewType }: RunSearch): Fragment {
  const stage = runViewType === "ALL" ? "" : ` AND r.stage = '${runViewType === "ACTIVE_ONLY" ? "active" : "deleted"}'`;
  return {
    sql: `r.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))${stage}`,
    values: [JSON.stringify(experimentIds)],
  };
}

function condition(clause: Clause): Fragment {
  const { key } = clause;
  if (key.entity === "attribute") return comparison(COLUMNS[key.name], clause);
  const table = key.entity === "metric" ? "series" : `${key.entity}s`;
  const exists = (test: Fragment): Fragment => ({
    sql: `EXISTS (SELECT 1 FROM ${table} x WHERE x.run_id = r.id AND x.key = ?${test.sql})`,
    values: [key.name, ...test.values],
  });
  if (clause.operator === "IS NOT NULL") return exists({ sql: "", values: [] });
  if (clause.operator === "IS NULL") {
    const { sql, values } = exists({ sql: "", values: [] });
    return { sql: `NOT ${sql}`, values };
  }
  const test = comparison("x.value", clause);
  if (key.entity !== "metric") return exists({ sql: ` AND ${test.sql}`, values: test.values });
  // NaN is different from every number, and neither less nor greater.
  const nan = clause.operator === "!=" ? "x.kind = 1 OR" : "x.kind <> 1 AND";
  return exists({ sql: ` AND (${nan} ${test.sql})`, values: test.values });
}

function comparison(column: string, clause: Clause): Fragment {
  if (clause.operator === "IN" || clause.operator === "NOT IN") {
    return {
      sql: `${column} ${clause.operator} (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(clause.values)],
    };
  }
  if (!("value" in clause)) return { sql: `${column} ${clause.operator}`, values: [] };
  // SQLite's LIKE ignores the case of ASCII letters and its GLOB does not.
  if (clause.operator === "ILIKE") return { sql: `${column} LIKE ?`, values: [clause.value] };
  if (clause.operator === "LIKE") return { sql: `${column} GLOB ?`, values: [globOf(String(clause.value))] };
  return { sql: `${column} ${clause.operator} ?`, values: [clause.value] };
}

function globOf(pattern: string): string {
  return pattern.replaceAll(/[[*?]/g, "[$&]").replaceAll("%", "*").replaceAll("_", "?");
}

/** Each key sorts by whether it is there (NaN after numbers, missing after NaN), then by value; ties by start and id. */
function sortColumns(keys: readonly SortKey[]): SortColumn[] {
  const columns = keys.flatMap(({ key, descending }): SortColumn[] => {
    if (key.entity === "attribute") {
      const column = COLUMNS[key.name];
      const missing = { sql: `${column} IS NULL`, values: [], descending: false };
      return [missing, { sql: `coalesce(${column}, ${isNumeric(key) ? "0" : "''"})`, values: [], descending }];
    }
    const table = key.entity === "metric" ? "series" : `${key.entity}s`;
    const pick = (expression: string, otherwise: string): Fragment => ({
      sql: `coalesce((SELECT ${expression} FROM ${table} x WHERE x.run_id = r.id AND x.key = ?), ${otherwise})`,
      values: [key.name],
    });
    return [
      { ...pick(key.entity === "metric" ? "x.kind = 1" : "0", "2"), descending: false },
      { ...pick("x.value", isNumeric(key) ? "0.0" : "''"), descending },
    ];
  });
  return [
    ...columns,
    { sql: "r.start_time", values: [], descending: true },
    { sql: "r.id", values: [], descending: false },
  ];
}

/** The rows that come after the given sort values. */
function after(columns: readonly SortColumn[], last: readonly SQLInputValue[]): Fragment {
  const alternatives: string[] = [];
  const values: SQLInputValue[] = [];
  columns.forEach(({ descending }, i) => {
    const tests = columns.slice(0, i + 1).map((column, j) => {
      values.push(...column.values, last[j] ?? null);
      return `${column.sql} ${j < i ? "=" : descending ? "<" : ">"} ?`;
    });
    alternatives.push(`(${tests.join(" AND ")})`);
  });
  return { sql: alternatives.join(" OR "), values };
}

const tokenSchema = z.array(z.union([z.string(), z.number(), z.object({ infinity: z.enum(["1", "-1"]) })]));

function writeToken(values: readonly SqlRow[string][]): string {
  const plain = values.map((value) =>
    value === Infinity || value === -Infinity ? { infinity: String(Math.sign(value)) } : value,
  );
  return Buffer.from(JSON.stringify(plain)).toString("base64url");
}

function readToken(token: string, length: number): readonly SQLInputValue[] {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    json = undefined;
  }
  const { success, data } = tokenSchema.safeParse(json);
  if (success && data.length === length)
    return data.map((value) => (typeof value === "object" ? Number(value.infinity) * Infinity : value));
  throw new TrackingError({
    code: "invalidPageToken",
    what: "the page token does not belong to this search",
    where: "searchRuns",
    found: showValue(token),
    fix: "give nextPageToken of a page of the same search",
  });
}
