import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import { toDense } from "../internal/to-dense.ts";
import type { MatrixLike } from "@mlsys/core";
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
    const dense = toDense(`${this.kind}.inverseTransform`, given);
    const { places } = this;
    const result = new Matrix(dense.rows, this.nFeaturesIn);
    for (let i = 0, at = 0; i < dense.rows; i++) {
      const first = i * result.cols;
      for (let place = 0; place < places.length; place++, at++) {
        result.data[first + (places[place] as number)] = dense.data[at] as number;
      }
    }
    return result;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { support, nFeaturesIn } = this;
    return { support, nFeaturesIn, featureNamesIn: this.featureNamesIn ?? null };
  }
}

/** The parts of a saved selector. */
export function readSelector(read: StateReader): { readonly support: readonly boolean[]; readonly facts: ColumnFacts } {
  return { support: read.list("support").map((each) => each === true), facts: readColumns(read) };
}

/** Some columns of a matrix, in the order given; sparse stays sparse. */
export function takeColumns(X: AnyMatrix, places: Int32Array): AnyMatrix {
  if (!isCsrMatrix(X)) {
    const { rows, cols, data } = X;
    const taken = new Float64Array(rows * places.length);
    for (let i = 0, at = 0; i < rows; i++) {
      for (let place = 0; place < places.length; place++, at++) {
        taken[at] = data[i * cols + (places[place] as number)] as number;
      }
    }
    return new Matrix(rows, places.length, taken);
  }
  return takeSparse(X, places);
}

function takeSparse(X: CsrMatrix, places: Int32Array): CsrMatrix {
  const target = new Int32Array(X.cols).fill(-1);
  for (let at = 0; at < places.length; at++) target[places[at] as number] = at;
  let count = 0;
  for (let at = 0; at < X.indices.length; at++) count += Number((target[X.indices[at] as number] as number) >= 0);
  // What is left out is written over by what follows.
  const [data, indices] = [new Float64Array(count + 1), new Int32Array(count + 1)];
  const indptr = new Int32Array(X.rows + 1);
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    const end = X.indptr[i + 1] as number;
    for (let at = X.indptr[i] as number; at < end; at++) {
      const j = target[X.indices[at] as number] as number;
      indices[size] = j;
      data[size] = X.data[at] as number;
      size += Number(j >= 0);
    }
    indptr[i + 1] = size;
  }
  return new CsrMatrix(X.rows, places.length, data.subarray(0, size), indices.subarray(0, size), indptr);
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
