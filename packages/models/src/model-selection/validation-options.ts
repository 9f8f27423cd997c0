import type { Label, ProgressListener } from "@mlsys/core";
import type { TrainTestIndices } from "@mlsys/split";
import type { Classifier, FitOptions, FittedModel, LabelsLike, Regressor, VectorLike } from "../estimator.ts";
import { rowCount, rowsAt } from "./rows-at.ts";
import { foldsOf } from "./folds.ts";
import type { CrossValidation } from "./folds.ts";
import { Pauses } from "./pauses.ts";
import type { ScoredModel } from "./scorers.ts";

/** A classifier or a regressor of rows of `In`, a pipeline included. */
export type Predictor<In> = Classifier<In> | Regressor<In>;

/** Labels or numbers, one a row. */
export type TargetLike = LabelsLike<Label> | VectorLike;

/** How rows are divided, and what goes with a long run. */
export interface FoldOptions {
  /** How rows are divided: a number of folds (stratified for classifiers), a splitter of `@mlsys/split`, or indices. Default 5. */
  readonly cv?: CrossValidation;
  /** One group a row, for splitters that keep groups together. */
  readonly groups?: ArrayLike<unknown>;
  /** One weight a row: for the fits and the scores. */
  readonly sampleWeight?: VectorLike;
  /** Told after each fit. */
  readonly onProgress?: ProgressListener;
  /** Ends the run between two fits. */
  readonly signal?: AbortSignal;
}

/** An estimator of either kind, for what does not mind which. */
export interface AnyPredictor {
  readonly kind: string;
  readonly estimatorType: "classifier" | "regressor";
  fit(X: unknown, y: unknown, options?: FitOptions): FittedModel & ScoredModel;
}

/** The rows of one fold, ready for a fit and a score. */
export interface Fold {
  readonly X: unknown;
  readonly y: unknown;
  readonly options: FitOptions;
}

/** A run over folds: hands out their rows, reports, and stops when asked to. */
export class FoldRun {
  readonly folds: readonly TrainTestIndices[];
  private readonly owner: string;
  private readonly X: unknown;
  private readonly y: unknown;
  private readonly options: FoldOptions;
  private readonly total: number;
  private readonly pauses: Pauses;
  private completed = 0;

  constructor(owner: string, estimator: unknown, X: unknown, y: unknown, options: FoldOptions, fitsPerFold = 1) {
    const { cv = 5, groups } = options;
    const isClassification = (estimator as AnyPredictor).estimatorType === "classifier";
    this.owner = owner;
    this.pauses = new Pauses(owner, options.signal);
    this.X = X;
    this.y = y;
    this.options = options;
    this.folds = foldsOf(owner, cv, rowCount(owner, X), { y: y as ArrayLike<unknown>, groups, isClassification });
    this.total = this.folds.length * fitsPerFold;
  }

  /** Some rows. */
  rows(places: ArrayLike<number>): Fold {
    const { sampleWeight } = this.options;
    return {
      X: rowsAt(this.X, places),
      y: rowsAt(this.y, places),
      options: sampleWeight === undefined ? {} : { sampleWeight: rowsAt(sampleWeight, places) },
    };
  }

  /** Lets others work, and stops when asked to; before each fit. */
  next(): Promise<void> {
    return this.pauses.next();
  }

  /** Reports one fit. */
  done(): void {
    this.completed += 1;
    this.options.onProgress?.({ task: this.owner, completed: this.completed, total: this.total, unit: "fits" });
  }
}
