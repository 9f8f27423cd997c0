import { Matrix } from "@mlsys/core";
import { columnMeans } from "./centering.ts";
import { firstRows } from "./gram.ts";
import type { GramMatrices, LinearProblem } from "./gram.ts";
import { linearKernel } from "./kernels/linear-kernel.ts";
import { pairwiseSum } from "./sums.ts";

/** Squared lengths between which floats hold the numbers of a column. */
const [LEAST, MOST] = [1e-20, 1e20];

/**
 * The inner products of a problem of one target: of columns, to three or four digits of each number; of columns and y, to those of a
 * double. Undefined where that gains nothing, or a column does not suit it: one that is constant, of an unusual scale, or not finite.
 */
export function roughGramMatrices({ X, Y, weights, fitIntercept }: LinearProblem): GramMatrices | undefined {
  const kernel = linearKernel(X.cols);
  if (kernel.roughGram === undefined) return undefined;
  const [n, p] = [X.rows, X.cols];
  const rootWeights = weights?.map(Math.sqrt);
  const shift = fitIntercept ? columnMeans(firstRows(X), undefined) : new Float64Array(p);
  const yMeans = fitIntercept ? columnMeans(Y, weights) : new Float64Array(1);
  // Weights, whose products are sums; and y without its mean, weighted.
  const factors = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    factors[2 * i] = weight;
    factors[2 * i + 1] = weight * ((Y.data[i] as number) - (yMeans[0] as number));
  }
  const products = kernel.roughGram({ rows: n, X: X.data, p, Y: factors, t: 2, rootWeights }, shift);
  if (products === undefined) return undefined;
  const { inner, width, sums } = products;
  const total = weights === undefined ? n : pairwiseSum(weights);
  const xMeans = fitIntercept ? shift.map((_, j) => (sums[j] as number) / total) : shift;
  const [xx, xy] = [new Matrix(p, p), new Matrix(p, 1, sums.slice(p))];
  for (let i = 0; i < p; i++) {
    const moved = (xMeans[i] as number) - (shift[i] as number);
    const square = inner[i * width + i] as number;
    const isFar = !(2 * total * moved * moved <= square);
    if (isFar || square < LEAST || square > MOST) return undefined;
    for (let j = i; j < p; j++) {
      const product = (inner[i * width + j] as number) - total * moved * ((xMeans[j] as number) - (shift[j] as number));
      xx.data[i * p + j] = product;
      xx.data[j * p + i] = product;
    }
  }
  return { xx, xy, centred: { X, Y, xMeans, yMeans, rootWeights } };
}
