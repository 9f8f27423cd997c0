import type { Column, CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import type { ModelWarning } from "./model-warning.ts";
import type { ModelJson, SavedModel } from "./persistence/saved-model.ts";

/** One label a row: an array, a typed array or a column of a table. */
export type LabelsLike<L extends Label> = ArrayLike<L> | Column<L>;

/** One number a row: an array, a typed array or a column of a table. */
export type VectorLike = ArrayLike<number> | Column<number>;

/** One text a row: an array or a column of a table. */
export type DocumentsLike = ArrayLike<string> | Column<string>;

/** What every `fit` takes besides X and y. */
export interface FitOptions {
  /** One weight of at least 0 a row. Default: all 1. */
  readonly sampleWeight?: VectorLike | undefined;
}

/** What `partialFit` takes besides X and y. */
export interface PartialFitOptions<L extends Label = Label> extends FitOptions {
  /** All labels that there will be; needed at the first call. */
  readonly classes?: readonly L[];
}

/** What all unfitted estimators have. */
export interface Estimator {
  /** The factory's name, which also names the saved model. */
  readonly kind: string;
  /** The options, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What all fitted models have. */
export interface FittedModel {
  /** The factory's name. */
  readonly kind: string;
  /** What the fit had to report; empty when all went well. */
  readonly warnings: readonly ModelWarning[];
  /** Whether the fit ended by itself: false where a limit of steps ended it; true where nothing is iterated. */
  readonly converged: boolean;
  /** Everything learned, as plain values and typed arrays. */
  toState(): SavedModel;
  /** Everything learned, as JSON data; `modelFromJSON` makes the model again. */
  toJSON(): ModelJson;
}

/** An unfitted transformer from `In` to `Out`. */
export interface Transformer<
  In,
  Out,
  Model extends TransformerModel<In, Out> = TransformerModel<In, Out>,
> extends Estimator {
  readonly estimatorType: "transformer";
  /** Learns from X (and y, where a transformer uses it). */
  fit(X: In, y?: unknown, options?: FitOptions): Model;
  /** Learns from X and transforms it, in one go. */
  fitTransform(X: In, y?: unknown, options?: FitOptions): Out;
  /** Learns from X and gives both the model and X transformed; what pipelines call. */
  fitWithOutput(X: In, y?: unknown, options?: FitOptions): { readonly model: Model; readonly output: Out };
}

/** A fitted transformer. */
export interface TransformerModel<In, Out> extends FittedModel {
  /** Names of the output columns, where they are known. */
  readonly featureNamesOut?: readonly string[] | undefined;
  /** Transforms rows; no rows to no rows. */
  transform(X: In): Out;
}

/** An unfitted classifier of rows of `In`. */
export interface Classifier<In = MatrixLike> extends Estimator {
  readonly estimatorType: "classifier";
  /** Learns from X and one label a row. */
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): ClassifierModel<L, In>;
}

/** A fitted classifier. */
export interface ClassifierModel<L extends Label = Label, In = MatrixLike> extends FittedModel {
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];
  /** The label of each row; none for no rows. */
  predict(X: In): L[];
  /** The share of rows whose label is predicted. */
  score(X: In, y: LabelsLike<L>, options?: FitOptions): number;
}

/** An unfitted classifier that gives probabilities. */
export interface ProbabilisticClassifier<In = MatrixLike> extends Classifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): ProbabilisticClassifierModel<L, In>;
}

/** A fitted classifier that gives probabilities. */
export interface ProbabilisticClassifierModel<L extends Label = Label, In = MatrixLike> extends ClassifierModel<L, In> {
  /** The probability of each class, rows × classes in the order of `classes`. */
  predictProba(X: In): Matrix;
  /** The natural logarithms of {@link ProbabilisticClassifierModel.predictProba}. */
  predictLogProba(X: In): Matrix;
}

/** An unfitted regressor of rows of `In`. */
export interface Regressor<In = MatrixLike, Model extends RegressorModel<In> = RegressorModel<In>> extends Estimator {
  readonly estimatorType: "regressor";
  /** Learns from X and one number a row. */
  fit(X: In, y: VectorLike, options?: FitOptions): Model;
}

/** A fitted regressor. */
export interface RegressorModel<In = MatrixLike> extends FittedModel {
  /** The value of each row; none for no rows. */
  predict(X: In): Float64Array;
  /** The coefficient of determination R² on X and y. */
  score(X: In, y: VectorLike, options?: FitOptions): number;
}

/** A dense or a sparse matrix. */
export type AnyMatrix = Matrix | CsrMatrix;
