import type { MemoryViews } from "./memory-views.ts";

/** Numbers of a target's state. */
export const STATE = 28;
/**
 * Their places. Addresses are those of the order of the rows, y, the weights, room for another order, and the shuffle: where each row of
 * an order comes from in the one before. Averages are 0 where none are kept; else they count over their scale, after weights that were
 * moved. The best objective and the passes since decide when a target has come to rest.
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
  NEGATIVE,
  POSITIVE,
  SPARE,
  SHUFFLE,
  BEST,
  IDLE,
  PASSES,
  OVERFLOWN,
  ABSENT,
  PRESENT,
  SEED,
  PENALTIES,
  CUMULATIVE,
  L1_NORM,
  RATES,
  AVERAGES,
  AVERAGE_MOVED,
  AVERAGE_SCALE,
  AVERAGE_INTERCEPT,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
/** Losses by the number that stands for them. */
export const descentLosses = [
  "hinge",
  "squared_hinge",
  "squared_error",
  "modified_huber",
  "log_loss",
  "huber",
  "epsilon_insensitive",
  "squared_epsilon_insensitive",
] as const;

/** Numbers of a target's room for rates: as many rows are asked for ahead. */
export const AHEAD = 16;

const MAX_SLOPE = 1e12;
const LEAST_SCALE = 1e-9;

/** Stochastic gradient descent, without WebAssembly. Addresses are bytes. */
export const descentLoops = ({ f64, i32, u32, u16 }: MemoryViews) => {
  /**
   * One more pass over the rows for the target whose turn is the least of those that nobody works on, whoever asks; 0 where there is
   * none. A turn is 1 more while somebody works on the target, and −1 once it is at rest; else twice the number of passes and of those
   * that gained little: who is near the end waits, so that in the end all threads have something to do. A target's state is told by
   * {@link STATE}; weights count times their scale. `words` has a word a row: of a row of `width` bytes a column its address, see
   * `packRows`; of a dense row, whose width is 0, twice its number counted from 1; 0 for a row that is passed over. In the order of a
   * target words are 1 more where its y is `PRESENT`; `ABSENT` is what y is elsewhere, or NaN where y has other numbers. `rowWeights` is
   * 0 where there are none. The rules: alpha, the start of the optimal rate (negative for a given rate), how much of a step the
   * intercept takes, whether there is an L2 penalty, whether the objective is summed and decides, the loss and its threshold, the number
   * of rows that count, the tolerance (−Infinity for none), how many passes may gain less, whether the rate is adaptive, the most passes,
   * how many bytes of a row are worth asking for ahead, whether rows are shuffled, the power by which the rate falls (NaN where it does
   * not) and the rate from which it does, the share of L1 in the penalty, and the first step whose weights count in averages.
   */
  function descendRows(
    _task: number,
    turns: number,
    states: number,
    targets: number,
    words: number,
    rows: number,
    cols: number,
    values: number,
    width: number,
    rowWeights: number,
    rules: number,
  ): number {
    let target = -1;
    for (let k = 0; k < targets; k++) {
      const turn = i32[turns / 4 + k] as number;
      if (turn >= 0 && (target < 0 || turn < (i32[turns / 4 + target] as number))) target = k;
    }
    if (target < 0) return 0;
    const state = states / 8 + STATE * target;
    const columns = width === 2 ? u16 : u32;
    if (f64[state + PASSES] === 0) begin(state, words, rows, f64[rules / 8 + 13] === 1);
    passOver(state, rows, cols, values, width, columns, rowWeights, rules);
    f64[state + PASSES] = (f64[state + PASSES] as number) + 1;
    const isDone = isAtRest(state, cols, rules);
    i32[turns / 4 + target] = isDone ? -1 : ((f64[state + PASSES] as number) + (f64[state + IDLE] as number)) * 2;
    return 1;
  }

  /** Writes the first order of a target's rows, and where each row comes from in the order before. */
  function begin(state: number, words: number, rows: number, isShuffled: boolean): void {
    const [order, y, moves] = [f64[state + ORDER], f64[state + TARGETS], f64[state + SHUFFLE]].map(Number) as [
      number,
      number,
      number,
    ];
    for (let i = 0; i < rows; i++) {
      const word = u32[words / 4 + i] as number;
      u32[order / 4 + i] = word !== 0 && f64[y / 8 + i] === f64[state + PRESENT] ? word + 1 : word;
      i32[moves / 4 + i] = i;
    }
    if (isShuffled) shuffle(i32.subarray(moves / 4, moves / 4 + rows), f64[state + SEED] as number);
  }

  function passOver(
    state: number,
    rows: number,
    cols: number,
    values: number,
    width: number,
    columns: Uint16Array | Uint32Array,
    rowWeights: number,
    rules: number,
  ): void {
    const [alpha, optimalStart, decay, hasPenalty, isCounted, loss, threshold] = f64.subarray(
      rules / 8,
      rules / 8 + 7,
    ) as unknown as [number, number, number, number, number, number, number];
    const [y, w] = [f64[state + TARGETS] as number, (f64[state + WEIGHTS] as number) / 8];
    const hasTwo = !Number.isNaN(f64[state + ABSENT]);
    let [intercept, scale, squaredNorm] = [f64[state + INTERCEPT], f64[state + SCALE], f64[state + SQUARES]].map(
      Number,
    ) as [number, number, number];
    let step = f64[state + STEP] as number;
    let eta = f64[state + ETA] as number;
    let objective = 0;
    const [powerT, eta0, share, averagedFrom] = f64.subarray(rules / 8 + 14, rules / 8 + 18) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const penalties = (f64[state + PENALTIES] as number) / 8;
    let [cumulative, l1Norm] = [f64[state + CUMULATIVE] as number, f64[state + L1_NORM] as number];
    const order = shuffled(state, rows);
    for (let at = 0; at < rows; at++) {
      const word = u32[order + at] as number;
      if (word === 0) continue;
      const side = word & 1;
      const address = word - side;
      const row = width === 0 ? address / 2 - 1 : (u32[address / 4] as number);
      const count = width === 0 ? cols : (u32[address / 4 + 1] as number);
      const first = width === 0 ? 0 : (address + 8) / width;
      const numbers = width === 0 ? values / 8 + row * cols : Math.ceil((address + 8 + count * width) / 8);
      let sum = 0;
      for (let k = 0; k < count; k++) {
        const j = width === 0 ? k : (columns[first + k] as number);
        sum += (f64[w + j] as number) * (f64[numbers + k] as number);
      }
      const score = sum * scale + intercept;
      if (optimalStart >= 0) eta = 1 / (alpha * (optimalStart + step - 1));
      else if (powerT === powerT) eta = eta0 / step ** powerT;
      step += 1;
      const target = (hasTwo ? f64[state + ABSENT + side] : f64[y / 8 + row]) as number;
      if (isCounted === 1) {
        objective += lossOf(loss, threshold, target, score);
        if (hasPenalty === 1) objective += alpha * ((1 - share) * 0.5 * squaredNorm + share * l1Norm);
      }
      let update = -eta * Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, slopeOf(loss, threshold, target, score)));
      const rowWeight = rowWeights === 0 ? 1 : (f64[rowWeights / 8 + row] as number);
      update *= (f64[state + NEGATIVE + side] as number) * rowWeight;
      if (hasPenalty === 1) {
        const factor = Math.max(0, 1 - (1 - share) * eta * alpha);
        scale *= factor;
        squaredNorm *= factor * factor;
        l1Norm *= factor;
        if (scale < LEAST_SCALE) {
          if (f64[state + AVERAGES] !== 0) settle(state, cols);
          for (let j = 0; j < cols; j++) f64[w + j] = (f64[w + j] as number) * scale;
          scale = 1;
        }
      }
      if (update !== 0) {
        const length = update / scale;
        // Of each four weights the first and third, and the second and fourth, are summed apart: a processor can do both at once.
        const squares: [number, number, number] = [0, 0, 0];
        let sizes = 0;
        for (let k = 0; k < count; k++) {
          const j = width === 0 ? k : (columns[first + k] as number);
          const value = (f64[w + j] as number) + (f64[numbers + k] as number) * length;
          f64[w + j] = value;
          sizes += Math.abs(value);
          const part = k < count - (count % 4) ? k % 2 : 2;
          squares[part] = (squares[part] as number) + value * value;
        }
        l1Norm = sizes * scale;
        squaredNorm = (squares[0] + squares[1] + squares[2]) * scale * scale;
        if (decay !== 0) intercept += update * decay;
      }
      if (f64[state + AVERAGES] !== 0 && step > averagedFrom) {
        const averages = (f64[state + AVERAGES] as number) / 8;
        const moved = f64[state + AVERAGE_MOVED] as number;
        for (let k = 0; k < count && update !== 0; k++) {
          const j = averages + (width === 0 ? k : (columns[first + k] as number));
          f64[j] = (f64[j] as number) + moved * (f64[numbers + k] as number) * (-update / scale);
        }
        const part = 1 / (step - averagedFrom);
        if (part < 1) f64[state + AVERAGE_SCALE] = (f64[state + AVERAGE_SCALE] as number) / (1 - part);
        f64[state + AVERAGE_MOVED] = moved + part * (f64[state + AVERAGE_SCALE] as number) * scale;
        const mean = f64[state + AVERAGE_INTERCEPT] as number;
        f64[state + AVERAGE_INTERCEPT] = mean + (intercept - mean) / (step - averagedFrom);
      }
      if (penalties === 0) continue;
      cumulative += share * eta * alpha;
      for (let k = 0; k < count; k++) {
        const j = width === 0 ? k : (columns[first + k] as number);
        const [before, had] = [f64[w + j] as number, f64[penalties + j] as number];
        let after = before;
        if (scale * before > 0) after = Math.max(0, before - (cumulative + had) / scale);
        else if (scale * before < 0) after = Math.min(0, before + (cumulative - had) / scale);
        f64[w + j] = after;
        f64[penalties + j] = had + scale * (after - before);
      }
    }
    f64[state + INTERCEPT] = intercept;
    f64[state + SCALE] = scale;
    f64[state + SQUARES] = squaredNorm;
    f64[state + OBJECTIVE] = objective;
    f64[state + CUMULATIVE] = cumulative;
    f64[state + L1_NORM] = l1Norm;
    f64[state + STEP] = step;
    f64[state + ETA] = eta;
  }

  /** Makes averages what they stand for. */
  function settle(state: number, cols: number): void {
    const [averages, w] = [(f64[state + AVERAGES] as number) / 8, (f64[state + WEIGHTS] as number) / 8];
    const [moved, divided] = [f64[state + AVERAGE_MOVED] as number, 1 / (f64[state + AVERAGE_SCALE] as number)];
    for (let j = 0; j < cols; j++) {
      f64[averages + j] = ((f64[averages + j] as number) + moved * (f64[w + j] as number)) * divided;
    }
    f64[state + AVERAGE_MOVED] = 0;
    f64[state + AVERAGE_SCALE] = 1;
  }

  /** Writes the next order of the rows in the place of the one before the last; where it begins, in words. */
  function shuffled(state: number, rows: number): number {
    const [order, next, moves] = [f64[state + ORDER], f64[state + SPARE], f64[state + SHUFFLE]].map(
      (address) => Number(address) / 4,
    ) as [number, number, number];
    for (let i = 0; i < rows; i++) u32[next + i] = u32[order + (u32[moves + i] as number)] as number;
    f64[state + ORDER] = next * 4;
    f64[state + SPARE] = order * 4;
    return next;
  }

  /** Whether a target has no more passes to make, or others are to say whether it has. */
  function isAtRest(state: number, cols: number, rules: number): boolean {
    const [isCounted, , , trained, tol, patience, isAdaptive, most] = f64.subarray(
      rules / 8 + 4,
      rules / 8 + 12,
    ) as unknown as [number, number, number, number, number, number, number, number];
    const w = (f64[state + WEIGHTS] as number) / 8;
    let zero = (f64[state + INTERCEPT] as number) * 0;
    for (let j = 0; j < cols; j++) zero += (f64[w + j] as number) * 0;
    if (zero !== 0) {
      f64[state + OVERFLOWN] = 1;
      return true;
    }
    if (isCounted === 0) return true;
    const mean = (f64[state + OBJECTIVE] as number) / trained;
    const best = f64[state + BEST] as number;
    let idle = mean > best - tol ? (f64[state + IDLE] as number) + 1 : 0;
    let isDone = f64[state + PASSES] === most;
    if (idle >= patience) {
      idle = 0;
      const eta = f64[state + ETA] as number;
      if (isAdaptive === 0 || eta <= 1e-6) isDone = true;
      else f64[state + ETA] = eta / 5;
    }
    f64[state + BEST] = Math.min(best, mean);
    f64[state + IDLE] = idle;
    return isDone;
  }

  return { descendRows };
};

function lossOf(loss: number, threshold: number, y: number, p: number): number {
  if (loss === 4) return halfBinomial(y, p);
  const product = p * y;
  if (loss === 0) return product <= threshold ? threshold - product : 0;
  if (loss === 1) return product < 1 ? (1 - product) * (1 - product) : 0;
  if (loss === 2) return 0.5 * (p - y) * (p - y);
  if (loss === 3) return product >= 1 ? 0 : product >= -1 ? (1 - product) * (1 - product) : -4 * product;
  const distance = Math.abs(y - p);
  if (loss === 5) return distance > threshold ? threshold * (distance - 0.5 * threshold) : 0.5 * distance * distance;
  const rest = Math.max(0, distance - threshold);
  return loss === 6 ? rest : rest * rest;
}

function slopeOf(loss: number, threshold: number, y: number, p: number): number {
  if (loss === 4) return halfBinomialSlope(y, p);
  const product = p * y;
  if (loss === 0) return product <= threshold ? -y : 0;
  if (loss === 1) return 1 - product > 0 ? -2 * y * (1 - product) : 0;
  if (loss === 2) return p - y;
  if (loss === 3) return product >= 1 ? 0 : product >= -1 ? 2 * (1 - product) * -y : -4 * y;
  const distance = p - y;
  if (loss === 5) return Math.abs(distance) <= threshold ? distance : distance > 0 ? threshold : -threshold;
  if (loss === 6) return distance > threshold ? 1 : -distance > threshold ? -1 : 0;
  return distance > threshold ? 2 * (distance - threshold) : -distance > threshold ? 2 * (distance + threshold) : 0;
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
