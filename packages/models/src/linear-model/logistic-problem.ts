import type { CsrMatrix, Matrix } from "@mlsys/core";
import { ScoreProblem } from "../internal/score-problem.ts";
import { LogisticScoreLoss } from "./logistic-score-loss.ts";

/** The data of a logistic regression. */
export interface LogisticData {
  readonly X: Matrix | CsrMatrix;
  /** The class of each row: 0, 1, … */
  readonly codes: Int32Array;
  /** The weight of each row; the weights add up to 1. */
  readonly weights: Float64Array;
  /** Factor of ½‖W‖². */
  readonly penalty: number;
  readonly fitIntercept: boolean;
  /** 1 for two classes (the logistic function), else the number of classes (softmax). */
  readonly outputs: number;
}

/** The mean weighted logistic loss with an L2 penalty, not on the intercepts. */
export function logisticProblem({ X, codes, weights, penalty, fitIntercept, outputs }: LogisticData): ScoreProblem {
  return new ScoreProblem({
    X,
    loss: new LogisticScoreLoss(codes, weights, outputs),
    penalty,
    interceptScale: fitIntercept ? 1 : 0,
    penalisesIntercept: false,
  });
}
