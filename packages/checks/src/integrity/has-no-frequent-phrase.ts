import { integer, real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link hasNoFrequentPhrase}. */
export interface HasNoFrequentPhraseOptions extends CheckOptions {
  /** Words of a phrase. Default 4. */
  readonly words?: number | undefined;
  /** The greatest share of texts that may hold the same phrase. Default 0.05. */
  readonly max?: number | undefined;
}

/** How many phrases `details` lists. */
const LISTED = 10;

/**
 * No phrase of some words may occur in many texts: boilerplate, such as a signature or a notice, that a model would learn instead of the text.
 *
 * @param column - the column of texts.
 * @param options - `words`, `max`; condition, group, severity, name.
 * @returns the check; the observed value is the greatest share of texts with the same phrase, `details` lists the phrases above `max`.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { hasNoFrequentPhrase } from "@mlsys/checks/integrity";
 *
 * const text = ["Profit rose. Sent from my phone", "A loss. Sent from my phone", "Sales fell in May"];
 * const report = await checkSuite("mails", [hasNoFrequentPhrase("text", { max: 0.5 })]).run({ text });
 * report.results[0].details; // => { phrases: [{ phrase: "sent from my phone", share: 2 / 3 }] }
 * ```
 */
export function hasNoFrequentPhrase(column: string, options: HasNoFrequentPhraseOptions = {}): Check {
  const kind = "hasNoFrequentPhrase";
  const name = columnName(kind, column);
  const parsed = parseFigureOptions(kind, options, {
    words: { rule: integer({ min: 1 }), default: 4 },
    max: { rule: real({ min: 0, max: 1 }), default: 0.05 },
  });
  const { words: size, max } = parsed;
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { words: size, max },
    sentence: `no phrase of ${size} words may occur in more than ${Number((100 * max).toPrecision(3))} % of ${name}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const texts = values.list().flatMap(({ value, count }) => (typeof value === "string" ? [{ value, count }] : []));
      const total = texts.reduce((sum, { count }) => sum + count, 0);
      const counts = new Map<string, number>();
      for (const { value, count } of texts)
        for (const phrase of phrasesOf(value, size)) counts.set(phrase, (counts.get(phrase) ?? 0) + count);
      // What occurs in one text says nothing, however few texts there are.
      const shares = [...counts]
        .filter(([, count]) => count > 1)
        .map(([phrase, count]) => ({ phrase, share: count / total }))
        .sort((a, b) => b.share - a.share || (a.phrase < b.phrase ? -1 : 1));
      const frequent = shares.filter(({ share }) => share > max);
      return {
        observed: total === 0 ? null : (shares[0]?.share ?? 0),
        holds: frequent.length === 0,
        words: frequent[0] === undefined ? "none does" : `${JSON.stringify(frequent[0].phrase)} does`,
        ...countsOf(values),
        details: { phrases: frequent.slice(0, LISTED) },
      };
    },
  });
}

function phrasesOf(text: string, size: number): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(size - 1).map((_, i) => words.slice(i, i + size).join(" ")));
}
