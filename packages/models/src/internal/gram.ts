import { Matrix } from "@mlsys/core";
import { dot } from "./sums.ts";

const BLOCK = 64;

/** The inner products of the centred, weighted columns of X and Y. */
export interface GramMatrices {
  /** XᵀX, p × p. */
  readonly xx: Matrix;
  /** XᵀY, p × targets. */
  readonly xy: Matrix;
}

/** Centred columns are never stored: blocks of rows are centred into a buffer that stays in the cache. */
export interface CentredProblem {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
  readonly rootWeights: Float64Array | undefined;
}

export function gramMatrices({ X, Y, xMeans, yMeans, rootWeights }: CentredProblem): GramMatrices {
  const [p, t] = [X.cols, Y.cols];
  const xx = new Matrix(p, p);
  const xy = new Matrix(p, t);
  const x = new Float64Array(p * BLOCK);
  const y = new Float64Array(t * BLOCK);
  for (let start = 0; start < X.rows; start += BLOCK) {
    const count = Math.min(BLOCK, X.rows - start);
    centreBlock(x, X, xMeans, rootWeights, start, count);
    centreBlock(y, Y, yMeans, rootWeights, start, count);
    addInner(xx, x, count);
    addCross(xy, x, y, count);
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) xx.data[i * p + j] = xx.data[j * p + i] as number;
  return { xx, xy };
}

/** Xᵀ(Y − X·B) of the centred problem: what is left for a step of refinement. */
export function residualProducts(problem: CentredProblem, B: Matrix): Matrix {
  const { X, Y, xMeans, yMeans, rootWeights } = problem;
  const [p, t] = [X.cols, Y.cols];
  const xy = new Matrix(p, t);
  const x = new Float64Array(p * BLOCK);
  const y = new Float64Array(t * BLOCK);
  for (let start = 0; start < X.rows; start += BLOCK) {
    const count = Math.min(BLOCK, X.rows - start);
    centreBlock(x, X, xMeans, rootWeights, start, count);
    centreBlock(y, Y, yMeans, rootWeights, start, count);
    for (let k = 0; k < t; k++) {
      for (let j = 0; j < p; j++) {
        const b = B.data[j * t + k] as number;
        for (let i = 0; i < count; i++) {
          y[k * BLOCK + i] = (y[k * BLOCK + i] as number) - b * (x[j * BLOCK + i] as number);
        }
      }
    }
    addCross(xy, x, y, count);
  }
  return xy;
}

function centreBlock(
  block: Float64Array,
  { data, cols }: Matrix,
  means: Float64Array,
  rootWeights: Float64Array | undefined,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = (start + i) * cols;
    const factor = rootWeights === undefined ? 1 : (rootWeights[start + i] as number);
    for (let j = 0; j < cols; j++) {
      block[j * BLOCK + i] = ((data[row + j] as number) - (means[j] as number)) * factor;
    }
  }
}

/** Adds the upper triangle of xxᵀ, two by two columns: four sums share four loads. */
function addInner(xx: Matrix, x: Float64Array, count: number): void {
  const p = xx.rows;
  for (let i = 0; i < p; i += 2) {
    for (let j = i; j < p; j += 2) {
      if (i + 1 < p && j + 1 < p) addTile(xx, x, i, j, count);
      else addSingly(xx, x, i, j, count);
    }
  }
}

function addTile(xx: Matrix, x: Float64Array, i: number, j: number, count: number): void {
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  const a = i * BLOCK;
  const c = j * BLOCK;
  for (let at = 0; at < count; at++) {
    const x0 = x[a + at] as number;
    const x1 = x[a + BLOCK + at] as number;
    const z0 = x[c + at] as number;
    const z1 = x[c + BLOCK + at] as number;
    s00 += x0 * z0;
    s01 += x0 * z1;
    s10 += x1 * z0;
    s11 += x1 * z1;
  }
  const { data, cols } = xx;
  const first = i * cols + j;
  data[first] = (data[first] as number) + s00;
  data[first + 1] = (data[first + 1] as number) + s01;
  if (i !== j) data[first + cols] = (data[first + cols] as number) + s10;
  data[first + cols + 1] = (data[first + cols + 1] as number) + s11;
}

function addSingly(xx: Matrix, x: Float64Array, i: number, j: number, count: number): void {
  const p = xx.rows;
  for (let a = i; a < Math.min(i + 2, p); a++) {
    for (let c = Math.max(a, j); c < Math.min(j + 2, p); c++) {
      xx.data[a * p + c] = (xx.data[a * p + c] as number) + dot(x, x, a * BLOCK, c * BLOCK, count);
    }
  }
}

function addCross(xy: Matrix, x: Float64Array, y: Float64Array, count: number): void {
  for (let j = 0; j < xy.rows; j++) {
    for (let k = 0; k < xy.cols; k++) {
      const at = j * xy.cols + k;
      xy.data[at] = (xy.data[at] as number) + dot(x, y, j * BLOCK, k * BLOCK, count);
    }
  }
}
