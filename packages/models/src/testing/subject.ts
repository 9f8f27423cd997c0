import type { Estimator, FitOptions, FittedModel } from "../estimator.ts";
import type { ModelKind } from "../persistence/model-kinds.ts";
import { makeProblem, matrixForms, sparseForm } from "./problems.ts";
import type { Problem, ProblemInput } from "./problems.ts";

/** What `estimatorChecks` needs to know. */
export interface EstimatorChecksOptions {
  /** What the rows are. Default `"numbers"`. */
  readonly input?: ProblemInput;
  /** Whether the numbers of a regression are at least 0. Default false. */
  readonly nonNegativeTarget?: boolean;
  /** Whether NaN is a missing number rather than an error. Default false. */
  readonly allowsMissing?: boolean;
  /** Whether sparse rows are taken. Default true. */
  readonly allowsSparse?: boolean;
  /** Whether `sampleWeight` counts like repeated rows. Default true for classifiers and regressors. */
  readonly usesSampleWeight?: boolean;
  /** Whether the order of the rows matters, as it does to what draws rows. Default false. */
  readonly dependsOnOrder?: boolean;
  /** The largest relative difference of numbers that should be equal. Default 1e-6. */
  readonly tolerance?: number;
  /** The kinds that saved models may have, for an estimator that is not of this package. */
  readonly kinds?: readonly ModelKind[];
  /** The names of checks that are left out, each with its reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** A factory of estimators. */
export type EstimatorFactory = (options?: never) => Estimator;

export const TYPES = ["classifier", "regressor", "transformer", "outlierDetector"] as const;

export type AnyEstimator = Estimator & {
  readonly estimatorType: (typeof TYPES)[number];
  fit(X: unknown, y?: unknown, options?: FitOptions): AnyModel;
  fitTransform?(X: unknown, y?: unknown, options?: FitOptions): unknown;
};

export type AnyModel = FittedModel & {
  predict?(X: unknown): unknown;
  predictProba?(X: unknown): unknown;
  transform?(X: unknown): unknown;
  score?(X: unknown, y: unknown, options?: FitOptions): number;
};

/** The estimator under test, with problems of its kind. */
export class Subject {
  readonly factory: (options?: object) => AnyEstimator;
  readonly input: ProblemInput;
  readonly allowsMissing: boolean;
  readonly allowsSparse: boolean;
  readonly usesSampleWeight: boolean;
  readonly dependsOnOrder: boolean;
  readonly tolerance: number;
  readonly kinds: readonly ModelKind[] | undefined;
  readonly problem: Problem;
  private readonly isNonNegative: boolean;

  constructor(factory: EstimatorFactory, options: EstimatorChecksOptions) {
    this.factory = factory as unknown as (options?: object) => AnyEstimator;
    this.input = options.input ?? "numbers";
    this.allowsMissing = options.allowsMissing ?? false;
    this.allowsSparse = options.allowsSparse ?? true;
    this.usesSampleWeight = options.usesSampleWeight ?? this.learnsFromY;
    this.dependsOnOrder = options.dependsOnOrder ?? false;
    this.tolerance = options.tolerance ?? 1e-6;
    this.kinds = options.kinds;
    this.isNonNegative = options.nonNegativeTarget ?? false;
    this.problem = this.newProblem();
  }

  private newProblem(): Problem {
    const problem = makeProblem(this.input, 24);
    return this.isNonNegative ? { ...problem, numbers: problem.numbers.map(Math.abs) } : problem;
  }

  /** The problem that no fit has seen yet, with X in each form that is taken. */
  untouched(): (readonly [name: string, X: unknown, y: readonly unknown[], options: FitOptions])[] {
    const problem = this.newProblem();
    const rows = problem.X as readonly (readonly number[])[];
    const options = this.usesSampleWeight ? { sampleWeight: problem.X.map((_, i) => 1 + (i % 2)) } : {};
    const forms: (readonly [string, unknown])[] = [["arrays", problem.X]];
    if (this.isNumeric) forms.push(...matrixForms(rows));
    if (this.isNumeric && this.allowsSparse) forms.push(["a CsrMatrix", sparseForm(rows)]);
    return forms.map(([name, X]) => [name, X, [...this.target(problem)], options]);
  }

  get learnsFromY(): boolean {
    const { estimatorType } = this.factory();
    return estimatorType === "classifier" || estimatorType === "regressor";
  }

  get isNumeric(): boolean {
    return this.input === "numbers" || this.input === "counts" || this.input === "column";
  }

  get rows(): readonly (readonly number[])[] {
    return this.problem.X as readonly (readonly number[])[];
  }

  target(problem: Problem = this.problem): readonly unknown[] {
    return this.factory().estimatorType === "regressor" ? problem.numbers : problem.labels;
  }

  fit(X: unknown = this.problem.X, y: unknown = this.target(), options?: FitOptions): AnyModel {
    return this.factory().fit(X, y, options);
  }

  /** All that a model makes of rows. */
  outcome(model: AnyModel, X: unknown = this.problem.X): unknown[] {
    return [model.predict?.(X) ?? [], model.predictProba?.(X) ?? [], model.transform?.(X) ?? []];
  }
}
