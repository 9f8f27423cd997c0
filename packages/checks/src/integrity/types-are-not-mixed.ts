import { real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link typesAreNotMixed}. */
export interface TypesAreNotMixedOptions extends CheckOptions {
  /** Rarer than this is a slip that other checks find: at most this share of the rarer type passes. Default 0.01. */
  readonly rare?: number | undefined;
  /** At least this share of the rarer type passes too: the column is meant to hold both. Default 0.1. */
  readonly common?: number | undefined;
}

/**
 * A column must not hold a few numbers among texts, or a few texts among numbers: text that reads as a number counts as one. Where one type is
 * very rare, or both are common, it passes.
 *
 * @param column - the column.
 * @param options - `rare`, `common`; condition, group, severity, name.
 * @returns the check; the observed value is the share of the rarer type, `details` holds examples of both.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { typesAreNotMixed } from "@mlsys/checks/integrity";
 *
 * const zip = Array.from({ length: 20 }, (_, i) => (i === 7 ? "unknown" : String(10115 + i)));
 * const report = await checkSuite("addresses", [typesAreNotMixed("zip")]).run({ zip });
 * report.results[0].observedValue; // => 0.05
 * ```
 */
export function typesAreNotMixed(column: string, options: TypesAreNotMixedOptions = {}): Check {
  const kind = "typesAreNotMixed";
  const name = columnName(kind, column);
  const share = real({ min: 0, max: 1 });
  const parsed = parseFigureOptions(kind, options, {
    rare: { rule: share, default: 0.01 },
    common: { rule: share, default: 0.1 },
  });
  const { rare, common } = parsed;
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { rare, common },
    sentence: `${name} must not mix numbers and texts`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const list = values.list();
      const numbers = list.filter(({ value }) => readsAsNumber(value));
      const texts = list.filter(({ value }) => typeof value === "string" && !readsAsNumber(value));
      const [a, b] = [total(numbers), total(texts)];
      const share = a + b === 0 ? null : Math.min(a, b) / (a + b);
      return {
        observed: share,
        holds: share === null || share <= rare || share >= common,
        words: `${a} read as numbers, ${b} do not`,
        ...countsOf(values),
        details: {
          numbers: numbers.slice(0, 3).map(({ value }) => value),
          texts: texts.slice(0, 3).map(({ value }) => value),
        },
      };
    },
  });
}

function readsAsNumber(value: unknown): boolean {
  if (typeof value === "number" || typeof value === "bigint") return true;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
}

function total(list: readonly { readonly count: number }[]): number {
  return list.reduce((sum, { count }) => sum + count, 0);
}
