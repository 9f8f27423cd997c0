import {
  isCsrMatrix,
  isTable,
  Matrix,
  randomState,
  Table,
  throwIfAborted,
  toMatrixOrCsr,
  yieldToEventLoop,
} from "@mlsys/core";
import type { Column, MatrixLike, ProgressListener, RandomStateInput } from "@mlsys/core";
import type { FitOptions, VectorLike } from "../estimator.ts";
import { asModelsError } from "../internal/features.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { ModelsError } from "../models-error.ts";
import { scorerOf } from "./scorers.ts";
import type { ScoredModel, Scorer, ScorerName } from "./scorers.ts";
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
  const judged = model as unknown as ScoredModel;
  const fitOptions: FitOptions = sampleWeight === undefined ? {} : { sampleWeight };
  const columns = isTable(X) ? tableColumns(X) : matrixColumns(X);
  const baseline = scorer(judged, columns.X, y, fitOptions);
  const seed = randomState(options.randomState ?? 0).randint(0, 2 ** 31);
  const importances = new Matrix(columns.count, nRepeats);
  for (let j = 0; j < columns.count; j++) {
    try {
      throwIfAborted(signal, owner);
      await yieldToEventLoop();
      throwIfAborted(signal, owner);
    } catch (error) {
      throw asModelsError(error, owner);
    }
    const rng = randomState(seed);
    const order = Int32Array.from({ length: columns.rows }, (_, i) => i);
    for (let repeat = 0; repeat < nRepeats; repeat++) {
      rng.shuffle(order);
      const score = scorer(judged, columns.shuffled(j, order), y, fitOptions);
      importances.data[j * nRepeats + repeat] = baseline - score;
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

/** Rows whose columns can be shuffled one at a time. */
interface ShuffledColumns {
  readonly X: unknown;
  readonly rows: number;
  readonly count: number;
  shuffled(column: number, order: Int32Array): unknown;
  restore(column: number): void;
}

function matrixColumns(input: MatrixLike): ShuffledColumns {
  const given = toMatrixOrCsr(input);
  const dense = isCsrMatrix(given) ? given.toDense() : new Matrix(given.rows, given.cols, given.data.slice());
  const { rows, cols, data } = dense;
  const [original, before] = [new Float64Array(rows), new Float64Array(rows)];
  let kept = -1;
  const keep = (j: number): void => {
    if (kept === j) return;
    for (let i = 0; i < rows; i++) original[i] = data[i * cols + j] as number;
    kept = j;
  };
  return {
    X: dense,
    rows,
    count: cols,
    shuffled: (j, order) => {
      keep(j);
      // Each repeat shuffles what the one before left, as the reference does.
      for (let i = 0; i < rows; i++) before[i] = data[i * cols + j] as number;
      for (let i = 0; i < rows; i++) data[i * cols + j] = before[order[i] as number] as number;
      return dense;
    },
    restore: (j) => {
      keep(j);
      for (let i = 0; i < rows; i++) data[i * cols + j] = original[i] as number;
      kept = -1;
    },
  };
}

function tableColumns(X: Table): ShuffledColumns {
  const names: readonly string[] = X.columnNames;
  let current: Column | undefined;
  return {
    X,
    rows: X.numRows,
    count: names.length,
    shuffled: (j, order) => {
      const column = (current ?? X.column(names[j] as string)).take(order);
      current = column;
      const all = names.map((name, at) => [name, at === j ? column : X.column(name)] as const);
      return Table.fromColumns(new Map(all), X.numRows);
    },
    restore: () => (current = undefined),
  };
}
