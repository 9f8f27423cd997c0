import type { FittedModel } from "../estimator.ts";
import { judgeOf, severalScorers } from "./judge.ts";
import type { Scoring, SeveralScorers } from "./judge.ts";
import { scorerOf } from "./scorers.ts";
import type { Scorer, ScorerName } from "./scorers.ts";
import type { FitOutcome } from "./fit-task.ts";
import { FoldRun, requireKnownOptions, SCORE_OPTIONS } from "./validation-options.ts";
import type { ErrorScoreOptions, FoldOptions, Predictor, TargetLike } from "./validation-options.ts";

/** Options of {@link crossValScore}. */
export interface CrossValScoreOptions extends FoldOptions, ErrorScoreOptions {
  /** What judges: a scorer by name, or a function of model, X and y. Default: the model's own `score`. */
  readonly scoring?: ScorerName | Scorer;
}

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions extends FoldOptions, ErrorScoreOptions {
  /** What judges: one scorer, several names, or scorers by names of your own. Default: the model's own `score`. */
  readonly scoring?: ScorerName | Scorer | SeveralScorers;
  /** Whether the training rows are judged too. Default false. */
  readonly returnTrainScore?: boolean;
  /** Whether the models are given back. Default false. */
  readonly returnEstimator?: boolean;
  /** Whether the indices of the folds are given back. Default false. */
  readonly returnIndices?: boolean;
}

/**
 * What {@link crossValidate} gives, one element a fold: `testScore` and, where asked for, `trainScore`; with several scorers one of
 * each a name, such as `testAccuracy`.
 */
export interface CrossValidated {
  readonly [score: `test${string}` | `train${string}`]: Float64Array | undefined;
  /** How long each fit took, in milliseconds. */
  readonly fitTime: Float64Array;
  /** How long each score took, in milliseconds. */
  readonly scoreTime: Float64Array;
  /** The models, where asked for; undefined for a fit that failed. */
  readonly estimator?: readonly (FittedModel | undefined)[];
  /** The indices of the folds, where asked for. */
  readonly indices?: { readonly train: readonly Int32Array[]; readonly test: readonly Int32Array[] };
}

/**
 * Fits and judges an estimator fold by fold. Transformers and resamplers inside a pipeline are fitted on the training rows only.
 *
 * @param estimator - the unfitted estimator or pipeline; it is fitted anew for each fold.
 * @param X - whatever the estimator takes.
 * @param y - one label or number a row.
 * @param options - `cv`, `scoring`, `returnTrainScore`, `returnEstimator`, `returnIndices`, `errorScore`, `logger`, `groups`,
 * `sampleWeight`, `onProgress`, `signal`, `nJobs`.
 * @returns scores and times, one element a fold.
 * @throws {ModelsError} `invalidOption`, `aborted`, and what the estimator throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.cross_validate.html
 *
 * @example
 * ```ts
 * import { crossValidate, logisticRegression, pipeline, standardScaler } from "@mlsys/models";
 *
 * const X = Array.from({ length: 40 }, (_, i) => [i, i % 3]);
 * const y = X.map(([x = 0]) => (x < 20 ? "low" : "high"));
 * const result = await crossValidate(pipeline(standardScaler(), logisticRegression()), X, y, {
 *   cv: 4,
 *   scoring: ["accuracy", "rocAuc"],
 * });
 * result.testRocAuc; // => Float64Array.of(1, 1, 1, 1)
 * ```
 */
export async function crossValidate<In>(
  estimator: Predictor<In>,
  X: In,
  y: TargetLike,
  options: CrossValidateOptions = {},
): Promise<CrossValidated> {
  const owner = "crossValidate";
  requireKnownOptions(owner, options, ["returnTrainScore", "returnEstimator", "returnIndices", ...SCORE_OPTIONS]);
  const scorers = scorersOf(owner, options.scoring);
  const run = new FoldRun(owner, estimator, X, y, options);
  const { outcomes, models } = await run.fit({
    fits: [{ estimator }],
    scoring: scorers.map(([, scoring]) => scoring),
    scoresTrain: options.returnTrainScore ?? false,
    keepsModels: options.returnEstimator ?? false,
  });
  const column = (value: (outcome: FitOutcome) => number | undefined) =>
    Float64Array.from(outcomes, (outcome) => value(outcome) ?? NaN);
  const columns = scorers.flatMap(([name], at) => [
    [`test${name}`, column(({ testScores }) => testScores[at])] as const,
    ...(options.returnTrainScore === true
      ? [[`train${name}`, column(({ trainScores }) => trainScores[at])] as const]
      : []),
  ]);
  return {
    fitTime: column(({ fitTime }) => fitTime),
    scoreTime: column(({ scoreTime }) => scoreTime),
    ...Object.fromEntries(columns),
    ...(options.returnEstimator === true ? { estimator: models } : {}),
    ...(options.returnIndices === true
      ? { indices: { train: run.folds.map(({ train }) => train), test: run.folds.map(({ test }) => test) } }
      : {}),
  };
}

/**
 * The score of an estimator on each fold.
 *
 * @param estimator - the unfitted estimator or pipeline.
 * @param X - whatever the estimator takes.
 * @param y - one label or number a row.
 * @param options - `cv`, `scoring`, `errorScore`, `logger`, `groups`, `sampleWeight`, `onProgress`, `signal`, `nJobs`.
 * @returns one score a fold.
 * @throws {ModelsError} `invalidOption`, `aborted`, and what the estimator throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.cross_val_score.html
 *
 * @example
 * ```ts
 * import { crossValScore, linearRegression } from "@mlsys/models";
 *
 * const X = Array.from({ length: 12 }, (_, i) => [i]);
 * const scores = await crossValScore(linearRegression(), X, X.map(([x = 0]) => 3 * x), { cv: 3 });
 * Array.from(scores, (score) => Math.round(score * 1e9) / 1e9); // => [1, 1, 1]
 * ```
 */
export async function crossValScore<In>(
  estimator: Predictor<In>,
  X: In,
  y: TargetLike,
  options: CrossValScoreOptions = {},
): Promise<Float64Array> {
  const { scoring, ...others } = options;
  const owner = "crossValScore";
  requireKnownOptions(owner, others, SCORE_OPTIONS);
  scorerOf(owner, scoring);
  const run = new FoldRun(owner, estimator, X, y, others);
  const fits = { fits: [{ estimator }], scoring: [scoring], scoresTrain: false, keepsModels: false };
  const { outcomes } = await run.fit(fits);
  return Float64Array.from(outcomes, ({ testScores }) => testScores[0] ?? NaN);
}

/** The scorers by the name of their scores; refused where there is none of a name. */
function scorersOf(owner: string, scoring: CrossValidateOptions["scoring"]): readonly (readonly [string, Scoring])[] {
  const several = severalScorers(owner, scoring);
  judgeOf(owner, several?.map(([, each]) => each) ?? [scoring as Scoring]);
  return several?.map(([name, each]) => [capitalised(name), each] as const) ?? [["Score", scoring as Scoring]];
}

function capitalised(name: string): string {
  const camel = name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
