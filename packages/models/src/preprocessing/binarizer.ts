import { CsrMatrix, isCsrMatrix, parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, mapDense, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** Options of {@link binarizer}. */
export interface BinarizerOptions {
  /** Numbers above this become 1, others 0; at least 0 for sparse data. Default 0. */
  readonly threshold?: number;
}

/** An unfitted binarizer. */
export type Binarizer = Transformer<MatrixLike, AnyMatrix, BinarizerModel>;

/**
 * Turns numbers into 0 and 1. Sparse data stays sparse.
 *
 * @param options - `threshold`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.Binarizer.html
 *
 * @example
 * ```ts
 * import { binarizer } from "@mlsys/models";
 *
 * binarizer({ threshold: 1.5 }).fitTransform([[1, 2], [3, 0]]).toArray(); // => [[0, 1], [1, 0]]
 * ```
 */
export function binarizer(options: BinarizerOptions = {}): Binarizer {
  const specs = { threshold: { rule: real(), default: 0 } } as const;
  const { threshold } = parseOptions("binarizer", options, specs, ModelsError);
  return transformerOf("binarizer", { threshold }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("binarizer", input);
    return new BinarizerModel(threshold, { nFeaturesIn: X.cols, featureNamesIn: names });
  });
}

/** A fitted binarizer: it only knows its columns. */
export class BinarizerModel extends FittedTransformer {
  readonly kind = "binarizer";
  private readonly threshold: number;

  /** @internal */
  constructor(threshold: number, facts: ColumnFacts) {
    super(facts);
    this.threshold = threshold;
  }

  /**
   * Binarises rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`; `notSupported` for sparse rows and a threshold below 0.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, false);
    const { threshold } = this;
    if (!isCsrMatrix(features)) return mapDense(features, (value) => (value > threshold ? 1 : 0));
    if (threshold < 0) {
      throw new ModelsError({
        code: "notSupported",
        what: "a threshold below 0 makes every zero of a sparse matrix a 1",
        where: "binarizer.transform, threshold",
        found: String(threshold),
        fix: "make X dense, or take a threshold of at least 0",
      });
    }
    const keeps = Array.from(features.data, (value) => value > threshold);
    const indptr = new Int32Array(features.rows + 1);
    for (let i = 0; i < features.rows; i++) {
      const own = keeps.slice(features.indptr[i], features.indptr[i + 1]).filter(Boolean).length;
      indptr[i + 1] = (indptr[i] as number) + own;
    }
    const indices = features.indices.filter((_, at) => keeps[at] === true);
    return new CsrMatrix(features.rows, features.cols, new Float64Array(indices.length).fill(1), indices, indptr);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { threshold: this.threshold, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** How a saved binarizer is read. */
export const binarizerKind = {
  kind: "binarizer",
  fromState: (saved: SavedModel): BinarizerModel => {
    const read = new StateReader(saved);
    return new BinarizerModel(read.number("threshold"), readColumns(read));
  },
} as const;
