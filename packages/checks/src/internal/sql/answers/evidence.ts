import type { RowTally } from "../../../aggregates/aggregate.ts";
import { count, decode, readableColumn } from "../decode.ts";
import { raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { allOf } from "../session.ts";
import type { Session } from "../session.ts";
import { nanOf } from "../sql-column.ts";
import type { SqlColumn } from "../sql-column.ts";
import type { SqlRow } from "../statements.ts";
import { nanTest, ROW_NUMBER } from "../relation.ts";

/** Which rows are wanted as evidence. */
export interface EvidenceParts {
  readonly shows: readonly string[];
  readonly where: Fragment | undefined;
  readonly unexpected: Fragment;
  /** How many there are; without any, nothing is asked. */
  readonly count: number;
}

/** The first unexpected rows, bounded inside the query; their positions only where rows have an order. */
export async function evidence(
  session: Session,
  { shows, where, unexpected, count: failing }: EvidenceParts,
): Promise<Evidence> {
  if (failing === 0 || session.examples === 0) return { indices: [], examples: [] };
  const columns = shows.map(session.column);
  const rows = await session.rows(
    {
      outputs: evidenceOutputs(columns, session),
      where: allOf(where === undefined ? [unexpected] : [where, unexpected]),
      numbered: session.relation.rowNumber !== undefined,
      tail: evidenceTail(session),
    },
    "evidence",
  );
  return readEvidence(rows, columns, session);
}

/** Where failing rows are, and what stands there. */
export type Evidence = Pick<RowTally, "indices" | "examples" | "keys">;

/** A position where there is one, then a value and whether it is NaN for each column and each of the key. */
export function evidenceOutputs(columns: readonly SqlColumn[], session: Session): Fragment[] {
  const numbered = session.relation.rowNumber !== undefined;
  return [
    numbered ? ROW_NUMBER : raw("0"),
    ...[...columns, ...session.key.map(session.column)].flatMap((column) => [
      readableColumn(column, session.dialect),
      nanTest(column, session.dialect) === undefined ? raw("0") : nanOf(column),
    ]),
  ];
}

/** The order and the limit. */
export function evidenceTail({ relation, examples }: Session): Fragment {
  const sorted = relation.rowNumber !== undefined && !relation.keepsOrder;
  const limit = examples === Infinity ? "" : ` limit ${examples}`;
  return sorted ? sql`order by ${ROW_NUMBER}${raw(limit)}` : raw(limit);
}

/** Positions, examples and keys from rows of {@link evidenceOutputs}. */
export function readEvidence(rows: readonly SqlRow[], columns: readonly SqlColumn[], session: Session): Evidence {
  const found = readRows(rows, columns, session);
  if (session.relation.rowNumber !== undefined) found.sort((a, b) => a.index - b.index);
  const examples = found.map(({ values }) => (columns.length === 1 ? values[0] : named(columns, values)));
  return { ...whichRows(found, session), examples };
}

/** A row of {@link evidenceOutputs}: its position, its values with NaN as it is, its key. */
export interface ReadRow {
  readonly index: number;
  readonly values: readonly unknown[];
  readonly key: unknown;
}

/** The rows of {@link evidenceOutputs}. */
export function readRows(rows: readonly SqlRow[], columns: readonly SqlColumn[], session: Session): ReadRow[] {
  const key = session.key.map(session.column);
  return rows.map((row) => {
    const values = [...columns, ...key].map((column, i) =>
      count(row[`r${2 * i + 2}`]) === 1 ? NaN : decode(row[`r${2 * i + 1}`], column.type),
    );
    return {
      index: count(row["r0"]),
      values: values.slice(0, columns.length),
      key: named(key, values.slice(columns.length)),
    };
  });
}

/** Which rows they are: by their positions where rows have an order, by their keys where some are named. */
export function whichRows(rows: readonly ReadRow[], { relation, key }: Session): Pick<Evidence, "indices" | "keys"> {
  return {
    indices: relation.rowNumber === undefined ? [] : rows.map(({ index }) => index),
    ...(key.length === 0 ? {} : { keys: rows.map((row) => row.key) }),
  };
}

function named(columns: readonly SqlColumn[], values: readonly unknown[]): unknown {
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i]]));
}
