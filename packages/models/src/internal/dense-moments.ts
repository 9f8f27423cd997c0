import type { Matrix } from "@mlsys/core";

/** Numbers that the innermost cache holds, with room to spare. */
const NEAR = 2048;

/** Calls with the first row of each group of rows that the cache holds, and with the row after them. */
export function forEachBand({ rows, cols }: Matrix, visit: (from: number, end: number) => void): void {
  const height = Math.max(1, Math.floor(NEAR / cols));
  for (let from = 0; from < rows; from += height) visit(from, Math.min(rows, from + height));
}

/** Adds the weighted sums of columns and their weights, without NaN. */
export function addColumnSums(
  X: Matrix,
  weights: Float64Array | undefined,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const whole = weights === undefined ? X.cols & ~3 : 0;
  forEachBand(X, (from, end) => {
    for (let j = 0; j < whole; j += 4) if (!addFourSums(X, from, end, j, sums, counts)) addSums(j, j + 4, from, end);
    addSums(whole, X.cols, from, end);
  });

  function addSums(first: number, last: number, from: number, end: number): void {
    const { cols, data } = X;
    for (let j = first; j < last; j++) {
      let [sum, count] = [sums[j] as number, counts[j] as number];
      for (let i = from; i < end; i++) {
        const value = data[i * cols + j] as number;
        if (Number.isNaN(value)) continue;
        const weight = weights === undefined ? 1 : (weights[i] as number);
        sum += weight * value;
        count += weight;
      }
      sums[j] = sum;
      counts[j] = count;
    }
  }
}

/** Four columns at once, as long as no number is NaN; false where one is, and nothing was added. */
function addFourSums(
  { cols, data }: Matrix,
  from: number,
  end: number,
  j: number,
  sums: Float64Array,
  counts: Float64Array,
): boolean {
  let a = sums[j] as number;
  let b = sums[j + 1] as number;
  let c = sums[j + 2] as number;
  let d = sums[j + 3] as number;
  for (let at = from * cols + j; at < end * cols; at += cols) {
    a += data[at] as number;
    b += data[at + 1] as number;
    c += data[at + 2] as number;
    d += data[at + 3] as number;
  }
  if (Number.isNaN(a + b + c + d)) return false;
  sums[j] = a;
  sums[j + 1] = b;
  sums[j + 2] = c;
  sums[j + 3] = d;
  for (let column = j; column < j + 4; column++) counts[column] = (counts[column] as number) + (end - from);
  return true;
}

/** Adds the weighted squares of the distances to the means of columns, and the distances, without NaN. */
export function addColumnSquares(
  X: Matrix,
  weights: Float64Array | undefined,
  means: Float64Array,
  squares: Float64Array,
  drifts: Float64Array,
): void {
  const whole = weights === undefined ? X.cols & ~1 : 0;
  forEachBand(X, (from, end) => {
    for (let j = 0; j < whole; j += 2) {
      if (!addTwoSquares(X, from, end, j, means, squares, drifts)) addSquares(j, j + 2, from, end);
    }
    addSquares(whole, X.cols, from, end);
  });

  function addSquares(first: number, last: number, from: number, end: number): void {
    const { cols, data } = X;
    for (let j = first; j < last; j++) {
      const mean = means[j] as number;
      let [square, drift] = [squares[j] as number, drifts[j] as number];
      for (let i = from; i < end; i++) {
        const value = data[i * cols + j] as number;
        if (Number.isNaN(value)) continue;
        const weight = weights === undefined ? 1 : (weights[i] as number);
        const distance = value - mean;
        square += weight * distance * distance;
        drift += weight * distance;
      }
      squares[j] = square;
      drifts[j] = drift;
    }
  }
}

/** Two columns at once, as long as no number is NaN; false where one is, and nothing was added. */
function addTwoSquares(
  { cols, data }: Matrix,
  from: number,
  end: number,
  j: number,
  means: Float64Array,
  squares: Float64Array,
  drifts: Float64Array,
): boolean {
  const [mean, nextMean] = [means[j] as number, means[j + 1] as number];
  let square = squares[j] as number;
  let nextSquare = squares[j + 1] as number;
  let drift = drifts[j] as number;
  let nextDrift = drifts[j + 1] as number;
  for (let at = from * cols + j; at < end * cols; at += cols) {
    const distance = (data[at] as number) - mean;
    const next = (data[at + 1] as number) - nextMean;
    square += distance * distance;
    nextSquare += next * next;
    drift += distance;
    nextDrift += next;
  }
  if (Number.isNaN(square + nextSquare)) return false;
  squares[j] = square;
  squares[j + 1] = nextSquare;
  drifts[j] = drift;
  drifts[j + 1] = nextDrift;
  return true;
}

/** The same sums of rows in groups; all columns of a group lie together. */
export function addGroupSums(
  { rows, cols, data }: Matrix,
  weights: Float64Array | undefined,
  codes: Int32Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const first = (codes[i] as number) * cols;
    for (let place = first; place < first + cols; place++, at++) {
      const value = data[at] as number;
      if (Number.isNaN(value)) continue;
      sums[place] = (sums[place] as number) + weight * value;
      counts[place] = (counts[place] as number) + weight;
    }
  }
}

/** The same squares and distances of rows in groups. */
export function addGroupSquares(
  { rows, cols, data }: Matrix,
  weights: Float64Array | undefined,
  codes: Int32Array,
  means: Float64Array,
  squares: Float64Array,
  drifts: Float64Array,
): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const first = (codes[i] as number) * cols;
    for (let place = first; place < first + cols; place++, at++) {
      const value = data[at] as number;
      if (Number.isNaN(value)) continue;
      const distance = value - (means[place] as number);
      squares[place] = (squares[place] as number) + weight * distance * distance;
      drifts[place] = (drifts[place] as number) + weight * distance;
    }
  }
}
