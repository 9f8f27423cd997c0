import type { BinnedColumn } from "./discretize.ts";

/** A conjunction of bins of up to three columns, with how many rows it has and the sum of their losses. */
export interface Candidate {
  /** Positions of the columns, ascending. */
  readonly columns: readonly number[];
  /** The bin of each. */
  readonly bins: readonly number[];
  readonly rows: number;
  readonly loss: number;
}

/** All conjunctions of `depth` columns with at least `minRows` rows, by one histogram per set of columns. */
export function* candidatesOf(
  columns: readonly BinnedColumn[],
  losses: Float64Array,
  depth: number,
  minRows: number,
): Generator<Candidate> {
  for (const chosen of columnSets(columns.length, depth)) {
    const own = chosen.map((at) => columns[at] as BinnedColumn);
    const cells = own.reduce((size, { conditions }) => size * conditions.length, 1);
    const rows = new Int32Array(cells);
    const sums = new Float64Array(cells);
    addUp(own, losses, rows, sums);
    for (let cell = 0; cell < cells; cell++) {
      const count = rows[cell] as number;
      if (count >= minRows) yield { columns: chosen, bins: binsOf(own, cell), rows: count, loss: sums[cell] as number };
    }
  }
}

function* columnSets(n: number, depth: number): Generator<readonly number[]> {
  for (let a = 0; a < n; a++) {
    if (depth === 1) yield [a];
    else for (const rest of columnSets(n - a - 1, depth - 1)) yield [a, ...rest.map((at) => at + a + 1)];
  }
}

/** One loop per depth, so that each is as tight as can be. */
function addUp(columns: readonly BinnedColumn[], losses: Float64Array, rows: Int32Array, sums: Float64Array): void {
  const [first, second, third] = columns;
  if (first === undefined) return;
  const [a, b, c] = [first.codes, second?.codes, third?.codes];
  const [widthB, widthC] = [second?.conditions.length ?? 1, third?.conditions.length ?? 1];
  for (let i = 0; i < losses.length; i++) {
    let cell = a[i] as number;
    if (b !== undefined) cell = cell * widthB + (b[i] as number);
    if (c !== undefined) cell = cell * widthC + (c[i] as number);
    rows[cell] = (rows[cell] as number) + 1;
    sums[cell] = (sums[cell] as number) + (losses[i] as number);
  }
}

function binsOf(columns: readonly BinnedColumn[], cell: number): number[] {
  const bins: number[] = [];
  let left = cell;
  for (const { conditions } of [...columns].reverse()) {
    bins.unshift(left % conditions.length);
    left = Math.floor(left / conditions.length);
  }
  return bins;
}

/** The rows of a conjunction. */
export function rowsOf({ columns: chosen, bins }: Candidate, columns: readonly BinnedColumn[]): Int32Array {
  const own = chosen.map((at) => (columns[at] as BinnedColumn).codes);
  const rows: number[] = [];
  const n = own[0]?.length ?? 0;
  for (let i = 0; i < n; i++) if (own.every((codes, at) => codes[i] === bins[at])) rows.push(i);
  return Int32Array.from(rows);
}
