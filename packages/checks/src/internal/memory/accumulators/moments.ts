import type { AggregateOf, Moments } from "../../../aggregates/aggregate.ts";
import { CHUNK_ROWS } from "../chunk.ts";
import type { Accumulator } from "./accumulator.ts";
import { numbersOf } from "./numbers-of.ts";

/** Sums of powers of the distance from the mean. */
interface Sums {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

interface SavedMoments {
  readonly rows: number;
  readonly invalid: number;
  /** The sum, and what rounding took from it. */
  readonly total: readonly [number, number];
  readonly sums: Sums;
}

/** The start of a request for mean and central sums. */
export const momentsRequest = { aggregate: "moments", inMemory: momentsAccumulator } as const;

/**
 * Mean and central sums. Numbers are gathered into blocks of one fixed size, each block takes two passes, and blocks are merged in
 * order: however the data arrives, the same blocks give the same figures to the last bit.
 */
export function momentsAccumulator({ column, powers = 4 }: AggregateOf<"moments">): Accumulator<Moments> {
  let block: Float64Array | undefined;
  const total = new NeumaierSum();
  let filled = 0;
  let sums: Sums = { count: 0, mean: 0, m2: 0, m3: 0, m4: 0 };
  let rows = 0;
  let invalid = 0;

  function take(numbers: Float64Array): void {
    let at = 0;
    while (at < numbers.length) {
      if (filled === 0 && numbers.length - at >= CHUNK_ROWS) {
        closeBlock(numbers.subarray(at, at + CHUNK_ROWS));
        at += CHUNK_ROWS;
        continue;
      }
      const part = numbers.subarray(at, at + CHUNK_ROWS - filled);
      block ??= new Float64Array(CHUNK_ROWS);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === CHUNK_ROWS) {
        closeBlock(block);
        filled = 0;
      }
    }
  }

  function closeBlock(numbers: Float64Array): void {
    const blockSum = sumOf(numbers);
    total.add(blockSum);
    sums = merged(sums, centralSums(numbers, blockSum, powers));
  }

  function closeLast(): void {
    if (block !== undefined && filled > 0) closeBlock(block.subarray(0, filled));
    filled = 0;
  }

  return {
    add(chunk, kept) {
      const found = numbersOf(chunk, column, kept);
      rows += found.rows;
      invalid += found.invalid;
      take(found.numbers);
    },
    save(): SavedMoments {
      closeLast();
      return { rows, invalid, total: [total.sum, Number.isFinite(total.sum) ? total.compensation : 0], sums };
    },
    absorb(saved: SavedMoments) {
      closeLast();
      rows += saved.rows;
      invalid += saved.invalid;
      for (const part of saved.total) total.add(part);
      if (saved.sums.count > 0) sums = merged(sums, saved.sums);
    },
    answer() {
      closeLast();
      return { rows, invalid, sum: total.value, ...sums, mean: meanOf(sums, total.value) };
    },
  };
}

/** An infinity makes the running mean NaN; the sum still says which. */
function meanOf({ count, mean }: Sums, sum: number): number {
  return Number.isFinite(sum) ? mean : sum / count;
}

/** Neumaier's compensated sum: https://doi.org/10.1002/zamm.19740540106 */
class NeumaierSum {
  sum = 0;
  compensation = 0;

  get value(): number {
    return Number.isFinite(this.sum) ? this.sum + this.compensation : this.sum;
  }

  add(value: number): void {
    const next = this.sum + value;
    this.compensation += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }
}

function sumOf(numbers: Float64Array): number {
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? 0;
    const next = sum + value;
    compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + compensation : sum;
}

function centralSums(numbers: Float64Array, sum: number, powers: number): Sums {
  const count = numbers.length;
  const mean = sum / count;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; powers > 1 && i < count; i++) {
    const d = (numbers[i] ?? 0) - mean;
    const square = d * d;
    m2 += square;
    m3 += square * d;
    m4 += square * square;
  }
  return { count, mean, m2, m3, m4 };
}

/** Chan, Golub and LeVeque's merge, extended to the third and fourth power by Pébay: https://doi.org/10.2172/1028931 */
function merged(a: Sums, b: Sums): Sums {
  if (a.count === 0) return b;
  const n = a.count + b.count;
  const d = b.mean - a.mean;
  const share = d / n;
  const product = a.count * b.count;
  const m2 = a.m2 + b.m2 + d * share * product;
  const m3 =
    a.m3 + b.m3 + d * share * share * product * (a.count - b.count) + 3 * share * (a.count * b.m2 - b.count * a.m2);
  const m4 =
    a.m4 +
    b.m4 +
    d * share ** 3 * product * (a.count ** 2 - product + b.count ** 2) +
    6 * share ** 2 * (a.count ** 2 * b.m2 + b.count ** 2 * a.m2) +
    4 * share * (a.count * b.m3 - b.count * a.m3);
  return { count: n, mean: a.mean + share * b.count, m2, m3, m4 };
}
