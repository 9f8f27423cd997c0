import { CsrMatrix, isCsrMatrix, Matrix, parseOptions, real } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { assertFinite, featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
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
    const features = this.input("transform", X, false, true);
    const { threshold } = this;
    if (!isCsrMatrix(features)) return binarized(features, threshold);
    assertFinite(features, "binarizer.transform, X");
    if (threshold < 0) {
      throw new ModelsError({
        code: "notSupported",
        what: "a threshold below 0 makes every zero of a sparse matrix a 1",
        where: "binarizer.transform, threshold",
        found: String(threshold),
        fix: "make X dense, or take a threshold of at least 0",
      });
    }
    return ones(features, threshold);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { threshold: this.threshold, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** Comparisons become numbers, not branches, which random numbers guess wrongly. */
function binarized(X: Matrix, threshold: number): Matrix {
  const { rows, cols, data } = X;
  const result = new Float64Array(data.length);
  let check = 0;
  for (let at = 0; at < result.length; at++) {
    const value = data[at] as number;
    result[at] = Number(value > threshold);
    check += value * 0;
  }
  if (check !== 0) assertFinite(X, "binarizer.transform, X");
  return new Matrix(rows, cols, result);
}

/** What is not above the threshold is overwritten by what comes next. */
function ones({ rows, cols, data, indices, indptr }: CsrMatrix, threshold: number): CsrMatrix {
  const kept = new Int32Array(indices.length);
  const ends = new Int32Array(rows + 1);
  let size = 0;
  for (let i = 0; i < rows; i++) {
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      kept[size] = indices[at] as number;
      size += Number((data[at] as number) > threshold);
    }
    ends[i + 1] = size;
  }
  return new CsrMatrix(rows, cols, new Float64Array(size).fill(1), kept.slice(0, size), ends);
}

/** How a saved binarizer is read. */
export const binarizerKind = {
  kind: "binarizer",
  fromState: (saved: SavedModel): BinarizerModel => {
    const read = new StateReader(saved);
    return new BinarizerModel(read.number("threshold"), readColumns(read));
  },
} as const;
