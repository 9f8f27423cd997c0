import { Matrix, oneOf, parseOptions, randomSeed, randomState, satisfying } from "@mlsys/core";
import type { Label, RandomState, RandomStateInput } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifier, ProbabilisticClassifierModel } from "../estimator.ts";
import { countRows, rowsToFit } from "../internal/count-rows.ts";
import { accuracy, labelsToFit } from "../internal/labels.ts";
import { largestColumns } from "../internal/log-sum-exp.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
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
  /** The class of `strategy: "constant"`. */
  readonly constant?: Label;
  /** Seed of the strategies that draw; the same draws at each prediction. Default 0. */
  readonly randomState?: RandomStateInput;
}

const isLabel = (value: unknown): value is Label => ["string", "number", "boolean"].includes(typeof value);

const specs = () =>
  ({
    strategy: { rule: oneOf(...STRATEGIES), default: "prior" },
    constant: { rule: satisfying("a label", isLabel) },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

interface Settings {
  readonly strategy: DummyClassifierStrategy;
  readonly constant: Label | undefined;
  readonly randomState: RandomStateInput;
}

/** An unfitted dummy classifier. */
export interface DummyClassifier extends ProbabilisticClassifier<AnyRows> {
  fit<L extends Label>(X: AnyRows, y: LabelsLike<L>, options?: FitOptions): DummyClassifierModel<L>;
}

/**
 * Predicts without looking at X: the baseline that a classifier must beat. For the same seed it draws what scikit-learn draws.
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
    fit: (X, y, { sampleWeight } = {}) => {
      const owner = "dummyClassifier.fit";
      const rows = rowsToFit(owner, X);
      const { classes, codes } = labelsToFit(owner, y, rows, { allowOneClass: true, allowFractions: true });
      assertConstant(settings, classes);
      return new DummyClassifierModel(
        settings,
        classes,
        shares(codes, classes.length, weightsOf(owner, sampleWeight, rows)),
      );
    },
  };
}

/** A fitted dummy classifier. */
export class DummyClassifierModel<L extends Label = Label>
  extends Fitted
  implements ProbabilisticClassifierModel<L, AnyRows>
{
  readonly kind = "dummyClassifier";
  /** The labels, sorted. */
  readonly classes: readonly L[];
  /** The weighted share of each class. */
  readonly classPrior: Float64Array;
  private readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, classes: readonly L[], classPrior: Float64Array) {
    super();
    this.settings = settings;
    this.classes = classes;
    this.classPrior = classPrior;
  }

  /** Number of classes. */
  get nClasses(): number {
    return this.classes.length;
  }

  /**
   * A label for each row.
   *
   * @throws {ModelsError} `invalidInput` when X has no rows to count.
   */
  predict(X: AnyRows): L[] {
    const rows = countRows("dummyClassifier.predict", X);
    if (this.settings.strategy === "uniform") {
      const drawn = randomState(this.settings.randomState).randint(0, this.classes.length, rows);
      return Array.from(drawn, (at) => this.classes[at] as L);
    }
    return Array.from(largestColumns(this.probabilities(rows)), (at) => this.classes[at] as L);
  }

  /**
   * The probability of each class, rows × classes.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictProba(X: AnyRows): Matrix {
    return this.probabilities(countRows("dummyClassifier.predictProba", X));
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}.
   */
  predictLogProba(X: AnyRows): Matrix {
    const probabilities = this.predictProba(X);
    return new Matrix(probabilities.rows, probabilities.cols, probabilities.data.map(Math.log));
  }

  /**
   * The share of rows whose label is predicted.
   *
   * @throws {ModelsError} as {@link DummyClassifierModel.predict}; `lengthMismatch`.
   */
  score(X: AnyRows, y: LabelsLike<L>, { sampleWeight }: FitOptions = {}): number {
    const owner = "dummyClassifier.score";
    const predicted = this.predict(X);
    return accuracy(owner, predicted, y, weightsOf(owner, sampleWeight, predicted.length));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { strategy, constant, randomState: seed } = this.settings;
    if (typeof seed !== "number" && (strategy === "stratified" || strategy === "uniform")) {
      throw new ModelsError({
        code: "notSupported",
        what: "a dummy classifier that draws from a generator cannot be saved",
        where: "dummyClassifier",
        fix: "give randomState as a number",
      });
    }
    return {
      classes: this.classes,
      classPrior: this.classPrior,
      strategy,
      constant: constant ?? null,
      randomState: typeof seed === "number" ? seed : 0,
    };
  }

  private probabilities(rows: number): Matrix {
    const k = this.classes.length;
    const { strategy, constant } = this.settings;
    if (strategy === "stratified") return drawOnes(randomState(this.settings.randomState), this.classPrior, rows);
    const row = new Float64Array(k).fill(strategy === "uniform" ? 1 / k : 0);
    if (strategy === "prior") row.set(this.classPrior);
    if (strategy === "most_frequent") row[largestColumns(new Matrix(1, k, this.classPrior))[0] ?? 0] = 1;
    if (strategy === "constant") row[this.classes.indexOf(constant as L)] = 1;
    const result = new Matrix(rows, k);
    for (let i = 0; i < rows; i++) result.data.set(row, i * k);
    return result;
  }
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

function assertConstant({ strategy, constant }: Settings, classes: readonly Label[]): void {
  if (strategy !== "constant" || (constant !== undefined && classes.includes(constant))) return;
  throw new ModelsError({
    code: "invalidOption",
    what: constant === undefined ? 'the strategy "constant" needs the option constant' : "constant is no class of y",
    where: "dummyClassifier.fit",
    found: JSON.stringify(constant ?? null),
    fix: `give one of ${classes.map((label) => JSON.stringify(label)).join(", ")}`,
  });
}

/** Rows with a single 1, in columns drawn by the shares: NumPy's `multinomial(1, shares)`, number for number. */
function drawOnes(generator: RandomState, classShares: Float64Array, rows: number): Matrix {
  const k = classShares.length;
  const result = new Matrix(rows, k);
  for (let i = 0; i < rows; i++) {
    let rest = 1;
    let chosen = k - 1;
    for (let c = 0; c < k - 1; c++) {
      if (drawOnce(generator, (classShares[c] as number) / rest)) {
        chosen = c;
        break;
      }
      rest -= classShares[c] as number;
    }
    result.data[i * k + chosen] = 1;
  }
  return result;
}

/** NumPy's `binomial(1, share)`, by inversion of the rarer outcome. */
function drawOnce(generator: RandomState, share: number): boolean {
  const isFlipped = share > 0.5;
  const p = isFlipped ? 1 - share : share;
  if (p === 0) return isFlipped;
  const q = 1 - p;
  const noHit = Math.exp(Math.log(q));
  let drawn = generator.randomSample(1)[0] as number;
  let hits = 0;
  let probability = noHit;
  while (drawn > probability) {
    hits += 1;
    if (hits > 1) {
      hits = 0;
      probability = noHit;
      drawn = generator.randomSample(1)[0] as number;
    } else {
      drawn -= probability;
      probability = (p * probability) / q;
    }
  }
  return (hits === 1) !== isFlipped;
}

/** How a saved dummy classifier is read. */
export const dummyClassifierKind = {
  kind: "dummyClassifier",
  fromState: (saved: SavedModel): DummyClassifierModel => {
    const read = new StateReader(saved);
    const classes = read.labels("classes");
    const strategy = STRATEGIES.find((each) => each === read.text("strategy")) ?? read.refuse("strategy", "a strategy");
    const constant = read.value("constant");
    const settings = {
      strategy,
      constant: isLabel(constant) ? constant : undefined,
      randomState: read.number("randomState"),
    };
    return new DummyClassifierModel(settings, classes, read.vector("classPrior", classes.length));
  },
} as const;
