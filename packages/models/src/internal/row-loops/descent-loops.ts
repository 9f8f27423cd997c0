import type { MemoryViews } from "./memory-views.ts";

/** Numbers of a target's state. */
export const STATE = 13;
/**
 * Their places. Addresses are those of the order of the rows, y, the weights, room for another order, and the shuffle: where each row of
 * an order comes from in the one before.
 */
export const [
  ORDER,
  TARGETS,
  WEIGHTS,
  INTERCEPT,
  SCALE,
  SQUARES,
  OBJECTIVE,
  STEP,
  ETA,
  POSITIVE,
  NEGATIVE,
  SPARE,
  SHUFFLE,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** The number of rules. */
export const RULES = 9;
/** Losses by the number that stands for them. */
export const descentLosses = ["hinge", "squared_hinge", "squared_error", "modified_huber", "log_loss"] as const;

const MAX_SLOPE = 1e12;
const LEAST_SCALE = 1e-9;

/** Stochastic gradient descent, without WebAssembly. Addresses are bytes; a task is a target. */
export const descentLoops = ({ f64, i32, u8 }: MemoryViews) => ({
  /**
   * One pass over the rows for the target whose number stands at `active` + task, from its state and back into it: 12 numbers a target, see
   * {@link STATE}; weights count times their scale. `ends` and `indices` are 0 for dense rows; `rowWeights` and `skipped` are 0 where there
   * are none. The rules: alpha, the start of the optimal rate (negative for a given rate), how much of a step the intercept takes, whether
   * there is an L2 penalty, whether the objective is summed, the loss and its threshold, and whether rows are shuffled.
   */
  descendRows(
    task: number,
    active: number,
    states: number,
    rows: number,
    cols: number,
    ends: number,
    indices: number,
    values: number,
    rowWeights: number,
    skipped: number,
    rules: number,
  ): void {
    const state = states / 8 + STATE * (i32[active / 4 + task] as number);
    const [y, w] = [f64[state + TARGETS] as number, f64[state + WEIGHTS] as number];
    const [alpha, optimalStart, decay, hasPenalty, isCounted, loss, threshold, isShuffled] = f64.subarray(
      rules / 8,
      rules / 8 + RULES,
    ) as unknown as [number, number, number, number, number, number, number, number];
    let [intercept, scale, squaredNorm] = [f64[state + INTERCEPT], f64[state + SCALE], f64[state + SQUARES]].map(
      Number,
    ) as [number, number, number];
    let step = f64[state + STEP] as number;
    let eta = f64[state + ETA] as number;
    let objective = 0;
    const order =
      isShuffled === 1 ? shuffled(f64.subarray(state, state + STATE), i32, rows) : (f64[state + ORDER] as number);
    for (let at = 0; at < rows; at++) {
      const i = i32[order / 4 + at] as number;
      if (skipped !== 0 && u8[skipped + i] === 1) continue;
      const start = ends === 0 ? i * cols : (i32[ends / 4 + i] as number);
      const end = ends === 0 ? start + cols : (i32[ends / 4 + i + 1] as number);
      const target = f64[y / 8 + i] as number;
      let sum = 0;
      for (let k = start; k < end; k++) {
        const j = indices === 0 ? k - start : (i32[indices / 4 + k] as number);
        sum += (f64[w / 8 + j] as number) * (f64[values / 8 + k] as number);
      }
      const score = sum * scale + intercept;
      if (optimalStart >= 0) eta = 1 / (alpha * (optimalStart + step - 1));
      if (isCounted === 1) {
        objective += lossOf(loss, threshold, target, score);
        if (hasPenalty === 1) objective += alpha * (0.5 * squaredNorm);
      }
      let update = -eta * Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, slopeOf(loss, threshold, target, score)));
      const rowWeight = rowWeights === 0 ? 1 : (f64[rowWeights / 8 + i] as number);
      update *= (f64[state + (target > 0 ? POSITIVE : NEGATIVE)] as number) * rowWeight;
      if (hasPenalty === 1) {
        const factor = Math.max(0, 1 - eta * alpha);
        scale *= factor;
        squaredNorm *= factor * factor;
        if (scale < LEAST_SCALE) {
          for (let j = 0; j < cols; j++) f64[w / 8 + j] = (f64[w / 8 + j] as number) * scale;
          scale = 1;
        }
      }
      if (update !== 0) {
        const length = update / scale;
        let squares = 0;
        for (let k = start; k < end; k++) {
          const j = indices === 0 ? k - start : (i32[indices / 4 + k] as number);
          const value = (f64[w / 8 + j] as number) + (f64[values / 8 + k] as number) * length;
          f64[w / 8 + j] = value;
          squares += value * value;
        }
        squaredNorm = squares * scale * scale;
        if (decay !== 0) intercept += update * decay;
      }
      step += 1;
    }
    f64[state + INTERCEPT] = intercept;
    f64[state + SCALE] = scale;
    f64[state + SQUARES] = squaredNorm;
    f64[state + OBJECTIVE] = objective;
    f64[state + STEP] = step;
    f64[state + ETA] = eta;
  },
});

function lossOf(loss: number, threshold: number, y: number, p: number): number {
  if (loss === 4) return halfBinomial(y, p);
  const product = p * y;
  if (loss === 0) return product <= threshold ? threshold - product : 0;
  if (loss === 1) return product < 1 ? (1 - product) * (1 - product) : 0;
  if (loss === 2) return 0.5 * (p - y) * (p - y);
  return product >= 1 ? 0 : product >= -1 ? (1 - product) * (1 - product) : -4 * product;
}

function slopeOf(loss: number, threshold: number, y: number, p: number): number {
  if (loss === 4) return halfBinomialSlope(y, p);
  const product = p * y;
  if (loss === 0) return product <= threshold ? -y : 0;
  if (loss === 1) return 1 - product > 0 ? -2 * y * (1 - product) : 0;
  if (loss === 2) return p - y;
  return product >= 1 ? 0 : product >= -1 ? 2 * (1 - product) * -y : -4 * y;
}

/** ln(1 + eᵖ) − y·p, in pieces that keep their digits. */
export function halfBinomial(y: number, p: number): number {
  return log1pExp(p) - y * p;
}

function log1pExp(p: number): number {
  if (p <= -37) return Math.exp(p);
  if (p <= -2) return Math.log1p(Math.exp(p));
  if (p <= 18) return Math.log(1 + Math.exp(p));
  return p <= 33.3 ? p + Math.exp(-p) : p;
}

/** Its derivative by p. */
export function halfBinomialSlope(y: number, p: number): number {
  if (p <= -37) return Math.exp(p) - y;
  const power = Math.exp(-p);
  return (1 - y - y * power) / (1 + power);
}

/** Writes the next order of the rows in the place of the one before the last. */
function shuffled(state: Float64Array, i32: Int32Array, rows: number): number {
  const [order, next, moves] = [state[ORDER], state[SPARE], state[SHUFFLE]] as unknown as [number, number, number];
  for (let i = 0; i < rows; i++) i32[next / 4 + i] = i32[order / 4 + (i32[moves / 4 + i] as number)] as number;
  state[ORDER] = next;
  state[SPARE] = order;
  return next;
}

/** Fisher and Yates's shuffle with a 32-bit xorshift generator; the same seed each time, from the order reached. */
export function shuffle(order: Int32Array, seed: number): void {
  const n = order.length;
  let state = seed === 0 ? 1 : seed;
  for (let i = 0; i < n - 1; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = i + ((state & 0x7fffffff) % (n - i));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
}
