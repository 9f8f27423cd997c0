import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { DocumentsLike, Transformer, TransformerModel } from "../estimator.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer } from "./analyzer.ts";
import { countsOf, fitCounts, termsOfRows } from "./fit-counts.ts";
import { settingsFromState, settingsState } from "./settings-state.ts";
import { textAnalysis } from "./text-analysis.ts";
import type { TextAnalysis } from "./text-analysis.ts";
import type { VectorizerOptions } from "./vectorizer-options.ts";
import { vectorizerSettings } from "./vectorizer-settings.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";
import { VocabularyIndex } from "./vocabulary-index.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link countVectorizer}. */
export type CountVectorizerOptions = VectorizerOptions;

/** An unfitted count vectoriser. */
export interface CountVectorizer extends Transformer<DocumentsLike, CsrMatrix, CountVectorizerModel>, TextAnalysis {}

/**
 * Counts the terms of texts, with scikit-learn's matrices: words of two or more characters of any script, lower-cased, or
 * character n-grams; the vocabulary sorted by code point.
 *
 * @param options - analyzer, n-grams, stop words, document frequencies, vocabulary.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_extraction.text.CountVectorizer.html
 *
 * @example
 * ```ts
 * import { countVectorizer } from "@mlsys/models";
 *
 * const model = countVectorizer().fit(["Profit rose", "profit fell, and profit rose"]);
 * model.featureNamesOut; // => ["and", "fell", "profit", "rose"]
 * model.transform(["profit, profit!"]).toArray(); // => [[0, 0, 2, 0]]
 * ```
 */
export function countVectorizer(options: CountVectorizerOptions = {}): CountVectorizer {
  const { settings } = vectorizerSettings("countVectorizer", options, {});
  // A pattern that cannot be translated is refused now, not at the fit.
  createAnalyzer(settings);
  const isFixed = settings.vocabulary !== null;
  const fit = (X: DocumentsLike) => fitCounts("countVectorizer", settings, X);
  return withoutWeights({
    kind: "countVectorizer",
    estimatorType: "transformer",
    options: { ...settings },
    ...textAnalysis(settings),
    fit: (X: DocumentsLike) => new CountVectorizerModel(settings, fit(X).vocabulary, isFixed),
    fitTransform: (X: DocumentsLike) => fit(X).counts,
    fitWithOutput: (X: DocumentsLike) => {
      const { vocabulary, counts } = fit(X);
      return { model: new CountVectorizerModel(settings, vocabulary, isFixed), output: counts };
    },
  });
}

/** A fitted count vectoriser. */
export class CountVectorizerModel extends Fitted implements TransformerModel<DocumentsLike, CsrMatrix> {
  readonly kind = "countVectorizer";
  /** Whether the vocabulary was given, not learned. */
  readonly fixedVocabulary: boolean;
  private readonly settings: VectorizerSettings;
  private readonly index: VocabularyIndex;
  private readonly analyze: Analyzer;

  /** @internal */
  constructor(settings: VectorizerSettings, vocabulary: VocabularyIndex, fixedVocabulary: boolean) {
    super();
    this.fixedVocabulary = fixedVocabulary;
    this.settings = settings;
    this.index = vocabulary;
    this.analyze = createAnalyzer(settings);
  }

  /** The terms, in the order of the columns. */
  get featureNamesOut(): readonly string[] {
    return this.index.terms;
  }

  /** The column of each term. */
  get vocabulary(): ReadonlyMap<string, number> {
    return this.index.columns;
  }

  /**
   * Counts the known terms of each document: documents × terms, sparse.
   *
   * @throws {ModelsError} `invalidInput` when a document is not a text.
   */
  transform(X: DocumentsLike): CsrMatrix {
    return countsOf("countVectorizer.transform", this.settings, this.analyze, this.index, X);
  }

  /**
   * The terms of each document that are not 0, in the order of their columns.
   *
   * @throws {ModelsError} `shapeMismatch` when X has not a column a term.
   */
  inverseTransform(X: MatrixLike): string[][] {
    return termsOfRows("countVectorizer.inverseTransform", X, this.index.terms);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { fixedVocabulary } = this;
    return { settings: settingsState("countVectorizer", this.settings), terms: this.index.terms, fixedVocabulary };
  }
}

/** How a saved count vectoriser is read. */
export const countVectorizerKind = {
  kind: "countVectorizer",
  fromState: (saved: SavedModel): CountVectorizerModel => {
    const read = new StateReader(saved);
    const settings = settingsFromState("countVectorizer", read);
    return new CountVectorizerModel(settings, VocabularyIndex.of(read.texts("terms")), read.boolean("fixedVocabulary"));
  },
} as const;
