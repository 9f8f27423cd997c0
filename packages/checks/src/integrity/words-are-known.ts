import { invalidCheck } from "../internal/define/invalid-check.ts";
import { real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link wordsAreKnown}. */
export interface WordsAreKnownOptions extends CheckOptions {
  /** The greatest share of words that may be unknown. Default 0. */
  readonly max?: number | undefined;
}

/** How many words `details` lists. */
const LISTED = 10;

/**
 * The words of texts must be in a vocabulary, such as that of the model that will read them. Words are runs of letters, marks and digits,
 * without regard to case.
 *
 * @param column - the column of texts.
 * @param vocabulary - the words that are known.
 * @param options - `max`; condition, group, severity, name.
 * @returns the check; the observed value is the share of words, as often as they occur, that are unknown; `details` lists the most frequent.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { wordsAreKnown } from "@mlsys/checks/integrity";
 *
 * const text = ["Profit rose", "profit fell", null];
 * const report = await checkSuite("news", [wordsAreKnown("text", ["profit", "rose"], { max: 0.2 })]).run({ text });
 * report.results[0].observedValue; // => 0.25
 * report.results[0].details; // => { words: [{ word: "fell", count: 1 }] }
 * ```
 */
export function wordsAreKnown(column: string, vocabulary: Iterable<string>, options: WordsAreKnownOptions = {}): Check {
  const kind = "wordsAreKnown";
  const name = columnName(kind, column);
  const known = wordsIn(kind, vocabulary);
  const parsed = parseFigureOptions(kind, options, { max: { rule: real({ min: 0, max: 1 }), default: 0 } });
  const { max } = parsed;
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { vocabulary: [...known], max },
    sentence: `at most ${Number((100 * max).toPrecision(3))} % of the words of ${name} may be unknown`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const unknown = new Map<string, number>();
      let [all, missed] = [0, 0];
      for (const { value, count } of values.list()) {
        if (typeof value !== "string") continue;
        for (const word of folded(value).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
          all += count;
          if (known.has(word)) continue;
          missed += count;
          unknown.set(word, (unknown.get(word) ?? 0) + count);
        }
      }
      const words = [...unknown]
        .map(([word, count]) => ({ word, count }))
        .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
      return {
        observed: all === 0 ? null : missed / all,
        holds: all === 0 || missed / all <= max,
        words: words[0] === undefined ? "none is" : `${missed} of ${all} are, such as ${JSON.stringify(words[0].word)}`,
        ...countsOf(values),
        details: { words: words.slice(0, LISTED) },
      };
    },
  });
}

function wordsIn(kind: string, vocabulary: unknown): ReadonlySet<string> {
  const isList = typeof vocabulary === "object" && vocabulary !== null && Symbol.iterator in vocabulary;
  const words = isList ? [...(vocabulary as Iterable<unknown>)] : [];
  if (words.length > 0 && words.every((word) => typeof word === "string")) return new Set(words.map(folded));
  throw invalidCheck(kind, "there is no vocabulary", vocabulary, "give an array or a set of at least one word");
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
