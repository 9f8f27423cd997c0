import { Matrix } from "@mlsys/core";
import { softmaxRow } from "./softmax-row.ts";
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
  const weight = (i: number) => (weights === undefined ? 1 : (weights[i] as number));
  let [negative, positive] = [0, 0];
  isClass.forEach((one, i) => (one === 1 ? (positive += weight(i)) : (negative += weight(i))));
  const [high, low] = [(positive + 1) / (positive + 2), 1 / (negative + 2)];
  const largest = scores.reduce((max, score) => Math.max(max, Math.abs(score)), 0);
  const scale = largest >= 30 ? largest : 1;
  const f = scores.map((score) => score / scale);
  let [a, b] = [0, Math.log((negative + 1) / (positive + 1))];
  const loss = (slope: number, offset: number): number =>
    f.reduce((sum, each, i) => {
      const z = slope * each + offset;
      const target = isClass[i] === 1 ? high : low;
      return sum + weight(i) * (Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z))) + target * z);
    }, 0);
  let value = loss(a, b);
  for (let iteration = 0; iteration < 100; iteration++) {
    let [gradA, gradB, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < f.length; i++) {
      const score = f[i] as number;
      const share = 1 / (1 + Math.exp(a * score + b));
      const d = weight(i) * ((isClass[i] === 1 ? high : low) - share);
      const h = weight(i) * share * (1 - share);
      gradA += d * score;
      gradB += d;
      haa += h * score * score;
      hab += h * score;
      hbb += h;
    }
    if (Math.max(Math.abs(gradA), Math.abs(gradB)) < 1e-12 * Math.max(1, f.length)) break;
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 0)) break;
    const [stepA, stepB] = [(hbb * gradA - hab * gradB) / determinant, (haa * gradB - hab * gradA) / determinant];
    let size = 1;
    while (size > 1e-10 && !(loss(a - size * stepA, b - size * stepB) <= value)) size /= 2;
    if (size <= 1e-10) break;
    a -= size * stepA;
    b -= size * stepB;
    value = loss(a, b);
  }
  return { slope: a / scale, offset: b };
}

/** The sigmoid at a score. */
export function sigmoidAt({ slope, offset }: Sigmoid, score: number): number {
  return 1 / (1 + Math.exp(slope * score + offset));
}

/** Fits the share of the class as a rising curve of the score. */
export function fitShares(scores: Float64Array, isClass: Uint8Array, weights: Float64Array | undefined): IsotonicCurve {
  return fitCurve(scores, Float64Array.from(isClass), weights, { increasing: true, yMin: null, yMax: null });
}

/** The curve at a score; outside of those of the fit, its nearest end. */
export function shareAt(curve: IsotonicCurve, score: number): number {
  const [low, high] = [curve.x[0] as number, curve.x.at(-1) as number];
  return curveAt(curve, Math.min(high, Math.max(low, score)));
}

/** What scores are multiplied by for their softmax to be likeliest; the loss is convex in it, so its slope is halved down to 0. */
export function fitTemperature(scores: Matrix, codes: Int32Array, weights: Float64Array | undefined): number {
  const logits = toLogits(scores);
  const shares = new Float64Array(logits.cols);
  const slope = (factor: number): number => {
    let sum = 0;
    for (let i = 0; i < logits.rows; i++) {
      const row = logits.row(i);
      softmaxRow(row, factor, shares);
      let expected = 0;
      for (let c = 0; c < row.length; c++) expected += (shares[c] as number) * (row[c] as number);
      const weight = weights === undefined ? 1 : (weights[i] as number);
      sum += weight * (expected - (row[codes[i] as number] as number));
    }
    return sum;
  };
  let [low, high] = [-10, 10];
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) < 0) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
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
  const isShare = Array.from({ length: scores.rows }, (_, i) => scores.row(i)).every(
    (row) =>
      row.every((value) => value >= 0 && value <= 1) && Math.abs(row.reduce((sum, each) => sum + each, 0) - 1) < 1e-8,
  );
  return isShare
    ? new Matrix(
        scores.rows,
        scores.cols,
        scores.data.map((value) => Math.log(value + 1e-12)),
      )
    : scores;
}
