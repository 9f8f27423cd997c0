import { boolean, CsrMatrix, isCsrMatrix, oneOf, parseOptions } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { Transformer, TransformerModel } from "../estimator.ts";
import { featuresToFit, featuresToUse, namesOfColumns } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { inverseDocumentFrequencies, weigh } from "./tfidf-weights.ts";
import type { TfidfSettings } from "./tfidf-weights.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** Options of {@link tfidfTransformer}. */
export interface TfidfTransformerOptions {
  /** Length that each row is given: the sum of squares (`"l2"`) or of magnitudes (`"l1"`) is 1. Default `"l2"`. */
  readonly norm?: "l1" | "l2" | null;
  /** Whether to weigh terms by how rare they are. Default true. */
  readonly useIdf?: boolean;
  /** Whether to count one more document that holds every term. Default true. */
  readonly smoothIdf?: boolean;
  /** Whether to take 1 + ln(count) for a count. Default false. */
  readonly sublinearTf?: boolean;
}

/** What the options of weighting are checked with. */
export const tfidfSpecs = () =>
  ({
    norm: { rule: oneOf("l1", "l2", null), default: "l2" },
    useIdf: { rule: boolean(), default: true },
    smoothIdf: { rule: boolean(), default: true },
    sublinearTf: { rule: boolean(), default: false },
  }) as const;

/** An unfitted transformer of counts. */
export type TfidfTransformer = Transformer<MatrixLike, CsrMatrix, TfidfTransformerModel>;

/**
 * Turns counts into weights: a term weighs more the rarer it is among the documents, and rows get length 1. scikit-learn's
 * formulas.
 *
 * @param options - `norm`, `useIdf`, `smoothIdf`, `sublinearTf`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_extraction.text.TfidfTransformer.html
 *
 * @example
 * ```ts
 * import { tfidfTransformer } from "@mlsys/models";
 *
 * const weights = tfidfTransformer({ useIdf: false, norm: "l1" }).fitTransform([[1, 3], [2, 0]]);
 * weights.toArray(); // => [[0.25, 0.75], [1, 0]]
 * ```
 */
export function tfidfTransformer(options: TfidfTransformerOptions = {}): TfidfTransformer {
  const settings: TfidfSettings = parseOptions("tfidfTransformer", options, tfidfSpecs(), ModelsError);
  const fit = (X: MatrixLike): TfidfTransformerModel => {
    const features = featuresToFit("tfidfTransformer", X);
    const counts = asSparse(features.X, false);
    const idf = settings.useIdf ? inverseDocumentFrequencies(counts, settings.smoothIdf) : undefined;
    return new TfidfTransformerModel(settings, { nFeaturesIn: counts.cols, featureNamesIn: features.names }, idf);
  };
  return withoutWeights({
    kind: "tfidfTransformer",
    estimatorType: "transformer",
    options: { ...settings },
    fit,
    fitTransform: (X) => fit(X).transform(X),
    fitWithOutput: (X) => {
      const model = fit(X);
      return { model, output: model.transform(X) };
    },
  });
}

/** A fitted transformer of counts. */
export class TfidfTransformerModel extends Fitted implements TransformerModel<MatrixLike, CsrMatrix> {
  readonly kind = "tfidfTransformer";
  /** The weight of each term; undefined without `useIdf`. */
  readonly idf: Float64Array | undefined;
  /** Number of terms. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private readonly settings: TfidfSettings;

  /** @internal */
  constructor(settings: TfidfSettings, { nFeaturesIn, featureNamesIn }: KnownFeatures, idf: Float64Array | undefined) {
    super();
    this.settings = settings;
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
    this.idf = idf;
  }

  /** The names of the terms, which are those of the input. */
  get featureNamesOut(): readonly string[] {
    return namesOfColumns(this);
  }

  /**
   * Turns counts into weights, sparse.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  transform(X: MatrixLike): CsrMatrix {
    const weights = asSparse(featuresToUse("tfidfTransformer.transform", X, this), true);
    weigh(weights, this.idf, this.settings);
    return weights;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { nFeaturesIn, featureNamesIn, idf } = this;
    return {
      settings: { ...this.settings },
      nFeaturesIn,
      featureNamesIn: featureNamesIn ?? null,
      idf: idf ?? null,
    };
  }
}

/** The matrix, sparse; a copy when it will be changed. */
function asSparse(X: Matrix | CsrMatrix, willChange: boolean): CsrMatrix {
  if (isCsrMatrix(X)) return willChange ? new CsrMatrix(X.rows, X.cols, X.data.slice(), X.indices, X.indptr) : X;
  const count = X.data.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const [data, indices, indptr] = [new Float64Array(count), new Int32Array(count), new Int32Array(X.rows + 1)];
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.cols; j++) {
      const value = X.data[i * X.cols + j] as number;
      if (value === 0) continue;
      indices[size] = j;
      data[size++] = value;
    }
    indptr[i + 1] = size;
  }
  return new CsrMatrix(X.rows, X.cols, data, indices, indptr);
}

/** How a saved transformer of counts is read. */
export const tfidfTransformerKind = {
  kind: "tfidfTransformer",
  fromState: (saved: SavedModel): TfidfTransformerModel => {
    const read = new StateReader(saved);
    const settings = parseOptions("tfidfTransformer", read.record("settings"), tfidfSpecs(), ModelsError);
    const featureNamesIn = read.optionalTexts("featureNamesIn");
    const facts = { nFeaturesIn: read.number("nFeaturesIn"), featureNamesIn };
    return new TfidfTransformerModel(settings, facts, read.optionalVector("idf"));
  },
} as const;
