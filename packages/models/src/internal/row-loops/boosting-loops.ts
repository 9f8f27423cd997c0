import { HISTOGRAM_COUNTS, NODE_BYTES, RESULT_BYTES, RULE_BYTES, SLOTS } from "./boosting-layout.ts";
import type { MemoryViews } from "./memory-views.ts";
import { scanFeature } from "./scan-feature.ts";

/** Loops of boosting by histograms, without WebAssembly. Addresses are bytes. */
export const boostingLoops = (views: MemoryViews) => {
  const { f64, f32, i32, u32, u8 } = views;
  const gather = (samples: number, count: number, derivatives: number, pairs: number): void => {
    for (let i = 0; i < count; i++) {
      const from = derivatives / 4 + 2 * (u32[samples / 4 + i] as number);
      f64[pairs / 8 + 2 * i] = f32[from] as number;
      f64[pairs / 8 + 2 * i + 1] = f32[from + 1] as number;
    }
  };
  return {
    /** Sorts the numbers of a column; columns are `stride` numbers apart, and as long as `lengths` says. */
    sortValues(task: number, values: number, _scratch: number, _counts: number, lengths: number, stride: number): void {
      const from = values / 8 + task * stride;
      f64.subarray(from, from + (f64[lengths / 8 + task] as number)).sort();
    },

    /** The bin of each number of a column: how many of its 255 `cuts` (of 256 places) it exceeds. */
    findBins(task: number, values: number, rows: number, cuts: number, missingBin: number, bins: number): void {
      const own = f64.subarray(cuts / 8 + task * SLOTS, cuts / 8 + (task + 1) * SLOTS);
      const column = values / 8 + task * rows;
      for (let i = 0; i < rows; i++) {
        const value = f64[column + i] as number;
        let low = 0;
        for (let step = 128; step > 0; step >>= 1) if (value > (own[low + step - 1] as number)) low += step;
        u8[bins + task * rows + i] = value === value ? low : missingBin;
      }
    },

    /** First and second derivative of the logistic loss of a block of rows, side by side in single precision; without weights, 1. */
    logisticDerivatives(
      task: number,
      block: number,
      rows: number,
      y: number,
      raw: number,
      weights: number,
      derivatives: number,
    ): void {
      const end = Math.min(rows, (task + 1) * block);
      for (let i = task * block; i < end; i++) {
        const weight = weights === 0 ? 1 : (f64[weights / 8 + i] as number);
        const [value, target] = [f64[raw / 8 + i] as number, f64[y / 8 + i] as number];
        // Far below 0 the exponential is the probability itself; elsewhere nothing overflows.
        const isUsual = value > -37;
        const power = exponential(isUsual ? -value : value);
        const sum = 1 + power;
        f32[derivatives / 4 + 2 * i] = weight * (isUsual ? (1 - target - target * power) / sum : power - target);
        f32[derivatives / 4 + 2 * i + 1] = weight * (isUsual ? power / (sum * sum) : power);
      }
    },

    /** Writes both derivatives of a block of samples in double precision, in their order. */
    gatherPairs(task: number, block: number, count: number, samples: number, derivatives: number, pairs: number): void {
      const from = task * block;
      gather(samples + from * 4, Math.min(count, from + block) - from, derivatives, pairs + from * 16);
    },

    /**
     * Parts a block of the samples from `start` to `end` by `isLeft` of their bins: to the same places of `lefts` and `rights`, from
     * the block's first on; how many go to the left, into `counts`.
     */
    divideRows(
      task: number,
      block: number,
      start: number,
      end: number,
      samples: number,
      column: number,
      isLeft: number,
      lefts: number,
      rights: number,
      counts: number,
    ): void {
      const from = start + task * block;
      const to = Math.min(end, from + block);
      let [left, right] = [lefts / 4 + from, rights / 4 + from];
      for (let at = from; at < to; at++) {
        const row = u32[samples / 4 + at] as number;
        if (u8[isLeft + (u8[column + row] as number)] === 1) u32[left++] = row;
        else u32[right++] = row;
      }
      f64[counts / 8 + task] = left - lefts / 4 - from;
    },

    /**
     * Puts the parted rows of a block where they belong, and writes the derivatives of the side that `smaller` names (0 none, 1 left,
     * 2 right), in its order.
     */
    collectRows(
      task: number,
      block: number,
      start: number,
      end: number,
      samples: number,
      lefts: number,
      rights: number,
      counts: number,
      derivatives: number,
      pairs: number,
      smaller: number,
    ): void {
      let [total, before] = [0, 0];
      for (let other = 0; other * block < end - start; other++) {
        if (other === task) before = total;
        total += f64[counts / 8 + other] as number;
      }
      const from = start + task * block;
      const count = f64[counts / 8 + task] as number;
      const rest = Math.min(end, from + block) - from - count;
      const beforeRight = task * block - before;
      const copy = (source: number, length: number, to: number): void =>
        void u32.copyWithin(samples / 4 + to, source / 4 + from, source / 4 + from + length);
      copy(lefts, count, start + before);
      copy(rights, rest, start + total + beforeRight);
      if (smaller === 1) gather(lefts + from * 4, count, derivatives, pairs + before * 16);
      else if (smaller === 2) gather(rights + from * 4, rest, derivatives, pairs + beforeRight * 16);
    },

    /**
     * Two of the `features`: makes the histogram of a child's samples (`own`; none with a count of 0), takes it from that of its parent
     * (`other`, which becomes the other child's; 0 without), and finds the best threshold of each feature in each of the two nodes that
     * is open. Layouts are said in boosting-layout.ts.
     */
    splitFeatures(
      task: number,
      features: number,
      nFeatures: number,
      cols: number,
      binned: number,
      rows: number,
      samples: number,
      count: number,
      pairs: number,
      own: number,
      other: number,
      nodes: number,
      rules: number,
      results: number,
    ): void {
      for (let f = 2 * task; f < Math.min(nFeatures, 2 * task + 2); f++) {
        const feature = i32[features / 4 + f] as number;
        const sums = (histogram: number) => histogram / 8 + 2 * SLOTS * feature;
        const counts = (histogram: number) => histogram / 4 + HISTOGRAM_COUNTS(cols) / 4 + SLOTS * feature;
        if (count > 0) {
          f64.fill(0, sums(own), sums(own) + 2 * SLOTS);
          i32.fill(0, counts(own), counts(own) + SLOTS);
          for (let i = 0; i < count; i++) {
            const bin = u8[binned + feature * rows + (u32[samples / 4 + i] as number)] as number;
            const slot = sums(own) + 2 * bin;
            f64[slot] = (f64[slot] as number) + (f64[pairs / 8 + 2 * i] as number);
            f64[slot + 1] = (f64[slot + 1] as number) + (f64[pairs / 8 + 2 * i + 1] as number);
            i32[counts(own) + bin] = (i32[counts(own) + bin] as number) + 1;
          }
          for (let at = 0; other !== 0 && at < 2 * SLOTS; at++) {
            f64[sums(other) + at] = (f64[sums(other) + at] as number) - (f64[sums(own) + at] as number);
          }
          for (let at = 0; other !== 0 && at < SLOTS; at++) {
            i32[counts(other) + at] = (i32[counts(other) + at] as number) - (i32[counts(own) + at] as number);
          }
        }
        for (let side = 0; side < 2; side++) {
          const node = nodes + side * NODE_BYTES;
          if (f64[node / 8] === 0) continue;
          const histogram = side === 0 ? own : other;
          const result = results + (side * cols + feature) * RESULT_BYTES;
          scanFeature(
            views,
            sums(histogram),
            counts(histogram),
            node / 8,
            rules,
            rules + 16 + feature * RULE_BYTES,
            result / 8,
          );
        }
      }
    },

    /** Adds the value of a leaf (start, end, value) to the raw predictions of its samples. */
    addLeaves(task: number, leaves: number, samples: number, raw: number): void {
      const [start = 0, end = 0, value = 0] = f64.subarray(leaves / 8 + 3 * task, leaves / 8 + 3 * task + 3);
      for (let at = start; at < end; at++) {
        const place = raw / 8 + (u32[samples / 4 + at] as number);
        f64[place] = (f64[place] as number) + value;
      }
    },
  };
};

const WHOLE = 6755399441055744;
/** 1 / n! from n = 13 down to 0. */
const TAYLOR = [
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6,
  2.48015873015873e-5, 1.984126984126984e-4, 1.388888888888889e-3, 8.333333333333333e-3, 4.1666666666666664e-2,
  0.16666666666666666, 0.5, 1, 1,
] as const;

/** e to the power of x, of at most 709; below -708 as of -708. To a unit or two in the last place, the same on any platform. */
function exponential(x: number): number {
  const t = Math.max(x, -708);
  // Adding 1.5 · 2^52 rounds to a whole number.
  const k = t * 1.4426950408889634 + WHOLE - WHOLE;
  const r = t - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let sum = 0;
  for (const each of TAYLOR) sum = sum * r + each;
  return sum * 2 ** k;
}
