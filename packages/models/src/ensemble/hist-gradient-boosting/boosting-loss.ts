import { quantile, weightedQuantile } from "../../internal/quantiles.ts";
import { pairwiseSum } from "../../internal/sums.ts";

/** The losses, by scikit-learn's names. */
export type RegressionLoss = "squared_error" | "absolute_error" | "poisson" | "gamma" | "quantile";

/** What boosting needs of a loss. Raw predictions are on the scale of the link, an array a tree of an iteration. */
export interface BoostingLoss {
  /** Trees of an iteration: one, or one a class. */
  readonly nTrees: number;
  /** The constant prediction of least loss. */
  baseline(y: Float64Array, weights: Float64Array | undefined): Float64Array;
  /** First and second derivatives of each row side by side, with the weights, into single precision; or the loop that knows them. */
  readonly derivatives:
    | "logistic"
    | ((
        y: Float64Array,
        raw: readonly Float64Array[],
        weights: Float64Array | undefined,
        derivatives: readonly Float32Array[],
      ) => void);
  /** The loss of row i. */
  lossAt(y: Float64Array, raw: readonly Float64Array[], i: number): number;
  /** The best value of a leaf for what is left of its rows, where the derivatives do not tell. */
  readonly leafValue?: (rest: Float64Array, weights: Float64Array | undefined) => number;
}

export function regressionLoss(name: RegressionLoss, share: number): BoostingLoss {
  if (name === "poisson") return pointwise(poisson, (mean) => Math.log(Math.max(mean, 10 * Number.EPSILON)));
  if (name === "gamma") return pointwise(gamma, (mean) => Math.log(Math.max(mean, 10 * Number.EPSILON)));
  if (name === "squared_error") return pointwise(squares, (mean) => mean);
  const at = name === "absolute_error" ? 0.5 : share;
  const value = (rest: Float64Array, weights: Float64Array | undefined) =>
    weights === undefined ? quantile(rest, at) : weightedQuantile(rest, weights, at);
  const slopes = name === "absolute_error" ? absolute : pinball(share);
  return {
    ...pointwise(slopes, (mean) => mean),
    baseline: (y, weights) => Float64Array.of(value(y, weights)),
    leafValue: value,
  };
}

/** A loss of one raw prediction: its value, and its first and second derivative. */
interface Pointwise {
  readonly loss: (y: number, raw: number) => number;
  readonly gradient: (y: number, raw: number) => number;
  readonly hessian: (y: number, raw: number) => number;
}

const squares: Pointwise = {
  loss: (y, raw) => 0.5 * (raw - y) * (raw - y),
  gradient: (y, raw) => raw - y,
  hessian: () => 1,
};

const absolute: Pointwise = {
  loss: (y, raw) => Math.abs(raw - y),
  gradient: (y, raw) => (raw > y ? 1 : -1),
  hessian: () => 1,
};

const pinball = (share: number): Pointwise => ({
  loss: (y, raw) => (y >= raw ? share * (y - raw) : (1 - share) * (raw - y)),
  gradient: (y, raw) => (y >= raw ? -share : 1 - share),
  hessian: () => 1,
});

const poisson: Pointwise = {
  loss: (y, raw) => Math.exp(raw) - y * raw,
  gradient: (y, raw) => Math.exp(raw) - y,
  hessian: (_, raw) => Math.exp(raw),
};

const gamma: Pointwise = {
  loss: (y, raw) => raw + y * Math.exp(-raw),
  gradient: (y, raw) => 1 - y * Math.exp(-raw),
  hessian: (y, raw) => y * Math.exp(-raw),
};

function pointwise({ loss, gradient, hessian }: Pointwise, link: (mean: number) => number): BoostingLoss {
  return {
    nTrees: 1,
    baseline: (y, weights) => Float64Array.of(link(mean(y, weights))),
    derivatives: (y, [raw], weights, [derivatives]) => {
      if (raw === undefined || derivatives === undefined) return;
      for (let i = 0; i < y.length; i++) {
        const weight = weights === undefined ? 1 : (weights[i] as number);
        derivatives[2 * i] = weight * gradient(y[i] as number, raw[i] as number);
        derivatives[2 * i + 1] = weight * hessian(y[i] as number, raw[i] as number);
      }
    },
    lossAt: (y, [raw], i) => loss(y[i] as number, raw?.[i] ?? 0),
  };
}

function mean(y: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return pairwiseSum(y) / y.length;
  return pairwiseSum(y.map((value, i) => value * (weights[i] as number))) / pairwiseSum(weights);
}

/** The logistic loss of two classes, one of them y = 1. */
export const binomialLoss: BoostingLoss = {
  nTrees: 1,
  baseline: (y, weights) => {
    const eps = 10 * Number.EPSILON;
    const share = Math.min(1 - eps, Math.max(eps, mean(y, weights)));
    return Float64Array.of(Math.log(share / (1 - share)));
  },
  derivatives: "logistic",
  lossAt: (y, [raw], i) => {
    const value = raw?.[i] ?? 0;
    return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))) - (y[i] as number) * value;
  },
};

/** The cross-entropy of several classes, y the place of a class. */
export function multinomialLoss(nClasses: number): BoostingLoss {
  return {
    nTrees: nClasses,
    baseline: (y, weights) => {
      const shares = Float64Array.from({ length: nClasses }, (_, k) => {
        const share = mean(
          y.map((code) => (code === k ? 1 : 0)),
          weights,
        );
        return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
      });
      const logs = shares.map(Math.log);
      const middle = logs.reduce((sum, each) => sum + each, 0) / nClasses;
      return logs.map((each) => each - middle);
    },
    derivatives: (y, raw, weights, derivatives) => {
      const shares = new Float64Array(nClasses);
      for (let i = 0; i < y.length; i++) {
        const weight = weights === undefined ? 1 : (weights[i] as number);
        softmaxAt(raw, i, shares);
        for (let k = 0; k < nClasses; k++) {
          const share = shares[k] as number;
          const own = derivatives[k] as Float32Array;
          own[2 * i] = weight * (y[i] === k ? share - 1 : share);
          own[2 * i + 1] = weight * share * (1 - share);
        }
      }
    },
    lossAt: (y, raw, i) => {
      const shares = new Float64Array(nClasses);
      return softmaxAt(raw, i, shares) - (raw[y[i] as number]?.[i] ?? 0);
    },
  };
}

/** The softmax of the raw predictions of row i, written into `shares`; the logarithm of the sum of their exponentials. */
export function softmaxAt(raw: readonly Float64Array[], i: number, shares: Float64Array): number {
  let largest = -Infinity;
  for (const each of raw) largest = Math.max(largest, each[i] as number);
  let sum = 0;
  for (let k = 0; k < raw.length; k++) sum += shares[k] = Math.exp((raw[k]?.[i] ?? 0) - largest);
  for (let k = 0; k < raw.length; k++) shares[k] = (shares[k] as number) / sum;
  return largest + Math.log(sum);
}
