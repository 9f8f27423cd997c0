import { ModelsError } from "../models-error.ts";
import type { TermCounts } from "./count-terms.ts";
import { sortTerms } from "./sort-terms.ts";
import type { TermTable } from "./term-table.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";

/** The terms that are kept, sorted by code point, and the column of each term of the table (−1: dropped). */
export interface LearnedVocabulary {
  /** The numbers of the kept terms in the table, in the order of their columns. */
  readonly kept: Int32Array;
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
  let kept: Int32Array = new Int32Array(table.size);
  let size = 0;
  for (let id = 0; id < table.size; id++) {
    const frequency = frequencies[id] as number;
    if (frequency >= low && frequency <= high) kept[size++] = id;
  }
  kept = kept.subarray(0, size);
  if (kept.length === 0) throw emptyVocabulary(owner, "no terms are left", "lower minDf or raise maxDf");
  sortTerms(table, kept);
  const { maxFeatures } = settings;
  if (maxFeatures !== null && kept.length > maxFeatures) kept = mostFrequent(counted, table, kept, maxFeatures);
  const columns = new Int32Array(table.size).fill(-1);
  for (let column = 0; column < kept.length; column++) columns[kept[column] as number] = column;
  return { kept, columns };
}

/** The most frequent of sorted terms, still sorted; of equally frequent ones those that sort first. */
function mostFrequent(counted: TermCounts, table: TermTable, sorted: Int32Array, limit: number): Int32Array {
  const totals = totalCounts(counted, table.size);
  const places = [...sorted.keys()];
  places.sort((a, b) => (totals[sorted[b] as number] as number) - (totals[sorted[a] as number] as number) || a - b);
  const chosen = Int32Array.from(places.slice(0, limit)).sort();
  return chosen.map((place) => sorted[place] as number);
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

function emptyVocabulary(owner: string, what: string, fix: string): ModelsError {
  return new ModelsError({ code: "emptyVocabulary", what, where: owner, fix });
}
