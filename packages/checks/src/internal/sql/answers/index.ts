import type { Aggregate, AggregateName, AggregateOf, Answers } from "../../../aggregates/aggregate.ts";
import { ChecksError } from "../../../checks-error.ts";
import type { Session } from "../session.ts";
import { extremes, kinds, moments, rows } from "./figures.ts";
import { combinations, duplicates, values } from "./groups.ts";
import { overRows } from "./over-rows.ts";
import { queriedRows } from "./query.ts";
import { quantiles } from "./quantiles.ts";
import { steps } from "./steps.ts";
import { tally } from "./tally.ts";

type Answerers = {
  readonly [Name in Exclude<AggregateName, "columns" | "groups">]: (
    request: AggregateOf<Name>,
    session: Session,
  ) => Promise<Answers[Name]>;
};

const answerers: Answerers = {
  query: queriedRows,
  combinations,
  fold: overRows,
  rows,
  tally,
  duplicates,
  steps,
  kinds,
  moments,
  extremes,
  quantiles,
  values,
};

/**
 * Answers an aggregate from a database.
 *
 * @throws {ChecksError} `notSupported` when there is no way to.
 */
export async function answer(request: Aggregate, session: Session): Promise<unknown> {
  const { aggregate } = request;
  if (aggregate === "columns") return session.columnNames;
  if (Object.hasOwn(answerers, aggregate)) {
    const answerer = answerers[aggregate as keyof Answerers] as (
      request: Aggregate,
      session: Session,
    ) => Promise<unknown>;
    return answerer(request, session);
  }
  throw new ChecksError({
    code: "notSupported",
    what: `${session.dialect.name} cannot compute an aggregate`,
    found: JSON.stringify(aggregate),
    fix: "use an aggregate of this version of @mlsys/checks",
  });
}
