import { BehaviorError } from "../errors/behavior-error.ts";
import type {
  ClassKey,
  ClassPrediction,
  Label,
  LabelPrediction,
  Prediction,
  RawPrediction,
  ScorePrediction,
} from "./prediction.ts";

/** What a predictor is told beside its inputs. */
export interface PredictContext {
  /** Aborted when the run is. */
  readonly signal: AbortSignal;
  /** The run's seed, for models that draw. */
  readonly seed: number;
}

/** A black box: a batch of inputs in, one prediction each out, in order. */
export type Predictor<I, P = Prediction> = (
  batch: readonly I[],
  context: PredictContext,
) => ArrayLike<P> | Promise<ArrayLike<P>>;

/** Anything with `predict`, and perhaps `predictProba` and `classes`: a fitted model of `@mlsys/models`, for example. */
export interface ModelLike {
  readonly classes?: ArrayLike<unknown>;
  predict(inputs: never): unknown;
  predictProba?(inputs: never): unknown;
}

/** What `runSuite` takes as its black box. */
export type PredictorInput<I, P = Prediction> = Predictor<I, RawPrediction<P>> | ModelLike;

type Rows = ArrayLike<ArrayLike<number>> | { toArray(): ArrayLike<ArrayLike<number>> };

/**
 * A predictor from a function that gives a row of probabilities for each input. The label is the most probable class, the
 * first of equals.
 *
 * @param predictProba - gives, for a batch, one row a input in the order of `classes`; a matrix with `toArray()` will do.
 * @param options - `classes`: the labels, in the order of the columns.
 * @returns the predictor.
 * @throws {BehaviorError} `invalidPrediction`, when called, for a row that is too short or too long.
 *
 * @example
 * ```ts
 * import { fromProba } from "@mlsys/behavior";
 *
 * const predict = fromProba((texts: readonly string[]) => texts.map(() => [0.2, 0.8]), { classes: ["bad", "good"] });
 * const signal = new AbortController().signal;
 * await predict(["fine"], { signal, seed: 0 }); // => [{ label: "good", proba: { bad: 0.2, good: 0.8 } }]
 * ```
 */
export function fromProba<I, const L extends Label>(
  predictProba: (batch: readonly I[], context: PredictContext) => Rows | Promise<Rows>,
  { classes }: { readonly classes: readonly L[] },
): Predictor<I, ClassPrediction<L>> {
  return async (batch, context) => {
    const rows = await predictProba(batch, context);
    const list = "toArray" in rows ? rows.toArray() : rows;
    return Array.from(list, (row, i) => classPrediction(row, classes, i));
  };
}

/**
 * A predictor from a function that gives labels.
 *
 * @param predict - gives one label for each input of a batch.
 * @returns the predictor.
 *
 * @example
 * ```ts
 * import { fromLabels } from "@mlsys/behavior";
 *
 * const predict = fromLabels((texts: readonly string[]) => texts.map((text) => (text === "ok" ? "good" : "bad")));
 * const signal = new AbortController().signal;
 * await predict(["ok"], { signal, seed: 0 }); // => [{ label: "good" }]
 * ```
 */
export function fromLabels<I, const L extends Label>(
  predict: (batch: readonly I[], context: PredictContext) => ArrayLike<L> | Promise<ArrayLike<L>>,
): Predictor<I, LabelPrediction<L>> {
  return async (batch, context) => Array.from(await predict(batch, context), (label) => ({ label }));
}

/**
 * A predictor from a function that gives numbers: a regression's answers, or scores.
 *
 * @param predict - gives one number for each input of a batch.
 * @returns the predictor.
 *
 * @example
 * ```ts
 * import { fromScores } from "@mlsys/behavior";
 *
 * const predict = fromScores((rows: readonly { x: number }[]) => rows.map(({ x }) => 2 * x));
 * const signal = new AbortController().signal;
 * await predict([{ x: 3 }], { signal, seed: 0 }); // => [{ value: 6 }]
 * ```
 */
export function fromScores<I>(
  predict: (batch: readonly I[], context: PredictContext) => ArrayLike<number> | Promise<ArrayLike<number>>,
): Predictor<I, ScorePrediction> {
  return async (batch, context) => Array.from(await predict(batch, context), (value) => ({ value }));
}

/** What {@link fromModel} makes of a model: its classes with probabilities, its labels, its numbers. */
export type PredictionOf<M> = M extends { readonly classes: ArrayLike<infer L extends Label> }
  ? M extends { predictProba(inputs: never): unknown }
    ? ClassPrediction<L>
    : LabelPrediction<L>
  : M extends { predict(inputs: never): ArrayLike<number> }
    ? ScorePrediction
    : Prediction;

/** Options of {@link fromModel}. */
export interface FromModelOptions<I> {
  /** Turns an input into what the model takes: a row object into a vector of numbers. Default: the input itself. */
  readonly features?: (input: I) => unknown;
}

/**
 * A predictor from anything with `predict`. With `predictProba` and `classes` it gives probabilities too; without them, labels
 * where the model answers text or has `classes`, and numbers otherwise.
 *
 * @param model - the fitted model.
 * @param options - `features`, where the model does not take the suite's inputs as they are.
 * @returns the predictor.
 * @throws {BehaviorError} `invalidPrediction`, when called, for a row of probabilities that is too short or too long.
 *
 * @example
 * ```ts
 * import { fromModel } from "@mlsys/behavior";
 *
 * const model = { predict: (X: number[][]) => X.map(([x = 0]) => 3 * x) };
 * const predict = fromModel(model, { features: (row: { x: number }) => [row.x] });
 * const signal = new AbortController().signal;
 * await predict([{ x: 2 }], { signal, seed: 0 }); // => [{ value: 6 }]
 * ```
 */
export function fromModel<I, M extends ModelLike = ModelLike>(
  model: M,
  options: FromModelOptions<I> = {},
): Predictor<I, PredictionOf<M>> {
  return asking(model, options) as Predictor<I, PredictionOf<M>>;
}

function asking<I>(model: ModelLike, { features }: FromModelOptions<I>): Predictor<I> {
  return async (batch) => {
    const inputs = (features === undefined ? batch : batch.map(features)) as never;
    if (model.predictProba !== undefined && model.classes !== undefined) {
      const classes = Array.from(model.classes) as Label[];
      const rows = (await model.predictProba(inputs)) as Rows;
      return Array.from("toArray" in rows ? rows.toArray() : rows, (row, i) => classPrediction(row, classes, i));
    }
    const answers = Array.from((await model.predict(inputs)) as ArrayLike<Label>);
    const isClassifier = model.classes !== undefined;
    return answers.map((answer) =>
      typeof answer === "number" && !isClassifier ? { value: answer } : { label: answer },
    );
  };
}

function classPrediction<L extends Label>(
  row: ArrayLike<number>,
  classes: readonly L[],
  i: number,
): ClassPrediction<L> {
  if (row.length !== classes.length) {
    throw new BehaviorError({
      code: "invalidPrediction",
      what: "a row of probabilities has the wrong length",
      where: `row ${i} of the batch`,
      found: `${row.length} instead of ${classes.length}`,
      fix: "give one probability for each class",
      details: { row: i, found: row.length, expected: classes.length },
    });
  }
  const proba: Record<string, number> = {};
  let best = 0;
  for (let k = 0; k < classes.length; k++) {
    proba[String(classes[k])] = row[k] as number;
    if ((row[k] as number) > (row[best] as number)) best = k;
  }
  return { label: classes[best] as L, proba: proba as Readonly<Record<ClassKey<L>, number>> };
}
