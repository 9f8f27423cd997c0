import { isCsrMatrix, toMatrixOrCsr } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { DocumentsLike } from "../estimator.ts";
import { assertWidth } from "../internal/features.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer } from "./analyzer.ts";
import { countMatrix, TermCounter } from "./count-terms.ts";
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
    const vocabulary = VocabularyIndex.of(settings.vocabulary);
    return { vocabulary, counts: countsOf(`${owner}.fit`, settings, analyze, vocabulary, X) };
  }
  const table = new TermTable();
  const counted = new TermCounter(analyze, table).count(`${owner}.fit`, X, true);
  const { kept, columns } = learnVocabulary(`${owner}.fit`, counted, table, settings);
  const counts = countMatrix(counted, columns, kept.length);
  return { vocabulary: VocabularyIndex.from(table, kept), counts: settings.binary ? madeBinary(counts) : counts };
}

/** Counts the known terms. */
export function countsOf(
  owner: string,
  settings: VectorizerSettings,
  analyze: Analyzer,
  index: VocabularyIndex,
  X: DocumentsLike,
): CsrMatrix {
  const counts = countMatrix(index.count(owner, X, analyze), undefined, index.size);
  return settings.binary ? madeBinary(counts) : counts;
}

function madeBinary(counts: CsrMatrix): CsrMatrix {
  counts.data.fill(1);
  return counts;
}

/** The terms with an element other than 0 in each row. */
export function termsOfRows(owner: string, input: MatrixLike, terms: readonly string[]): string[][] {
  const X = toMatrixOrCsr(input, owner);
  if (X.rows > 0) assertWidth(`${owner}, X`, X.cols, terms.length);
  return Array.from({ length: X.rows }, (_, row) => {
    if (!isCsrMatrix(X)) return terms.filter((_term, j) => X.data[row * X.cols + j] !== 0);
    const found: string[] = [];
    for (let at = X.indptr[row] as number; at < (X.indptr[row + 1] as number); at++) {
      if (X.data[at] !== 0) found.push(terms[X.indices[at] as number] as string);
    }
    return found;
  });
}
