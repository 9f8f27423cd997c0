// Sums are added up in blocks, so that their error grows with the number of blocks rather than of rows.

const BLOCK = 512;

/** The sum of the values, or of the values times the weights. */
export function sum(values: Float64Array, weights?: Float64Array): number {
  let total = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let part = 0;
    if (weights === undefined) for (let i = start; i < end; i++) part += values[i] ?? 0;
    else for (let i = start; i < end; i++) part += (values[i] ?? 0) * (weights[i] ?? 0);
    total += part;
  }
  return total;
}

/** The mean of the values, weighted. */
export function mean(values: Float64Array, weights?: Float64Array): number {
  return sum(values, weights) / (weights === undefined ? values.length : sum(weights));
}

/** The sum of the squares of a - b - shift, weighted. */
export function sumOfSquaredDifferences(a: Float64Array, b: Float64Array, weights?: Float64Array, shift = 0): number {
  let total = 0;
  for (let start = 0; start < a.length; start += BLOCK) {
    const end = Math.min(a.length, start + BLOCK);
    let part = 0;
    for (let i = start; i < end; i++) {
      const difference = (a[i] ?? 0) - (b[i] ?? 0) - shift;
      part += weights === undefined ? difference * difference : difference * difference * (weights[i] ?? 0);
    }
    total += part;
  }
  return total;
}

/** The sum of the squares of a - center, weighted. */
export function sumOfSquares(a: Float64Array, center: number, weights?: Float64Array): number {
  let total = 0;
  for (let start = 0; start < a.length; start += BLOCK) {
    const end = Math.min(a.length, start + BLOCK);
    let part = 0;
    for (let i = start; i < end; i++) {
      const difference = (a[i] ?? 0) - center;
      part += weights === undefined ? difference * difference : difference * difference * (weights[i] ?? 0);
    }
    total += part;
  }
  return total;
}

/** A new array of what a function makes of two values. */
export function combine(a: Float64Array, b: Float64Array, each: (x: number, y: number) => number): Float64Array {
  const combined = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) combined[i] = each(a[i] ?? 0, b[i] ?? 0);
  return combined;
}

/** The sum of few values in NumPy's order of additions, so that it agrees to the last digit. */
export function pairwiseSum(values: readonly number[]): number {
  const whole = values.length - (values.length % 8);
  let sum = 0;
  if (values.length >= 8) {
    const part = Array.from({ length: 8 }, (_, lane) => {
      let lanes = 0;
      for (let i = lane; i < whole; i += 8) lanes += values[i] ?? 0;
      return lanes;
    });
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = part;
    sum = a + b + (c + d) + (e + f + (g + h));
  }
  for (let i = values.length < 8 ? 0 : whole; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}

/** Whether all values that have weight are equal. */
export function isConstant(values: Float64Array, weights?: Float64Array): boolean {
  let first: number | undefined;
  for (let i = 0; i < values.length; i++) {
    if (weights !== undefined && weights[i] === 0) continue;
    first ??= values[i];
    if (values[i] !== first) return false;
  }
  return true;
}
