// Sums are added up in NumPy's order, so that they agree with it to the last digit and lose few digits themselves.

/** The sum of the values, or of the values times the weights. */
export function sum(values: Float64Array, weights?: Float64Array): number {
  if (weights === undefined) return sumOfPart(values, 0, values.length);
  return sumOfTerms(values.length, (terms, start, length) => {
    for (let i = 0; i < length; i++) terms[i] = (values[start + i] as number) * (weights[start + i] as number);
  });
}

/** The mean of the values, weighted. */
export function mean(values: Float64Array, weights?: Float64Array): number {
  return sum(values, weights) / (weights === undefined ? values.length : sum(weights));
}

/** The sum of the squares of a - b - shift, weighted. */
export function sumOfSquaredDifferences(a: Float64Array, b: Float64Array, weights?: Float64Array, shift = 0): number {
  return sumOfTerms(a.length, (terms, start, length) => {
    for (let i = 0; i < length; i++) {
      const difference = (a[start + i] as number) - (b[start + i] as number) - shift;
      terms[i] = difference * difference;
    }
    weigh(terms, weights, start, length);
  });
}

/** The sum of the squares of a - center, weighted. */
export function sumOfSquares(a: Float64Array, center: number, weights?: Float64Array): number {
  return sumOfTerms(a.length, (terms, start, length) => {
    for (let i = 0; i < length; i++) {
      const difference = (a[start + i] as number) - center;
      terms[i] = difference * difference;
    }
    weigh(terms, weights, start, length);
  });
}

/** The sums of the squares of a - b and of a - center, in one pass. */
export function sumsOfSquares(a: Float64Array, b: Float64Array, center: number): readonly [number, number] {
  const blocks = Math.ceil(a.length / LONGEST_BLOCK);
  const differences = new Float64Array(blocks);
  const deviations = new Float64Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const end = Math.min(a.length, (block + 1) * LONGEST_BLOCK);
    let difference = 0;
    let deviation = 0;
    for (let i = block * LONGEST_BLOCK; i < end; i++) {
      const value = a[i] as number;
      const ofB = value - (b[i] as number);
      const ofCenter = value - center;
      difference += ofB * ofB;
      deviation += ofCenter * ofCenter;
    }
    differences[block] = difference;
    deviations[block] = deviation;
  }
  return [sum(differences), sum(deviations)];
}

function weigh(terms: Float64Array, weights: Float64Array | undefined, start: number, length: number): void {
  if (weights === undefined) return;
  for (let i = 0; i < length; i++) terms[i] = (terms[i] as number) * (weights[start + i] as number);
}

/** A new array of what a function makes of two values. */
export function combine(a: Float64Array, b: Float64Array, each: (x: number, y: number) => number): Float64Array {
  const combined = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) combined[i] = each(a[i] ?? 0, b[i] ?? 0);
  return combined;
}

/** The sum of the values: eight lanes in blocks of at most 128, blocks added in pairs. */
export function pairwiseSum(values: ArrayLike<number>): number {
  return sumOfPart(values, 0, values.length);
}

function sumOfPart(values: ArrayLike<number>, start: number, length: number): number {
  if (length <= LONGEST_BLOCK) return sumOfBlock(values, start, length);
  const half = halfOf(length);
  return sumOfPart(values, start, half) + sumOfPart(values, start + half, length - half);
}

const LONGEST_BLOCK = 128;

function halfOf(length: number): number {
  return (length >> 1) - ((length >> 1) % 8);
}

/** The sum of terms that are made a block at a time: the same order of additions without an array of all. */
function sumOfTerms(length: number, make: (terms: Float64Array, start: number, length: number) => void): number {
  const terms = new Float64Array(LONGEST_BLOCK);
  const sumFrom = (start: number, count: number): number => {
    if (count > LONGEST_BLOCK) {
      const half = halfOf(count);
      return sumFrom(start, half) + sumFrom(start + half, count - half);
    }
    make(terms, start, count);
    return sumOfBlock(terms, 0, count);
  };
  return sumFrom(0, length);
}

function sumOfBlock(values: ArrayLike<number>, start: number, length: number): number {
  if (length < 8) return sumOfRest(0, values, start, start + length);
  const end = start + length - (length % 8);
  let [a, b, c, d] = [0, 0, 0, 0];
  let [e, f, g, h] = [0, 0, 0, 0];
  for (let i = start; i < end; i += 8) {
    a += values[i] as number;
    b += values[i + 1] as number;
    c += values[i + 2] as number;
    d += values[i + 3] as number;
    e += values[i + 4] as number;
    f += values[i + 5] as number;
    g += values[i + 6] as number;
    h += values[i + 7] as number;
  }
  return sumOfRest(a + b + (c + d) + (e + f + (g + h)), values, end, start + length);
}

function sumOfRest(begun: number, values: ArrayLike<number>, start: number, end: number): number {
  let total = begun;
  for (let i = start; i < end; i++) total += values[i] as number;
  return total;
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
