import { blockRows, CHUNK, gramShares, gramWidth, LOGISTIC_TASKS, logisticBlock, PANEL } from "./kernel-contract.ts";
import type { KernelRows, LinearKernel, LogisticPasses, LogisticRows } from "./kernel-contract.ts";

/** Loops for platforms without WebAssembly: the twin of kernels/linear-kernel.as, sum by sum. */
export class PlainKernel implements LinearKernel {
  gram({ rows, X, p, Y, t, rootWeights }: KernelRows, shift: Float64Array): Float64Array {
    const width = gramWidth(p, t);
    const { tasks, block } = gramShares(rows, p, t);
    const outs = Array.from({ length: tasks }, () => new Float64Array(width * width));
    const panel = new Float64Array(width * PANEL);
    for (let start = 0; start < rows; start += PANEL) {
      const count = Math.min(PANEL, rows - start);
      turn(panel, 0, { values: X, cols: p, shift, shiftFrom: 0 }, rootWeights, start, count);
      turn(panel, p, { values: Y, cols: t, shift, shiftFrom: p }, rootWeights, start, count);
      for (let i = 0; i < count; i++) {
        panel[(p + t) * PANEL + i] = rootWeights === undefined ? 1 : (rootWeights[start + i] as number);
      }
      const out = outs[Math.floor(start / block) % tasks] as Float64Array;
      for (let i = 0; i < width; i += 2) {
        for (let j = i < p ? i : Math.max(i, width - 4); j < width; j += 2) {
          addTile(panel, i * PANEL, j * PANEL, count, out, width);
        }
      }
    }
    return outs.reduce((sum, out) => sum.map((value, at) => value + (out[at] as number)));
  }

  sweep(
    X: Float64Array,
    p: number,
    w: Float64Array,
    offset: number,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void {
    const rows = X.length / p;
    const atOnce = blockRows(p);
    const scores = new Float64Array(Math.min(rows, atOnce));
    for (let start = 0; start < rows; start += atOnce) {
      const block = scores.subarray(0, Math.min(atOnce, rows - start));
      multiply(X, start, p, w, offset, block);
      between(block, start);
      multiplyTransposed(X, start, p, block, out);
    }
  }

  sweepMany(
    X: Float64Array,
    p: number,
    W: Float64Array,
    k: number,
    offsets: Float64Array | undefined,
    between: (scores: Float64Array, start: number) => void,
    out: Float64Array,
  ): void {
    const rows = X.length / p;
    const atOnce = blockRows(p + k);
    const scores = new Float64Array(Math.min(rows, atOnce) * k);
    for (let start = 0; start < rows; start += atOnce) {
      const block = scores.subarray(0, Math.min(atOnce, rows - start) * k);
      multiplyMany(X, start, p, W, k, offsets, block);
      between(block, start);
      addChunks(X, start, p, block, k, out);
    }
  }

  logistic(rows: LogisticRows): LogisticPasses {
    return { pass: (W, offsets, out) => logisticPass(rows, W, offsets, out), release: () => undefined };
  }

  times(X: Float64Array, p: number, W: Float64Array, k: number, out: Float64Array, offsets?: Float64Array): void {
    multiplyMany(X, 0, p, W, k, offsets, out);
  }

  timesTransposed(X: Float64Array, p: number, G: Float64Array, k: number, out: Float64Array): void {
    const rows = X.length / p;
    out.fill(0);
    for (let start = 0; start < rows; start += CHUNK) {
      const end = Math.min(rows, start + CHUNK);
      addChunk(X.subarray(start * p), p, G.subarray(start * k, end * k), k, out);
    }
  }
}

function logisticPass(
  { X, p, outputs: k, codes, evaluate }: LogisticRows,
  W: Float64Array,
  offsets: Float64Array | undefined,
  out: Float64Array,
): number {
  const rows = codes.length;
  const block = logisticBlock(rows, p, k);
  const tasks = Array.from({ length: LOGISTIC_TASKS }, () => ({
    products: new Float64Array(p * k),
    sums: new Float64Array(k),
    loss: 0,
  }));
  const cells = new Float64Array(Math.min(rows, block) * k);
  for (let start = 0; start < rows; start += block) {
    const scores = cells.subarray(0, Math.min(block, rows - start) * k);
    const task = tasks[(start / block) % LOGISTIC_TASKS] as (typeof tasks)[number];
    if (k === 1) multiply(X, start, p, W, offsets?.[0] ?? 0, scores);
    else multiplyMany(X, start, p, W, k, offsets, scores);
    task.loss += evaluate(scores, scores, start);
    for (let at = 0; at < scores.length; at++) {
      task.sums[at % k] = (task.sums[at % k] as number) + (scores[at] as number);
    }
    if (k === 1) multiplyTransposed(X, start, p, scores, task.products);
    else addChunks(X, start, p, scores, k, task.products);
  }
  out.fill(0);
  let total = 0;
  for (const { products, sums, loss } of tasks) {
    for (let at = 0; at < out.length; at++) {
      out[at] = (out[at] as number) + ((at < p * k ? products[at] : sums[at - p * k]) as number);
    }
    total += loss;
  }
  return total;
}

interface Source {
  readonly values: Float64Array;
  readonly cols: number;
  readonly shift: Float64Array;
  readonly shiftFrom: number;
}

function turn(
  panel: Float64Array,
  column: number,
  { values, cols, shift, shiftFrom }: Source,
  rootWeights: Float64Array | undefined,
  start: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = (start + i) * cols;
    const weight = rootWeights === undefined ? 1 : (rootWeights[start + i] as number);
    for (let j = 0; j < cols; j++) {
      panel[(column + j) * PANEL + i] = ((values[row + j] as number) - (shift[shiftFrom + j] as number)) * weight;
    }
  }
}

/** Two columns times two. */
function addTile(x: Float64Array, a: number, c: number, count: number, out: Float64Array, width: number): void {
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let i = 0; i < count; i++) {
    const p = x[a + i] as number;
    const q = x[a + PANEL + i] as number;
    const r = x[c + i] as number;
    const s = x[c + PANEL + i] as number;
    s00 += p * r;
    s01 += p * s;
    s10 += q * r;
    s11 += q * s;
  }
  const first = (a / PANEL) * width + c / PANEL;
  out[first] = (out[first] as number) + s00;
  out[first + 1] = (out[first + 1] as number) + s01;
  out[first + width] = (out[first + width] as number) + s10;
  out[first + width + 1] = (out[first + width + 1] as number) + s11;
}

function multiply(
  X: Float64Array,
  start: number,
  p: number,
  w: Float64Array,
  offset: number,
  scores: Float64Array,
): void {
  const whole = p & ~3;
  for (let i = 0; i < scores.length; i++) {
    const row = (start + i) * p;
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    let rest = 0;
    let j = 0;
    for (; j < whole; j += 4) {
      a0 += (X[row + j] as number) * (w[j] as number);
      a1 += (X[row + j + 1] as number) * (w[j + 1] as number);
      b0 += (X[row + j + 2] as number) * (w[j + 2] as number);
      b1 += (X[row + j + 3] as number) * (w[j + 3] as number);
    }
    for (; j < p; j++) rest += (X[row + j] as number) * (w[j] as number);
    scores[i] = a0 + b0 + (a1 + b1) + rest + offset;
  }
}

/** Scores of as many rows as `out` holds, from row `start` on. */
function multiplyMany(
  X: Float64Array,
  start: number,
  p: number,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
  out: Float64Array,
): void {
  for (let at = 0; at < out.length; at++) {
    const row = (start + Math.floor(at / k)) * p;
    let sum = 0;
    for (let j = 0; j < p; j++) sum += (X[row + j] as number) * (W[j * k + (at % k)] as number);
    out[at] = (offsets?.[at % k] ?? 0) + sum;
  }
}

function multiplyTransposed(X: Float64Array, start: number, p: number, factors: Float64Array, out: Float64Array): void {
  const rows = factors.length;
  const whole = rows & ~3;
  let i = 0;
  for (; i < whole; i += 4) {
    const row = (start + i) * p;
    const a = factors[i] as number;
    const b = factors[i + 1] as number;
    const c = factors[i + 2] as number;
    const d = factors[i + 3] as number;
    for (let j = 0; j < p; j++) {
      const upper = (X[row + j] as number) * a + (X[row + p + j] as number) * b;
      const lower = (X[row + 2 * p + j] as number) * c + (X[row + 3 * p + j] as number) * d;
      out[j] = (out[j] as number) + (upper + lower);
    }
  }
  for (; i < rows; i++) {
    const factor = factors[i] as number;
    for (let j = 0; j < p; j++) out[j] = (out[j] as number) + (X[(start + i) * p + j] as number) * factor;
  }
}

/** Adds the products of the rows from one on with their factors, chunk by chunk. */
function addChunks(
  X: Float64Array,
  start: number,
  p: number,
  factors: Float64Array,
  k: number,
  out: Float64Array,
): void {
  for (let first = 0; first < factors.length; first += CHUNK * k) {
    addChunk(X.subarray((start + first / k) * p), p, factors.subarray(first, first + CHUNK * k), k, out);
  }
}

/** Adds the products of some rows with their factors. */
function addChunk(X: Float64Array, p: number, factors: Float64Array, k: number, out: Float64Array): void {
  for (let place = 0; place < out.length; place++) {
    const [j, c] = [Math.floor(place / k), place % k];
    let sum = 0;
    for (let i = 0; i * k < factors.length; i++) sum += (X[i * p + j] as number) * (factors[i * k + c] as number);
    out[place] = (out[place] as number) + sum;
  }
}
