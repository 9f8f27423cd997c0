import type { Aggregate, RowTally } from "../../../aggregates/aggregate.ts";
import { columnsIn } from "../../expressions/columns-in.ts";
import { memorySource } from "../../memory/memory-source.ts";
import { count } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import { tooMany } from "../literal.ts";
import { requireOneKind } from "../operand.ts";
import { ROW_NUMBER } from "../relation.ts";
import { countIf } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";
import { evidenceOutputs, readRows, whichRows } from "./evidence.ts";

/**
 * Answers what a database cannot compute as of data in memory, from the columns that it takes: of at most so many rows as may be read, in
 * their order where they have one, else in that of their values.
 */
export async function overRows(request: Aggregate, session: Session): Promise<unknown> {
  const { dialect, relation, examples } = session;
  const own = { ...request, where: undefined };
  const names = [...new Set(columnsIn(own))];
  const columns = names.map(session.column);
  columns.forEach(requireOneKind);
  const kept = session.condition(request.where);
  const [total] = await session.figures([countIf(kept)]);
  if (count(total) > relation.readRows)
    throw tooMany(
      dialect,
      `${relation.readRows} rows`,
      count(total),
      "raise readRows, or check a sample: a view, a condition",
    );
  const numbered = relation.rowNumber !== undefined;
  const order = numbered ? ROW_NUMBER : joined(columns.map(valueOf), ", ");
  const found = await session.rows(
    {
      outputs: evidenceOutputs(columns, session),
      where: kept,
      numbered,
      tail: sql`order by ${order} limit ${raw(String(relation.readRows))}`,
    },
    "the rows",
  );
  const rows = readRows(found, columns, session);
  const data = names.map((name, k) => [name, rows.map(({ values }) => values[k])] as const);
  const collected = await memorySource(Object.fromEntries(data)).collect([own], { examples });
  const answer = collected.answerTo(own);
  if ("error" in answer) throw answer.error;
  return isTally(answer.value)
    ? {
        ...answer.value,
        ...whichRows(
          answer.value.indices.flatMap((i) => rows[i] ?? []),
          session,
        ),
      }
    : answer.value;
}

function isTally(answer: unknown): answer is RowTally {
  return typeof answer === "object" && answer !== null && "indices" in answer;
}
