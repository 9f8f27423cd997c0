import { CsrMatrix, isCsrMatrix, Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, Transformer } from "../estimator.ts";
import { assertFinite, featuresToFit } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns, transformerOf } from "./fitted-transformer.ts";
import type { ColumnFacts } from "./fitted-transformer.ts";

/** The length that each row gets. */
export type RowNorm = "l1" | "l2" | "max";

/** Options of {@link normalizer}. */
export interface NormalizerOptions {
  /** The length that becomes 1: the sum of absolute values, the Euclidean length, or the largest absolute value. Default `"l2"`. */
  readonly norm?: RowNorm;
}

/** An unfitted normalizer. */
export type Normalizer = Transformer<MatrixLike, AnyMatrix, NormalizerModel>;

const specs = () => ({ norm: { rule: oneOf("l1", "l2", "max"), default: "l2" as RowNorm } }) as const;

/**
 * Gives each row the length 1; a row of zeros stays. Sparse data stays sparse.
 *
 * @param options - `norm`.
 * @returns the unfitted transformer.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.Normalizer.html
 *
 * @example
 * ```ts
 * import { normalizer } from "@mlsys/models";
 *
 * normalizer().fitTransform([[3, 4], [0, 0]]).toArray(); // => [[0.6, 0.8], [0, 0]]
 * ```
 */
export function normalizer(options: NormalizerOptions = {}): Normalizer {
  const { norm } = parseOptions("normalizer", options, specs(), ModelsError);
  return transformerOf("normalizer", { norm }, (input: MatrixLike) => {
    const { X, names } = featuresToFit("normalizer", input);
    return new NormalizerModel(norm, { nFeaturesIn: X.cols, featureNamesIn: names });
  });
}

/** A fitted normalizer: it only knows its columns. */
export class NormalizerModel extends FittedTransformer {
  readonly kind = "normalizer";
  private readonly norm: RowNorm;

  /** @internal */
  constructor(norm: RowNorm, facts: ColumnFacts) {
    super(facts);
    this.norm = norm;
  }

  /**
   * Normalises rows.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    const features = this.input("transform", X, false, true);
    const { rows, cols } = features;
    const data = new Float64Array(features.data.length);
    const ends = isCsrMatrix(features) ? features.indptr : undefined;
    let isFinite = true;
    for (let i = 0; i < rows; i++) {
      const start = ends === undefined ? i * cols : (ends[i] as number);
      const end = ends === undefined ? start + cols : (ends[i + 1] as number);
      const length = lengthOf(features.data, start, end, this.norm);
      divide(features.data, length > 0 ? length : 1, start, end, data);
      if (!(length < Infinity)) isFinite = false;
    }
    if (!isFinite) assertFinite(features, "normalizer.transform, X");
    return isCsrMatrix(features)
      ? new CsrMatrix(rows, cols, data, features.indices, features.indptr)
      : new Matrix(rows, cols, data);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { norm: this.norm, nFeaturesIn: this.nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

function divide(values: Float64Array, length: number, start: number, end: number, into: Float64Array): void {
  for (let at = start; at < end; at++) into[at] = (values[at] as number) / length;
}

function lengthOf(values: Float64Array, start: number, end: number, norm: RowNorm): number {
  let length = 0;
  if (norm === "l1") for (let at = start; at < end; at++) length += Math.abs(values[at] as number);
  if (norm === "max") for (let at = start; at < end; at++) length = Math.max(length, Math.abs(values[at] as number));
  if (norm !== "l2") return length;
  let squares = 0;
  for (let at = start; at < end; at++) squares += (values[at] as number) * (values[at] as number);
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  // Squares would leave the range of doubles: scaled first.
  const most = lengthOf(values, start, end, "max");
  if (most === 0) return 0;
  squares = 0;
  for (let at = start; at < end; at++) squares += ((values[at] as number) / most) ** 2;
  return most * Math.sqrt(squares);
}

/** How a saved normalizer is read. */
export const normalizerKind = {
  kind: "normalizer",
  fromState: (saved: SavedModel): NormalizerModel => {
    const read = new StateReader(saved);
    const norm = (["l1", "l2", "max"] as const).find((each) => each === read.text("norm"));
    return new NormalizerModel(norm ?? read.refuse("norm", "the name of a norm"), readColumns(read));
  },
} as const;
