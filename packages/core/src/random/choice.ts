import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import type { RandomState } from "./random-state.ts";

/** Options of `RandomState.choice`. */
export interface ChoiceOptions {
  /** Number of elements to draw; without it, one element. */
  readonly size?: number;
  /** Whether an element may be drawn again. Default true. */
  readonly replace?: boolean;
  /** Probability of each element; they sum to 1. Default: all alike. */
  readonly p?: ArrayLike<number>;
}

/**
 * Draws indices as NumPy's `RandomState.choice` does, also where it draws in several rounds.
 * @param rng
 * @param population
 * @param root0
 */
export function drawChoice(
  rng: RandomState,
  population: number,
  { size = 1, replace = true, p }: ChoiceOptions,
): Int32Array {
  if (!Number.isSafeInteger(population) || population < 0 || (population === 0 && size > 0)) {
    throw refusal(`a population of ${showValue(population)}`, "give at least one element");
  }
  if (p !== undefined) checkProbabilities(p, population);
  if (replace) return p === undefined ? evenly(rng, population, size) : search(cumulative(p), rng.randomSample(size));
  if (size > population) throw refusal(`size ${size} of ${population}`, "give a smaller size, or replace: true");
  if (p === undefined) return rng.permutation(population).slice(0, size);
  return weightedWithoutReplacement(rng, Float64Array.from(p), size);
}

function evenly(rng: RandomState, population: number, size: number): Int32Array {
  const drawn = new Int32Array(size);
  for (let i = 0; i < size; i++) drawn[i] = rng.interval(population - 1);
  return drawn;
}

function weightedWithoutReplacement(rng: RandomState, p: Float64Array, size: number): Int32Array {
  if (p.reduce((count, each) => count + (each > 0 ? 1 : 0), 0) < size) {
    throw refusal(`fewer than ${size} probabilities above 0`, "give a smaller size");
  }
  const drawn = new Int32Array(size);
  let count = 0;
  while (count < size) {
    const sample = rng.randomSample(size - count);
    for (let i = 0; i < count; i++) p[drawn[i] ?? 0] = 0;
    const seen = new Set<number>();
    for (const index of search(cumulative(p), sample)) {
      if (seen.has(index)) continue;
      seen.add(index);
      drawn[count++] = index;
    }
  }
  return drawn;
}

function cumulative(p: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(p.length);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sums[i] = sum += p[i] ?? 0;
  for (let i = 0; i < p.length; i++) sums[i] = (sums[i] ?? 0) / sum;
  return sums;
}

/** For each value, how many of the sorted sums are not above it. */
function search(sums: Float64Array, values: Float64Array): Int32Array {
  return Int32Array.from(values, (value) => {
    let low = 0;
    let high = sums.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? Infinity) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

function checkProbabilities(p: ArrayLike<number>, population: number): void {
  if (p.length !== population)
    throw refusal(`${p.length} probabilities for ${population} elements`, "give one for each");
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const each = p[i] ?? NaN;
    if (!(each >= 0 && each <= 1))
      throw refusal(`probability ${showValue(each)} at index ${i}`, "give numbers from 0 to 1");
    sum += each;
  }
  if (Math.abs(sum - 1) > Math.sqrt(Number.EPSILON))
    throw refusal(`probabilities that sum to ${sum}`, "let them sum to 1");
}

function refusal(found: string, fix: string): CoreError {
  return new CoreError({ code: "outOfRange", what: "an argument is not accepted", where: "choice", found, fix });
}
