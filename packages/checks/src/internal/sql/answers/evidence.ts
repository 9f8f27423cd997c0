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
  const key = session.key.map(session.column);
  const found = rows.map((row) => {
    const values = [...columns, ...key].map((column, i) =>
      count(row[`r${2 * i + 2}`]) === 1 ? NaN : decode(row[`r${2 * i + 1}`], column.type),
    );
    const example = columns.length === 1 ? values[0] : named(columns, values);
    return { index: count(row["r0"]), example, key: named(key, values.slice(columns.length)) };
  });
  const numbered = session.relation.rowNumber !== undefined;
  if (numbered) found.sort((a, b) => a.index - b.index);
  return {
    indices: numbered ? found.map(({ index }) => index) : [],
    examples: found.map(({ example }) => example),
    ...(key.length === 0 ? {} : { keys: found.map((each) => each.key) }),
  };
}

function named(columns: readonly SqlColumn[], values: readonly unknown[]): unknown {
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i]]));
}
