import type { AggregateOf, QueriedRows } from "../../../aggregates/aggregate.ts";
import { count } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import type { Session } from "../session.ts";

/** Runs a query of the user as part of ours, which can only read: once to count, once more for the first rows where there are some. */
export async function queriedRows({ query }: AggregateOf<"query">, session: Session): Promise<QueriedRows> {
  const parts = query.split("{table}").map((part) => raw(part));
  const own = sql`(${parts.slice(1).reduce((before, part) => joined([before, session.relation.from, part], ""), parts[0] ?? raw(""))}) q`;
  const [found = {}] = await session.statement(sql`select count(*) as r0 from ${own}`, "a query of yours");
  const total = count(found["r0"]);
  if (total === 0 || session.examples === 0) return { count: total, rows: [] };
  const limit = session.examples === Infinity ? "" : ` limit ${session.examples}`;
  return { count: total, rows: await session.statement(sql`select * from ${own}${raw(limit)}`, "evidence") };
}
