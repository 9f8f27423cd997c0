import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { ChecksError } from "../../../checks-error.ts";
import type { Relation as Order } from "../../../expressions/expression.ts";
import { count } from "../decode.ts";
import { joined, raw, sql } from "../fragment.ts";
import { requireOneKind } from "../operand.ts";
import { inner, ROW_NUMBER } from "../relation.ts";
import { countIf } from "../session.ts";
import type { Session } from "../session.ts";
import { valueOf } from "../sql-column.ts";
import { evidenceOutputs, readEvidence } from "./evidence.ts";
import { nanAmong } from "./tally.ts";

const SIGNS: Readonly<Record<Order, string>> = {
  equal: "=",
  notEqual: "<>",
  below: "<",
  atMost: "<=",
  above: ">",
  atLeast: ">=",
};

/** Judges each present value against the present value before it, in the order of the rows. */
export async function steps(
  { column: name, relation, by, where }: AggregateOf<"steps">,
  session: Session,
): Promise<RowTally> {
  const column = session.column(name);
  requireOneKind(column);
  if (session.relation.rowNumber === undefined) throw unordered(session);
  const kept = session.condition(where);
  const missing = sql`${valueOf(column)} is null`;
  const present =
    kept === undefined ? sql`${valueOf(column)} is not null` : sql`${kept} and ${valueOf(column)} is not null`;
  const outputs = evidenceOutputs([column], session);
  const source = inner(session.relation, [...outputs, present], true);
  const named = outputs.map((output, i) => sql`${output} as ${raw(`r${i}`)}`);
  const before = sql`lag(${valueOf(column)}) over (order by ${ROW_NUMBER})`;
  const stepped = sql`(select ${joined(named, ", ")}, ${valueOf(column)} as x, ${before} as p from ${source} where ${present}) s`;
  const isNumber = column.type.kind === "number";
  const follows =
    by === undefined ? sql`x ${raw(SIGNS[relation])} p` : raw(isNumber ? `x ${SIGNS[relation]} p + (${by})` : "1 = 0");
  const breaks = sql`p is not null and not (${follows})`;
  const [[rows, undecided, nan], [found = {}]] = await Promise.all([
    session.figures([countIf(kept), countIf(kept, missing), nanAmong([name], session, kept, missing)]),
    session.statement(sql`select ${countIf(breaks)} as r0 from ${stepped}`, "the order of the rows"),
  ]);
  const unexpected = count(found["r0"]);
  const limit = session.examples === Infinity ? "" : ` limit ${session.examples}`;
  const first =
    unexpected === 0 || session.examples === 0
      ? []
      : await session.statement(
          sql`select ${joined(
            outputs.map((_, i) => raw(`r${i}`)),
            ", ",
          )} from ${stepped} where ${breaks} order by r0${raw(limit)}`,
          "evidence",
        );
  const shown = readEvidence(first, [column], session);
  return { rows: count(rows), unexpected, missing: count(undecided), nan: count(nan), ...shown };
}

function unordered({ dialect }: Session): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: `the rows of a table in ${dialect.name} have no order`,
    fix: "name the columns that order them: sqlTable(name, { orderBy })",
  });
}
