import { isCsrMatrix, Matrix } from "@mlsys/core";
import { takeColumns } from "../internal/take-columns.ts";
import { assertFits } from "../internal/to-dense.ts";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { FittedTransformer, readColumns } from "../preprocessing/fitted-transformer.ts";
import type { ColumnFacts } from "../preprocessing/fitted-transformer.ts";

/** What selectors share once fitted: which columns they keep. */
export abstract class FittedSelector extends FittedTransformer {
  /** Whether each column is kept. */
  readonly support: readonly boolean[];
  protected readonly places: Int32Array;

  protected constructor(support: readonly boolean[], facts: ColumnFacts) {
    super(facts);
    this.support = support;
    const places: number[] = [];
    for (let j = 0; j < support.length; j++) if (support[j] === true) places.push(j);
    this.places = Int32Array.from(places);
  }

  /** The names of the columns that are kept. */
  override get featureNamesOut(): readonly string[] {
    return Array.from(this.places, (j) => this.nameOf(j));
  }

  /** Whether each column is kept; or, asked for indices, the places of those that are. */
  getSupport(): readonly boolean[];
  getSupport(options: { readonly indices: true }): Int32Array;
  getSupport({ indices = false }: { readonly indices?: boolean } = {}): readonly boolean[] | Int32Array {
    return indices ? this.places : this.support;
  }

  /** Whether NaN is let through. */
  protected get allowsNaN(): boolean {
    return false;
  }

  /**
   * The columns of rows that are kept.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  transform(X: MatrixLike): AnyMatrix {
    return takeColumns(this.input("transform", X, this.allowsNaN), this.places);
  }

  /**
   * Rows with all columns again; those that were not kept are 0.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`.
   */
  inverseTransform(X: MatrixLike): Matrix {
    const given = this.output("inverseTransform", X, this.places.length, this.allowsNaN);
    const { places } = this;
    if (isCsrMatrix(given)) assertFits(`${this.kind}.inverseTransform`, given);
    const result = new Matrix(given.rows, this.nFeaturesIn);
    if (isCsrMatrix(given)) spreadSparse(given, places, result);
    else spreadDense(given, places, result);
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { support, nFeaturesIn } = this;
    return { support, nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** Writes each column to its place. */
function spreadDense({ rows, data }: Matrix, places: Int32Array, result: Matrix): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const first = i * result.cols;
    for (let place = 0; place < places.length; place++, at++) {
      result.data[first + (places[place] as number)] = data[at] as number;
    }
  }
}

/** The same of what is stored. */
function spreadSparse({ rows, indptr, indices, data }: CsrMatrix, places: Int32Array, result: Matrix): void {
  for (let i = 0; i < rows; i++) {
    const first = i * result.cols;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const to = first + (places[indices[at] as number] as number);
      // An element may be stored in parts.
      result.data[to] = (result.data[to] as number) + (data[at] as number);
    }
  }
}

/** The parts of a saved selector. */
export function readSelector(read: StateReader): { readonly support: readonly boolean[]; readonly facts: ColumnFacts } {
  return { support: read.list("support").map((each) => each === true), facts: readColumns(read) };
}

/** A selection that keeps nothing is refused. */
export function assertSomeKept(owner: string, support: readonly boolean[], fix: string): void {
  if (support.includes(true)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "no column is kept",
    where: owner,
    found: `${support.length} columns, none of them chosen`,
    fix,
  });
}
