import { addRowsAt } from "../add-rows.ts";
import { addScaled, dot } from "../sums.ts";

/** Columns that are rotated together, which stay in the cache. */
const BLOCK = 64;

/** The loops of reflections, rotations, and Cholesky factors and what is solved by them, without WebAssembly. Addresses, and the strides between rows, are bytes. */
export const plainLoops = (numbers: Float64Array) => ({
  /** Reflects rows of `length` numbers by a reflector, whose first number counts as 1. */
  reflectRows(rows: number, count: number, stride: number, u: number, length: number, tau: number): void {
    const tail = u / 8 + 1;
    for (let i = 0; i < count; i++) {
      const row = (rows + i * stride) / 8;
      const factor = tau * ((numbers[row] as number) + dot(numbers, numbers, tail, row + 1, length - 1));
      numbers[row] = (numbers[row] as number) - factor;
      addScaled(numbers, -factor, numbers, row + 1, tail, length - 1);
    }
  },

  /** out = rows · w. */
  multiplyRows(rows: number, count: number, stride: number, w: number, length: number, out: number): void {
    for (let i = 0; i < count; i++) {
      numbers[out / 8 + i] = dot(numbers, numbers, (rows + i * stride) / 8, w / 8, length);
    }
  },

  /** Takes u·yᵀ + x·vᵀ off the rows; adds what is left of them, times `factors`, to `products`. */
  takeOff(
    rows: number,
    count: number,
    stride: number,
    length: number,
    u: number,
    y: number,
    x: number,
    v: number,
    factors: number,
    products: number,
  ): void {
    const [toY, toV, toProducts] = [y / 8, v / 8, products / 8];
    for (let i = 0; i < count; i++) {
      const row = (rows + i * stride) / 8;
      const ui = numbers[u / 8 + i] as number;
      const xi = numbers[x / 8 + i] as number;
      const factor = numbers[factors / 8 + i] as number;
      for (let j = 0; j < length; j++) {
        const value =
          (numbers[row + j] as number) - ui * (numbers[toY + j] as number) - xi * (numbers[toV + j] as number);
        numbers[row + j] = value;
        numbers[toProducts + j] = (numbers[toProducts + j] as number) + factor * value;
      }
    }
  },

  /** Takes v·wᵀ + w·vᵀ off the lower triangle of a symmetric matrix, and adds the products of what is left with u to `products`. */
  takeOffSymmetric(
    rows: number,
    count: number,
    stride: number,
    v: number,
    w: number,
    u: number,
    products: number,
  ): void {
    const [toV, toW, toU, toProducts] = [v / 8, w / 8, u / 8, products / 8];
    const valueAt = (row: number, i: number, j: number): number => {
      const value =
        (numbers[row + j] as number) -
        (numbers[toV + i] as number) * (numbers[toW + j] as number) -
        (numbers[toW + i] as number) * (numbers[toV + j] as number);
      numbers[row + j] = value;
      if (j < i) {
        numbers[toProducts + j] = (numbers[toProducts + j] as number) + value * (numbers[toU + i] as number);
      }
      return value * (numbers[toU + j] as number);
    };
    for (let i = 0; i < count; i++) {
      const row = (rows + i * stride) / 8;
      let [even, odd] = [0, 0];
      let j = 0;
      for (; j + 1 < i; j += 2) {
        even += valueAt(row, i, j);
        odd += valueAt(row, i, j + 1);
      }
      let sum = even + odd;
      for (; j <= i; j++) sum += valueAt(row, i, j);
      numbers[toProducts + i] = sum;
    }
  },

  /** Rotates neighbouring rows: the first and the second, the second and the third, and so on; `stride` may lead back. */
  rotateRows(first: number, stride: number, cols: number, count: number, cosines: number, sines: number): void {
    const carried = new Float64Array(BLOCK);
    for (let from = 0; from < cols; from += BLOCK) {
      const width = Math.min(BLOCK, cols - from);
      let row = first / 8 + from;
      for (let j = 0; j < width; j++) carried[j] = numbers[row + j] as number;
      for (let i = 0; i < count; i++, row += stride / 8) {
        const [cosine, sine] = [numbers[cosines / 8 + i] as number, numbers[sines / 8 + i] as number];
        const next = row + stride / 8;
        for (let j = 0; j < width; j++) {
          const [upper, lower] = [carried[j] as number, numbers[next + j] as number];
          numbers[row + j] = cosine * upper + sine * lower;
          carried[j] = cosine * lower - sine * upper;
        }
      }
      for (let j = 0; j < width; j++) numbers[row + j] = carried[j] as number;
    }
  },

  /** See {@link factorised}. */
  factorise: (rows: number, n: number): number => factorised(numbers, rows / 8, n),

  /** Solves L·x = b, in place, for a lower triangle. */
  solveLower(rows: number, n: number, stride: number, b: number): void {
    for (let i = 0, row = rows / 8, at = b / 8; i < n; i++, row += stride / 8, at++) {
      const left = (numbers[at] as number) - dot(numbers, numbers, row, b / 8, i);
      numbers[at] = left / (numbers[row + i] as number);
    }
  },

  /** Solves Lᵀ·x = b, in place. */
  solveUpper(rows: number, n: number, stride: number, b: number): void {
    for (let i = n - 1; i >= 0; i--) {
      const row = (rows + i * stride) / 8;
      const value = (numbers[b / 8 + i] as number) / (numbers[row + i] as number);
      numbers[b / 8 + i] = value;
      addScaled(numbers, -value, numbers, b / 8, row, i);
    }
  },

  /** out[i] = rows[places[i]] · w, for places that are held as doubles. */
  multiplyChosen(
    rows: number,
    stride: number,
    places: number,
    count: number,
    w: number,
    length: number,
    out: number,
  ): void {
    for (let i = 0; i < count; i++) {
      const row = (rows + (numbers[places / 8 + i] as number) * stride) / 8;
      numbers[out / 8 + i] = dot(numbers, numbers, row, w / 8, length);
    }
  },

  /** y += Σ factors[i] · rows[places[i]], for places that are held as doubles, four rows at a time. */
  addRows(
    rows: number,
    stride: number,
    places: number,
    factors: number,
    count: number,
    y: number,
    length: number,
  ): void {
    const of = (start: number, size: number): Float64Array => numbers.subarray(start / 8, start / 8 + size);
    const starts = Int32Array.from(of(places, count), (place) => (rows + place * stride) / 8);
    addRowsAt(of(y, length), of(factors, count), numbers, starts);
  },
});

/** The loops, which WebAssembly has too. */
export type OrthogonalLoops = ReturnType<typeof plainLoops>;

/**
 * The lower triangle of a positive definite matrix, n × n, from a place on becomes that of its Cholesky factor. Returns 1; or 0 where there
 * is none, with what was done by then.
 */
export function factorised(numbers: Float64Array, start: number, n: number): number {
  const end = start + n * n;
  for (let j = 0, row = start; j < n; j++, row += n) {
    const pivot = (numbers[row + j] as number) - dot(numbers, numbers, row, row, j);
    if (!(pivot > 0) || pivot === Infinity) return 0;
    const root = Math.sqrt(pivot);
    numbers[row + j] = root;
    for (let other = row + n; other < end; other += n) {
      numbers[other + j] = ((numbers[other + j] as number) - dot(numbers, numbers, other, row, j)) / root;
    }
  }
  return 1;
}
