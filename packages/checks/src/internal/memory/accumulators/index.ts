import type { Aggregate, AggregateName, AggregateOf, Answers } from "../../../aggregates/aggregate.ts";
import { ChecksError } from "../../../checks-error.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { duplicatesAccumulator } from "./duplicates.ts";
import { extremesAccumulator } from "./extremes.ts";
import { foldAccumulator } from "./fold.ts";
import { groupsAccumulator } from "./groups.ts";
import { kindsAccumulator } from "./kinds.ts";
import { momentsAccumulator } from "./moments.ts";
import { quantilesAccumulator } from "./quantiles.ts";
import { stepsAccumulator } from "./steps.ts";
import { tallyAccumulator } from "./tally.ts";
import { valueCountsAccumulator } from "./value-counts.ts";

/** The aggregates that need a pass over the rows. */
export type PassAggregate = Exclude<AggregateName, "columns" | "query">;

type Factories = {
  readonly [Name in PassAggregate]: (
    request: AggregateOf<Name>,
    context: AccumulatorContext,
  ) => Accumulator<Answers[Name]>;
};

const factories: Factories = {
  rows: () => rowsAccumulator(),
  tally: tallyAccumulator,
  duplicates: duplicatesAccumulator,
  steps: stepsAccumulator,
  kinds: kindsAccumulator,
  moments: momentsAccumulator,
  extremes: extremesAccumulator,
  quantiles: quantilesAccumulator,
  values: valueCountsAccumulator,
  fold: foldAccumulator,
  groups: (request, context) => groupsAccumulator(request, (of) => accumulatorOf(of, context)),
};

/**
 * Makes the accumulator of an aggregate.
 *
 * @throws {ChecksError} `notSupported` when there is none.
 */
export function accumulatorOf(request: Aggregate, context: AccumulatorContext): Accumulator<unknown> {
  const { aggregate } = request;
  if (Object.hasOwn(factories, aggregate)) {
    const factory = factories[aggregate as PassAggregate] as (
      request: Aggregate,
      context: AccumulatorContext,
    ) => Accumulator<unknown>;
    return factory(request, context);
  }
  throw new ChecksError({
    code: "notSupported",
    what: "data in memory cannot compute an aggregate",
    found: JSON.stringify(aggregate),
    fix: "use an aggregate of this version of @mlsys/checks",
  });
}

function rowsAccumulator(): Accumulator<number> {
  let rows = 0;
  return { add: (chunk, kept) => (rows += keptRows(chunk.length, kept)), answer: () => rows };
}
