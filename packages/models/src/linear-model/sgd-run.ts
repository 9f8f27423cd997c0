import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { shuffle } from "../internal/row-loops/descent-loops.ts";
import type { SgdLoss } from "./sgd-losses.ts";
import type { SgdSettings } from "./sgd-options.ts";
import { SgdStopping } from "./sgd-stopping.ts";
import { SgdWeights } from "./sgd-weights.ts";

/** The data of a descent, and where it starts. Weights and averages are changed in place. */
export interface SgdRun {
  readonly owner: string;
  readonly X: Matrix | CsrMatrix;
  readonly y: Float64Array;
  /** What y is where it is not 1; undefined where it may be anything. */
  readonly absent?: number;
  readonly sampleWeight: Float64Array | undefined;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
  readonly loss: SgdLoss;
  /** Seeds the order of the rows, of 32 bits. */
  readonly seed: number;
  /** 1 for the rows that are kept back; undefined for none. */
  readonly isValidation: Uint8Array | undefined;
  /** The score of weights (without their scale, as in the reference) and intercept on the rows kept back. */
  readonly validationScore: ((weights: Float64Array, intercept: number) => number) | undefined;
  readonly maxIter: number;
  readonly weights: Float64Array;
  readonly averageWeights: Float64Array | undefined;
  readonly intercept: number;
  readonly averageIntercept: number;
  /** The number of the first step, 1 at the start. */
  readonly step: number;
}

/** What a descent ends with besides the weights. */
export interface SgdOutcome {
  readonly intercept: number;
  readonly averageIntercept: number;
  readonly nIter: number;
}

/** With sparse rows the intercept moves in smaller steps, against oscillation. */
const SPARSE_INTERCEPT_DECAY = 0.01;
const MAX_SLOPE = 1e12;

/**
 * Stochastic gradient descent, step for step scikit-learn's.
 *
 * @see Bottou, Stochastic gradient descent tricks (2012).
 * @see Tsuruoka, Tsujii and Ananiadou (2009) for the L1 penalty; Crammer et al. (2006) for the passive-aggressive steps.
 */
export function runSgd(run: SgdRun, settings: SgdSettings): SgdOutcome {
  const { X, y, sampleWeight, loss, isValidation, maxIter } = run;
  const { alpha, learningRate, eta0, powerT, fitIntercept, average, penalty, earlyStopping } = settings;
  const l1Ratio = l1Share(settings);
  const hasL2 = penalty === "l2" || penalty === "elasticnet";
  const hasL1 = penalty === "l1" || penalty === "elasticnet";
  const isPassive = learningRate === "pa1" || learningRate === "pa2";
  const rows = X.rows;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const stopping = new SgdStopping(run, settings);
  const w = new SgdWeights(X, run.weights, run.averageWeights, hasL1);
  const decay = interceptDecay(X);
  const optimalStart = learningRate === "optimal" ? optimalInit(alpha, loss) : 0;
  let { intercept, averageIntercept, step } = run;
  let eta = eta0;
  let cumulative = 0;
  for (let epoch = 1; epoch <= maxIter; epoch++) {
    let objective = 0;
    if (settings.shuffle) shuffle(order, run.seed);
    for (let at = 0; at < rows; at++) {
      const i = order[at] as number;
      if (isValidation !== undefined && isValidation[i] === 1) continue;
      const target = y[i] as number;
      const score = w.dot(i) + intercept;
      if (learningRate === "optimal") eta = 1 / (alpha * (optimalStart + step - 1));
      else if (learningRate === "invscaling") eta = eta0 / step ** powerT;
      if (!earlyStopping) {
        objective += loss.loss(target, score);
        if (!isPassive && penalty !== null) {
          objective += alpha * ((1 - l1Ratio) * 0.5 * w.squaredNorm + l1Ratio * w.l1Norm);
        }
      }
      let update: number;
      if (isPassive) {
        const square = w.squaredRow(i);
        if (learningRate === "pa1") {
          if (square === 0) continue;
          update = Math.min(eta0, loss.loss(target, score) / square);
        } else {
          update = loss.loss(target, score) / (square + 0.5 / eta0);
        }
        if (loss.isHinge === true) update *= target;
        else if (target - score < 0) update = -update;
      } else {
        update = -eta * Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, loss.slope(target, score)));
      }
      update *=
        (target > 0 ? run.positiveWeight : run.negativeWeight) *
        (sampleWeight === undefined ? 1 : (sampleWeight[i] as number));
      if (hasL2) w.scaleBy(Math.max(0, 1 - (1 - l1Ratio) * eta * alpha));
      if (update !== 0) {
        w.add(i, update);
        if (fitIntercept) intercept += update * decay;
      }
      if (average > 0 && average <= step) {
        w.addAverage(i, update, step - average + 1);
        averageIntercept += (intercept - averageIntercept) / (step - average + 1);
      }
      if (hasL1) {
        cumulative += l1Ratio * eta * alpha;
        w.shrink(i, cumulative);
      }
      step += 1;
    }
    if (!stopping.isIdle(objective, run.weights, intercept)) continue;
    if (learningRate !== "adaptive" || eta <= 1e-6) {
      w.finish();
      return { intercept, averageIntercept, nIter: epoch };
    }
    eta /= 5;
  }
  w.finish();
  return { intercept, averageIntercept, nIter: maxIter };
}

/** The share of L1 in the penalty. */
export const l1Share = ({ penalty, l1Ratio }: SgdSettings): number =>
  penalty === "elasticnet" ? l1Ratio : penalty === "l1" ? 1 : 0;

/** How much of a step the intercept takes. */
export const interceptDecay = (X: Matrix | CsrMatrix): number => (isCsrMatrix(X) ? SPARSE_INTERCEPT_DECAY : 1);

/** Where the optimal learning rate starts. */
export function optimalInit(alpha: number, loss: SgdLoss): number {
  const typical = Math.sqrt(1 / Math.sqrt(alpha));
  return 1 / ((typical / Math.max(1, loss.slope(1, -typical))) * alpha);
}
