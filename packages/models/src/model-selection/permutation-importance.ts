import { isTable, Matrix, parseOptions, randomState, showValue, toMatrixOrCsr } from "@mlsys/core";
import type { MatrixLike, ProgressListener, RandomStateInput, Table } from "@mlsys/core";
import type { FitOptions, FittedModel, VectorLike } from "../estimator.ts";
import { invalidArgument } from "../internal/invalid-argument.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { nJobsSpec } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import { columnScores } from "./column-scores.ts";
import { codeOf, toMessage } from "./estimator-message.ts";
import { judgeOf, severalScorers } from "./judge.ts";
import type { Scoring, SeveralScorers } from "./judge.ts";
import { Pauses } from "./pauses.ts";
import { rowCount } from "./rows-at.ts";
import { runTasks } from "./run-tasks.ts";
import type { Scorer, ScorerName } from "./scorers.ts";
import { requireKnownOptions } from "./validation-options.ts";
import type { TargetLike } from "./validation-options.ts";
import { toDense } from "../internal/to-dense.ts";

/** Options of {@link permutationImportance}. */
export interface PermutationImportanceOptions {
  /** What judges: a scorer by name, or a function of model, X and y. Default: the model's own `score`. */
  readonly scoring?: ScorerName | Scorer;
  /** How often each column is shuffled. Default 5. */
  readonly nRepeats?: number;
  /**
   * Rows that are shuffled and judged, drawn without replacement: a share up to 1, or a number of at least 2. Losses are counted from the score of
   * all rows. Default 1, all.
   */
  readonly maxSamples?: number;
  /** Seeds the draw and the shuffles. Default 0. */
  readonly randomState?: RandomStateInput;
  /** One weight a row, for the scores. */
  readonly sampleWeight?: VectorLike;
  /** Told after each column. */
  readonly onProgress?: ProgressListener;
  /** Ends the run between two columns, or at once where they are on other threads. */
  readonly signal?: AbortSignal;
  /** Threads that score at once, at most; null for as many as the machine runs at once, where that is quicker. Default null. */
  readonly nJobs?: number | null;
}

/** Options of {@link permutationImportance} with several scorers. */
export interface SeveralImportancesOptions<Name extends string> extends Omit<PermutationImportanceOptions, "scoring"> {
  /** What judges: the names of scorers, or scorers by names of your own. */
  readonly scoring: SeveralScorers<Name>;
}

/** How much each column counts. */
export interface PermutationImportance {
  /** The mean loss of score of each column. */
  readonly importancesMean: Float64Array;
  /** The standard deviation of the loss. */
  readonly importancesStd: Float64Array;
  /** The losses, columns × repeats. */
  readonly importances: Matrix;
}

const OPTIONS = ["scoring", "nRepeats", "maxSamples", "randomState", "sampleWeight", "onProgress", "signal", "nJobs"];

/**
 * How much the score of a fitted model falls when a column is shuffled; the same shuffles as scikit-learn's for the same seed.
 *
 * @param model - the fitted model or pipeline.
 * @param X - rows × columns: nested arrays, a matrix, or a table (whose columns may hold anything).
 * @param y - one label or number a row.
 * @param options - `scoring`, `nRepeats`, `maxSamples`, `randomState`, `sampleWeight`, `onProgress`, `signal`, `nJobs`.
 * @returns mean, standard deviation and all losses; with several scorers, those of each by its name.
 * @throws {ModelsError} `invalidOption`, `aborted`, and what the model throws.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.inspection.permutation_importance.html
 *
 * @example
 * ```ts
 * import { linearRegression, permutationImportance } from "@mlsys/models";
 *
 * const X = Array.from({ length: 30 }, (_, i) => [i, (i * 7) % 11]);
 * const y = X.map(([x = 0]) => x);
 * const { importancesMean } = await permutationImportance(linearRegression().fit(X, y), X, y);
 * Array.from(importancesMean, (loss) => loss > 0.1); // => [true, false]
 *
 * const model = linearRegression().fit(X, y);
 * const { r2, worst } = await permutationImportance(model, X, y, { scoring: { r2: "r2", worst: "negMaxError" } });
 * [r2.importancesMean, worst.importancesMean].map(([loss = 0]) => loss > 0.1); // => [true, true]
 * ```
 */
export async function permutationImportance<In extends MatrixLike | Table<object>>(
  model: { predict(X: In): ArrayLike<unknown> },
  X: In,
  y: TargetLike,
  options?: PermutationImportanceOptions,
): Promise<PermutationImportance>;
export async function permutationImportance<In extends MatrixLike | Table<object>, const Name extends string>(
  model: { predict(X: In): ArrayLike<unknown> },
  X: In,
  y: TargetLike,
  options: SeveralImportancesOptions<Name>,
): Promise<Readonly<Record<Name, PermutationImportance>>>;
export async function permutationImportance<In extends MatrixLike | Table<object>>(
  model: { predict(X: In): ArrayLike<unknown> },
  X: In,
  y: TargetLike,
  options: PermutationImportanceOptions | SeveralImportancesOptions<string> = {},
): Promise<PermutationImportance | Readonly<Record<string, PermutationImportance>>> {
  const owner = "permutationImportance";
  requireKnownOptions(owner, options, OPTIONS);
  requireModel(owner, model);
  const { nRepeats = 5, maxSamples = 1, sampleWeight, signal, onProgress } = options;
  if (!Number.isInteger(nRepeats) || nRepeats < 1) {
    throw new ModelsError({
      code: "invalidOption",
      what: "nRepeats is out of range",
      where: owner,
      found: String(nRepeats),
      fix: "give a whole number of at least 1",
    });
  }
  const { nJobs } = parseOptions(owner, { nJobs: options.nJobs }, { nJobs: nJobsSpec() }, ModelsError);
  const several = severalScorers(owner, options.scoring);
  const scoring = several?.map(([, each]) => each) ?? [options.scoring as Scoring];
  const judge = judgeOf(owner, scoring);
  const fitOptions: FitOptions = sampleWeight === undefined ? {} : { sampleWeight };
  const rows = isTable(X) ? X : denseOf(owner, X);
  const baseline = judge(model, rows, y, fitOptions);
  const seed = randomState(options.randomState ?? 0).randint(0, 2 ** 31);
  const isOwnScore = options.scoring === undefined;
  const samples = samplesOf(owner, maxSamples, rowCount(owner, rows));
  const common = { owner, X: rows, y, options: fitOptions, isOwnScore, nRepeats, seed, samples } as const;
  const scores = columnScores({ ...common, model, judge });
  const count = isTable(rows) ? rows.columnNames.length : rows.cols;
  const losses = baseline.map(() => new Matrix(count, nRepeats));
  const keep = (column: number, found: readonly (readonly number[])[]): void =>
    losses.forEach((each, at) =>
      each.row(column).set(found.map((repeat) => (baseline[at] as number) - (repeat[at] as number))),
    );
  let completed = 0;
  await runTasks({
    count,
    nJobs,
    signal,
    pauses: new Pauses(owner, signal),
    doHere: (column) => keep(column, scores(column)),
    message: () => {
      const { toState } = model as Partial<FittedModel>;
      const saved = toState?.call(model);
      const sent = saved && toMessage({ ...common, saved, code: codeOf(model, "predict"), scoring });
      return sent && { run: "columns", given: sent.value };
    },
    taskMessage: (column) => column,
    keep: (column, outcome) => keep(column, outcome as readonly (readonly number[])[]),
    done: () => {
      completed += 1;
      onProgress?.({ task: owner, completed, total: count, unit: "columns" });
    },
  });
  const found = losses.map(importanceOf);
  if (several === undefined) return found[0] as PermutationImportance;
  return Object.fromEntries(several.map(([name], at) => [name, found[at] as PermutationImportance]));
}

function importanceOf(importances: Matrix): PermutationImportance {
  const { rows, cols } = importances;
  const importancesMean = Float64Array.from({ length: rows }, (_, j) => pairwiseSum(importances.row(j)) / cols);
  const importancesStd = importancesMean.map((mean, j) =>
    Math.sqrt(pairwiseSum(importances.row(j).map((each) => (each - mean) ** 2)) / cols),
  );
  return { importancesMean, importancesStd, importances };
}

function samplesOf(owner: string, maxSamples: number, rows: number): number {
  const isShare = maxSamples > 0 && maxSamples <= 1;
  const samples = isShare ? Math.floor(maxSamples * rows) : maxSamples;
  if (Number.isInteger(samples) && samples >= 1 && samples <= rows) return samples;
  throw new ModelsError({
    code: "invalidOption",
    what: "maxSamples is out of range",
    where: owner,
    found: showValue(maxSamples),
    fix: `give a share above 0 and up to 1 that leaves a row, or a whole number from 2 to ${rows}`,
  });
}

function denseOf(owner: string, X: MatrixLike): Matrix {
  return toDense(owner, toMatrixOrCsr(X, `${owner}, X`));
}

function requireModel(owner: string, model: unknown): void {
  if (typeof model !== "object" || model === null) throw invalidArgument(owner, "model", "a fitted model", model);
  if ("predict" in model || !("fit" in model)) return;
  throw new ModelsError({
    code: "invalidInput",
    what: "the model is not fitted",
    where: owner,
    found: "an estimator",
    fix: "give what its fit returns",
  });
}
