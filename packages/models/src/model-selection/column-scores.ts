import { randomState } from "@mlsys/core";
import type { MatrixLike, RandomState, Table } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { drawWithoutReplacement } from "../internal/draw-without-replacement.ts";
import { columnJudge, linearJudge } from "./column-judge.ts";
import { rowCount, rowsAt } from "./rows-at.ts";
import type { Judge } from "./judge.ts";
import type { ScoredModel } from "./scorers.ts";
import { shuffledColumns } from "./shuffled-columns.ts";

/** What the scores of shuffled columns depend on. */
export interface ColumnWork {
  readonly owner: string;
  readonly model: ScoredModel;
  readonly X: MatrixLike | Table;
  readonly y: unknown;
  readonly options: FitOptions;
  readonly judge: Judge;
  readonly isOwnScore: boolean;
  readonly nRepeats: number;
  readonly seed: number;
  /** How many rows are drawn and judged; all, where there are no more. */
  readonly samples: number;
}

/** More places of rows than this are drawn again for each column. */
const MOST_KEPT = 4_000_000;

/** Says for each column what the model scores each time that it is shuffled, by each scorer. */
export function columnScores(work: ColumnWork): (column: number) => number[][] {
  const { owner, model, isOwnScore, nRepeats } = work;
  const { X, y, options } = drawnRows(work);
  const columns = shuffledColumns(X);
  const judge =
    (isOwnScore ? linearJudge(owner, model, columns, y, options) : undefined) ??
    columnJudge(work.judge, model, columns, y, options);
  const orders = () => shuffles(drawing(work).rng, columns.rows, nRepeats);
  // They are the same for each column, as in the reference.
  const kept = columns.rows * nRepeats <= MOST_KEPT ? [...orders()] : undefined;
  return (column) => {
    judge.begin(column);
    const scores = Array.from(kept ?? orders(), (order) => judge.scores(column, order));
    columns.restore(column);
    return scores;
  };
}

/** The rows that are drawn, where not all are judged, and the generator that shuffles them then. */
function drawing({ owner, X, samples, seed }: ColumnWork) {
  const rows = rowCount(owner, X);
  const rng = randomState(seed);
  return { rng, places: samples < rows ? drawWithoutReplacement(rng, rows, samples) : undefined };
}

function drawnRows(work: ColumnWork): Pick<ColumnWork, "X" | "y" | "options"> {
  const { places } = drawing(work);
  if (places === undefined) return work;
  const { sampleWeight } = work.options;
  const options = sampleWeight === undefined ? {} : { sampleWeight: rowsAt(sampleWeight, places) };
  return { X: rowsAt(work.X, places), y: rowsAt(work.y, places), options };
}

/** One order of the rows a repeat, each shuffled from the one before. */
function* shuffles(rng: RandomState, rows: number, count: number): Generator<Int32Array> {
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  for (let repeat = 0; repeat < count; repeat++) {
    rng.shuffle(order);
    yield order.slice();
  }
}
