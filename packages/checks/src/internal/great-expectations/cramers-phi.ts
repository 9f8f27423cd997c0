import type { Combinations } from "../../aggregates/aggregate.ts";
import type { Check } from "../../definition/check.ts";
import { cramersVOfLabels } from "../special/association.ts";
import { isMissing } from "../values/scalar.ts";
import type { CountedValue } from "../values/sorted-counts.ts";
import { combinationsFrom } from "../define/combinations.ts";
import { parseFigureOptions } from "../define/check-options.ts";
import { figureCheck } from "../define/figure-check.ts";
import { figure, required } from "./arguments.ts";
import type { Common } from "./arguments.ts";
import type { Kwargs } from "./suite-schema.ts";

type Edges = readonly (number | string)[] | null | undefined;

/**
 * Two columns must not go together: Cramér's V of their table, without correction. Numbers are put into bins, rare texts into one category,
 * missing values are a category of their own, as in Great Expectations 0.13.
 */
export function cramersPhi(kwargs: Kwargs, common: Common): Check {
  const [left, right] = [required(kwargs, "column_A"), required(kwargs, "column_B")];
  const threshold = kwargs.threshold ?? 0.1;
  const check = "expect_column_pair_cramers_phi_value_to_be_less_than";
  return combinationsFrom([[left, right]], {}, (needs, combinationsOf) =>
    figureCheck({
      check,
      columns: [left, right],
      parameters: { threshold },
      sentence: `${left} and ${right} must go together with a Cramér's V of at most ${threshold}`,
      needs,
      options: parseFigureOptions(check, figure(common), {}),
      find: (answers) => {
        const { rows, list } = combinationsOf(answers, 0);
        const [first, second] = [
          binned(list, 0, kwargs.bins_A, kwargs.n_bins_A ?? 10),
          binned(list, 1, kwargs.bins_B, kwargs.n_bins_B ?? 10),
        ];
        const weights = Float64Array.from(list, ({ count }) => count);
        const observed = rows === 0 ? null : cramersVOfLabels(first, second, weights, false);
        return { observed, holds: observed !== null && observed <= threshold, elementCount: rows };
      },
    }),
  );
}

/** The category of each value. */
function binned(list: Combinations["list"], place: number, bins: Edges, most: number): readonly string[] {
  const values = list.map((pair) => ({ value: pair.values[place], count: pair.count }));
  const present = values.filter(({ value }) => !isMissing(value));
  const label = present.every(({ value }) => typeof value === "number" || typeof value === "bigint")
    ? byEdges(
        present.map(({ value }) => Number(value)),
        bins,
        most,
      )
    : byFrequency(present, bins, most);
  return values.map(({ value }) => (isMissing(value) ? "(missing)" : label(value)));
}

function byEdges(numbers: readonly number[], bins: Edges, most: number): (value: unknown) => string {
  const low = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const high = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const inner = bins?.map(Number) ?? Array.from({ length: most - 1 }, (_, i) => low + ((high - low) * (i + 1)) / most);
  const edges = [...new Set(inner)].sort((a, b) => a - b);
  return (value) => `bin ${edges.filter((edge) => edge <= Number(value)).length}`;
}

function byFrequency(values: readonly CountedValue[], bins: Edges, most: number): (value: unknown) => string {
  const counts = new Map<unknown, number>();
  for (const { value, count } of values) counts.set(value, (counts.get(value) ?? 0) + count);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, counts.size <= most ? counts.size : most);
  const kept = new Set<unknown>(bins ?? frequent.map(([value]) => value));
  return (value) => (kept.has(value) ? `value ${String(value)}` : "(other)");
}
