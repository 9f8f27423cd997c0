import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { AnyMatrix, FitOptions, FittedModel, Transformer, TransformerModel } from "../estimator.ts";
import { featuresToUse, namesOfColumns } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import { withoutWeights } from "../internal/refuse-weights.ts";

/** What a transformer of numbers knows of its columns. */
export interface ColumnFacts {
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
  readonly warnings?: readonly ModelWarning[];
}

/** What transformers of numbers share once fitted: they know their columns. */
export abstract class FittedTransformer<Out = AnyMatrix> extends Fitted implements TransformerModel<MatrixLike, Out> {
  /** Number of input columns. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  protected constructor({ nFeaturesIn, featureNamesIn, warnings }: ColumnFacts) {
    super(warnings);
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
  }

  /** The names of the output columns; those of the input where nothing else is said. */
  get featureNamesOut(): readonly string[] | undefined {
    return namesOfColumns(this);
  }

  abstract transform(X: MatrixLike): Out;

  /** The name of an input column. */
  protected nameOf(j: number): string {
    return this.featureNamesIn?.[j] ?? `x${j}`;
  }

  /** X, checked against the columns of the fit. */
  protected input(method: string, X: MatrixLike, allowNaN: boolean, isCheckedLater = false): AnyMatrix {
    return featuresToUse(`${this.kind}.${method}`, X, this, { allowNaN, isCheckedLater });
  }

  /** X of an inverse transformation, whose columns have no names. */
  protected output(method: string, X: MatrixLike, cols: number, allowNaN: boolean, isCheckedLater = false): AnyMatrix {
    const known = { nFeaturesIn: cols, featureNamesIn: undefined };
    return featuresToUse(`${this.kind}.${method}`, X, known, { allowNaN, isCheckedLater });
  }
}

/** The columns of a saved transformer. */
export function readColumns(read: StateReader): ColumnFacts {
  return { nFeaturesIn: read.number("nFeaturesIn"), featureNamesIn: read.optionalTexts("featureNamesIn") };
}

/** An unfitted transformer that transforms in the fit as it does afterwards; weights of rows are refused unless it takes them. */
export function transformerOf<In, Out, Model extends TransformerModel<In, Out> & FittedModel>(
  kind: string,
  options: Readonly<Record<string, unknown>>,
  fit: (X: In, y?: unknown, fitOptions?: FitOptions) => Model,
  takesWeights = false,
): Transformer<In, Out, Model> {
  const made: Transformer<In, Out, Model> = {
    kind,
    estimatorType: "transformer",
    options: { ...options },
    fit,
    fitTransform: (X, y, fitOptions) => fit(X, y, fitOptions).transform(X),
    fitWithOutput: (X, y, fitOptions) => {
      const model = fit(X, y, fitOptions);
      return withOutput(model, () => model.transform(X));
    },
  };
  return takesWeights ? made : withoutWeights(made);
}

/** A model and what it makes of the rows of its fit, which is made once it is asked for. */
export function withOutput<Model, Out>(model: Model, make: () => Out): { readonly model: Model; readonly output: Out } {
  let made: { readonly output: Out } | undefined;
  return {
    model,
    get output(): Out {
      return (made ??= { output: make() }).output;
    },
  };
}

/** Each element changed by a function of it and its column; a sparse matrix stays sparse, so the function must keep 0. */
export function mapElements(X: AnyMatrix, change: (value: number, column: number) => number): AnyMatrix {
  if (isCsrMatrix(X)) {
    const data = X.data.map((value, at) => change(value, X.indices[at] as number));
    return new CsrMatrix(X.rows, X.cols, data, X.indices, X.indptr);
  }
  return mapDense(X, change);
}

/** Each element of a dense matrix changed by a function of it and its column. */
export function mapDense(X: Matrix, change: (value: number, column: number) => number): Matrix {
  const result = new Matrix(X.rows, X.cols);
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.cols; j++) result.data[i * X.cols + j] = change(X.data[i * X.cols + j] as number, j);
  }
  return result;
}

export function assertNotCentred(owner: string, option: string, isCentred: boolean): void {
  if (!isCentred) return;
  throw new ModelsError({
    code: "notSupported",
    what: "sparse data cannot be centred and stay sparse",
    where: owner,
    fix: `set ${option} to false, or make X dense`,
  });
}

/** Divisors that are no more than rounding become 1: constant columns are left as they are. */
export function safeScales(scales: Float64Array): Float64Array {
  return scales.map((scale) => (Math.abs(scale) < 10 * Number.EPSILON ? 1 : scale));
}
