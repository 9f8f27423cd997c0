import { binPlace, GROUP, HISTOGRAM_COUNTS, NODE_BYTES, RESULT_BYTES, RULE_BYTES, SLOTS } from "./boosting-layout.ts";
import type { MemoryViews } from "./memory-views.ts";
import { scanFeature } from "./scan-feature.ts";

/** Loops of boosting by histograms, without WebAssembly. Addresses are bytes. */
export const boostingLoops = (views: MemoryViews) => {
  const { f64, f32, i32, u32, u8 } = views;
  return {
    /** Sorts the numbers of a column; columns are `stride` numbers apart, and as long as `lengths` says. */
    sortValues(task: number, values: number, _scratch: number, _counts: number, lengths: number, stride: number): void {
      const from = values / 8 + task * stride;
      f64.subarray(from, from + (f64[lengths / 8 + task] as number)).sort();
    },

    /**
     * The bins of a block of rows: how many of the 255 `cuts` of its feature (of 256 places) a number exceeds. `values` are the numbers of
     * `count` rows, `bins` is where the first of these rows has the bin of its first feature.
     */
    findBins(
      task: number,
      block: number,
      values: number,
      count: number,
      cols: number,
      cuts: number,
      missingBin: number,
      bins: number,
      rows: number,
    ): void {
      for (let j = 0; j < cols; j++) {
        const own = f64.subarray(cuts / 8 + j * SLOTS, cuts / 8 + (j + 1) * SLOTS);
        for (let i = task * block; i < Math.min(count, (task + 1) * block); i++) {
          const value = f64[values / 8 + i * cols + j] as number;
          let low = 0;
          for (let step = 128; step > 0; step >>= 1) if (value > (own[low + step - 1] as number)) low += step;
          u8[bins + binPlace(rows, i, j)] = value === value ? low : missingBin;
        }
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

    /**
     * Parts `count` samples by `isLeft` of their bins into the `lefts` of them that go to the left and those that go to the right, both in
     * their order: the first of two tasks from the first sample on, the other from the last one. Writes the derivatives of the side that
     * `smaller` names (0 none, 1 left, 2 right) in its order.
     */
    divideRows(
      task: number,
      from: number,
      count: number,
      to: number,
      lefts: number,
      column: number,
      isLeft: number,
      derivatives: number,
      pairs: number,
      smaller: number,
    ): void {
      const half = count >> 1;
      const step = task === 0 ? 1 : -1;
      const first = step > 0 ? [to / 4, to / 4 + lefts] : [to / 4 + lefts - 1, to / 4 + count - 1];
      let [left = 0, right = 0] = first;
      for (let n = 0; n < (task === 0 ? half : count - half); n++) {
        const row = u32[from / 4 + (task === 0 ? n : count - 1 - n)] as number;
        const goesLeft = u8[isLeft + (u8[column + GROUP * row] as number)] === 1;
        const place = goesLeft ? left : right;
        u32[place] = row;
        if (goesLeft) left += step;
        else right += step;
        if (smaller !== (goesLeft ? 1 : 2)) continue;
        const pair = pairs / 4 + 2 * (place - to / 4 - (goesLeft ? 0 : lefts));
        f32.copyWithin(pair, derivatives / 4 + 2 * row, derivatives / 4 + 2 * row + 2);
      }
    },

    /**
     * A few features, of which `tasks` tells the first and how many: makes the histogram of a child's samples (`own`; none with a count of
     * 0; all rows where `samples` is 0), takes it from that of its parent (`other`, which becomes the other child's; 0 without), and finds
     * the best threshold of each feature in each of the two nodes that is open. Layouts are said in boosting-layout.ts.
     */
    splitFeatures(
      task: number,
      tasks: number,
      cols: number,
      binned: number,
      rows: number,
      samples: number,
      count: number,
      pairs: number,
      _slots: number,
      own: number,
      other: number,
      nodes: number,
      rules: number,
      results: number,
    ): void {
      const [first = 0, few = 0] = i32.subarray(tasks / 4 + 2 * task, tasks / 4 + 2 * task + 2);
      for (let feature = first; feature < first + few; feature++) {
        const sums = (histogram: number) => histogram / 8 + 2 * SLOTS * feature;
        const counts = (histogram: number) => histogram / 4 + HISTOGRAM_COUNTS(cols) / 4 + SLOTS * feature;
        if (count > 0) {
          f64.fill(0, sums(own), sums(own) + 2 * SLOTS);
          i32.fill(0, counts(own), counts(own) + SLOTS);
          for (let i = 0; i < count; i++) {
            const row = samples === 0 ? i : (u32[samples / 4 + i] as number);
            const bin = u8[binned + binPlace(rows, row, feature)] as number;
            const slot = sums(own) + 2 * bin;
            f64[slot] = (f64[slot] as number) + (f32[pairs / 4 + 2 * i] as number);
            f64[slot + 1] = (f64[slot + 1] as number) + (f32[pairs / 4 + 2 * i + 1] as number);
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

    /**
     * Adds the values of leaves to the raw predictions of a block of rows. A leaf is told by start and end of its samples, which are
     * sorted, and its value.
     */
    addLeaves(task: number, block: number, leaves: number, count: number, samples: number, raw: number): void {
      for (let leaf = leaves / 8; leaf < leaves / 8 + 3 * count; leaf += 3) {
        const [start = 0, end = 0, value = 0] = f64.subarray(leaf, leaf + 3);
        for (let at = start; at < end; at++) {
          const row = u32[samples / 4 + at] as number;
          if (row < task * block || row >= (task + 1) * block) continue;
          f64[raw / 8 + row] = (f64[raw / 8 + row] as number) + value;
        }
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
