/** 1 - erf(x), to a few units of the last place: a series of positive terms near 0, Lentz's continued fraction beyond. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 1) return 1 - erfSeries(x);
  if (x > 27) return 0;
  return (Math.exp(-x * x) / Math.sqrt(Math.PI)) * (1 / tailFraction(x));
}

/** The probability that a standard normal value is above z. */
export function normalSurvival(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** The value that a standard normal value is below with a probability. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-40, 40];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (normalSurvival(middle) > 1 - probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 7.1.6. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Abramowitz and Stegun 7.1.14, from the inside out: x + (1/2)/(x + 1/(x + (3/2)/(x + …))). */
function tailFraction(x: number): number {
  let fraction = x;
  for (let k = Math.ceil(40 + 200 / (x * x)); k > 0; k--) fraction = x + k / 2 / fraction;
  return fraction;
}
