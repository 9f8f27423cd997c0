import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compileCondition } from "../condition.ts";
import { count } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { alwaysDecided, missesWith } from "../misses-with.ts";
import { countIf } from "../session.ts";
import type { Session } from "../session.ts";
import { nanOf, valueOf } from "../sql-column.ts";
import { evidence } from "./evidence.ts";

/** Counts the rows that a condition accepts, refuses and leaves undecided. */
export async function tally({ predicate, shows, where }: AggregateOf<"tally">, session: Session): Promise<RowTally> {
  const kept = session.condition(where);
  const meets = compileCondition(predicate, session);
  const only = missesWith(predicate);
  const missing = only === undefined ? sql`(${meets}) is null` : sql`${valueOf(session.column(only))} is null`;
  const decided = alwaysDecided(predicate);
  const unexpected = sql`not (${meets})`;
  const [rows, failing, undecided, nan] = await session.figures([
    countIf(kept),
    countIf(kept, unexpected),
    decided ? raw("0") : countIf(kept, missing),
    decided ? raw("0") : nanAmong(shows, session, kept, missing),
  ]);
  const found = await evidence(session, { shows, where: kept, unexpected, count: count(failing) });
  return { rows: count(rows), unexpected: count(failing), missing: count(undecided), nan: count(nan), ...found };
}

/** How many of the rows that are not judged hold a NaN in one of the columns. */
export function nanAmong(
  columns: readonly string[],
  session: Session,
  kept: Fragment | undefined,
  missing: Fragment,
): Fragment {
  const suspects = columns.map(session.column).filter(({ type }) => mayBeNan(type.kind, session));
  if (suspects.length === 0) return raw("0");
  return countIf(
    kept,
    missing,
    sql`(${joined(
      suspects.map((column) => sql`${nanOf(column)} = 1`),
      " or ",
    )})`,
  );
}

function mayBeNan(kind: string, { dialect }: Session): boolean {
  return kind === "number" && dialect.isNan !== undefined;
}
