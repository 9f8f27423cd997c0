import { count } from "../decode.ts";
import { raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { inner } from "../relation.ts";
import { allOf, countIf, keptValue } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";
import type { SqlColumn } from "../sql-column.ts";

/**
 * How closely two columns go together, by sums around the means: the correlation of numbers, the correlation ratio of numbers and categories.
 * Undefined for two categories, and where there are infinities: these are listed.
 */
export async function associationBySums(
  columns: readonly SqlColumn[],
  kept: Fragment | undefined,
  session: Session,
): Promise<number | undefined> {
  const numbers = columns.filter(({ type }) => type.kind === "number" || type.kind === "date");
  const [category] = columns.filter((column) => !numbers.includes(column));
  if (numbers.length === 0) return undefined;
  const both = allOf([
    ...(kept === undefined ? [] : [kept]),
    ...columns.map((column) => sql`${valueOf(column)} is not null`),
  ]);
  const values = numbers.map((column) => session.dialect.asDouble(valueOf(column)));
  const { double } = session.dialect;
  const of = (figure: string, value: Fragment): Fragment => sql`${raw(figure)}(${keptValue(value, both)})`;
  const found = await session.figures([
    countIf(both),
    ...values.flatMap((value) => [of("min", value), of("max", value)]),
  ]);
  const [n = 0, ...ends] = found.map(count);
  const ranges = values.map((_, i) => [ends[2 * i] ?? 0, (ends[2 * i + 1] ?? 0) - (ends[2 * i] ?? 0)] as const);
  if (n < 2 || ranges.some(([, range]) => range === 0)) return 0;
  if (!ranges.flat().every(Number.isFinite)) return undefined;
  // Parts of the range, so that no square of them is too small or too large.
  const parts = values.map(
    (value, i) => sql`((${value} - ${double(ranges[i]?.[0] ?? 0)}) / ${double(ranges[i]?.[1] ?? 1)})`,
  );
  const means = (await session.figures(parts.map((part) => of("sum", part)))).map((sum) => count(sum) / n);
  const distances = parts.map((part, i) => sql`(${part} - ${double(means[i] ?? 0)})`);
  const [x = raw("0"), y = x] = distances;
  const sums = session.figures([of("sum", sql`${x} * ${x}`), of("sum", sql`${y} * ${y}`), of("sum", sql`${x} * ${y}`)]);
  if (category === undefined) {
    const [xx = 0, yy = 0, xy = 0] = (await sums).map(count);
    return Math.min(1, Math.abs(xy) / Math.sqrt(xx * yy));
  }
  const key = valueOf(category);
  const groups = sql`(select count(*) as n, sum(${x}) as s from ${inner(session.relation, [key, x, both], false)} where ${both} group by ${key}) g`;
  const [[between = {}], [xx]] = await Promise.all([
    session.statement(sql`select sum(s * s / n) as r0 from ${groups}`, "a pass by groups"),
    sums,
  ]);
  return Math.sqrt(Math.min(1, count(between["r0"]) / count(xx)));
}
