import { isMlsysError } from "@mlsys/core/basics";
import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import type { Expression } from "../../../expressions/expression.ts";
import { compileCondition } from "../condition.ts";
import { count } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { alwaysDecided, missesWith, requiredIn } from "../misses-with.ts";
import { nanTest } from "../relation.ts";
import { countIf, keptValue } from "../session.ts";
import type { Session } from "../session.ts";
import { nanOf, valueOf } from "../sql-column.ts";
import type { SqlColumn } from "../sql-column.ts";
import { evidence } from "./evidence.ts";
import { overRows } from "./over-rows.ts";

const NONE = raw("0");

/** Counts the rows that a condition accepts, refuses and leaves undecided; where SQL cannot say, by reading them. */
export async function tally(request: AggregateOf<"tally">, session: Session): Promise<RowTally> {
  const { predicate, shows, where } = request;
  const kept = session.condition(where);
  const meets = compiled(predicate, session);
  if (meets === undefined) return (await overRows(request, session)) as RowTally;
  const only = missesWith(predicate);
  const required = requiredIn(predicate);
  const decided = alwaysDecided(predicate);
  const column = required ?? only;
  const unexpected = sql`not (${meets})`;
  const [rows, present, refused, unjudged, nan] = await session.figures([
    countIf(kept),
    column === undefined ? NONE : sql`count(${keptValue(valueOf(session.column(column)), kept)})`,
    required === undefined ? countIf(kept, unexpected) : NONE,
    decided || only !== undefined ? NONE : countIf(kept, sql`(${meets}) is null`),
    decided ? NONE : nanAmong(shows, session, kept, only === undefined ? sql`(${meets}) is null` : only),
  ]);
  const absent = count(rows) - count(present);
  const failing = required === undefined ? count(refused) : absent;
  const missing = !decided && only !== undefined ? absent : count(unjudged);
  const found = await evidence(session, { shows, where: kept, unexpected, count: failing });
  return { rows: count(rows), unexpected: failing, missing, nan: count(nan), ...found };
}

/** A condition in SQL; undefined where there is no such SQL. */
function compiled(predicate: Expression, session: Session): Fragment | undefined {
  try {
    return compileCondition(predicate, session);
  } catch (error) {
    if (session.relation.readRows > 0 && isMlsysError(error) && error.code === "notSupported") return undefined;
    throw error;
  }
}

/** How many of the rows that are not judged hold a NaN in one of the columns; they are those that meet a condition, or miss a column. */
export function nanAmong(
  columns: readonly string[],
  session: Session,
  kept: Fragment | undefined,
  missing: Fragment | string,
): Fragment {
  const suspects = columns.map(session.column).filter((column) => nanTest(column, session.dialect) !== undefined);
  const [first] = suspects;
  if (first === undefined) return NONE;
  if (typeof missing !== "string") return countIf(kept, missing, anyNan(suspects));
  // What is NaN is missing.
  if (suspects.length === 1 && first.name === session.column(missing).name)
    return kept === undefined ? sql`sum(${nanOf(first)})` : countIf(kept, anyNan(suspects));
  return countIf(kept, sql`${valueOf(session.column(missing))} is null`, anyNan(suspects));
}

function anyNan(columns: readonly SqlColumn[]): Fragment {
  return sql`(${joined(
    columns.map((column) => sql`${nanOf(column)} = 1`),
    " or ",
  )})`;
}
