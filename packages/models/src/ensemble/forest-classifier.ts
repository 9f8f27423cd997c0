import { arrayOf, either, oneOf, parseOptions } from "@mlsys/core";
import type { Label, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifier, ProbabilisticClassifierModel } from "../estimator.ts";
import { classWeightRule } from "../internal/class-weights.ts";
import { isLabelRows } from "../internal/label-rows.ts";
import type { LabelRow, LabelRowsLike, OutputClasses, OutputShares } from "../internal/label-rows.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { sharedBuffer } from "../internal/threads/shared-buffer.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { labelAnswers, labelRowAnswers, logarithms, outputShares } from "../internal/answers.ts";
import { classTarget, weightProduct, weightsByClass } from "../tree/class-target.ts";
import type { ClassCriterion, TreeClassWeightOption } from "../tree/class-target.ts";
import {
  DecisionTreeClassifierModel,
  MultiTargetDecisionTreeClassifierModel,
} from "../tree/decision-tree-classifier.ts";
import { treeData } from "../tree/tree-data.ts";
import { fitForest } from "./fit-forest.ts";
import { FittedForest, readForest } from "./fitted-forest.ts";
import type { GrownForest } from "./fitted-forest.ts";
import { assertDrawsRows, forestSpecs, multiTarget } from "./forest-options.ts";
import type { ForestOptions, ForestSettings, MultiTarget } from "./forest-options.ts";

type ForestKind = "randomForestClassifier" | "extraTreesClassifier";

const OOB_NAME = "oobDecisionFunction";

/** Options of forests for classes. */
export interface ForestClassifierOptions extends ForestOptions {
  /** What a split lowers; `"entropy"` and `"log_loss"` are one. Default `"gini"`. */
  readonly criterion?: EitherSpelling<ClassCriterion>;
  /**
   * Weights of the classes: `"balanced"`, `"balanced_subsample"` among the rows of each tree, or a record by label; with several outputs
   * an array of records. Default null.
   */
  readonly classWeight?: TreeClassWeightOption | EitherSpelling<"balanced_subsample">;
}

interface Settings extends ForestSettings {
  readonly criterion: EitherSpelling<ClassCriterion>;
  readonly classWeight: TreeClassWeightOption | EitherSpelling<"balanced_subsample">;
}

const specs = (bootstrap: boolean) =>
  ({
    ...forestSpecs("sqrt", bootstrap),
    criterion: { rule: eitherSpelling("gini", "entropy", "log_loss"), default: "gini" },
    classWeight: {
      rule: either(
        classWeightRule(),
        arrayOf(classWeightRule()),
        eitherSpelling("balanced_subsample"),
        oneOf("balanced", null),
      ),
      default: null,
    },
  }) as const;

/** An unfitted forest for classes. */
export interface ForestClassifier extends ProbabilisticClassifier {
  /** Learns one label a row, or several (a row of labels each). */
  fit<Row extends LabelRow = readonly Label[]>(
    X: MatrixLike,
    y: LabelRowsLike<Row>,
    options?: FitOptions,
  ): MultiTargetForestClassifierModel<Row>;
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): ForestClassifierModel<L>;
}

/** A fitted forest for classes: predicts the class of the largest probability, averaged over its trees. */
export class ForestClassifierModel<L extends Label = Label>
  extends FittedForest<L[], LabelsLike<L>>
  implements ProbabilisticClassifierModel<L>
{
  readonly kind: ForestKind;
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];
  protected readonly oobName = OOB_NAME;

  /** @internal */
  constructor(kind: ForestKind, grown: GrownForest, classes: readonly L[]) {
    super(grown, labelAnswers(classes));
    this.kind = kind;
    this.classes = classes;
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /** The trees as models. */
  get estimators(): readonly DecisionTreeClassifierModel<L>[] {
    return this.trees.map((tree) => new DecisionTreeClassifierModel<L>(this.grownTree(tree), this.classes));
  }

  /** The out-of-bag probabilities, rows of the fit × classes, where they were asked for. */
  get oobDecisionFunction(): Matrix | undefined {
    return this.oobValues;
  }

  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    return this.values("predictProba", X);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    return logarithms(this.values("predictLogProba", X));
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), classes: this.classes };
  }
}

/** A fitted forest for several labels a row. */
export class MultiTargetForestClassifierModel<Row extends readonly Label[] = readonly Label[]> extends FittedForest<
  Row[],
  LabelRowsLike<Row>
> {
  readonly kind: MultiTarget<ForestKind>;
  /** The labels of each output, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: OutputClasses<Row>;
  protected readonly oobName = OOB_NAME;

  /** @internal */
  constructor(kind: MultiTarget<ForestKind>, grown: GrownForest, classes: OutputClasses<Row>) {
    super(grown, labelRowAnswers<Row>(classes));
    this.kind = kind;
    this.classes = classes;
  }

  /** Number of classes of each output. */
  get nClasses(): readonly number[] {
    const classes: readonly (readonly Label[])[] = this.classes;
    return classes.map(({ length }) => length);
  }

  /** The trees as models. */
  get estimators(): readonly MultiTargetDecisionTreeClassifierModel<Row>[] {
    return this.trees.map(
      (tree) => new MultiTargetDecisionTreeClassifierModel<Row>(this.grownTree(tree), this.classes),
    );
  }

  /** For each output the out-of-bag probabilities, rows of the fit × classes, where they were asked for. */
  get oobDecisionFunction(): OutputShares<Row> | undefined {
    return this.oobValues && outputShares(this.oobValues, this.classes);
  }

  /**
   * For each output the probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(this.values("predictProba", X), this.classes);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}.
   */
  predictLogProba(X: MatrixLike): OutputShares<Row> {
    return outputShares(logarithms(this.values("predictLogProba", X)), this.classes);
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), classes: this.classes };
  }
}

/** The unfitted forest of a kind. */
export function forestClassifier(kind: ForestKind, options: ForestClassifierOptions): ForestClassifier {
  const settings: Settings = parseOptions(kind, options, specs(kind === "randomForestClassifier"), ModelsError);
  return {
    kind,
    estimatorType: "classifier",
    options: { ...settings },
    fit: ((X: MatrixLike, y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>, fitOptions: FitOptions = {}) =>
      fit(kind, settings, X, y, fitOptions)) as ForestClassifier["fit"],
  };
}

function fit(
  kind: ForestKind,
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
  options: FitOptions,
): ForestClassifierModel | MultiTargetForestClassifierModel {
  assertDrawsRows(kind, settings);
  const data = treeData(kind, input, options, sharedBuffer);
  const read = classTarget(data.owner, y, data.X.rows);
  const { bootstrap, classWeight } = settings;
  const isDrawn = classWeight === "balanced_subsample" || classWeight === "balancedSubsample";
  const option: TreeClassWeightOption = isDrawn ? (bootstrap ? null : "balanced") : classWeight;
  const weights = weightProduct(data.weights, weightsByClass(data.owner, option, read, data.weights));
  const common = {
    data: { ...data, weights },
    target: read.target,
    criterion: withUnderscores<ClassCriterion>(settings.criterion),
    settings,
    isExtra: kind === "extraTreesClassifier",
    balanceDrawn: isDrawn && bootstrap,
  };
  if (isLabelRows(y)) {
    const grown = fitForest({ ...common, answers: labelRowAnswers<readonly Label[]>(read.classes), y });
    return new MultiTargetForestClassifierModel(multiTarget(kind), grown, read.classes);
  }
  const [classes = []] = read.classes;
  const grown = fitForest({ ...common, answers: labelAnswers(classes), y });
  return new ForestClassifierModel(kind, grown, classes);
}

/** How saved forests of a kind are read. */
export const forestClassifierKind = (kind: ForestKind) =>
  ({
    kind,
    fromState: (saved: SavedModel): ForestClassifierModel =>
      new ForestClassifierModel(kind, readForest(saved, OOB_NAME), new StateReader(saved).labels("classes")),
  }) as const;

/** How saved forests of a kind are read that have several labels a row. */
export const multiTargetForestClassifierKind = (kind: ForestKind) =>
  ({
    kind: multiTarget(kind),
    fromState: (saved: SavedModel): MultiTargetForestClassifierModel => {
      const classes = new StateReader(saved).labelLists("classes");
      return new MultiTargetForestClassifierModel(multiTarget(kind), readForest(saved, OOB_NAME), classes);
    },
  }) as const;
