import { figuresOfCounts, jointCells } from "./resample.ts";
import type { Measured } from "./read-measure.ts";

const MOST_GROUPS = 200;

/**
 * The acceleration of the BCa bootstrap: how much the spread of a figure changes with the figure, from leaving out rows. Of counts,
 * all rows of a cell are alike; of other figures, many rows are left out in at most 200 groups.
 */
export function accelerationOf(measured: Measured): number {
  return measured.kind === "table" ? ofCells(measured) : ofRows(measured);
}

function ofCells(measured: Extract<Measured, { kind: "table" }>): number {
  const { cells, counts } = jointCells(measured);
  const figures: number[] = [];
  for (let at = 0; at < counts.length; at++) {
    const fewer = counts.slice();
    fewer[at] = (fewer[at] ?? 0) - 1;
    figures.push(figuresOfCounts(measured, cells, fewer)[0] ?? NaN);
  }
  return skewOf(figures, Array.from(counts));
}

function ofRows({ measure, truth, predictions }: Extract<Measured, { kind: "rows" }>): number {
  const [first = new Float64Array(0)] = predictions;
  const groups = Math.min(truth.length, MOST_GROUPS);
  const figures = Array.from({ length: groups }, (_, group) => {
    const keep = (_value: number, row: number): boolean => row % groups !== group;
    return measure.of(truth.filter(keep), first.filter(keep));
  });
  return skewOf(
    figures,
    figures.map(() => 1),
  );
}

function skewOf(figures: readonly number[], counts: readonly number[]): number {
  const defined = figures
    .map((figure, at) => ({ figure, count: counts[at] ?? 0 }))
    .filter(({ figure }) => !Number.isNaN(figure));
  const rows = defined.reduce((sum, { count }) => sum + count, 0);
  const mean = defined.reduce((sum, { figure, count }) => sum + figure * count, 0) / rows;
  const moment = (power: number): number =>
    defined.reduce((sum, { figure, count }) => sum + count * (mean - figure) ** power, 0);
  const spread = moment(2);
  return spread === 0 || rows === 0 ? 0 : moment(3) / (6 * spread ** 1.5);
}
