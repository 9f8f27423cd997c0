import { Matrix } from "@mlsys/core";
import type { IsotonicCurve } from "../isotonic/isotonic-curve.ts";
import { curveAt, fitCurve } from "../isotonic/isotonic-curve.ts";

/** 1 / (1 + exp(slope · score + offset)). */
export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

/**
 * Fits a sigmoid to whether rows are of the class: maximum likelihood with targets drawn in from 0 and 1, by Newton's method.
 *
 * @see Platt, "Probabilistic outputs for support vector machines", 1999; Lin, Lin and Weng, Machine Learning 68 (3), 2007.
 */
export function fitSigmoid(scores: Float64Array, isClass: Uint8Array, weights: Float64Array | undefined): Sigmoid {
  let [negative, positive] = [0, 0];
  isClass.forEach((one, i) => {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (one === 1) positive += weight;
    else negative += weight;
  });
  const ends = { low: 1 / (negative + 2), high: (positive + 1) / (positive + 2) };
  const largest = scores.reduce((max, score) => Math.max(max, Math.abs(score)), 0);
  const scale = largest >= 30 ? largest : 1;
  const rows = { scores: scores.map((score) => score / scale), isClass, weights, ...ends };
  let here = sigmoidLoss(rows, 0, Math.log((negative + 1) / (positive + 1)));
  for (let iteration = 0; iteration < 100; iteration++) {
    const { slope, offset, gradA, gradB, haa, hab, hbb } = here;
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 0)) break;
    const stepA = (hbb * gradA - hab * gradB) / determinant;
    const stepB = (haa * gradB - hab * gradA) / determinant;
    // What a whole step gains, about; near the optimum, the next one would gain the square of that.
    const gain = (gradA * stepA + gradB * stepB) / 2;
    const isLast = gain <= 1e-14 * here.loss;
    const noise = isLast ? Infinity : 0;
    let size = 1;
    let next = sigmoidLoss(rows, slope - stepA, offset - stepB);
    while (size > 1e-10 && !(next.loss <= here.loss + noise)) {
      size /= 2;
      next = sigmoidLoss(rows, slope - size * stepA, offset - size * stepB);
    }
    if (size <= 1e-10) break;
    here = next;
    if (isLast) break;
  }
  return { slope: here.slope / scale, offset: here.offset };
}

interface SigmoidRows {
  readonly scores: Float64Array;
  readonly isClass: Uint8Array;
  readonly weights: Float64Array | undefined;
  /** What the sigmoid should be for rows that are not of the class, and for those that are. */
  readonly low: number;
  readonly high: number;
}

interface SigmoidPlace extends Sigmoid {
  readonly loss: number;
  readonly gradA: number;
  readonly gradB: number;
  readonly haa: number;
  readonly hab: number;
  readonly hbb: number;
}

/** The loss of a sigmoid with its first and second derivatives, in one pass. */
function sigmoidLoss(rows: SigmoidRows, slope: number, offset: number): SigmoidPlace {
  const { scores, isClass, weights, low, high } = rows;
  let [loss, product, gradA, gradB, haa, hab, hbb] = [0, 1, 0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const z = slope * score + offset;
    const small = Math.exp(-Math.abs(z));
    const share = (z > 0 ? small : 1) / (1 + small);
    const target = isClass[i] === 1 ? high : low;
    loss += weight * ((z < 0 ? -z : 0) + target * z);
    // Of rows of weight 1, the logarithm of many factors at once.
    if (weights === undefined) product *= 1 + small;
    else loss += weight * Math.log1p(small);
    if (product > 1e250) {
      loss += Math.log(product);
      product = 1;
    }
    const d = weight * (target - share);
    const h = weight * share * (1 - share);
    gradA += d * score;
    gradB += d;
    haa += h * score * score;
    hab += h * score;
    hbb += h;
  }
  return { slope, offset, loss: loss + Math.log(product), gradA, gradB, haa, hab, hbb };
}

/** The sigmoid at a score. */
export function sigmoidAt({ slope, offset }: Sigmoid, score: number): number {
  return 1 / (1 + Math.exp(slope * score + offset));
}

/** The same at many. */
export function sigmoidsAt(map: Sigmoid, scores: Float64Array): Float64Array {
  const shares = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) shares[i] = sigmoidAt(map, scores[i] as number);
  return shares;
}

/** Fits the share of the class as a rising curve of the score. */
export function fitShares(scores: Float64Array, isClass: Uint8Array, weights: Float64Array | undefined): IsotonicCurve {
  return fitCurve(scores, Float64Array.from(isClass), weights, { increasing: true, yMin: null, yMax: null });
}

/** The curve at scores; outside of those of the fit, its nearest end. */
export function sharesAt(curve: IsotonicCurve, scores: Float64Array): Float64Array {
  const [low, high] = [curve.x[0] as number, curve.x.at(-1) as number];
  const shares = new Float64Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    shares[i] = curveAt(curve, Math.min(high, Math.max(low, scores[i] as number)));
  }
  return shares;
}

/** The logarithms of factors that are looked at. */
const WIDEST = 10;

/** What scores are multiplied by for their softmax to be likeliest; the loss is convex in it, and Newton's steps end where its slope is 0. */
export function fitTemperature(scores: Matrix, codes: Int32Array, weights: Float64Array | undefined): number {
  const logits = toLogits(scores);
  let [low, high] = [-WIDEST, WIDEST];
  let place = 0;
  for (let iteration = 0; iteration < 60; iteration++) {
    const factor = Math.exp(place);
    const { slope, curvature } = temperatureLoss(logits, codes, weights, factor);
    if (slope < 0) low = place;
    else high = place;
    const next = place - slope / (curvature * factor);
    const isInside = next > low && next < high;
    // The next step would be as long as the square of this one.
    if (isInside && Math.abs(next - place) <= 1e-9) return Math.exp(next);
    place = isInside ? next : (low + high) / 2;
  }
  return Math.exp(place);
}

/** The first and the second derivative of the loss by the factor, in one pass. */
function temperatureLoss(
  { rows, cols, data }: Matrix,
  codes: Int32Array,
  weights: Float64Array | undefined,
  factor: number,
): { readonly slope: number; readonly curvature: number } {
  let [slope, curvature] = [0, 0];
  for (let i = 0, from = 0; i < rows; i++, from += cols) {
    let largest = -Infinity;
    for (let c = 0; c < cols; c++) largest = Math.max(largest, factor * (data[from + c] as number));
    const own = data[from + (codes[i] as number)] as number;
    // Shares of logits less that of the row's class: their mean is the slope, their variance the curvature.
    let [total, sum, squares] = [0, 0, 0];
    for (let c = 0; c < cols; c++) {
      const logit = data[from + c] as number;
      const share = Math.exp(factor * logit - largest);
      total += share;
      sum += share * (logit - own);
      squares += share * (logit - own) * (logit - own);
    }
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const mean = sum / total;
    slope += weight * mean;
    curvature += weight * (squares / total - mean * mean);
  }
  return { slope, curvature };
}

/** Scores as logits: probabilities as their logarithms, one column as a pair. */
export function toLogits(scores: Matrix): Matrix {
  if (scores.cols === 1) {
    const pairs = new Matrix(scores.rows, 2);
    scores.data.forEach((score, i) => {
      pairs.data[2 * i] = -score;
      pairs.data[2 * i + 1] = score;
    });
    return pairs;
  }
  return areShares(scores) ? new Matrix(scores.rows, scores.cols, logarithms(scores.data)) : scores;
}

/** Whether all rows are probabilities. */
function areShares({ cols, data }: Matrix): boolean {
  for (let from = 0; from < data.length; from += cols) {
    let sum = 0;
    for (let at = from; at < from + cols; at++) {
      const value = data[at] as number;
      if (!(value >= 0 && value <= 1)) return false;
      sum += value;
    }
    if (!(Math.abs(sum - 1) < 1e-8)) return false;
  }
  return true;
}

function logarithms(shares: Float64Array): Float64Array {
  const logs = new Float64Array(shares.length);
  for (let at = 0; at < shares.length; at++) logs[at] = Math.log((shares[at] as number) + 1e-12);
  return logs;
}
