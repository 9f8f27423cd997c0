import type { Aggregate } from "../../aggregates/aggregate.ts";
import { column as valueOf, compare } from "../../expressions/build.ts";
import type { Expression } from "../../expressions/expression.ts";
import { extremesRequest } from "../memory/accumulators/extremes.ts";
import { kindsRequest } from "../memory/accumulators/kinds.ts";
import { momentsRequest } from "../memory/accumulators/moments.ts";
import { quantilesRequest } from "../memory/accumulators/quantiles.ts";
import { tallyRequest } from "../memory/accumulators/tally.ts";
import { valuesRequest } from "../memory/accumulators/value-counts.ts";

/** The probabilities whose quantiles a profile shows. */
export const PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** What a profile asks of a column. */
export interface ColumnRequests {
  readonly kinds: Extract<Aggregate, { aggregate: "kinds" }>;
  readonly moments: Extract<Aggregate, { aggregate: "moments" }>;
  readonly extremes: Extract<Aggregate, { aggregate: "extremes" }>;
  readonly quantiles: Extract<Aggregate, { aggregate: "quantiles" }>;
  readonly values: Extract<Aggregate, { aggregate: "values" }>;
  /** Tallies: rows that are unexpected are integers that are not, zeros that are not, … */
  readonly integers: Extract<Aggregate, { aggregate: "tally" }>;
  readonly zeros: Extract<Aggregate, { aggregate: "tally" }>;
  readonly negatives: Extract<Aggregate, { aggregate: "tally" }>;
  readonly finite: Extract<Aggregate, { aggregate: "tally" }>;
}

/** The aggregates that a profile of a column is made of. */
export function columnRequests(column: string): ColumnRequests {
  const of = valueOf(column);
  const tally = (predicate: Expression) => ({ ...tallyRequest, predicate, shows: [] }) as const;
  return {
    kinds: { ...kindsRequest, column },
    moments: { ...momentsRequest, column },
    extremes: { ...extremesRequest, column },
    quantiles: { ...quantilesRequest, column, probabilities: PROBABILITIES, method: "linear" },
    values: { ...valuesRequest, column },
    integers: tally({ op: "type", of, types: ["integer"] }),
    zeros: tally(compare("equal", of, 0)),
    negatives: tally(compare("below", of, 0)),
    finite: tally({ op: "finite", of }),
  };
}
