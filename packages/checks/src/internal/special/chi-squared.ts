import { erfc } from "./normal.ts";

/** The probability that a chi-squared value with `df` degrees of freedom is above x. */
export function chiSquaredSurvival(x: number, df: number): number {
  if (!(x > 0)) return 1;
  if (x === Infinity) return 0;
  return df <= 400 ? finiteSum(x, df) : wilsonHilferty(x, df);
}

/** The value that a chi-squared value with `df` degrees of freedom exceeds with a probability. */
export function chiSquaredQuantile(probability: number, df: number): number {
  let low = 0;
  let high = df + 10;
  while (chiSquaredSurvival(high, df) > probability) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquaredSurvival(middle, df) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 26.4.4 and 26.4.5: exact for a whole number of degrees; terms carry the exponential so as not to overflow. */
function finiteSum(x: number, df: number): number {
  const half = x / 2;
  const odd = df % 2 === 1;
  let sum = odd ? erfc(Math.sqrt(half)) : Math.exp(-half);
  let logTerm = odd ? 0.5 * Math.log(half) - half - Math.log(Math.sqrt(Math.PI) / 2) : Math.log(half) - half;
  for (let k = odd ? 0.5 : 1; k < df / 2; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(half) - Math.log(k + 1);
  }
  return Math.min(1, sum);
}

/** Wilson and Hilferty's cube root is right to four digits with so many degrees. */
function wilsonHilferty(x: number, df: number): number {
  const spread = 2 / (9 * df);
  return erfc(((x / df) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread) / Math.SQRT2) / 2;
}
