import type { CsrMatrix } from "@mlsys/core";
import type { DocumentsLike } from "../estimator.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer } from "./analyzer.ts";
import { countMatrix, countTerms } from "./count-terms.ts";
import { learnVocabulary } from "./learn-vocabulary.ts";
import { TermTable } from "./term-table.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";
import { VocabularyIndex } from "./vocabulary-index.ts";

/** Learns the vocabulary and counts, in one pass over the documents. */
export function fitCounts(
  owner: string,
  settings: VectorizerSettings,
  X: DocumentsLike,
): { readonly vocabulary: VocabularyIndex; readonly counts: CsrMatrix } {
  const analyze = createAnalyzer(settings);
  if (settings.vocabulary !== null) {
    const vocabulary = new VocabularyIndex(settings.vocabulary);
    return { vocabulary, counts: countsOf(`${owner}.fit`, settings, analyze, vocabulary, X) };
  }
  const table = new TermTable();
  const counted = countTerms(`${owner}.fit`, X, analyze, table, true);
  const { terms, columns } = learnVocabulary(`${owner}.fit`, counted, table, settings);
  const counts = countMatrix(counted, columns, terms.length);
  return { vocabulary: new VocabularyIndex(terms), counts: settings.binary ? madeBinary(counts) : counts };
}

/** Counts the known terms. */
export function countsOf(
  owner: string,
  settings: VectorizerSettings,
  analyze: Analyzer,
  index: VocabularyIndex,
  X: DocumentsLike,
): CsrMatrix {
  const counted = countTerms(owner, X, analyze, index.table, false);
  const counts = countMatrix(counted, undefined, index.terms.length);
  return settings.binary ? madeBinary(counts) : counts;
}

function madeBinary(counts: CsrMatrix): CsrMatrix {
  counts.data.fill(1);
  return counts;
}

/** The terms with an element other than 0 in each row. */
export function termsOfRows(X: CsrMatrix, terms: readonly string[]): string[][] {
  return Array.from({ length: X.rows }, (_, row) => {
    const found: string[] = [];
    for (let at = X.indptr[row] as number; at < (X.indptr[row + 1] as number); at++) {
      if (X.data[at] !== 0) found.push(terms[X.indices[at] as number] as string);
    }
    return found;
  });
}
