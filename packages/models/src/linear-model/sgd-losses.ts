import { halfBinomial, halfBinomialSlope } from "../internal/row-loops/descent-loops.ts";
import type { descentLosses } from "../internal/row-loops/descent-loops.ts";

/** A loss of a target y and a score p, with its derivative by p. */
export interface SgdLoss {
  readonly loss: (y: number, p: number) => number;
  readonly slope: (y: number, p: number) => number;
  /** Whether y is 0 or 1 rather than −1 or 1, of a classification. */
  readonly isHalfBinomial?: boolean;
  /** Whether the loss is the hinge, whose passive-aggressive step has the sign of y. */
  readonly isHinge?: boolean;
  /** The loss as the loops of plain descents know it, where they do. */
  readonly plain?: { readonly name: (typeof descentLosses)[number]; readonly threshold: number };
}

/** The losses of stochastic gradient descent by name. */
export type SgdLossName =
  | "hinge"
  | "squared_hinge"
  | "perceptron"
  | "log_loss"
  | "modified_huber"
  | "squared_error"
  | "huber"
  | "epsilon_insensitive"
  | "squared_epsilon_insensitive";

/** The loss of a name; `epsilon` is the threshold of those that have one. */
export function sgdLoss(name: SgdLossName, epsilon: number): SgdLoss {
  switch (name) {
    case "hinge":
      return hinge(1);
    case "perceptron":
      return hinge(0);
    case "squared_hinge":
      return {
        loss: (y, p) => (p * y < 1 ? (1 - p * y) * (1 - p * y) : 0),
        slope: (y, p) => (1 - p * y > 0 ? -2 * y * (1 - p * y) : 0),
        plain: { name, threshold: 1 },
      };
    case "log_loss":
      return {
        loss: halfBinomial,
        slope: halfBinomialSlope,
        isHalfBinomial: true,
        plain: { name, threshold: 0 },
      };
    case "modified_huber":
      return { loss: modifiedHuber, slope: modifiedHuberSlope, plain: { name, threshold: 1 } };
    case "squared_error":
      return {
        loss: (y, p) => 0.5 * (p - y) * (p - y),
        slope: (y, p) => p - y,
        plain: { name, threshold: 0 },
      };
    case "huber":
      return huber(epsilon);
    case "epsilon_insensitive":
      return {
        loss: (y, p) => Math.max(0, Math.abs(y - p) - epsilon),
        slope: (y, p) => (y - p > epsilon ? -1 : p - y > epsilon ? 1 : 0),
        plain: { name, threshold: epsilon },
      };
    case "squared_epsilon_insensitive":
      return {
        loss: (y, p) => Math.max(0, Math.abs(y - p) - epsilon) ** 2,
        slope: (y, p) => (y - p > epsilon ? -2 * (y - p - epsilon) : y - p < -epsilon ? 2 * (p - y - epsilon) : 0),
        plain: { name, threshold: epsilon },
      };
  }
}

function hinge(threshold: number): SgdLoss {
  return {
    loss: (y, p) => (p * y <= threshold ? threshold - p * y : 0),
    slope: (y, p) => (p * y <= threshold ? -y : 0),
    isHinge: true,
    plain: { name: "hinge", threshold },
  };
}

function huber(delta: number): SgdLoss {
  return {
    loss: (y, p) => {
      const distance = Math.abs(y - p);
      return distance > delta ? delta * (distance - 0.5 * delta) : 0.5 * distance * distance;
    },
    slope: (y, p) => (Math.abs(p - y) <= delta ? p - y : Math.sign(p - y) * delta),
    plain: { name: "huber", threshold: delta },
  };
}

function modifiedHuber(y: number, p: number): number {
  const margin = p * y;
  return margin >= 1 ? 0 : margin >= -1 ? (1 - margin) * (1 - margin) : -4 * margin;
}

function modifiedHuberSlope(y: number, p: number): number {
  const margin = p * y;
  return margin >= 1 ? 0 : margin >= -1 ? 2 * (1 - margin) * -y : -4 * y;
}
