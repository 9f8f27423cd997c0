import { boundedFigure } from "../internal/define/bounded-figure.ts";
import { real } from "@mlsys/core/basics";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link entropyIsBetween}. */
export interface EntropyIsBetweenOptions extends CheckOptions, BoundOptions {
  /** The base of the logarithm: 2 for bits, `Math.E` for nats. Default 2. */
  readonly base?: number | undefined;
}

/**
 * The Shannon entropy of the distinct present values must lie between bounds.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, `base`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, entropyIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("news", [entropyIsBetween("label", { min: 1 })]).run({ label: ["a", "b", "c", "d"] });
 * report.results[0].observedValue; // => 2
 * ```
 */
export function entropyIsBetween(column: string, options: EntropyIsBetweenOptions): Check {
  return boundedFigure("entropyIsBetween", column, options, {
    figure: (name) => `the entropy of ${name}`,
    request: valuesRequest,
    of: ({ count, list }, { base }) => {
      const shares = list().map((each) => each.count / count);
      const nats = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
      if (count === 0) return null;
      return base === 2 ? nats / Math.LN2 : nats / Math.log(base);
    },
    own: { base: { rule: real({ above: 1 }), default: 2 } },
  });
}
