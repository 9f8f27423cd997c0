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
  /** Given where the intercept is penalised too: what stands in its column. */
  readonly interceptScaling?: number | undefined;
  /** 1 for two classes (the logistic function), else the number of classes (softmax). */
  readonly outputs: number;
}

/** How the intercept enters. */
export function interceptOf({
  fitIntercept,
  interceptScaling,
}: Pick<LogisticData, "fitIntercept" | "interceptScaling">) {
  return {
    interceptScale: fitIntercept ? (interceptScaling ?? 1) : 0,
    penalisesIntercept: interceptScaling !== undefined,
  };
}

/** The mean weighted logistic loss with an L2 penalty. */
export function logisticProblem(data: LogisticData): ScoreProblem {
  const { X, codes, weights, penalty, outputs } = data;
  return new ScoreProblem({ X, loss: new LogisticScoreLoss(codes, weights, outputs), penalty, ...interceptOf(data) });
}
