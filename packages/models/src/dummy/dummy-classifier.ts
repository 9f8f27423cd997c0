import { arrayOf, either, Matrix, oneOf, parseOptions, randomSeed, randomState, satisfying } from "@mlsys/core";
import type { Label, RandomState, RandomStateInput } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifier, ProbabilisticClassifierModel } from "../estimator.ts";
import { countRows, rowsToFit } from "../internal/count-rows.ts";
import { isLabelRows, labelRowsToFit } from "../internal/label-rows.ts";
import type { LabelRow, LabelRowsLike, OutputClasses, OutputShares } from "../internal/label-rows.ts";
import { labelsToFit } from "../internal/labels.ts";
import { largestColumns } from "../internal/log-sum-exp.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { labelAnswers, labelRowAnswers, logarithms, outputShares } from "../internal/answers.ts";
import type { Answers } from "../internal/answers.ts";
import { drawOnes, onesAt } from "./draw-ones.ts";
import type { AnyRows } from "./dummy-regressor.ts";

const STRATEGIES = ["prior", "most_frequent", "stratified", "uniform", "constant"] as const;

/** How a {@link dummyClassifier} predicts. */
export type DummyClassifierStrategy = (typeof STRATEGIES)[number];

/** Options of {@link dummyClassifier}. */
export interface DummyClassifierOptions {
  /**
   * `"prior"` and `"most_frequent"` predict the most frequent class (`"prior"` with the shares of the classes as probabilities),
   * `"stratified"` draws classes by their shares, `"uniform"` evenly, `"constant"` gives one class. Default `"prior"`.
   */
  readonly strategy?: DummyClassifierStrategy;
  /** The class of `strategy: "constant"`; with several outputs one each. */
  readonly constant?: Label | readonly Label[];
  /** Seed of the strategies that draw; the same draws at each prediction. Default 0. */
  readonly randomState?: RandomStateInput;
}

const isLabel = (value: unknown): value is Label => ["string", "number", "boolean"].includes(typeof value);

const specs = () =>
  ({
    strategy: { rule: oneOf(...STRATEGIES), default: "prior" },
    constant: { rule: either(satisfying("a label", isLabel), arrayOf(satisfying("a label", isLabel))) },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

interface Settings {
  readonly strategy: DummyClassifierStrategy;
  readonly constant: Label | readonly Label[] | undefined;
  readonly randomState: RandomStateInput;
}

/** An unfitted dummy classifier. */
export interface DummyClassifier extends ProbabilisticClassifier<AnyRows> {
  /** Learns one label a row, or several (a row of labels each). */
  fit<Row extends LabelRow = readonly Label[]>(
    X: AnyRows,
    y: LabelRowsLike<Row>,
    options?: FitOptions,
  ): MultiTargetDummyClassifierModel<Row>;
  fit<L extends Label>(X: AnyRows, y: LabelsLike<L>, options?: FitOptions): DummyClassifierModel<L>;
}

/**
 * Predicts without looking at X: the baseline that a classifier must beat. For the same seed it draws what scikit-learn draws.
 * With several labels a row, each is predicted so.
 *
 * @param options - `strategy`, `constant`, `randomState`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.dummy.DummyClassifier.html
 *
 * @example
 * ```ts
 * import { dummyClassifier } from "@mlsys/models";
 *
 * const model = dummyClassifier().fit([[1], [2], [3]], ["a", "b", "b"]);
 * model.predict([[9]]); // => ["b"]
 * model.classPrior; // => Float64Array.of(1 / 3, 2 / 3)
 * ```
 */
export function dummyClassifier(options: DummyClassifierOptions = {}): DummyClassifier {
  const settings: Settings = parseOptions("dummyClassifier", options, specs(), ModelsError);
  return {
    kind: "dummyClassifier",
    estimatorType: "classifier",
    options: { ...settings },
    fit: ((X: AnyRows, y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as DummyClassifier["fit"],
  };
}

/** What is known of the labels of an output. */
interface Output {
  readonly classes: readonly Label[];
  readonly classPrior: Float64Array;
}

/** What dummy classifiers of one output and of several share. */
abstract class FittedDummyClassifier<Prediction, Truth> extends Fitted {
  protected readonly settings: Settings;
  private readonly outputs: readonly Output[];
  private readonly answers: Answers<Prediction, Truth>;

  protected constructor(settings: Settings, outputs: readonly Output[], answers: Answers<Prediction, Truth>) {
    super();
    this.settings = settings;
    this.outputs = outputs;
    this.answers = answers;
  }

  /**
   * A label for each row, or a row of labels.
   *
   * @throws {ModelsError} `invalidInput` when X has no rows to count.
   */
  predict(X: AnyRows): Prediction {
    return this.answer(countRows("dummyClassifier.predict", X));
  }

  /**
   * The share of rows whose label is predicted, or whose labels all are.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}; `lengthMismatch`.
   */
  score(X: AnyRows, y: Truth, fitOptions: FitOptions = {}): number {
    const owner = "dummyClassifier.score";
    const rows = countRows(owner, X);
    return this.answers.score(owner, this.answer(rows), y, weightsOf(owner, fitOptions, rows));
  }

  /** The probabilities of the classes of all outputs, side by side. */
  protected values(method: string, X: AnyRows): Matrix {
    const rows = countRows(`dummyClassifier.${method}`, X);
    const generator = randomState(this.settings.randomState);
    return this.sideBySide(rows, (output, k) => this.probabilities(output, k, rows, generator));
  }

  protected savedSettings(): { readonly [key: string]: StateValue } {
    const { strategy, constant, randomState: seed } = this.settings;
    if (typeof seed !== "number" && (strategy === "stratified" || strategy === "uniform")) {
      throw new ModelsError({
        code: "notSupported",
        what: "a dummy classifier that draws from a generator cannot be saved",
        where: "dummyClassifier",
        fix: "give randomState as a number",
      });
    }
    return { strategy, constant: constant ?? null, randomState: typeof seed === "number" ? seed : 0 };
  }

  /** A label for each row, or a row of labels: without draws the same for all. */
  private answer(rows: number): Prediction {
    const { strategy } = this.settings;
    if (strategy === "stratified" || strategy === "uniform") return this.answers.predict(this.choices(rows));
    const [only] = this.answers.predict(this.choices(1)) as readonly (Label | Label[])[];
    if (Array.isArray(only)) return Array.from({ length: rows }, () => only.slice()) as Prediction;
    return new Array<Label | undefined>(rows).fill(only) as Prediction;
  }

  /** What labels are chosen by. */
  private choices(rows: number): Matrix {
    const generator = randomState(this.settings.randomState);
    return this.sideBySide(rows, (output, k) =>
      this.settings.strategy === "uniform"
        ? onesAt(Int32Array.from(generator.randint(0, output.classes.length, rows)), output.classes.length)
        : this.probabilities(output, k, rows, generator),
    );
  }

  private sideBySide(rows: number, of: (output: Output, k: number) => Matrix): Matrix {
    const [first, ...others] = this.outputs as readonly [Output, ...Output[]];
    if (others.length === 0) return of(first, 0);
    const width = Math.max(...this.outputs.map(({ classes }) => classes.length));
    const all = new Matrix(rows, this.outputs.length * width);
    this.outputs.forEach((output, k) => {
      const own = of(output, k);
      for (let i = 0; i < rows; i++) all.data.set(own.row(i), i * all.cols + k * width);
    });
    return all;
  }

  private probabilities({ classes, classPrior }: Output, k: number, rows: number, generator: RandomState): Matrix {
    const { strategy, constant } = this.settings;
    const width = classes.length;
    if (strategy === "stratified") return drawOnes(generator, classPrior, rows);
    const row = new Float64Array(width).fill(strategy === "uniform" ? 1 / width : 0);
    if (strategy === "prior") row.set(classPrior);
    if (strategy === "most_frequent") row[largestColumns(new Matrix(1, width, classPrior))[0] ?? 0] = 1;
    if (strategy === "constant") row[classes.indexOf(constantsOf(constant)[k] as Label)] = 1;
    const result = new Matrix(rows, width);
    if (rows > 0) result.data.set(row);
    for (let at = width; at < result.data.length; at *= 2) result.data.copyWithin(at, 0, at);
    return result;
  }
}

/** A fitted dummy classifier. */
export class DummyClassifierModel<L extends Label = Label>
  extends FittedDummyClassifier<L[], LabelsLike<L>>
  implements ProbabilisticClassifierModel<L, AnyRows>
{
  readonly kind = "dummyClassifier";
  /** The labels, sorted. */
  readonly classes: readonly L[];
  /** The weighted share of each class. */
  readonly classPrior: Float64Array;

  /** @internal */
  constructor(settings: Settings, classes: readonly L[], classPrior: Float64Array) {
    super(settings, [{ classes, classPrior }], labelAnswers(classes));
    this.classes = classes;
    this.classPrior = classPrior;
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /**
   * The probability of each class, rows × classes.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictProba(X: AnyRows): Matrix {
    return this.values("predictProba", X);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictLogProba(X: AnyRows): Matrix {
    return logarithms(this.values("predictLogProba", X));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { classes: this.classes, classPrior: this.classPrior, ...this.savedSettings() };
  }
}

/** A fitted dummy classifier of several labels a row. */
export class MultiTargetDummyClassifierModel<
  Row extends readonly Label[] = readonly Label[],
> extends FittedDummyClassifier<Row[], LabelRowsLike<Row>> {
  readonly kind = "multiTargetDummyClassifier";
  /** The labels of each output, sorted. */
  readonly classes: OutputClasses<Row>;
  /** The weighted share of each class of each output. */
  readonly classPrior: readonly Float64Array[];

  /** @internal */
  constructor(settings: Settings, classes: OutputClasses<Row>, classPrior: readonly Float64Array[]) {
    const lists: readonly (readonly Label[])[] = classes;
    const outputs = classPrior.map((own, k) => ({ classes: lists[k] ?? [], classPrior: own }));
    super(settings, outputs, labelRowAnswers<Row>(classes));
    this.classes = classes;
    this.classPrior = classPrior;
  }

  /** Number of classes of each output. */
  get nClasses(): readonly number[] {
    return this.classPrior.map(({ length }) => length);
  }

  /**
   * For each output the probability of each class, rows × classes.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictProba(X: AnyRows): OutputShares<Row> {
    return outputShares(this.values("predictProba", X), this.classes);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictLogProba(X: AnyRows): OutputShares<Row> {
    return outputShares(logarithms(this.values("predictLogProba", X)), this.classes);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { classes: this.classes, classPrior: this.classPrior, ...this.savedSettings() };
  }
}

function fit(
  settings: Settings,
  X: AnyRows,
  y: LabelsLike<Label> | LabelRowsLike<readonly Label[]>,
  fitOptions: FitOptions,
): DummyClassifierModel | MultiTargetDummyClassifierModel {
  const owner = "dummyClassifier.fit";
  const rows = rowsToFit(owner, X);
  const weights = weightsOf(owner, fitOptions, rows);
  const rules = { allowOneClass: true, allowFractions: true };
  if (isLabelRows(y)) {
    const { classes, codes } = labelRowsToFit(owner, y, rows);
    assertConstants(settings, classes);
    const priors = codes.map((own, k) => shares(own, classes[k]?.length ?? 0, weights));
    return new MultiTargetDummyClassifierModel(settings, classes, priors);
  }
  const { classes, codes } = labelsToFit(owner, y, rows, rules);
  assertConstants(settings, [classes]);
  return new DummyClassifierModel(settings, classes, shares(codes, classes.length, weights));
}

function shares(codes: Int32Array, k: number, weights: Float64Array | undefined): Float64Array {
  const counts = new Float64Array(k);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    counts[code] = (counts[code] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

function constantsOf(constant: Settings["constant"]): readonly Label[] {
  if (constant === undefined) return [];
  return isLabel(constant) ? [constant] : constant;
}

function assertConstants({ strategy, constant }: Settings, classes: readonly (readonly Label[])[]): void {
  if (strategy !== "constant") return;
  const constants = constantsOf(constant);
  if (constant !== undefined && constants.length !== classes.length) {
    throw new ModelsError({
      code: "invalidOption",
      what: "constant does not fit y",
      where: "dummyClassifier.fit",
      found: `${constants.length} for ${classes.length} labels a row`,
      fix: "give one label an output",
    });
  }
  const k = classes.findIndex((own, at) => !own.includes(constants[at] as Label));
  if (k < 0) return;
  throw new ModelsError({
    code: "invalidOption",
    what: constant === undefined ? 'the strategy "constant" needs the option constant' : "constant is no class of y",
    where: classes.length === 1 ? "dummyClassifier.fit" : `dummyClassifier.fit, output ${k}`,
    found: JSON.stringify(constants[k] ?? null),
    fix: `give one of ${(classes[k] ?? []).map((label) => JSON.stringify(label)).join(", ")}`,
  });
}

function readDummy(read: StateReader): Settings {
  const strategy = STRATEGIES.find((each) => each === read.text("strategy")) ?? read.refuse("strategy", "a strategy");
  const constant = read.value("constant");
  const isConstant = isLabel(constant) || (Array.isArray(constant) && constant.every(isLabel));
  return {
    strategy,
    constant: isConstant ? constant : undefined,
    randomState: read.number("randomState"),
  };
}

/** How a saved dummy classifier is read. */
export const dummyClassifierKind = {
  kind: "dummyClassifier",
  fromState: (saved: SavedModel): DummyClassifierModel => {
    const read = new StateReader(saved);
    const classes = read.labels("classes");
    return new DummyClassifierModel(readDummy(read), classes, read.vector("classPrior", classes.length));
  },
} as const;

/** How a saved dummy classifier of several labels a row is read. */
export const multiTargetDummyClassifierKind = {
  kind: "multiTargetDummyClassifier",
  fromState: (saved: SavedModel): MultiTargetDummyClassifierModel => {
    const read = new StateReader(saved);
    const priors = read
      .list("classPrior")
      .map((each) => (each instanceof Float64Array ? each : read.refuse("classPrior", "vectors")));
    return new MultiTargetDummyClassifierModel(readDummy(read), read.labelLists("classes"), priors);
  },
} as const;
