import { randomState as generator } from "@mlsys/core";
import { integer, real } from "@mlsys/core/basics";
import type { Fold, RowTally } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { byGroup } from "../internal/define/by-group.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { foldRequest } from "../internal/memory/accumulators/fold.ts";
import { outlierProbabilities } from "../internal/special/outlier-probability.ts";
import { labelsOf } from "../internal/values/usable-rows.ts";

/** Options of {@link rowIsNotOutlier}. */
export interface RowIsNotOutlierOptions extends Omit<RowCheckOptions, "nan"> {
  /** The probability of being an outlier from which a row is one. Default 0.8. */
  readonly threshold?: number | undefined;
  /** How many of the nearest rows a row is compared with; fewer where there are not as many. Default 50. */
  readonly neighbours?: number | undefined;
  /** How many rows are judged, drawn at random where there are more: each is compared with each. Default 5,000. */
  readonly maxRows?: number | undefined;
  /** Seed of the draw. Default 0. */
  readonly randomState?: number | undefined;
}

/**
 * No row may lie apart from the rows most like it: local outlier probability (LoOP) over Gower's distance, the mean over the columns of the distance
 * of numbers as a part of their range, 0 or 1 for categories and where one is missing. It keeps the values of all rows.
 *
 * @param columns - the columns that rows are compared by, numbers, instants and categories.
 * @param options - `threshold`, `neighbours`, `maxRows`, `randomState`; tolerance, condition, severity, name.
 * @returns the check; rows that were not drawn are not judged and not counted.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 * @see https://doi.org/10.1145/1645953.1646195 for LoOP, https://doi.org/10.2307/2528823 for the distance
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { rowIsNotOutlier } from "@mlsys/checks/integrity";
 *
 * const km = [...Array.from({ length: 40 }, (_, i) => i % 8), 90];
 * const report = await checkSuite("trips", [rowIsNotOutlier(["km"], { neighbours: 10 })]).run({ km });
 * report.results[0].unexpectedIndices; // => [40]
 * ```
 */
export function rowIsNotOutlier(columns: readonly string[], options: RowIsNotOutlierOptions = {}): Check {
  const kind = "rowIsNotOutlier";
  const names = columnNames(kind, columns, 1);
  const parsed = parseRowOptions(kind, options, {
    threshold: { rule: real({ min: 0, max: 1 }), default: 0.8 },
    neighbours: { rule: integer({ min: 1 }), default: 50 },
    maxRows: { rule: integer({ min: 2 }), default: 5000 },
    randomState: { rule: integer({ min: 0, max: 2 ** 32 - 1 }), default: 0 },
  });
  const { threshold, neighbours, maxRows, randomState } = parsed;
  const sentence = `no row may be an outlier by ${inWords(names)}`;
  const make = (examples: number): Check =>
    rowCheck({
      check: kind,
      columns: names,
      parameters: { threshold, neighbours, maxRows, randomState },
      sentence,
      rows: { ...foldRequest, columns: names, start: () => outliers(names, { ...parsed, examples }) },
      options: { ...parsed, groupBy: undefined },
    });
  return byGroup({ ...make(0), prepare: ({ examples }) => make(examples) }, parsed);
}

interface Settings {
  readonly threshold: number;
  readonly neighbours: number;
  readonly maxRows: number;
  readonly randomState: number;
  readonly examples: number;
}

function outliers(names: readonly string[], { threshold, neighbours, maxRows, randomState, examples }: Settings): Fold {
  const rows: { readonly values: readonly unknown[]; readonly index: number }[] = [];
  return {
    add: (values, index) => rows.push({ values, index }),
    save: () => rows,
    absorb(saved: typeof rows, offset) {
      for (const { values, index } of saved) rows.push({ values, index: index + offset });
    },
    answer: (): RowTally => {
      const drawn =
        rows.length <= maxRows
          ? rows
          : Array.from(
              generator(randomState).permutation(rows.length).subarray(0, maxRows).sort(),
              (i) => rows[i],
            ).filter((row) => row !== undefined);
      const found = drawn.length < 3 ? [] : probabilitiesOf(drawn, names.length, neighbours);
      const unexpected = drawn.filter((_, i) => (found[i] ?? 0) >= threshold);
      const shown = unexpected.slice(0, examples);
      const only = names.length === 1;
      return {
        rows: drawn.length,
        unexpected: unexpected.length,
        missing: 0,
        nan: 0,
        indices: shown.map(({ index }) => index),
        examples: shown.map(({ values }) =>
          only ? values[0] : Object.fromEntries(names.map((name, i) => [name, values[i]])),
        ),
      };
    },
  };
}

function probabilitiesOf(
  rows: readonly { readonly values: readonly unknown[] }[],
  width: number,
  neighbours: number,
): Float64Array {
  const columns = Array.from({ length: width }, (_, k) => comparable(rows.map(({ values }) => values[k])));
  const distance = (i: number, j: number): number => {
    let sum = 0;
    for (const { numbers, range } of columns) {
      const [a, b] = [numbers[i] ?? NaN, numbers[j] ?? NaN];
      if (a !== b && (a === a || b === b)) sum += range > 0 && a === a && b === b ? Math.abs(a - b) / range : 1;
    }
    return sum / width;
  };
  return outlierProbabilities(rows.length, Math.min(neighbours, rows.length - 1), distance);
}

/** A column as numbers, NaN where there is none, with their range; categories as codes, with a range of 0. */
function comparable(values: readonly unknown[]): { readonly numbers: Float64Array; readonly range: number } {
  const numeric = (value: unknown): boolean =>
    typeof value === "number" || typeof value === "bigint" || value instanceof Date;
  const isAbsent = (value: unknown): boolean => value === null || value === undefined;
  if (values.every((value) => isAbsent(value) || numeric(value))) {
    const numbers = Float64Array.from(values, (value) => (isAbsent(value) ? NaN : Number(value)));
    const [least, greatest] = numbers.reduce(
      ([low, high], value) => (Number.isFinite(value) ? [Math.min(low, value), Math.max(high, value)] : [low, high]),
      [Infinity, -Infinity],
    );
    // What is infinite lies at the end of a range twice as long.
    return {
      numbers: numbers.map((value) =>
        value === Infinity ? 2 * greatest - least : value === -Infinity ? 2 * least - greatest : value,
      ),
      range: greatest - least,
    };
  }
  const codes = new Map<string, number>();
  const labels = labelsOf(values);
  const numbers = Float64Array.from(values, (value, i) => {
    if (isAbsent(value)) return NaN;
    const code = codes.get(labels[i] ?? "") ?? codes.size;
    codes.set(labels[i] ?? "", code);
    return code;
  });
  return { numbers, range: 0 };
}
