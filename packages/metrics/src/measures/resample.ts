import { randomState } from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { drawBinomial } from "../distributions/binomial.ts";
import type { Measured } from "./read-measure.ts";

/** The figures of the models of the whole data. */
export function figuresOf(measured: Measured): number[] {
  if (measured.kind === "rows") {
    return measured.predictions.map((predictions) => measured.measure.of(measured.truth, predictions));
  }
  const { cells, counts } = jointCells(measured);
  return figuresOfCounts(measured, cells, counts);
}

/** The figures of the models of samples of the rows with replacement; the same rows for all models. */
export function resampledFigures(measured: Measured, times: number, seed: RandomStateInput): Float64Array[] {
  const rng = randomState(seed);
  return measured.kind === "rows" ? resampleRows(measured, times, rng) : resampleCells(measured, times, rng);
}

type Table = Extract<Measured, { kind: "table" }>;
type Rows = Extract<Measured, { kind: "rows" }>;

/** The distinct combinations of true class and all models' predictions, and how often each occurs. */
interface JointCells {
  readonly cells: readonly (readonly number[])[];
  readonly counts: Float64Array;
}

export function jointCells({ truth, codes, classes }: Table): JointCells {
  const places = new Map<number, number>();
  const cells: (readonly number[])[] = [];
  const counts: number[] = [];
  for (let i = 0; i < truth.length; i++) {
    let key = truth[i] as number;
    for (const column of codes) key = key * classes.length + (column[i] as number);
    let place = places.get(key);
    if (place === undefined) {
      place = cells.length;
      places.set(key, place);
      cells.push([truth[i] as number, ...codes.map((column) => column[i] as number)]);
      counts.push(0);
    }
    counts[place] = (counts[place] as number) + 1;
  }
  return { cells, counts: Float64Array.from(counts) };
}

export function figuresOfCounts(
  { measure, classes, codes, positive }: Table,
  cells: JointCells["cells"],
  counts: Float64Array,
): number[] {
  const size = classes.length;
  return codes.map((_, model) => {
    const table = new Float64Array(size * size);
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as readonly number[];
      const place = (cell[0] as number) * size + (cell[model + 1] as number);
      table[place] = (table[place] as number) + (counts[at] as number);
    }
    return measure.of(table, size, positive);
  });
}

/** Rows of one cell are alike, so a sample of rows is a multinomial sample of cells. */
function resampleCells(measured: Table, times: number, rng: RandomState): Float64Array[] {
  const { cells, counts } = jointCells(measured);
  const figures = measured.codes.map(() => new Float64Array(times));
  const drawn = new Float64Array(counts.length);
  const n = measured.truth.length;
  for (let time = 0; time < times; time++) {
    let [left, rows] = [n, n];
    for (let at = 0; at < counts.length; at++) {
      const count = counts[at] as number;
      const own = count === rows ? left : drawBinomial(left, count / rows, rng);
      drawn[at] = own;
      left -= own;
      rows -= count;
    }
    figuresOfCounts(measured, cells, drawn).forEach(
      (figure, model) => ((figures[model] as Float64Array)[time] = figure),
    );
  }
  return figures;
}

function resampleRows(measured: Rows, times: number, rng: RandomState): Float64Array[] {
  const parts = sampleParts(times, rng).map((part) => resampleRowsOnce(measured, part));
  return measured.predictions.map((_, model) => joined(parts.map((figures) => figures[model] as Float64Array)));
}

/** A part of the samples, drawn from a stream of its own, so that it does not matter who draws which part. */
export interface SamplePart {
  readonly seed: number;
  readonly times: number;
}

const TIMES_OF_PART = 50;

export function sampleParts(times: number, rng: RandomState): SamplePart[] {
  return Array.from({ length: Math.ceil(times / TIMES_OF_PART) }, (_, at) => ({
    seed: rng.uint32(),
    times: Math.min(TIMES_OF_PART, times - at * TIMES_OF_PART),
  }));
}

export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The figures of the models of the samples of one part. */
export function resampleRowsOnce(
  { measure, truth, predictions }: Pick<Rows, "measure" | "truth" | "predictions">,
  { seed, times }: SamplePart,
): Float64Array[] {
  const rng = randomState(seed);
  const n = truth.length;
  const figures = predictions.map(() => new Float64Array(times));
  const sampledTruth = new Float64Array(n);
  const sampled = predictions.map(() => new Float64Array(n));
  for (let time = 0; time < times; time++) {
    for (let i = 0; i < n; i++) {
      const row = rng.interval(n - 1);
      sampledTruth[i] = truth[row] as number;
      for (let model = 0; model < sampled.length; model++) {
        (sampled[model] as Float64Array)[i] = (predictions[model] as Float64Array)[row] as number;
      }
    }
    sampled.forEach((column, model) => ((figures[model] as Float64Array)[time] = measure.of(sampledTruth, column)));
  }
  return figures;
}
