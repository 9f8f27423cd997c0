import { isTable, Matrix, randomState } from "@mlsys/core";
import type { MatrixLike, ProgressListener, RandomStateInput, Table } from "@mlsys/core";
import type { FitOptions, VectorLike } from "../estimator.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { ModelsError } from "../models-error.ts";
import { columnJudge, linearJudge } from "./column-judge.ts";
import type { ColumnJudge } from "./column-judge.ts";
import { Pauses } from "./pauses.ts";
import { scorerOf } from "./scorers.ts";
import { matrixColumns, tableColumns } from "./shuffled-columns.ts";
import type { Scorer, ScorerName } from "./scorers.ts";
import type { TargetLike } from "./validation-options.ts";

/** Options of {@link permutationImportance}. */
export interface PermutationImportanceOptions {
  /** What judges: a scorer by name, or a function of model, X and y. Default: the model's own `score`. */
  readonly scoring?: ScorerName | Scorer;
  /** How often each column is shuffled. Default 5. */
  readonly nRepeats?: number;
  /** Seeds the shuffles. Default 0. */
  readonly randomState?: RandomStateInput;
  /** One weight a row, for the scores. */
  readonly sampleWeight?: VectorLike;
  /** Told after each column. */
  readonly onProgress?: ProgressListener;
  /** Ends the run between two columns. */
  readonly signal?: AbortSignal;
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

/**
 * How much the score of a fitted model falls when a column is shuffled; the same shuffles as scikit-learn's for the same seed.
 *
 * @param model - the fitted model or pipeline.
 * @param X - rows × columns: nested arrays, a matrix, or a table (whose columns may hold anything).
 * @param y - one label or number a row.
 * @param options - `scoring`, `nRepeats`, `randomState`, `sampleWeight`, `onProgress`, `signal`.
 * @returns mean, standard deviation and all losses.
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
 * ```
 */
export async function permutationImportance<In extends MatrixLike | Table<object>>(
  model: { predict(X: In): ArrayLike<unknown> },
  X: In,
  y: TargetLike,
  options: PermutationImportanceOptions = {},
): Promise<PermutationImportance> {
  const owner = "permutationImportance";
  const { nRepeats = 5, sampleWeight, signal, onProgress } = options;
  if (!Number.isInteger(nRepeats) || nRepeats < 1) {
    throw new ModelsError({
      code: "invalidOption",
      what: "nRepeats is out of range",
      where: owner,
      found: String(nRepeats),
      fix: "give a whole number of at least 1",
    });
  }
  const scorer = scorerOf(owner, options.scoring);
  const fitOptions: FitOptions = sampleWeight === undefined ? {} : { sampleWeight };
  const columns = isTable(X) ? tableColumns(X) : matrixColumns(X);
  const baseline = scorer(model, columns.X, y, fitOptions);
  const judge: ColumnJudge =
    (options.scoring === undefined ? linearJudge(owner, model, columns, y, fitOptions) : undefined) ??
    columnJudge(scorer, model, columns, y, fitOptions);
  const seed = randomState(options.randomState ?? 0).randint(0, 2 ** 31);
  const importances = new Matrix(columns.count, nRepeats);
  const orders = () => shuffles(seed, columns.rows, nRepeats);
  // They are the same for each column, as in the reference.
  const kept = columns.rows * nRepeats <= MOST_KEPT ? [...orders()] : undefined;
  const pauses = new Pauses(owner, signal);
  for (let j = 0; j < columns.count; j++) {
    await pauses.next();
    judge.begin(j);
    let repeat = 0;
    for (const order of kept ?? orders()) {
      importances.data[j * nRepeats + repeat] = baseline - judge.score(j, order);
      repeat += 1;
    }
    columns.restore(j);
    onProgress?.({ task: owner, completed: j + 1, total: columns.count, unit: "columns" });
  }
  const importancesMean = Float64Array.from(
    { length: columns.count },
    (_, j) => pairwiseSum(importances.row(j)) / nRepeats,
  );
  const importancesStd = importancesMean.map((mean, j) =>
    Math.sqrt(pairwiseSum(importances.row(j).map((each) => (each - mean) ** 2)) / nRepeats),
  );
  return { importancesMean, importancesStd, importances };
}

/** More places of rows than this are drawn again for each column. */
const MOST_KEPT = 4_000_000;

/** One order of the rows a repeat, each shuffled from the one before. */
function* shuffles(seed: number, rows: number, count: number): Generator<Int32Array> {
  const rng = randomState(seed);
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  for (let repeat = 0; repeat < count; repeat++) {
    rng.shuffle(order);
    yield order.slice();
  }
}
