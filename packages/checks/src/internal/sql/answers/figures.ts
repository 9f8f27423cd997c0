import type { AggregateOf, Extremes, Moments, ValueKind } from "../../../aggregates/aggregate.ts";
import type { Scalar } from "../../../expressions/expression.ts";
import { count, decode, decodeNumber, readable } from "../decode.ts";
import { raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { requireOneKind } from "../operand.ts";
import { countIf, keptValue } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";

/** Number of rows that count. */
export async function rows({ where }: AggregateOf<"rows">, session: Session): Promise<number> {
  const [found] = await session.figures([countIf(session.condition(where))]);
  return count(found);
}

/** The one kind that a column's values have, with their number. */
export async function kinds(
  { column: name, where }: AggregateOf<"kinds">,
  session: Session,
): Promise<ReadonlyMap<ValueKind, number>> {
  const column = session.column(name);
  requireOneKind(column);
  const [present] = await session.figures([sql`count(${keptValue(valueOf(column), session.condition(where))})`]);
  return kindCounts(column.type.kind as ValueKind, count(present));
}

function kindCounts(kind: ValueKind, present: number): ReadonlyMap<ValueKind, number> {
  return new Map(present === 0 ? [] : [[kind, present]]);
}

/** Least and greatest value. */
export async function extremes({ column: name, where }: AggregateOf<"extremes">, session: Session): Promise<Extremes> {
  const column = session.column(name);
  requireOneKind(column);
  const kept = session.condition(where);
  const value = keptValue(valueOf(column), kept);
  const ordered = column.type.kind !== "other";
  const end = (name: "min" | "max"): Fragment =>
    ordered ? readable(sql`${raw(name)}(${value})`, column.type, session.dialect) : raw("null");
  const [rows, present, min, max] = await session.figures([
    countIf(kept),
    sql`count(${value})`,
    end("min"),
    end("max"),
  ]);
  return {
    rows: count(rows),
    count: count(present),
    min: decode(min, column.type) as Scalar | null,
    max: decode(max, column.type) as Scalar | null,
    kinds: kindCounts(column.type.kind as ValueKind, count(present)),
  };
}

/** Mean and central sums. What the database has no function for takes a second pass around the mean that the first one found. */
export async function moments(
  { column: name, powers = 4, where }: AggregateOf<"moments">,
  session: Session,
): Promise<Moments> {
  const column = session.column(name);
  requireOneKind(column);
  const kept = session.condition(where);
  const value = keptValue(valueOf(column), kept);
  const { kind } = column.type;
  if (kind !== "number" && kind !== "boolean") {
    const [rows, present] = await session.figures([countIf(kept), sql`count(${value})`]);
    return { rows: count(rows), count: 0, invalid: count(present), sum: 0, mean: 0, m2: 0, m3: 0, m4: 0 };
  }
  const double = session.dialect.asDouble(value);
  const variance = powers > 1 && session.dialect.variance !== undefined ? varianceOf(double, session) : raw("null");
  const [rows, present, total, spread] = await session.figures([
    countIf(kept),
    sql`count(${value})`,
    sql`sum(${double})`,
    variance,
  ]);
  const [n, sum] = [count(present), count(total)];
  const mean = n === 0 ? 0 : sum / n;
  const base = { rows: count(rows), count: n, invalid: 0, sum, mean };
  if (!Number.isFinite(mean)) return { ...base, m2: NaN, m3: NaN, m4: NaN };
  if (powers <= 2 && session.dialect.variance !== undefined)
    return { ...base, m2: n < 2 ? 0 : decodeNumber(spread ?? 0) * (n - 1), m3: 0, m4: 0 };
  if (n === 0 || powers === 1) return { ...base, m2: 0, m3: 0, m4: 0 };
  const distance = sql`(${double} - ${session.dialect.double(mean)})`;
  const power = (k: number): Fragment =>
    sql`sum(${Array.from({ length: k - 1 }).reduce<Fragment>((product) => sql`${product} * ${distance}`, distance)})`;
  const [m2, m3, m4] = await session.figures([power(2), power(3), power(4)]);
  return { ...base, m2: count(m2), m3: count(m3), m4: count(m4) };
}

/** Some databases refuse a variance with an infinity in it; the sum tells of that. */
function varianceOf(double: Fragment, { dialect }: Session): Fragment {
  const limit = dialect.double(Number.MAX_VALUE);
  const finite = dialect.hasInfinity ? sql`case when abs(${double}) <= ${limit} then ${double} end` : double;
  return dialect.variance?.(finite) ?? raw("null");
}
