import { randomState } from "@mlsys/core";
import type { MatrixLike, Table } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { columnJudge, linearJudge } from "./column-judge.ts";
import type { ScoredModel, Scorer } from "./scorers.ts";
import { shuffledColumns } from "./shuffled-columns.ts";

/** What the scores of shuffled columns depend on. */
export interface ColumnWork {
  readonly owner: string;
  readonly model: ScoredModel;
  readonly X: MatrixLike | Table;
  readonly y: unknown;
  readonly options: FitOptions;
  readonly scorer: Scorer;
  readonly isOwnScore: boolean;
  readonly nRepeats: number;
  readonly seed: number;
}

/** More places of rows than this are drawn again for each column. */
const MOST_KEPT = 4_000_000;

/** Says for each column what the model scores each time that it is shuffled. */
export function columnScores(work: ColumnWork): (column: number) => number[] {
  const { owner, model, y, options, scorer, isOwnScore, nRepeats, seed } = work;
  const columns = shuffledColumns(work.X);
  const judge =
    (isOwnScore ? linearJudge(owner, model, columns, y, options) : undefined) ??
    columnJudge(scorer, model, columns, y, options);
  const orders = () => shuffles(seed, columns.rows, nRepeats);
  // They are the same for each column, as in the reference.
  const kept = columns.rows * nRepeats <= MOST_KEPT ? [...orders()] : undefined;
  return (column) => {
    judge.begin(column);
    const scores = Array.from(kept ?? orders(), (order) => judge.score(column, order));
    columns.restore(column);
    return scores;
  };
}

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
