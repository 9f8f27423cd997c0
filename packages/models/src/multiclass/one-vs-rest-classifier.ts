import { Matrix, parseOptions } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import { FittedMetaClassifier } from "../classification/fitted-meta-classifier.ts";
import { classifierRule, hasScores, probabilitiesOf, responses } from "../classification/responses.ts";
import type {
  Classifier,
  ClassifierModel,
  FitOptions,
  FittedModel,
  LabelsLike,
  ProbabilisticClassifier,
} from "../estimator.ts";
import { rowsToFit } from "../internal/count-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** Options of {@link oneVsRestClassifier}. */
export interface OneVsRestClassifierOptions<In> {
  /** The classifier of two classes that is fitted for each class. */
  readonly estimator: Classifier<In>;
}

/** An unfitted classifier of one class against the rest. */
export interface OneVsRestClassifier<In = MatrixLike> extends ProbabilisticClassifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): OneVsRestClassifierModel<L, In>;
}

/**
 * One classifier a class, each telling that class from all others; the one that is most sure gives the label. Two classes take one.
 *
 * @param options - `estimator`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.multiclass.OneVsRestClassifier.html
 *
 * @example
 * ```ts
 * import { logisticRegression, oneVsRestClassifier } from "@mlsys/models";
 *
 * const model = oneVsRestClassifier({ estimator: logisticRegression() }).fit([[0], [0], [9], [9]], ["a", "a", "b", "b"]);
 * model.predict([[1], [8]]); // => ["a", "b"]
 * model.estimators.length; // => 1
 * ```
 */
export function oneVsRestClassifier<In = MatrixLike>(options: OneVsRestClassifierOptions<In>): OneVsRestClassifier<In> {
  const specs = { estimator: { rule: classifierRule<In>(), required: true } } as const;
  const { estimator } = parseOptions("oneVsRestClassifier", options, specs, ModelsError);
  return {
    kind: "oneVsRestClassifier",
    estimatorType: "classifier",
    options: { estimator },
    fit: <L extends Label>(X: In, y: LabelsLike<L>, fitOptions: FitOptions = {}) => {
      const owner = "oneVsRestClassifier.fit";
      const rows = rowsToFit(owner, X);
      const { classes, codes } = labelsToFit(owner, y, rows);
      const own = weightsOf(owner, fitOptions, rows);
      const targets = classes.length === 2 ? [1] : classes.map((_, c) => c);
      const models = targets.map((target) =>
        estimator.fit(
          X,
          Array.from(codes, (code) => (code === target ? 1 : 0)),
          { sampleWeight: own },
        ),
      );
      return new OneVsRestClassifierModel<L, In>(classes, models);
    },
  };
}

/** A fitted classifier of one class against the rest. */
export class OneVsRestClassifierModel<L extends Label = Label, In = MatrixLike> extends FittedMetaClassifier<L, In> {
  readonly kind = "oneVsRestClassifier";
  /** One classifier a class, of 1 for the class against 0; of two classes one, for the second. */
  readonly estimators: readonly ClassifierModel<Label, In>[];

  /** @internal */
  constructor(classes: readonly L[], estimators: readonly ClassifierModel<Label, In>[]) {
    super(
      classes,
      estimators.flatMap(({ warnings }) => warnings),
    );
    this.estimators = estimators;
  }

  protected get inner(): readonly FittedModel[] {
    return this.estimators;
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /**
   * How sure each classifier is: of two classes one a row, else rows × classes.
   *
   * @throws {ModelsError} what the classifiers inside throw.
   */
  decisionFunction(X: In): Float64Array | Matrix {
    const scores = this.scores(X);
    return scores.cols === 1 ? scores.data : scores;
  }

  protected override choices(X: In): Matrix {
    const scores = this.scores(X);
    if (scores.cols > 1) return scores;
    const [only] = this.estimators;
    const border = only !== undefined && hasScores(only) ? 0 : 0.5;
    return joined([new Float64Array(scores.rows).fill(border), scores.data]);
  }

  protected probabilities(X: In): Matrix {
    const columns = this.estimators.map((model) => probabilitiesOf(model, X).column(1));
    const [only] = columns;
    if (columns.length === 1 && only !== undefined) return joined([only.map((share) => 1 - share), only]);
    const shares = joined(columns);
    for (let i = 0; i < shares.rows; i++) {
      const row = shares.row(i);
      const sum = row.reduce((total, share) => total + share, 0);
      if (sum !== 0) for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) / sum;
    }
    return shares;
  }

  private scores(X: In): Matrix {
    return joined(this.estimators.map((model) => responses(model, X).column(0)));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { classes: this.classes, models: this.estimators.map((model) => ({ ...model.toState() })) };
  }
}

function joined(columns: readonly Float64Array[]): Matrix {
  const result = new Matrix(columns[0]?.length ?? 0, columns.length);
  columns.forEach((column, c) => column.forEach((value, i) => (result.data[i * columns.length + c] = value)));
  return result;
}

/** How a saved classifier of one class against the rest is read. */
export const oneVsRestClassifierKind = {
  kind: "oneVsRestClassifier",
  fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel): OneVsRestClassifierModel => {
    const reader = new StateReader(saved);
    const models = reader.models("models").map(read) as unknown as readonly ClassifierModel[];
    return new OneVsRestClassifierModel(reader.labels("classes"), models);
  },
} as const;
