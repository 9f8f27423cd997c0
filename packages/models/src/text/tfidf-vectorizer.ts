import { parseOptions } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { DocumentsLike, Transformer, TransformerModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer } from "./analyzer.ts";
import { countsOf, fitCounts, termsOfRows } from "./fit-counts.ts";
import { settingsFromState, settingsState } from "./settings-state.ts";
import { tfidfSpecs } from "./tfidf-transformer.ts";
import type { TfidfTransformerOptions } from "./tfidf-transformer.ts";
import { inverseDocumentFrequencies, weigh } from "./tfidf-weights.ts";
import type { TfidfSettings } from "./tfidf-weights.ts";
import { textAnalysis } from "./text-analysis.ts";
import type { TextAnalysis } from "./text-analysis.ts";
import type { VectorizerOptions } from "./vectorizer-options.ts";
import { vectorizerSettings } from "./vectorizer-settings.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";
import { VocabularyIndex } from "./vocabulary-index.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link tfidfVectorizer}. */
export interface TfidfVectorizerOptions extends VectorizerOptions, TfidfTransformerOptions {}

/** An unfitted TF-IDF vectoriser. */
export interface TfidfVectorizer extends Transformer<DocumentsLike, CsrMatrix, TfidfVectorizerModel>, TextAnalysis {}

/**
 * Turns texts into weights of their terms: {@link countVectorizer} and {@link tfidfTransformer} in one, with scikit-learn's
 * matrices.
 *
 * @param options - those of both.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_extraction.text.TfidfVectorizer.html
 *
 * @example
 * ```ts
 * import { tfidfVectorizer } from "@mlsys/models";
 *
 * const model = tfidfVectorizer({ stopWords: "english" }).fit(["The profit rose", "the profit fell"]);
 * model.featureNamesOut; // => ["fell", "profit", "rose"]
 * model.transform(["profit"]).toArray(); // => [[0, 1, 0]]
 * ```
 */
export function tfidfVectorizer(options: TfidfVectorizerOptions = {}): TfidfVectorizer {
  const { settings, others: weights } = vectorizerSettings("tfidfVectorizer", options, tfidfSpecs());
  createAnalyzer(settings);
  const isFixed = settings.vocabulary !== null;
  const fitWithOutput = (X: DocumentsLike) => {
    const { vocabulary, counts } = fitCounts("tfidfVectorizer", settings, X);
    const idf = weights.useIdf ? inverseDocumentFrequencies(counts, weights.smoothIdf) : undefined;
    weigh(counts, idf, weights);
    return { model: new TfidfVectorizerModel(settings, weights, { index: vocabulary, isFixed, idf }), output: counts };
  };
  return withoutWeights({
    kind: "tfidfVectorizer",
    estimatorType: "transformer",
    options: { ...settings, ...weights },
    ...textAnalysis(settings),
    fit: (X) => fitWithOutput(X).model,
    fitTransform: (X) => fitWithOutput(X).output,
    fitWithOutput,
  });
}

interface Learned {
  readonly index: VocabularyIndex;
  readonly isFixed: boolean;
  readonly idf: Float64Array | undefined;
}

/** A fitted TF-IDF vectoriser. */
export class TfidfVectorizerModel extends Fitted implements TransformerModel<DocumentsLike, CsrMatrix> {
  readonly kind = "tfidfVectorizer";
  /** Whether the vocabulary was given, not learned. */
  readonly fixedVocabulary: boolean;
  /** The weight of each term; undefined without `useIdf`. */
  readonly idf: Float64Array | undefined;
  private readonly settings: VectorizerSettings;
  private readonly weights: TfidfSettings;
  private readonly index: VocabularyIndex;
  private readonly analyze: Analyzer;

  /** @internal */
  constructor(settings: VectorizerSettings, weights: TfidfSettings, { index, isFixed, idf }: Learned) {
    super();
    this.fixedVocabulary = isFixed;
    this.settings = settings;
    this.weights = weights;
    this.index = index;
    this.idf = idf;
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
   * The weights of the known terms of each document: documents × terms, sparse.
   *
   * @throws {ModelsError} `invalidInput` when a document is not a text.
   */
  transform(X: DocumentsLike): CsrMatrix {
    const weights = countsOf("tfidfVectorizer.transform", this.settings, this.analyze, this.index, X);
    weigh(weights, this.idf, this.weights);
    return weights;
  }

  /**
   * The terms of each document that are not 0, in the order of their columns.
   *
   * @throws {ModelsError} `shapeMismatch` when X has not a column a term.
   */
  inverseTransform(X: MatrixLike): string[][] {
    return termsOfRows("tfidfVectorizer.inverseTransform", X, this.index.terms);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      settings: settingsState("tfidfVectorizer", this.settings),
      weights: { ...this.weights },
      terms: this.index.terms,
      idf: this.idf ?? null,
      fixedVocabulary: this.fixedVocabulary,
    };
  }
}

/** How a saved TF-IDF vectoriser is read. */
export const tfidfVectorizerKind = {
  kind: "tfidfVectorizer",
  fromState: (saved: SavedModel): TfidfVectorizerModel => {
    const read = new StateReader(saved);
    const settings = settingsFromState("tfidfVectorizer", read);
    const weights = parseOptions("tfidfVectorizer", read.record("weights"), tfidfSpecs(), ModelsError);
    const terms = read.texts("terms");
    const idf = weights.useIdf ? read.vector("idf", terms.length) : undefined;
    const learned = { index: VocabularyIndex.of(terms), isFixed: read.boolean("fixedVocabulary"), idf };
    return new TfidfVectorizerModel(settings, weights, learned);
  },
} as const;
