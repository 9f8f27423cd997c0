import { boolean, either, integer, oneOf, randomSeed, randomState, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger, RandomStateInput } from "@mlsys/core";
import { isLogger } from "../internal/option-rules.ts";
import { warn } from "../internal/warn.ts";
import type { ModelWarning } from "../model-warning.ts";
import { ModelsError } from "../models-error.ts";

/** The penalties of stochastic gradient descent; null is none. */
export type SgdPenalty = "l2" | "l1" | "elasticnet" | null;

/** How long the steps are. */
export type SgdLearningRate = "constant" | "optimal" | "invscaling" | "adaptive" | "pa1" | "pa2";

/** Options that estimators by stochastic gradient descent share. */
export interface SgdOptions {
  /** The penalty; null for none. Default `"l2"`. */
  readonly penalty?: SgdPenalty;
  /** The strength of the penalty, which also sets the steps of the optimal learning rate. Default 1e-4. */
  readonly alpha?: number;
  /** The share of the L1 penalty in `"elasticnet"`. Default 0.15. */
  readonly l1Ratio?: number;
  /** Whether to fit an intercept. Default true. */
  readonly fitIntercept?: boolean;
  /** The largest number of passes over the rows. Default 1000. */
  readonly maxIter?: number;
  /** A pass that gains less than this counts as idle; null never stops early. Default 1e-3. */
  readonly tol?: number | null;
  /** Whether rows are shuffled before each pass. Default true. */
  readonly shuffle?: boolean;
  /** The threshold of the losses that ignore small residuals or flatten large ones. Default 0.1. */
  readonly epsilon?: number;
  /** Seeds the shuffles. Default 0. */
  readonly randomState?: RandomStateInput;
  /** How long the steps are. */
  readonly learningRate?: SgdLearningRate;
  /** The first step; for passive-aggressive steps, how aggressive they are. Default 0.01. */
  readonly eta0?: number;
  /** The exponent of `"invscaling"`. */
  readonly powerT?: number;
  /** Whether rows are kept back, and passes end when the score on them no longer improves. Default false. */
  readonly earlyStopping?: boolean;
  /** The share of rows that is kept back. Default 0.1. */
  readonly validationFraction?: number;
  /** How many idle passes end the fit. Default 5. */
  readonly nIterNoChange?: number;
  /** Whether the weights are averaged over all steps; or from which step on. Default false. */
  readonly average?: boolean | number;
  /** Takes warnings. Default: none. */
  readonly logger?: Logger;
}

export const sgdSpecs = () =>
  ({
    penalty: { rule: oneOf("l2", "l1", "elasticnet", null), default: "l2" as SgdPenalty },
    alpha: { rule: real({ min: 0 }), default: 1e-4 },
    l1Ratio: { rule: real({ min: 0, max: 1 }), default: 0.15 },
    fitIntercept: { rule: boolean(), default: true },
    maxIter: { rule: integer({ min: 1 }), default: 1000 },
    tol: { rule: either(real({ min: 0 }), oneOf(null)), default: 1e-3 as number | null },
    shuffle: { rule: boolean(), default: true },
    epsilon: { rule: real({ min: 0 }), default: 0.1 },
    randomState: { rule: randomSeed(), default: 0 as RandomStateInput },
    learningRate: {
      rule: oneOf("constant", "optimal", "invscaling", "adaptive", "pa1", "pa2"),
      default: "optimal" as SgdLearningRate,
    },
    eta0: { rule: real({ above: 0 }), default: 0.01 },
    powerT: { rule: real({ min: 0 }), default: 0.5 },
    earlyStopping: { rule: boolean(), default: false },
    validationFraction: { rule: real({ above: 0, below: 1 }), default: 0.1 },
    nIterNoChange: { rule: integer({ min: 1 }), default: 5 },
    average: { rule: either(boolean(), integer({ min: 1 })), default: false as boolean | number },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** The settings of a descent. */
export interface SgdSettings {
  readonly penalty: SgdPenalty;
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number | null;
  readonly shuffle: boolean;
  readonly epsilon: number;
  readonly randomState: RandomStateInput;
  readonly learningRate: SgdLearningRate;
  readonly eta0: number;
  readonly powerT: number;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly nIterNoChange: number;
  /** The step from which on weights are averaged; 0 for never. */
  readonly average: number;
  readonly logger: Logger;
}

/** Refuses options that do not go together. */
export function assertSgdSettings(owner: string, settings: SgdSettings, loss: string, passiveLoss: string): void {
  const { learningRate, alpha } = settings;
  const isPassive = learningRate === "pa1" || learningRate === "pa2";
  if (learningRate === "optimal" && alpha === 0) {
    throw refusal(owner, "the optimal learning rate needs a penalty", "alpha 0", "give an alpha above 0");
  }
  if (isPassive && loss !== passiveLoss) {
    const what = `the learning rate ${learningRate} goes with the loss ${passiveLoss} only`;
    throw refusal(owner, what, `loss ${JSON.stringify(loss)}`, `set loss to ${JSON.stringify(passiveLoss)}`);
  }
}

export function assertNoEarlyStopping(owner: string, { earlyStopping }: SgdSettings): void {
  if (!earlyStopping) return;
  throw refusal(owner, "partialFit makes one pass and cannot stop early", "earlyStopping true", "set it to false");
}

function refusal(owner: string, what: string, found: string, fix: string): ModelsError {
  return new ModelsError({ code: "invalidOption", what, where: owner, found, fix });
}

/** A generator that does not advance the caller's. */
export function ownGenerator(seed: RandomStateInput): ReturnType<typeof randomState> {
  return typeof seed === "object" && seed !== null && "clone" in seed ? seed.clone() : randomState(seed);
}

export function sgdWarnings(
  kind: string,
  nIter: number,
  { maxIter, tol, logger }: SgdSettings,
): readonly ModelWarning[] {
  if (tol === null || nIter < maxIter) return [];
  const message = `${kind} did not converge in ${maxIter} passes; raise maxIter, or scale the features alike`;
  return [warn(logger, { code: "didNotConverge", message, details: { maxIter } })];
}
