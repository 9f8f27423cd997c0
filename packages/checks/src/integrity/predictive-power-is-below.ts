import { integer, real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName, columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { foldRequest, keptRows } from "../internal/memory/accumulators/fold.ts";
import { predictivePower } from "../internal/special/predictive-power.ts";
import { bothPresent, labelsOf, numbersIn } from "../internal/values/usable-rows.ts";

/** Options of {@link predictivePowerIsBelow}. */
export interface PredictivePowerIsBelowOptions extends CheckOptions {
  /** The score that is too great, 0 to 1. Default 0.8. */
  readonly max?: number | undefined;
  /** Seed of the order of the rows. Default 123. */
  readonly randomState?: number | undefined;
}

/**
 * No feature alone may predict the label too well: one that does often holds it, or is known only after it. The score is how much nearer to
 * perfect a decision tree of the feature comes than the best guess without it (weighted F1 of classes, mean absolute error of numbers), in
 * four folds of at most 5,000 rows where both are there. For data in memory and streams, whose values it keeps.
 *
 * @param features - the features, each by itself.
 * @param label - the label.
 * @param options - `max`, `randomState`; condition, group, severity, name.
 * @returns the check; the observed value is the greatest score, 0 to 1, `details` lists all.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 * @see https://pypi.org/project/ppscore/, but that a category that folds lack gets the guess of all others
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { predictivePowerIsBelow } from "@mlsys/checks/integrity";
 *
 * const x = Array.from({ length: 40 }, (_, i) => i);
 * const label = x.map((value) => (value < 20 ? "low" : "high"));
 * const report = await checkSuite("leak", [predictivePowerIsBelow(["x"], "label")]).run({ x, label });
 * report.passed; // => false
 * ```
 */
export function predictivePowerIsBelow(
  features: readonly string[],
  label: string,
  options: PredictivePowerIsBelowOptions = {},
): Check {
  const kind = "predictivePowerIsBelow";
  const names = columnNames(kind, features, 1);
  const target = columnName(kind, label);
  const parsed = parseFigureOptions(kind, options, {
    max: { rule: real({ min: 0, max: 1 }), default: 0.8 },
    randomState: { rule: integer({ min: 0, max: 2 ** 32 - 1 }), default: 123 },
  });
  const { max, randomState } = parsed;
  const columns = [...names, target];
  return figureCheck({
    check: kind,
    columns,
    parameters: { max, randomState },
    sentence: `${inWords(names, "or")} alone must not predict ${target} with a score of ${max} or more`,
    needs: { values: { ...foldRequest, columns, start: keptRows } },
    options: parsed,
    find: ({ values }) => {
      const rows = values as readonly (readonly unknown[])[];
      const scores = names
        .map((feature, i) => ({ feature, score: scoreOf(rows, i, names.length, randomState) }))
        .sort((a, b) => b.score - a.score);
      const [best] = scores;
      return {
        observed: rows.length === 0 ? null : best?.score,
        holds: best === undefined || best.score < max,
        words: `${best?.feature ?? ""} does with ${Number((best?.score ?? 0).toPrecision(3))}`,
        elementCount: rows.length,
        details: { scores },
      };
    },
  });
}

/** What is of no use scores 0: too few rows, a constant label, a label or a category that is another in each row. */
function scoreOf(rows: readonly (readonly unknown[])[], feature: number, label: number, seed: number): number {
  const [a, b] = bothPresent(rows, feature, label);
  const [x, y] = [numbersIn(a) ?? labelsOf(a), numbersIn(b) ?? labelsOf(b)];
  const isIdentifier = (values: Float64Array | readonly string[]): boolean =>
    !(values instanceof Float64Array) && new Set(values).size === values.length;
  if (a.length < 8 || new Set<unknown>(y).size < 2 || isIdentifier(x) || isIdentifier(y)) return 0;
  return predictivePower(x, y, seed);
}
