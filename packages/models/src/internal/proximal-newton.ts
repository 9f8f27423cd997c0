import type { CscMatrix } from "./csc.ts";
import { ProximalModel } from "./proximal-model.ts";
import type { ScoreLoss } from "./score-loss.ts";
import { addScaled } from "./sums.ts";

/** A loss of X·W + intercepts with an L1 and an L2 penalty. */
export interface PenalisedProblem {
  readonly X: CscMatrix;
  readonly loss: ScoreLoss;
  readonly l1: number;
  readonly l2: number;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
  /** Whether the intercept is penalised like the others. */
  readonly penalisesIntercept: boolean;
}

/** How a minimisation went; the point holds W, features × outputs, then the intercepts. */
export interface ProximalResult {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Minimises by proximal Newton steps: each solves the quadratic model with the L1 penalty by coordinate descent, ever more
 * precisely, and is followed by backtracking.
 *
 * @see Lee, Sun and Saunders, Proximal Newton-type methods for minimizing composite functions (2014).
 */
export function proximalNewton(problem: PenalisedProblem, maxIter: number): ProximalResult {
  return new ProximalNewton(problem).run(maxIter);
}

/** A decrease that is nothing, as a share of the value. */
const NO_DECREASE = 1e-15;
/** Passes over the coordinates of a model. */
const MOST_ROUNDS = 5000;

class ProximalNewton {
  private readonly problem: PenalisedProblem;
  private readonly n: number;
  private readonly k: number;
  /** Number of features and, where there is one, the intercept. */
  private readonly width: number;
  private readonly point: Float64Array;
  private readonly step: Float64Array;
  private readonly gradient: Float64Array;
  private readonly scores: Float64Array;
  private readonly rowGradient: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;
  /** X·step, and its mean by the shares of each row. */
  private readonly change: Float64Array;
  private readonly means: Float64Array;
  private readonly diagonal: Float64Array;
  /** For few coordinates, all second derivatives. */
  private readonly model: ProximalModel | undefined;

  constructor(problem: PenalisedProblem) {
    this.problem = problem;
    this.n = problem.X.rows;
    this.k = problem.loss.outputs;
    this.width = problem.X.cols + (problem.interceptScale === 0 ? 0 : 1);
    this.model = ProximalModel.of(problem, this.width);
    const [size, cells] = [this.width * this.k, this.n * this.k];
    this.point = new Float64Array(size);
    this.step = new Float64Array(size);
    this.gradient = new Float64Array(size);
    this.diagonal = new Float64Array(size);
    this.scores = new Float64Array(cells);
    this.rowGradient = new Float64Array(cells);
    this.change = new Float64Array(cells);
    this.weights = new Float64Array(cells);
    this.shares = new Float64Array(problem.loss.hasShares ? cells : 0);
    this.means = new Float64Array(problem.loss.hasShares ? this.n : 0);
  }

  run(maxIter: number): ProximalResult {
    const { loss } = this.problem;
    const { point } = this;
    let value = loss.evaluate(this.scores, this.rowGradient, 0) + this.penalty(point, 0);
    let precision = 0.1;
    for (let iterations = 1; iterations <= maxIter; iterations++) {
      this.linearise();
      if (this.model === undefined) this.descend(precision);
      else this.descendModel(this.model, precision);
      const slope = this.slope();
      if (-slope <= NO_DECREASE * Math.abs(value)) return { point, iterations, converged: true };
      const accepted = this.backtrack(value, slope);
      if (accepted === undefined) return { point, iterations, converged: -slope <= 1e-9 * Math.abs(value) };
      precision = Math.min(precision, Math.max(1e-9, -slope / Math.abs(value))) * 0.1;
      value = accepted;
    }
    return { point, iterations: maxIter, converged: false };
  }

  /** Gradient and curvature at the point. */
  private linearise(): void {
    const { loss, X } = this.problem;
    const { k, width, rowGradient, weights, shares, gradient, diagonal } = this;
    loss.curvature(weights, shares);
    for (let j = 0; j < width; j++) {
      for (let c = 0; c < k; c++) {
        let [slope, curve] = [0, 0];
        const [start, end] = j < X.cols ? [X.starts[j] as number, X.starts[j + 1] as number] : [0, this.n];
        for (let at = start; at < end; at++) {
          const i = j < X.cols ? (X.places[at] as number) : at;
          const x = j < X.cols ? (X.values[at] as number) : this.problem.interceptScale;
          slope += x * (rowGradient[i * k + c] as number);
          const share = loss.hasShares ? 1 - (shares[i * k + c] as number) : 1;
          curve += x * x * (weights[i * k + c] as number) * share;
        }
        const l2 = this.isPenalised(j) ? this.problem.l2 : 0;
        gradient[j * k + c] = slope + l2 * (this.point[j * k + c] as number);
        diagonal[j * k + c] = curve + l2;
      }
    }
  }

  /** Minimises the quadratic model with the penalty: passes over all coordinates, and in between over those that move. */
  private descend(precision: number): void {
    const { step, change, means, width, k } = this;
    step.fill(0);
    change.fill(0);
    means.fill(0);
    const all = Array.from({ length: width }, (_, j) => j);
    let first = 0;
    for (let round = 0; round < 100; round++) {
      const moved = this.pass(all);
      first = Math.max(first, moved);
      if (moved <= precision * precision * first) return;
      const active = all.filter((j) => {
        for (let c = 0; c < k; c++)
          if ((this.point[j * k + c] as number) + (step[j * k + c] as number) !== 0) return true;
        return false;
      });
      for (let inner = 0; inner < 200; inner++) if (this.pass(active) <= precision * precision * first) break;
    }
  }

  /** The same with all second derivatives at hand: a move costs as much as there are coordinates, not rows. */
  private descendModel(model: ProximalModel, precision: number): void {
    const { step, gradient, diagonal, point } = this;
    const { l1, l2 } = this.problem;
    const size = step.length;
    model.update(this.weights, this.shares);
    step.fill(0);
    const slopes = gradient.slice();
    let first = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let largest = 0;
      for (let at = 0; at < size; at++) {
        const curve = diagonal[at] as number;
        if (!(curve > 1e-300)) continue;
        const isPenalised = this.isPenalised(Math.floor(at / this.k));
        const before = (point[at] as number) + (step[at] as number);
        const slope = (slopes[at] as number) + (isPenalised ? l2 * (step[at] as number) : 0);
        const target = curve * before - slope;
        const after = isPenalised ? (Math.sign(target) * Math.max(0, Math.abs(target) - l1)) / curve : target / curve;
        const move = after - before;
        if (move === 0) continue;
        step[at] = (step[at] as number) + move;
        addScaled(slopes, move, model.hessian, 0, at * size, size);
        largest = Math.max(largest, curve * move * move);
      }
      first = Math.max(first, largest);
      if (largest <= precision * precision * first) break;
    }
    this.follow();
  }

  /** The change of the scores along the step. */
  private follow(): void {
    const { X, interceptScale } = this.problem;
    const { k, width, step, change } = this;
    change.fill(0);
    for (let j = 0; j < width; j++) {
      const [start, end] = j < X.cols ? [X.starts[j] as number, X.starts[j + 1] as number] : [0, this.n];
      for (let entry = start; entry < end; entry++) {
        const i = j < X.cols ? (X.places[entry] as number) : entry;
        const x = j < X.cols ? (X.values[entry] as number) : interceptScale;
        for (let c = 0; c < k; c++) {
          change[i * k + c] = (change[i * k + c] as number) + x * (step[j * k + c] as number);
        }
      }
    }
  }

  /** One pass; the largest decrease of the model that a coordinate gave. */
  private pass(coordinates: readonly number[]): number {
    const { k } = this;
    let largest = 0;
    for (const j of coordinates) for (let c = 0; c < k; c++) largest = Math.max(largest, this.move(j, c));
    return largest;
  }

  private move(j: number, c: number): number {
    const { X, l1, l2, interceptScale } = this.problem;
    const { k, weights, shares, change, means } = this;
    const { hasShares } = this.problem.loss;
    const at = j * k + c;
    const curve = this.diagonal[at] as number;
    if (!(curve > 1e-300)) return 0;
    const isFeature = j < X.cols;
    const isPenalised = this.isPenalised(j);
    const [start, end] = isFeature ? [X.starts[j] as number, X.starts[j + 1] as number] : [0, this.n];
    let slope = (this.gradient[at] as number) + (isPenalised ? l2 * (this.step[at] as number) : 0);
    for (let entry = start; entry < end; entry++) {
      const i = isFeature ? (X.places[entry] as number) : entry;
      const x = isFeature ? (X.values[entry] as number) : interceptScale;
      const cell = i * k + c;
      const mean = hasShares ? (means[i] as number) : 0;
      slope += x * (weights[cell] as number) * ((change[cell] as number) - mean);
    }
    const before = (this.point[at] as number) + (this.step[at] as number);
    const target = curve * before - slope;
    const after = isPenalised ? (Math.sign(target) * Math.max(0, Math.abs(target) - l1)) / curve : target / curve;
    const move = after - before;
    if (move === 0) return 0;
    this.step[at] = (this.step[at] as number) + move;
    for (let entry = start; entry < end; entry++) {
      const i = isFeature ? (X.places[entry] as number) : entry;
      const added = move * (isFeature ? (X.values[entry] as number) : interceptScale);
      change[i * k + c] = (change[i * k + c] as number) + added;
      if (hasShares) means[i] = (means[i] as number) + (shares[i * k + c] as number) * added;
    }
    return curve * move * move;
  }

  /** The decrease that the first derivative and the penalty promise, negative. */
  private slope(): number {
    let sum = this.l1Of(1) - this.l1Of(0);
    for (let at = 0; at < this.step.length; at++) sum += (this.gradient[at] as number) * (this.step[at] as number);
    return sum;
  }

  private backtrack(value: number, slope: number): number | undefined {
    const { loss } = this.problem;
    const { point, step, scores, change } = this;
    const noise = 1e-14 * Math.abs(value);
    for (let length = 1; length > 1e-8; length /= 2) {
      const trial = scores.map((score, at) => score + length * (change[at] as number));
      const found = loss.evaluate(trial, this.rowGradient, 0) + this.penalty(point, length);
      if (found <= value + 1e-4 * length * slope + noise) {
        scores.set(trial);
        for (let at = 0; at < point.length; at++) {
          const moved = (point[at] as number) + length * (step[at] as number);
          point[at] = moved;
        }
        return found;
      }
    }
    loss.evaluate(scores, this.rowGradient, 0);
    return undefined;
  }

  private l1Of(length: number): number {
    const { k, width, point, step } = this;
    let sum = 0;
    for (let j = 0; j < width; j++) {
      if (!this.isPenalised(j)) continue;
      for (let at = j * k; at < (j + 1) * k; at++) {
        sum += Math.abs((point[at] as number) + length * (step[at] as number));
      }
    }
    return this.problem.l1 * sum;
  }

  private penalty(point: Float64Array, length: number): number {
    const { k, width, step } = this;
    let squares = 0;
    for (let j = 0; j < width; j++) {
      if (!this.isPenalised(j)) continue;
      for (let at = j * k; at < (j + 1) * k; at++) {
        squares += ((point[at] as number) + length * (step[at] as number)) ** 2;
      }
    }
    return this.l1Of(length) + (this.problem.l2 / 2) * squares;
  }

  private isPenalised(j: number): boolean {
    return j < this.problem.X.cols || this.problem.penalisesIntercept;
  }
}
