import { boolean } from "@mlsys/core/basics";
import type { Fold, RowTally } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { byGroup } from "../internal/define/by-group.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { isMissing } from "../internal/values/scalar.ts";
import { addTotals, Evidence } from "../internal/memory/accumulators/evidence.ts";
import { foldRequest } from "../internal/memory/accumulators/fold.ts";

/** Options of {@link textIsNotRepeated}. */
export interface TextIsNotRepeatedOptions extends Omit<RowCheckOptions, "nan"> {
  /** Whether the order of the words counts. Default true. */
  readonly order?: boolean | undefined;
}

/**
 * No text may occur twice, not even with other case, punctuation, blanks or Unicode form: near duplicates, of which those after the first
 * fail.
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
  const make = (examples: number): Check =>
    rowCheck({
      check: kind,
      columns: [name],
      parameters: { order },
      sentence,
      rows: { ...foldRequest, columns: [name], start: () => repeats(order, examples) },
      options: { ...parsed, groupBy: undefined },
    });
  return byGroup({ ...make(0), prepare: ({ examples }) => make(examples) }, parsed);
}

/** What is known of some rows: also where each text that has its words was seen first, by those words. */
interface Repeats extends RowTally {
  readonly seen: readonly (readonly [words: string, index: number, text: unknown])[];
}

function repeats(order: boolean, limit: number): Fold {
  const seen = new Map<string, readonly [index: number, text: unknown]>();
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  const evidence = new Evidence(limit);
  const see = (words: string, index: number, text: unknown): void => {
    if (!seen.has(words)) seen.set(words, [index, text]);
    else {
      totals.unexpected += 1;
      evidence.add(index, text);
    }
  };
  const answer = (): RowTally => ({ ...totals, indices: evidence.indices, examples: evidence.examples });
  return {
    add([value], index) {
      totals.rows += 1;
      if (isMissing(value)) totals.missing += 1;
      else see(wordsOf(String(value), order), index, value);
    },
    answer,
    save: (): Repeats => ({ ...answer(), seen: Array.from(seen, ([words, [index, text]]) => [words, index, text]) }),
    absorb(saved: Repeats, offset) {
      addTotals(totals, saved);
      evidence.addAll(saved, offset);
      for (const [words, index, text] of saved.seen) see(words, index + offset, text);
    },
  };
}

function wordsOf(text: string, order: boolean): string {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return (order ? words : words.sort()).join(" ");
}
