import { boolean, CsrMatrix, integer, oneOf } from "@mlsys/core";
import type { DocumentsLike, Transformer, TransformerModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { createAnalyzer } from "./analyzer.ts";
import type { Analyzer } from "./analyzer.ts";
import { assertDocuments, assertSomeDocuments, documentAt } from "./documents.ts";
import { murmurHash } from "./murmur-hash.ts";
import { settingsFromState, settingsState } from "./settings-state.ts";
import { Spans } from "./spans.ts";
import { textAnalysis } from "./text-analysis.ts";
import type { TextAnalysis } from "./text-analysis.ts";
import { normalizeRows } from "./tfidf-weights.ts";
import type { VectorizerOptions } from "./vectorizer-options.ts";
import { vectorizerSettings } from "./vectorizer-settings.ts";
import type { VectorizerSettings } from "./vectorizer-settings.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link hashingVectorizer}: those of `countVectorizer` that need no vocabulary, and these. */
export interface HashingVectorizerOptions extends Omit<
  VectorizerOptions,
  "minDf" | "maxDf" | "maxFeatures" | "vocabulary"
> {
  /** Number of columns. Default 2²⁰. */
  readonly nFeatures?: number;
  /** The length that each row gets; null leaves the counts. Default `"l2"`. */
  readonly norm?: "l1" | "l2" | null;
  /** Whether half of the terms count negative, so that terms that share a column do not add up. Default true. */
  readonly alternateSign?: boolean;
}

const own = () =>
  ({
    nFeatures: { rule: integer({ min: 1, max: 2 ** 31 - 1 }), default: 2 ** 20 },
    norm: { rule: oneOf("l1", "l2", null), default: "l2" as "l1" | "l2" | null },
    alternateSign: { rule: boolean(), default: true },
  }) as const;

interface HashingSettings {
  readonly nFeatures: number;
  readonly norm: "l1" | "l2" | null;
  readonly alternateSign: boolean;
}

/** An unfitted hashing vectoriser. It learns nothing, so that it transforms without a fit too. */
export interface HashingVectorizer extends Transformer<DocumentsLike, CsrMatrix, HashingVectorizerModel>, TextAnalysis {
  /** Counts the terms of documents, such as the next ones of a stream. */
  transform(X: DocumentsLike): CsrMatrix;
}

const LEARNED = ["minDf", "maxDf", "maxFeatures", "vocabulary"];

/**
 * Counts terms in columns that a hash of the term chooses, so that no vocabulary is kept and texts may come as a stream.
 * scikit-learn's matrices: MurmurHash3 of the term's UTF-8.
 *
 * @param options - analyzer, n-grams, stop words, `nFeatures`, `norm`, `alternateSign`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_extraction.text.HashingVectorizer.html
 *
 * @example
 * ```ts
 * import { hashingVectorizer } from "@mlsys/models";
 *
 * const counts = hashingVectorizer({ nFeatures: 16, norm: null }).transform(["profit rose, profit fell"]);
 * counts.cols; // => 16
 * Array.from(counts.data, Math.abs); // => [2, 1, 1]
 * ```
 */
export function hashingVectorizer(options: HashingVectorizerOptions = {}): HashingVectorizer {
  const odd = LEARNED.find((name) => Object.hasOwn(Object(options) as object, name));
  if (odd !== undefined) {
    throw new ModelsError({
      code: "invalidOption",
      what: `${odd} needs a vocabulary, which hashing does not keep`,
      where: "hashingVectorizer",
      found: odd,
      fix: "use countVectorizer or tfidfVectorizer",
    });
  }
  const { settings, others } = vectorizerSettings("hashingVectorizer", options, own());
  createAnalyzer(settings);
  const shown = Object.entries({ ...settings, ...others }).filter(([name]) => !LEARNED.includes(name));
  const model = () => new HashingVectorizerModel(settings, others);
  const transform = (X: DocumentsLike) => model().transform(X);
  return withoutWeights({
    kind: "hashingVectorizer",
    estimatorType: "transformer",
    options: Object.fromEntries(shown),
    ...textAnalysis(settings),
    fit: (X: DocumentsLike) => {
      assertSomeDocuments("hashingVectorizer.fit", X);
      return model();
    },
    fitTransform: (X: DocumentsLike) => {
      assertSomeDocuments("hashingVectorizer.fit", X);
      return transform(X);
    },
    fitWithOutput: (X: DocumentsLike) => {
      assertSomeDocuments("hashingVectorizer.fit", X);
      const fitted = model();
      return { model: fitted, output: fitted.transform(X) };
    },
    transform,
  });
}

/** A hashing vectoriser; fitting it taught it nothing. */
export class HashingVectorizerModel extends Fitted implements TransformerModel<DocumentsLike, CsrMatrix> {
  readonly kind = "hashingVectorizer";
  private readonly settings: VectorizerSettings;
  private readonly hashing: HashingSettings;
  private readonly analyze: Analyzer;
  private readonly spans = new Spans();

  /** @internal */
  constructor(settings: VectorizerSettings, hashing: HashingSettings) {
    super();
    this.settings = settings;
    this.hashing = hashing;
    this.analyze = createAnalyzer(settings);
  }

  /**
   * Counts the terms of documents: documents × columns, sparse.
   *
   * @throws {ModelsError} `invalidInput` when a document is not a text.
   */
  transform(X: DocumentsLike): CsrMatrix {
    const owner = "hashingVectorizer.transform";
    const rows = assertDocuments(owner, X);
    const { nFeatures, norm, alternateSign } = this.hashing;
    const { spans } = this;
    const [indices, data, indptr]: [number[], number[], Int32Array] = [[], [], new Int32Array(rows + 1)];
    const counts = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      counts.clear();
      this.analyze(documentAt(owner, X, row), spans);
      for (let at = 0; at < spans.count * 4; at += 4) {
        const hash = murmurHash(spans.units, spans.terms[at] as number, spans.terms[at + 1] as number);
        // The smallest number has no opposite; the reference gives it a column of its own reckoning.
        const column = hash === -(2 ** 31) ? (2 ** 31 - 1 - (nFeatures - 1)) % nFeatures : Math.abs(hash) % nFeatures;
        counts.set(column, (counts.get(column) ?? 0) + (alternateSign && hash < 0 ? -1 : 1));
      }
      for (const column of [...counts.keys()].sort((a, b) => a - b)) {
        indices.push(column);
        data.push(this.settings.binary ? 1 : (counts.get(column) as number));
      }
      indptr[row + 1] = data.length;
    }
    const result = new CsrMatrix(rows, nFeatures, Float64Array.from(data), Int32Array.from(indices), indptr);
    if (norm !== null) normalizeRows(result, norm);
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { settings: settingsState("hashingVectorizer", this.settings), ...this.hashing };
  }
}

/** How a saved hashing vectoriser is read. */
export const hashingVectorizerKind = {
  kind: "hashingVectorizer",
  fromState: (saved: SavedModel): HashingVectorizerModel => {
    const read = new StateReader(saved);
    const norm = read.value("norm");
    return new HashingVectorizerModel(settingsFromState("hashingVectorizer", read), {
      nFeatures: read.number("nFeatures"),
      norm: norm === "l1" || norm === "l2" ? norm : null,
      alternateSign: read.boolean("alternateSign"),
    });
  },
} as const;
