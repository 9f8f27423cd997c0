import { boolean } from "@mlsys/core/basics";
import type { Fold, RowTally } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { judgeRows, rowCheck } from "../internal/define/row-check.ts";
import { isMissing } from "../internal/values/scalar.ts";
import { foldRequest } from "../internal/memory/accumulators/fold.ts";

/** Options of {@link textIsNotRepeated}. */
export interface TextIsNotRepeatedOptions extends Omit<RowCheckOptions, "nan" | "groupBy"> {
  /** Whether the order of the words counts. Default true. */
  readonly order?: boolean | undefined;
}

/**
 * No text may occur twice, not even with other case, punctuation, blanks or Unicode form: near duplicates, of which those after the first
 * fail. For data in memory and streams.
 *
 * @param column - the column of texts.
 * @param options - `order`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { textIsNotRepeated } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("news", [textIsNotRepeated("text")]).run({ text: ["Profit rose.", "Loss", "profit  rose"] });
 * report.results[0].unexpectedIndices; // => [2]
 * ```
 */
export function textIsNotRepeated(column: string, options: TextIsNotRepeatedOptions = {}): Check {
  const kind = "textIsNotRepeated";
  const name = columnName(kind, column);
  const parsed = parseRowOptions(kind, options, { order: { rule: boolean(), default: true } });
  const { order } = parsed;
  const sentence = `no text of ${name} may be repeated`;
  const make = (examples: number): Check => ({
    ...rowCheck({
      check: kind,
      columns: [name],
      parameters: { order },
      sentence,
      rows: { ...foldRequest, columns: [name], start: () => repeats(order, examples) },
      options: { ...parsed, groupBy: undefined },
    }),
    judge: (answers) => judgeRows(sentence, answers["tally"] as RowTally, parsed),
  });
  return { ...make(0), prepare: ({ examples }) => make(examples) };
}

function repeats(order: boolean, limit: number): Fold {
  const seen = new Set<string>();
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  const [indices, examples]: [number[], unknown[]] = [[], []];
  return {
    add([value], index) {
      totals.rows += 1;
      if (isMissing(value)) {
        totals.missing += 1;
        return;
      }
      const words = String(value)
        .normalize("NFKC")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== "");
      const key = (order ? words : words.sort()).join(" ");
      if (seen.has(key)) {
        totals.unexpected += 1;
        if (indices.length < limit) {
          indices.push(index);
          examples.push(value);
        }
      }
      seen.add(key);
    },
    answer: (): RowTally => ({ ...totals, indices, examples }),
  };
}
