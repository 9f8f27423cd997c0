import { pairwiseSum } from "../internal/sums.ts";
import { functionOf } from "./function-loops.ts";
import { boxCox } from "./power-functions.ts";
import type { PowerMethod } from "./power-functions.ts";
import { powersOfRows } from "./power-rows.ts";

/** The exponent under which numbers are most likely to be normally distributed. */
export function bestPower(values: Float64Array, method: PowerMethod): number {
  const logs = logsOf(values, method);
  if (method === "box-cox" || logs.every((log) => log >= 0)) return minimum(unlikelinessOfOneSide(logs));
  // Numbers below 0 have the other side's powers of 2 less the exponent.
  if (logs.every((log) => log <= 0)) return 2 - minimum(unlikelinessOfOneSide(logs.map((log) => -log)));
  return minimum(unlikelinessOfBothSides(logs));
}

/** The logarithms that powers are taken of; those of Yeo and Johnson have the signs of the numbers. */
function logsOf(values: Float64Array, method: PowerMethod): Float64Array {
  if (method === "box-cox") return functionOf("log", values);
  const logs = functionOf("log1p", values.map(Math.abs));
  for (let i = 0; i < logs.length; i++) if ((values[i] as number) < 0) logs[i] = -(logs[i] as number);
  return logs;
}

/** Numbers of which less than this share tells them apart are alike. */
const ALIKE = 2 ** -40;

/** Logarithms less one of them, and their sum. */
interface Below {
  readonly logs: Float64Array;
  readonly total: number;
}

/**
 * Minus the logarithm of the likelihood, but for what does not depend on the exponent. Powers are taken of the quotients by the number
 * whose power is largest: these neither overflow nor lose what tells them apart, as the years of a century to the power of 50 would.
 */
function unlikelinessOfOneSide(logs: Float64Array): (lambda: number) => number {
  const [low, high] = [logs.reduce((a, b) => Math.min(a, b)), logs.reduce((a, b) => Math.max(a, b))];
  const powers = new Float64Array(logs.length);
  const known = new Map<number, Below>();
  return (lambda) => {
    const [least, most] = [boxCox(low, lambda), boxCox(high, lambda)];
    const largest = Math.max(Math.abs(least), Math.abs(most));
    // An exponent that makes all powers alike, or too large to be squared, is none.
    if (!(most - least > ALIKE * largest) || largest * largest === Infinity) return Infinity;
    const reference = lambda >= 0 ? high : low;
    const below = known.get(reference) ?? lessOf(logs, reference);
    known.set(reference, below);
    powersOfRows({ numbers: below.logs, lambdas: Float64Array.of(lambda), method: "box-cox", areLogs: true }, powers);
    return (logs.length / 2) * Math.log(varianceOf(powers)) - lambda * below.total;
  };
}

function lessOf(logs: Float64Array, reference: number): Below {
  const less = logs.map((log) => log - reference);
  return { logs: less, total: less.reduce((sum, log) => sum + log, 0) };
}

function unlikelinessOfBothSides(logs: Float64Array): (lambda: number) => number {
  const total = pairwiseSum(logs);
  const powers = new Float64Array(logs.length);
  return (lambda) => {
    powersOfRows({ numbers: logs, lambdas: Float64Array.of(lambda), method: "yeo-johnson", areLogs: true }, powers);
    const variance = varianceOf(powers);
    if (!(variance > 0) || variance === Infinity) return Infinity;
    return (logs.length / 2) * Math.log(variance) - (lambda - 1) * total;
  };
}

/** The variance of numbers, which are used up. */
function varianceOf(values: Float64Array): number {
  const mean = pairwiseSum(values) / values.length;
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) - mean) ** 2;
  return pairwiseSum(values) / values.length;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * The place of the minimum of a function that falls and then rises.
 *
 * @see Brent, Algorithms for minimization without derivatives (1973), chapter 5.
 */
function minimum(f: (x: number) => number): number {
  let [a, b] = bracket(f);
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let [d, e] = [0, 0];
  for (let i = 0; i < 200; i++) {
    const middle = (a + b) / 2;
    const tol = 1e-10 * Math.abs(x) + 1e-12;
    if (Math.abs(x - middle) <= 2 * tol - (b - a) / 2) break;
    let step: number | undefined;
    if (Math.abs(e) > tol) {
      const r = (x - w) * (fx - fv);
      const q0 = (x - v) * (fx - fw);
      let p = (x - v) * q0 - (x - w) * r;
      let q = 2 * (q0 - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      if (Math.abs(p) < Math.abs((q * e) / 2) && p > q * (a - x) && p < q * (b - x)) {
        step = p / q;
        e = d;
        if (x + step - a < 2 * tol || b - x - step < 2 * tol) step = x < middle ? tol : -tol;
      }
    }
    if (step === undefined) {
      e = x < middle ? b - x : a - x;
      step = GOLDEN * e;
    }
    d = step;
    const u = x + (Math.abs(step) >= tol ? step : Math.sign(step) * tol);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}

/** An interval that holds the minimum, grown from −2 to 2. */
function bracket(f: (x: number) => number): [low: number, high: number] {
  let [low, middle, high] = [-2, 0, 2];
  for (let i = 0; i < 60; i++) {
    if (f(low) < f(middle)) [low, middle, high] = [low - 2 * (middle - low), low, middle];
    else if (f(high) < f(middle)) [low, middle, high] = [middle, high, high + 2 * (high - middle)];
    else break;
  }
  return [lastFinite(f, middle, low), lastFinite(f, middle, high)];
}

/** The end of an interval, or where on the way to it the function ends to have values. */
function lastFinite(f: (x: number) => number, from: number, end: number): number {
  if (Number.isFinite(f(end))) return end;
  let [inside, outside] = [from, end];
  for (let i = 0; i < 60; i++) {
    const half = (inside + outside) / 2;
    if (Number.isFinite(f(half))) inside = half;
    else outside = half;
  }
  return inside;
}
