import type { AggregateOf, Quantiles } from "../../../aggregates/aggregate.ts";
import { quantile, quantileRanks } from "../../values/quantile.ts";
import { count, decodeNumber } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { requireOneKind } from "../operand.ts";
import { inner } from "../relation.ts";
import { countIf, keptValue } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";

/** Exact quantiles: by the database's own function where it has the method, else the numbers of the ranks that the method reads. */
export async function quantiles(
  { column: name, probabilities, method, where }: AggregateOf<"quantiles">,
  session: Session,
): Promise<Quantiles> {
  const column = session.column(name);
  requireOneKind(column);
  const kept = session.condition(where);
  const value = keptValue(valueOf(column), kept);
  const isNumeric = column.type.kind === "number" || column.type.kind === "boolean";
  const double = session.dialect.asDouble(value);
  // Halfway between two numbers there is no difference.
  const isMedian = method === "midpoint" && probabilities.every((probability) => probability === 0.5);
  const own = isMedian || method === "linear" || method === "discrete" ? session.dialect.quantile : undefined;
  const figures =
    isNumeric && own !== undefined
      ? probabilities.map((probability) =>
          own(double, raw(String(probability)), method === "discrete" ? method : "linear"),
        )
      : [];
  const [rows, present, ...found] = await session.figures([countIf(kept), sql`count(${value})`, ...figures]);
  const n = count(present);
  const base = { rows: count(rows), count: isNumeric ? n : 0, invalid: isNumeric ? 0 : n };
  if (!isNumeric || n === 0) return { ...base, values: null };
  if (figures.length > 0) return { ...base, values: found.map(decodeNumber) };
  const ranks = await numbersOfRanks(session, valueOf(column), kept, quantileRanks(probabilities, n, method));
  const order = { count: n, at: (i: number) => ranks.get(i) ?? NaN };
  return { ...base, values: probabilities.map((probability) => quantile(order, probability, method)) };
}

/** The numbers of some ranks, from 0. */
async function numbersOfRanks(
  session: Session,
  value: Fragment,
  kept: Fragment | undefined,
  ranks: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const double = session.dialect.asDouble(value);
  const where = kept === undefined ? sql`${value} is not null` : sql`${value} is not null and ${kept}`;
  const source = inner(session.relation, [where], false);
  const wanted = joined(
    ranks.map((rank) => raw(String(rank + 1))),
    ", ",
  );
  const found = await session.statement(
    sql`select k as r0, x as r1 from (select ${double} as x, row_number() over (order by ${double}) as k from ${source} where ${where}) s where k in (${wanted})`,
    "the order of a column",
  );
  return new Map(found.map((row) => [count(row["r0"]) - 1, decodeNumber(row["r1"])]));
}
