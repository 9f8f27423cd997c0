import { Matrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { dot } from "./sums.ts";

/** A convex function of few parameters, with its derivatives. */
export interface DenseProblem {
  /** The value; Infinity outside of where the function is defined. */
  evaluate(point: Float64Array): number;
  /** Writes gradient and Hessian at a point. */
  derivatives(point: Float64Array, gradient: Float64Array, hessian: Matrix): void;
}

/** How a minimisation went. */
export interface DenseResult {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Minimises by Newton's method with Levenberg and Marquardt's damping, until steps are lost in rounding.
 *
 * @see Nocedal and Wright, Numerical Optimization, section 10.3.
 */
export function dampedNewton(problem: DenseProblem, start: Float64Array, maxIter: number): DenseResult {
  const size = start.length;
  const point = start.slice();
  const [gradient, hessian] = [new Float64Array(size), new Matrix(size, size)];
  let value = problem.evaluate(point);
  let damping = 0;
  for (let iterations = 1; iterations <= maxIter; iterations++) {
    problem.derivatives(point, gradient, hessian);
    for (let attempt = 0; ; attempt++) {
      if (attempt > 60) return { point, iterations, converged: true };
      const step = solved(hessian, gradient, damping);
      if (step !== undefined) {
        const trial = point.map((each, j) => each + (step[j] as number));
        const found = problem.evaluate(trial);
        const expected = -dot(gradient, step);
        if (found <= value + 1e-15 * Math.abs(value) && expected >= 0) {
          const isLast = step.every(
            (each, j) => Math.abs(each) <= 1e-13 * Math.max(1e-3, Math.abs(point[j] as number)),
          );
          point.set(trial);
          value = found;
          damping = damping <= 1e-12 ? 0 : damping / 10;
          if (isLast) return { point, iterations, converged: true };
          break;
        }
        // What is left to gain cannot be told from rounding.
        if (expected <= 1e-15 * Math.abs(value)) return { point, iterations, converged: true };
      }
      damping = damping === 0 ? 1e-10 : damping * 10;
    }
  }
  return { point, iterations: maxIter, converged: false };
}

function solved(hessian: Matrix, gradient: Float64Array, damping: number): Float64Array | undefined {
  const n = gradient.length;
  const damped = new Matrix(n, n, hessian.data.slice());
  for (let j = 0; j < n; j++) {
    const diagonal = hessian.data[j * (n + 1)] as number;
    damped.data[j * (n + 1)] = diagonal + damping * Math.max(diagonal, 1e-8);
  }
  const factor = choleskyFactor(damped);
  if (factor === undefined) return undefined;
  const step = gradient.map((each) => -each);
  choleskySolve(factor, step);
  return step.every(Number.isFinite) ? step : undefined;
}
