import { integer, real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { quantile } from "../internal/values/quantile.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link lengthsAreAlike}. */
export interface LengthsAreAlikeOptions extends CheckOptions {
  /** The share of texts in the middle whose range of lengths is the measure. Default 0.94. */
  readonly inner?: number | undefined;
  /** How many of these ranges a length may lie beyond them. Default 4. */
  readonly factor?: number | undefined;
  /** How many texts may lie farther out. Default 0. */
  readonly max?: number | undefined;
}

/**
 * No text may be far longer or shorter than nearly all others: its length, in code points, must lie within some ranges of the inner lengths.
 *
 * @param column - the column of texts.
 * @param options - `inner`, `factor`, `max`; condition, group, severity, name.
 * @returns the check; the observed value is the number of texts farther out, `details` holds the bounds and examples.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { lengthsAreAlike } from "@mlsys/checks/integrity";
 *
 * const name = [...Array.from({ length: 99 }, (_, i) => "x".repeat(4 + (i % 5))), "y".repeat(80)];
 * const report = await checkSuite("people", [lengthsAreAlike("name")]).run({ name });
 * report.results[0].observedValue; // => 1
 * ```
 */
export function lengthsAreAlike(column: string, options: LengthsAreAlikeOptions = {}): Check {
  const kind = "lengthsAreAlike";
  const name = columnName(kind, column);
  const parsed = parseFigureOptions(kind, options, {
    inner: { rule: real({ above: 0, max: 1 }), default: 0.94 },
    factor: { rule: real({ min: 0 }), default: 4 },
    max: { rule: integer({ min: 0 }), default: 0 },
  });
  const { inner, factor, max } = parsed;
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { inner, factor, max },
    sentence: `the lengths of ${name} must be alike`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const texts = values
        .list()
        .flatMap(({ value, count }) =>
          typeof value === "string" ? [{ value, count, length: Array.from(value).length }] : [],
        );
      const lengths = texts.flatMap(({ length, count }) => new Array<number>(count).fill(length)).sort((a, b) => a - b);
      const order = { count: lengths.length, at: (i: number) => lengths[i] ?? 0 };
      const [low, high] = [(1 - inner) / 2, (1 + inner) / 2].map((share) => quantile(order, share, "linear"));
      const reach = factor * ((high ?? 0) - (low ?? 0));
      const [least, most] = [(low ?? 0) - reach, (high ?? 0) + reach];
      const outside = reach > 0 ? texts.filter(({ length }) => length < least || length > most) : [];
      const found = outside.reduce((sum, { count }) => sum + count, 0);
      return {
        observed: texts.length === 0 ? null : found,
        holds: found <= max,
        words: found === 0 ? "they are" : `${found} lie outside of ${Math.max(0, least)} to ${most}`,
        ...countsOf(values),
        details:
          texts.length === 0
            ? {}
            : { min: Math.max(0, least), max: most, examples: outside.slice(0, 5).map(({ value }) => value) },
      };
    },
  });
}
