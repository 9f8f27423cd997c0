import type { Aggregate } from "../../../aggregates/aggregate.ts";
import { ChecksError } from "../../../checks-error.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";

/**
 * Makes the accumulator of an aggregate, which the request brings along: a bundle has only those that its checks use.
 *
 * @throws {ChecksError} `notSupported` when it brings none.
 */
export function accumulatorOf(request: Aggregate, context: AccumulatorContext): Accumulator<unknown> {
  if (request.inMemory !== undefined)
    return (request.inMemory as (request: Aggregate, context: AccumulatorContext) => Accumulator<unknown>)(
      request,
      context,
    );
  throw new ChecksError({
    code: "notSupported",
    what: "data in memory cannot compute an aggregate",
    found: JSON.stringify(request.aggregate),
    fix: "use the checks of @mlsys/checks, or customCheck",
  });
}
