import { Matrix } from "@mlsys/core";
import { symmetricEigenvectors } from "../decomposition/singular-vectors.ts";
import { allFinite } from "../internal/all-finite.ts";
import { centredRows, columnMeans } from "../internal/centering.ts";
import { gramMatrices } from "../internal/gram.ts";
import type { LinearProblem } from "../internal/gram.ts";
import { productOf } from "../internal/gram-qr.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { leftSvd } from "../internal/thin-svd.ts";
import { transposed } from "../internal/transposed.ts";

/**
 * Per strength of the penalty, what a fit to all other rows leaves of each row's Y, rows × targets, each row times the square root of its
 * weight; from the principal directions of X: no fit is repeated. `bySvd` takes singular vectors whatever the penalties.
 */
export function leaveOneOutResiduals(
  { X, Y, weights, fitIntercept }: LinearProblem,
  alphas: readonly number[],
  bySvd: boolean,
): readonly Matrix[] {
  const [n, targets] = [X.rows, Y.cols];
  const xMeans = fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols);
  const yMeans = fitIntercept ? columnMeans(Y, weights) : new Float64Array(targets);
  const roots = weights?.map(Math.sqrt);
  const { projected, squares } = principalDirections(centredRows(X, xMeans, roots), bySvd ? 0 : Math.min(...alphas));
  const centred = centredRows(Y, yMeans, roots);
  const size = squares.length;
  const total = weights === undefined ? n : pairwiseSum(weights);
  const products = new Float64Array(size * targets);
  multiplyTransposed(projected, centred.data, targets, products);
  return alphas.map((alpha) => {
    const factors = squares.map((square) => 1 / (square + alpha));
    const coefficients = products.map((each, at) => each * (factors[Math.floor(at / targets)] as number));
    const left = new Matrix(n, targets);
    multiply(projected, coefficients, targets, undefined, left.data);
    for (let i = 0; i < n; i++) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      let leverage = fitIntercept ? weight / total : 0;
      for (let k = 0; k < size; k++) leverage += (factors[k] as number) * (projected.data[i * size + k] as number) ** 2;
      // A row that alone determines a direction cannot be left out.
      const share = leverage < 1 ? 1 - leverage : 1;
      for (let at = i * targets; at < (i + 1) * targets; at++) {
        left.data[at] = ((centred.data[at] as number) - (left.data[at] as number)) / share;
      }
    }
    return left;
  });
}

/** Below this share of the largest square, a penalty does not cover what the inner products of columns lose. */
const LEAST_PENALTY = 1e-7;

interface PrincipalDirections {
  /** Rows × directions. */
  readonly projected: Matrix;
  /** The sum of the squares of each column of `projected`. */
  readonly squares: Float64Array;
}

/** From the inner products of the columns where the least penalty allows it, else from the singular vectors. */
function principalDirections(X: Matrix, leastPenalty: number): PrincipalDirections {
  if (X.rows >= X.cols) {
    const { xx } = gramMatrices({ X, Y: new Matrix(X.rows, 0), weights: undefined, fitIntercept: false });
    const eigen = allFinite(xx.data) ? symmetricEigenvectors(xx) : undefined;
    if (eigen !== undefined && leastPenalty >= LEAST_PENALTY * (eigen.values[0] as number)) {
      const squares = eigen.values.map((value) => Math.max(0, value));
      return { projected: productOf(X, transposed(eigen.vectors)), squares };
    }
  }
  const { vectors, values } = leftSvd(transposed(X));
  const projected = transposed(vectors);
  for (let at = 0; at < projected.data.length; at++) {
    projected.data[at] = (projected.data[at] as number) * (values[at % values.length] as number);
  }
  return { projected, squares: values.map((value) => value * value) };
}
