import { compareCodePoints } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { TermCounts } from "./count-terms.ts";
import type { TermTable } from "./term-table.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";

/** The terms that are kept, sorted by code point, and the column of each term of the table (−1: dropped). */
export interface LearnedVocabulary {
  readonly terms: readonly string[];
  readonly columns: Int32Array;
}

export function learnVocabulary(
  owner: string,
  counted: TermCounts,
  table: TermTable,
  settings: VectorizerSettings,
): LearnedVocabulary {
  if (table.size === 0) throw emptyVocabulary(owner, "the documents hold no terms", "check analyzer and stopWords");
  const { low, high } = documentBounds(owner, counted.rows, settings);
  const frequencies = documentFrequencies(counted, table.size);
  let kept: { id: number; term: string }[] = [];
  for (let id = 0; id < table.size; id++) {
    const frequency = frequencies[id] as number;
    if (frequency >= low && frequency <= high) kept.push({ id, term: table.term(id) });
  }
  const compare = termOrder(kept);
  const { maxFeatures } = settings;
  if (maxFeatures !== null && kept.length > maxFeatures) {
    const totals = totalCounts(counted, table.size);
    const total = (id: number): number => totals[id] as number;
    kept.sort((a, b) => total(b.id) - total(a.id) || compare(a.term, b.term));
    kept = kept.slice(0, maxFeatures);
  }
  if (kept.length === 0) throw emptyVocabulary(owner, "no terms are left", "lower minDf or raise maxDf");
  kept.sort((a, b) => compare(a.term, b.term));
  const columns = new Int32Array(table.size).fill(-1);
  kept.forEach(({ id }, column) => (columns[id] = column));
  return { terms: kept.map(({ term }) => term), columns };
}

function documentBounds(
  owner: string,
  rows: number,
  { minDf, maxDf }: VectorizerSettings,
): { low: number; high: number } {
  const low = minDf < 1 ? minDf * rows : minDf;
  const high = maxDf <= 1 && maxDf > 0 ? maxDf * rows : maxDf;
  if (high >= low) return { low, high };
  throw new ModelsError({
    code: "invalidOption",
    what: "maxDf allows fewer documents than minDf asks for",
    where: owner,
    found: `at most ${high} and at least ${low} of ${rows}`,
    fix: "raise maxDf or lower minDf",
  });
}

function documentFrequencies({ ids }: TermCounts, size: number): Int32Array {
  const frequencies = new Int32Array(size);
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] as number;
    frequencies[id] = (frequencies[id] as number) + 1;
  }
  return frequencies;
}

function totalCounts({ ids, counts }: TermCounts, size: number): Float64Array {
  const totals = new Float64Array(size);
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] as number;
    totals[id] = (totals[id] as number) + (counts[at] as number);
  }
  return totals;
}

/** Units and code points order text alike until surrogates meet what lies above them. */
function termOrder(kept: readonly { readonly term: string }[]): (a: string, b: string) => number {
  const isPlain = !kept.some(({ term }) => SURROGATE.test(term));
  return isPlain ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : compareCodePoints;
}

const SURROGATE = /[\uD800-\uDFFF]/;

function emptyVocabulary(owner: string, what: string, fix: string): ModelsError {
  return new ModelsError({ code: "emptyVocabulary", what, where: owner, fix });
}
