import type { Aggregate } from "../../../aggregates/aggregate.ts";
import { ChecksError } from "../../../checks-error.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";

/**
 * Makes the accumulator of an aggregate, which the request brings along, so that a bundle has only those that its checks use; an engine may
 * have a faster one.
 *
 * @throws {ChecksError} `notSupported` when it brings none.
 */
export function accumulatorOf(request: Aggregate, context: AccumulatorContext): Accumulator<unknown> {
  const make = context.accumulators[request.aggregate] ?? request.inMemory;
  if (make !== undefined)
    return (make as (request: Aggregate, context: AccumulatorContext) => Accumulator<unknown>)(request, context);
  throw new ChecksError({
    code: "notSupported",
    what: "data in memory cannot compute an aggregate",
    found: JSON.stringify(request.aggregate),
    fix: "use the checks of @mlsys/checks, or customCheck",
  });
}
