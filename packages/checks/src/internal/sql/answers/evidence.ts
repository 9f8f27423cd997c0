import type { RowTally } from "../../../aggregates/aggregate.ts";
import { count, decode, readableColumn } from "../decode.ts";
import { raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { allOf } from "../session.ts";
import type { Session } from "../session.ts";
import { nanOf } from "../sql-column.ts";
import type { SqlColumn } from "../sql-column.ts";
import type { SqlRow } from "../statements.ts";
import { ROW_NUMBER } from "../relation.ts";

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
): Promise<Pick<RowTally, "indices" | "examples">> {
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

/** A position where there is one, then a value and whether it is NaN for each column. */
export function evidenceOutputs(columns: readonly SqlColumn[], session: Session): Fragment[] {
  const numbered = session.relation.rowNumber !== undefined;
  return [
    numbered ? ROW_NUMBER : raw("0"),
    ...columns.flatMap((column) => [
      readableColumn(column, session.dialect),
      column.type.kind === "number" && session.dialect.isNan !== undefined ? nanOf(column) : raw("0"),
    ]),
  ];
}

/** The order and the limit. */
export function evidenceTail({ relation, examples }: Session): Fragment {
  const sorted = relation.rowNumber !== undefined && !relation.keepsOrder;
  const limit = examples === Infinity ? "" : ` limit ${examples}`;
  return sorted ? sql`order by ${ROW_NUMBER}${raw(limit)}` : raw(limit);
}

/** Positions and examples from rows of {@link evidenceOutputs}. */
export function readEvidence(
  rows: readonly SqlRow[],
  columns: readonly SqlColumn[],
  { relation }: Session,
): Pick<RowTally, "indices" | "examples"> {
  const found = rows.map((row) => ({ index: count(row["r0"]), example: exampleOf(row, columns) }));
  if (relation.rowNumber === undefined) return { indices: [], examples: found.map(({ example }) => example) };
  found.sort((a, b) => a.index - b.index);
  return { indices: found.map(({ index }) => index), examples: found.map(({ example }) => example) };
}

function exampleOf(row: SqlRow, columns: readonly SqlColumn[]): unknown {
  const values = columns.map((column, i) =>
    count(row[`r${2 * i + 2}`]) === 1 ? NaN : decode(row[`r${2 * i + 1}`], column.type),
  );
  if (columns.length === 1) return values[0];
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i]]));
}
