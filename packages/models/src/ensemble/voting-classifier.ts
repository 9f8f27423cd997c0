import { arrayOf, boolean, either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import { FittedMetaLabels } from "../classification/fitted-meta-classifier.ts";
import { isClassifier, probabilitiesOf } from "../classification/responses.ts";
import type {
  Classifier,
  ClassifierModel,
  FitOptions,
  FittedModel,
  LabelsLike,
  ProbabilisticClassifier,
  ProbabilisticClassifierModel,
} from "../estimator.ts";
import { stackDense } from "../compose/stack-columns.ts";
import { rowsToFit } from "../internal/count-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** A classifier that votes, with its name. */
export type Voter<In> = readonly [name: string, estimator: Classifier<In>];

/** Options of {@link votingClassifier}. */
export interface VotingClassifierOptions<In> {
  /** The classifiers that vote, at least one, each with a name of its own. */
  readonly estimators: readonly Voter<In>[];
  /** Whether labels are counted (`"hard"`) or probabilities averaged (`"soft"`). Default `"hard"`. */
  readonly voting?: "hard" | "soft";
  /** What each classifier counts. Default null, all alike. */
  readonly weights?: readonly number[] | null;
  /** Whether `transform` puts the probabilities of all classifiers side by side, when voting is soft. Default true. */
  readonly flattenTransform?: boolean;
}

const isVoters = (value: unknown): value is readonly Voter<unknown>[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => Array.isArray(each) && typeof each[0] === "string" && isClassifier(each[1])) &&
  new Set(value.map((each: readonly unknown[]) => each[0])).size === value.length;

const specs = () =>
  ({
    estimators: { rule: satisfying("pairs of a name and an unfitted classifier", isVoters), required: true },
    voting: { rule: oneOf("hard", "soft"), default: "hard" },
    weights: { rule: either(arrayOf(real({ min: 0 })), oneOf(null)), default: null },
    flattenTransform: { rule: boolean(), default: true },
  }) as const;

/** An unfitted vote of classifiers. */
export interface VotingClassifier<In = MatrixLike> extends Classifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): VotingClassifierModel<L, In>;
}

/** An unfitted vote whose probabilities are averaged. */
export interface ProbabilisticVotingClassifier<In = MatrixLike> extends ProbabilisticClassifier<In> {
  fit<L extends Label>(X: In, y: LabelsLike<L>, options?: FitOptions): ProbabilisticVotingClassifierModel<L, In>;
}

/**
 * Several classifiers that vote: the label of most of them, of ties the first; or that of the largest average probability. A vote that
 * counts labels has no `predictProba`.
 *
 * @param options - `estimators`, `voting`, `weights`, `flattenTransform`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.VotingClassifier.html
 *
 * @example
 * ```ts
 * import { decisionTreeClassifier, gaussianNB, votingClassifier } from "@mlsys/models";
 *
 * const vote = votingClassifier({
 *   estimators: [["tree", decisionTreeClassifier()], ["bayes", gaussianNB()]],
 *   voting: "soft",
 * });
 * vote.fit([[1], [2], [8], [9]], ["low", "low", "high", "high"]).predict([[0], [10]]); // => ["low", "high"]
 * ```
 */
export function votingClassifier<In = MatrixLike>(
  options: VotingClassifierOptions<In> & { readonly voting: "soft" },
): ProbabilisticVotingClassifier<In>;
export function votingClassifier<In = MatrixLike>(options: VotingClassifierOptions<In>): VotingClassifier<In>;
export function votingClassifier<In = MatrixLike>(options: VotingClassifierOptions<In>): VotingClassifier<In> {
  const parsed = parseOptions("votingClassifier", options, specs(), ModelsError);
  const estimators = parsed.estimators as unknown as readonly Voter<In>[];
  const weights = parsed.weights ?? estimators.map(() => 1);
  if (weights.length !== estimators.length || weights.every((weight) => weight === 0)) {
    throw new ModelsError({
      code: "invalidOption",
      what: "weights do not fit the classifiers",
      where: "votingClassifier",
      found: `${weights.length} weights for ${estimators.length} classifiers`,
      fix: "give one a classifier, one of them above 0",
    });
  }
  return {
    kind: "votingClassifier",
    estimatorType: "classifier",
    options: { ...parsed },
    fit: <L extends Label>(X: In, y: LabelsLike<L>, fitOptions: FitOptions = {}) => {
      const owner = "votingClassifier.fit";
      const rows = rowsToFit(owner, X);
      const { classes } = labelsToFit(owner, y, rows);
      const own = weightsOf(owner, fitOptions, rows);
      const models = estimators.map(([, estimator]) => estimator.fit(X, y, { sampleWeight: own }));
      const names = estimators.map(([name]) => name);
      const { voting, flattenTransform } = parsed;
      return modelOf<L, In>(classes, { names, models, voting, weights, flattenTransform });
    },
  };
}

interface Voting<In> {
  readonly names: readonly string[];
  readonly models: readonly ClassifierModel<Label, In>[];
  readonly voting: "hard" | "soft";
  readonly weights: readonly number[];
  readonly flattenTransform: boolean;
}

function modelOf<L extends Label, In>(classes: readonly L[], parts: Voting<In>): VotingClassifierModel<L, In> {
  return parts.voting === "soft"
    ? new ProbabilisticVotingClassifierModel<L, In>(classes, parts)
    : new VotingClassifierModel<L, In>(classes, parts);
}

/** A fitted vote of classifiers. */
export class VotingClassifierModel<L extends Label = Label, In = MatrixLike> extends FittedMetaLabels<L, In> {
  readonly kind = "votingClassifier";
  /** The fitted classifiers, in their order. */
  readonly estimators: readonly ClassifierModel<Label, In>[];
  /** The classifiers, and how they vote. @internal */
  protected readonly parts: Voting<In>;

  /** @internal */
  constructor(classes: readonly L[], parts: Voting<In>) {
    super(
      classes,
      parts.models.flatMap(({ warnings }) => warnings),
    );
    this.estimators = parts.models;
    this.parts = parts;
  }

  protected get inner(): readonly FittedModel[] {
    return this.estimators;
  }

  /** The fitted classifiers by name. */
  get namedEstimators(): Readonly<Record<string, ClassifierModel<Label, In>>> {
    return Object.fromEntries(
      this.parts.names.map((name, i) => [name, this.estimators[i] as ClassifierModel<Label, In>]),
    );
  }

  /** What the columns of {@link VotingClassifierModel.transform} are; undefined where it gives several matrices. */
  get featureNamesOut(): readonly string[] | undefined {
    const { names, voting, flattenTransform } = this.parts;
    if (voting === "hard") return names.map((name) => `votingclassifier_${name}`);
    if (!flattenTransform) return undefined;
    return names.flatMap((name) => this.classes.map((_, c) => `votingclassifier_${name}${c}`));
  }

  /**
   * What each classifier says: with hard voting the place of its label in `classes`, rows × classifiers; with soft voting its
   * probabilities, rows × (classifiers · classes), or without `flattenTransform` one matrix a classifier, rows × classes.
   *
   * @throws {ModelsError} as `predict`.
   */
  transform(X: In): Matrix | readonly Matrix[] {
    const { models, voting, flattenTransform } = this.parts;
    if (voting === "soft") {
      const shares = models.map((model) => probabilitiesOf(model, X));
      return flattenTransform ? stackDense(shares, shares[0]?.rows ?? 0) : shares;
    }
    const codes = models.map((model) => model.predict(X).map((label) => this.classes.indexOf(label as L)));
    const places = new Matrix(codes[0]?.length ?? 0, models.length);
    codes.forEach((own, m) => {
      own.forEach((code, i) => (places.data[i * models.length + m] = code));
    });
    return places;
  }

  /** What each class was given, rows × classes. */
  protected choices(X: In): Matrix {
    const { models, weights } = this.parts;
    const labels = models.map((model) => model.predict(X));
    const votes = new Matrix(labels[0]?.length ?? 0, this.classes.length);
    labels.forEach((own, m) => {
      own.forEach((label, i) => {
        const at = i * votes.cols + this.classes.indexOf(label as L);
        votes.data[at] = (votes.data[at] as number) + (weights[m] as number);
      });
    });
    return votes;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { names, models, voting, weights, flattenTransform } = this.parts;
    const saved = models.map((model) => ({ ...model.toState() }));
    return { classes: this.classes, names, models: saved, voting, weights, flattenTransform };
  }
}

/** A fitted vote whose probabilities are averaged. */
export class ProbabilisticVotingClassifierModel<L extends Label = Label, In = MatrixLike>
  extends VotingClassifierModel<L, In>
  implements ProbabilisticClassifierModel<L, In>
{
  /**
   * The average probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} what the classifiers inside throw; `notSupported` when they give no probabilities.
   */
  predictProba(X: In): Matrix {
    return this.choices(X);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link ProbabilisticVotingClassifierModel.predictProba}.
   */
  predictLogProba(X: In): Matrix {
    const { rows, cols, data } = this.choices(X);
    return new Matrix(rows, cols, data.map(Math.log));
  }

  protected override choices(X: In): Matrix {
    const { models, weights } = this.parts;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = models.map((model) => probabilitiesOf(model, X));
    const first = shares[0] as Matrix;
    const average = first.data.map(
      (_, at) => shares.reduce((sum, each, m) => sum + (each.data[at] as number) * (weights[m] as number), 0) / total,
    );
    return new Matrix(first.rows, first.cols, average);
  }
}

/** How a saved vote is read. */
export const votingClassifierKind = {
  kind: "votingClassifier",
  fromState: (saved: SavedModel, read: (saved: SavedModel) => FittedModel): VotingClassifierModel => {
    const reader = new StateReader(saved);
    const models = reader.models("models").map(read) as unknown as readonly ClassifierModel[];
    const voting = reader.text("voting") === "soft" ? "soft" : "hard";
    const parts = {
      names: reader.texts("names"),
      models,
      voting,
      weights: reader.numbers("weights"),
      flattenTransform: reader.boolean("flattenTransform"),
    } as const;
    return modelOf(reader.labels("classes"), parts);
  },
} as const;
