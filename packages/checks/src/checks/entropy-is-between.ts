import { real } from "@mlsys/core/basics";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
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
  const name = columnName("entropyIsBetween", column);
  const parsed = parseFigureOptions("entropyIsBetween", options, {
    ...numberBoundSpecs,
    base: { rule: real({ above: 1 }), default: 2 },
  });
  const bounds = parseBounds<number>("entropyIsBetween", parsed);
  const { base } = parsed;
  return figureCheck({
    check: "entropyIsBetween",
    columns: [name],
    parameters: { ...boundParameters(bounds), base },
    sentence: `the entropy of ${name} must be ${boundsInWords(bounds)}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const shares = values.list().map(({ count }) => count / values.count);
      const nats = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
      const observed = values.count === 0 ? null : base === 2 ? nats / Math.LN2 : nats / Math.log(base);
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        elementCount: values.rows,
        missingCount: values.rows - values.count,
      };
    },
  });
}
