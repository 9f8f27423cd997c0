import { Matrix } from "@mlsys/core";
import { columnMeans } from "./centering.ts";
import { gramWidth } from "./kernels/kernel-contract.ts";
import { linearKernel } from "./kernels/linear-kernel.ts";
import { addScaled, dot } from "./sums.ts";

const BLOCK = 64;

/** A regression problem. */
export interface LinearProblem {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly weights: Float64Array | undefined;
  /** Whether columns are centred. */
  readonly fitIntercept: boolean;
}

/** A regression problem with its means, which are 0 where none are taken off. */
export interface CentredProblem {
  readonly X: Matrix;
  readonly Y: Matrix;
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
  readonly rootWeights: Float64Array | undefined;
}

/** The inner products of the centred, weighted columns of X and Y; not finite where a number is not, or a product is too large. */
export interface GramMatrices {
  /** XᵀX, p × p. */
  readonly xx: Matrix;
  /** XᵀY, p × targets. */
  readonly xy: Matrix;
  readonly centred: CentredProblem;
}

/** Rows whose means stand for those of all, at first. */
const FIRST_ROWS = 256;

export function centredProblem({ X, Y, weights, fitIntercept }: LinearProblem): CentredProblem {
  return {
    X,
    Y,
    xMeans: fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols),
    yMeans: fitIntercept ? columnMeans(Y, weights) : new Float64Array(Y.cols),
    rootWeights: weights?.map(Math.sqrt),
  };
}

/**
 * In one pass: columns are moved by the means of the first rows, and the products corrected for what that leaves. Where the
 * first rows do not tell of the others, a second pass moves by the means that the first one found.
 */
export function gramMatrices({ X, Y, weights, fitIntercept }: LinearProblem): GramMatrices {
  const rootWeights = weights?.map(Math.sqrt);
  const shift = new Float64Array(X.cols + Y.cols);
  if (fitIntercept) {
    shift.set(columnMeans(firstRows(X), undefined));
    shift.set(columnMeans(firstRows(Y), undefined), X.cols);
  }
  const rows = { rows: X.rows, X: X.data, p: X.cols, Y: Y.data, t: Y.cols, rootWeights };
  const kernel = linearKernel(X.cols + Y.cols);
  let moved = new MovedProducts(kernel.gram(rows, shift), X.cols, Y.cols);
  if (fitIntercept && moved.areFar()) {
    for (let j = 0; j < shift.length; j++) shift[j] = (shift[j] as number) + moved.mean(j);
    moved = new MovedProducts(kernel.gram(rows, shift), X.cols, Y.cols);
  }
  const means = fitIntercept ? shift.map((value, j) => value + moved.mean(j)) : shift;
  const centred = { X, Y, xMeans: means.slice(0, X.cols), yMeans: means.slice(X.cols), rootWeights };
  return { ...moved.centred(fitIntercept), centred };
}

export function firstRows({ rows, cols, data }: Matrix): Matrix {
  const count = Math.min(rows, FIRST_ROWS);
  return new Matrix(count, cols, data.subarray(0, count * cols));
}

/** The products of columns that were moved by some number each, and of the ones. */
class MovedProducts {
  private readonly sums: Float64Array;
  private readonly width: number;
  private readonly p: number;
  private readonly t: number;

  constructor(sums: Float64Array, p: number, t: number) {
    this.sums = sums;
    this.width = gramWidth(p, t);
    this.p = p;
    this.t = t;
  }

  /** The mean of a moved column. */
  mean(j: number): number {
    const ones = this.p + this.t;
    return this.at(j, ones) / this.at(ones, ones);
  }

  /** Whether a column lies so far from 0 that taking off its mean afterwards would cost digits. */
  areFar(): boolean {
    for (let j = 0; j < this.p; j++)
      if (!(2 * this.at(j, this.p + this.t) * this.mean(j) <= this.at(j, j))) return true;
    return false;
  }

  centred(takesMeans: boolean): Pick<GramMatrices, "xx" | "xy"> {
    const { p, t } = this;
    const [xx, xy] = [new Matrix(p, p), new Matrix(p, t)];
    for (let i = 0; i < p; i++) {
      const sum = takesMeans ? this.at(i, p + t) : 0;
      for (let j = i; j < p; j++) {
        const product = this.at(i, j) - (takesMeans ? sum * this.mean(j) : 0);
        xx.data[i * p + j] = product;
        xx.data[j * p + i] = product;
      }
      for (let k = 0; k < t; k++) xy.data[i * t + k] = this.at(i, p + k) - (takesMeans ? sum * this.mean(p + k) : 0);
    }
    return { xx, xy };
  }

  private at(i: number, j: number): number {
    return this.sums[i * this.width + j] as number;
  }
}

/** Xᵀ(Y − X·B) of the centred problem with the inner products `xx`: what is left for a step of refinement. */
export function residualProducts(problem: CentredProblem, B: Matrix, xx: Matrix): Matrix {
  return areNear(problem, xx) ? residualsInOnePass(problem, B.data) : residualsOfBlocks(problem, B);
}

/** Whether one target's columns lie near 0, so that their means can be taken off afterwards without losing digits. */
function areNear({ X, Y, xMeans, rootWeights }: CentredProblem, xx: Matrix): boolean {
  const total = rootWeights === undefined ? X.rows : dot(rootWeights, rootWeights);
  return Y.cols === 1 && xMeans.every((mean, j) => total * mean * mean <= 4 * (xx.data[j * xx.cols + j] as number));
}

function residualsInOnePass({ X, Y, xMeans, yMeans, rootWeights }: CentredProblem, b: Float64Array): Matrix {
  const offset = (yMeans[0] as number) - dot(xMeans, b);
  const products = new Matrix(X.cols, 1);
  let sum = 0;
  const toResiduals = (scores: Float64Array, start: number): void => {
    for (let i = 0; i < scores.length; i++) {
      const weight = rootWeights === undefined ? 1 : (rootWeights[start + i] as number) ** 2;
      const residual = weight * ((Y.data[start + i] as number) - (scores[i] as number));
      scores[i] = residual;
      sum += residual;
    }
  };
  linearKernel(X.cols).sweep(X.data, X.cols, b, offset, toResiduals, products.data);
  addScaled(products.data, -sum, xMeans);
  return products;
}

function residualsOfBlocks(problem: CentredProblem, B: Matrix): Matrix {
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

function addCross(xy: Matrix, x: Float64Array, y: Float64Array, count: number): void {
  for (let j = 0; j < xy.rows; j++) {
    for (let k = 0; k < xy.cols; k++) {
      const at = j * xy.cols + k;
      xy.data[at] = (xy.data[at] as number) + dot(x, y, j * BLOCK, k * BLOCK, count);
    }
  }
}
