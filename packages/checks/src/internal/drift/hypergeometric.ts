import type { RandomState } from "@mlsys/core";

/** Draws, without putting back, `n` of the rows that the counts count, and returns how many of each category were drawn. */
export function drawCounts(counts: readonly number[], n: number, rng: RandomState): number[] {
  let left = counts.reduce((sum, count) => sum + count, 0);
  let toDraw = n;
  return counts.map((count) => {
    const drawn = hypergeometric(count, left - count, toDraw, rng);
    left -= count;
    toDraw -= drawn;
    return drawn;
  });
}

/** How many of `good` are among `n` drawn of `good + bad`: inversion from the mode outwards, so that few terms are needed. */
function hypergeometric(good: number, bad: number, n: number, rng: RandomState): number {
  const [low, high] = [Math.max(0, n - bad), Math.min(good, n)];
  if (low === high) return low;
  const mode = Math.min(high, Math.max(low, Math.floor(((n + 1) * (good + 1)) / (good + bad + 2))));
  const top = Math.exp(logChoose(good, mode) + logChoose(bad, n - mode) - logChoose(good + bad, n));
  let [down, up] = [mode, mode];
  let [below, above] = [top, top];
  let left = rng.uniform() - top;
  while (left > 0 && (down > low || up < high)) {
    if (up < high) {
      above *= ((good - up) * (n - up)) / ((up + 1) * (bad - n + up + 1));
      up += 1;
      left -= above;
      if (left <= 0) return up;
    }
    if (down > low) {
      below *= (down * (bad - n + down)) / ((good - down + 1) * (n - down + 1));
      down -= 1;
      left -= below;
      if (left <= 0) return down;
    }
  }
  return mode;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series; exact enough for drawing from 10 on, below that a product. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}
