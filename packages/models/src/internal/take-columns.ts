import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import { toCsc } from "./csc.ts";

/** Some columns of a matrix, in the order given; one that is given twice is there twice. Sparse stays sparse. */
export function takeColumns(X: Matrix, places: ArrayLike<number>): Matrix;
export function takeColumns(X: CsrMatrix, places: ArrayLike<number>): CsrMatrix;
export function takeColumns(X: Matrix | CsrMatrix, places: ArrayLike<number>): Matrix | CsrMatrix;
export function takeColumns(X: Matrix | CsrMatrix, places: ArrayLike<number>): Matrix | CsrMatrix {
  const columns = Int32Array.from(places);
  if (!isCsrMatrix(X)) return takeDense(X, columns);
  if (columns.length === X.cols && columns.every((place, at) => place === at)) {
    return new CsrMatrix(X.rows, X.cols, X.data.slice(), X.indices.slice(), X.indptr.slice());
  }
  const ascends = columns.every((place, at) => at === 0 || place > (columns[at - 1] as number));
  return ascends ? takeAscending(X, columns) : takeAny(X, columns);
}

function takeDense({ rows, cols, data }: Matrix, places: Int32Array): Matrix {
  const taken = new Float64Array(rows * places.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let place = 0; place < places.length; place++, at++) {
      taken[at] = data[i * cols + (places[place] as number)] as number;
    }
  }
  return new Matrix(rows, places.length, taken);
}

function takeAscending(X: CsrMatrix, places: Int32Array): CsrMatrix {
  const targets = targetsOf(X, places);
  let count = 0;
  for (let at = 0; at < targets.length; at++) count += Number((targets[at] as number) >= 0);
  // What is left out is written over by what follows.
  const [data, indices] = [new Float64Array(count + 1), new Int32Array(count + 1)];
  const indptr = new Int32Array(X.rows + 1);
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    const end = X.indptr[i + 1] as number;
    for (let at = X.indptr[i] as number; at < end; at++) {
      const target = targets[at] as number;
      indices[size] = target;
      data[size] = X.data[at] as number;
      size += Number(target >= 0);
    }
    indptr[i + 1] = size;
  }
  return new CsrMatrix(X.rows, places.length, data.subarray(0, size), indices.subarray(0, size), indptr);
}

/** More columns have no table: there may be a billion. */
const MOST_IN_TABLE = 1 << 24;

/** Where the column of each stored element stands among places that ascend; −1 where it does not. */
function targetsOf({ cols, indices }: CsrMatrix, places: Int32Array): Int32Array {
  const targets = new Int32Array(indices.length);
  if (cols > MOST_IN_TABLE) {
    const known = new Map(Array.from(places, (place, target) => [place, target]));
    for (let at = 0; at < indices.length; at++) targets[at] = known.get(indices[at] as number) ?? -1;
    return targets;
  }
  const table = new Int32Array(cols).fill(-1);
  for (let target = 0; target < places.length; target++) table[places[target] as number] = target;
  for (let at = 0; at < indices.length; at++) targets[at] = table[indices[at] as number] as number;
  return targets;
}

/** Places in any order: by way of the columns that are asked for, so that those of a row ascend. */
function takeAny(all: CsrMatrix, wanted: Int32Array): CsrMatrix {
  const distinct = Int32Array.from(new Set(wanted)).sort();
  const X = takeAscending(all, distinct);
  const placeOf = new Map(Array.from(distinct, (column, place) => [column, place]));
  const places = wanted.map((column) => placeOf.get(column) ?? 0);
  const { starts, places: rowsOfColumns, values } = toCsc(X);
  const indptr = new Int32Array(X.rows + 1);
  for (const place of places) {
    for (let at = starts[place] as number; at < (starts[place + 1] as number); at++) {
      const row = (rowsOfColumns[at] as number) + 1;
      indptr[row] = (indptr[row] as number) + 1;
    }
  }
  for (let i = 0; i < X.rows; i++) indptr[i + 1] = (indptr[i + 1] as number) + (indptr[i] as number);
  const next = indptr.slice();
  const count = indptr[X.rows] as number;
  const [data, indices] = [new Float64Array(count), new Int32Array(count)];
  places.forEach((place, target) => {
    for (let at = starts[place] as number; at < (starts[place + 1] as number); at++) {
      const row = rowsOfColumns[at] as number;
      const to = next[row] as number;
      next[row] = to + 1;
      indices[to] = target;
      data[to] = values[at] as number;
    }
  });
  return new CsrMatrix(X.rows, places.length, data, indices, indptr);
}
