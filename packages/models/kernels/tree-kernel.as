// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/tree/tree-kernel-code.ts. Twin of src/tree/random-splitter.ts where the mean of one output is predicted, all weights are 1, and
// nothing is missing or constrained: the same draws, the same order of rows, the same sums. Addresses are bytes.

// Places of a job: where arrays are, and sizes; then what comes of a search. See src/tree/kernel-splitter.ts.
const KEYS: usize = 0;
const ROWS: usize = 4;
const COLS: usize = 8;
const SAMPLES: usize = 12;
const Y: usize = 16;
const FEATURES: usize = 20;
const CONSTANTS: usize = 24;
const READ: usize = 28;
const HOLES: usize = 32;
const LEAVING: usize = 36;
const COMING: usize = 40;
const MAX_FEATURES: usize = 44;
const MIN_ROWS: usize = 48;
const RANDOM: usize = 52;
const MIN_WEIGHT: usize = 56;
const FEATURE: usize = 64;
const PLACE: usize = 68;
const THRESHOLD: usize = 72;

/** Values no further apart than this are one value to a split. */
const TIED: f64 = <f64>(<f32>1e-7);

/** Turns the bits of floats into whole numbers in their order, in their place. */
export function orderKeys(place: usize, count: usize): void {
  for (let at = place; at < place + count * 4; at += 4) store<i32>(at, orderKey(load<i32>(at)));
}

// @ts-ignore: decorator
@inline
function orderKey(bits: i32): i32 {
  return bits ^ <i32>(<u32>(bits >> 31) >>> 1);
}

/**
 * Tries a drawn threshold for each of the features that are drawn for the rows from `start` to `end`, whose targets add up to `sum`; parts the
 * rows by the best, and writes it to the job: its place is `end` where there is none. The number of features that are constant.
 */
export function splitRandomly(job: usize, start: usize, end: usize, known: i32, sum: f64): i32 {
  const features = <usize>load<i32>(job, FEATURES);
  const most = load<i32>(job, MAX_FEATURES);
  const minRows = <usize>load<i32>(job, MIN_ROWS);
  const minWeight = load<f64>(job, MIN_WEIGHT);
  let left = load<i32>(job, COLS);
  let visited: i32 = 0;
  let found: i32 = 0;
  let drawnConstants: i32 = 0;
  let bestProxy: f64 = -Infinity;
  let bestFeature: i32 = 0;
  let bestThreshold: f64 = 0;
  let bestPlace = end;
  let ordered: i32 = -1;
  while (left > known + found && (visited < most || visited <= found + drawnConstants)) {
    visited++;
    const drawn = drawnConstants + next(job) % (left - found - drawnConstants);
    if (drawn < known) {
      swap(features, drawnConstants, drawn);
      drawnConstants++;
      continue;
    }
    const at = drawn + found;
    const feature = load<i32>(features + (<usize>at << 2));
    ordered = feature;
    readKeys(job, start, end, feature);
    const smallest = floatOf(smallestRead);
    const largest = floatOf(largestRead);
    if (<f32>largest <= <f32>(smallest + TIED)) {
      swap(features, at, known + found);
      found++;
      continue;
    }
    left--;
    swap(features, left, at);
    const uniform = ((largest - smallest) * <f64>next(job)) / 2147483647 + smallest;
    const threshold = uniform == largest ? smallest : uniform;
    const place = part(job, start, end, limitKey(threshold));
    if (place - start < minRows || end - place < minRows) continue;
    const weightLeft = <f64>(place - start);
    const weightRight = <f64>(end - place);
    if (weightLeft < minWeight || weightRight < minWeight) continue;
    const sumLeft = sumUpTo(job, start, place, end, sum);
    const sumRight = sum - sumLeft;
    const proxy = (sumLeft * sumLeft) / weightLeft + (sumRight * sumRight) / weightRight;
    if (!(proxy > bestProxy)) continue;
    bestProxy = proxy;
    bestFeature = feature;
    bestThreshold = threshold;
    bestPlace = place;
  }
  if (bestPlace < end && ordered != bestFeature) {
    readKeys(job, start, end, bestFeature);
    part(job, start, end, limitKey(bestThreshold));
  }
  store<i32>(job, bestFeature, FEATURE);
  store<i32>(job, <i32>bestPlace, PLACE);
  store<f64>(job, bestThreshold, THRESHOLD);
  // Features that are constant stay in front, in their order.
  const all = known + found;
  const constants = <usize>load<i32>(job, CONSTANTS);
  memory.copy(features, constants, <usize>known << 2);
  memory.copy(constants + (<usize>known << 2), features + (<usize>known << 2), <usize>found << 2);
  return all;
}

/** A whole number from 0 to 2^31 - 1. */
function next(job: usize): i32 {
  let word = load<u32>(job, RANDOM);
  if (word == 0) word = 1;
  word ^= word << 13;
  word ^= word >> 17;
  word ^= word << 5;
  store<u32>(job, word, RANDOM);
  return <i32>(word & 0x7fffffff);
}

function swap(features: usize, i: i32, j: i32): void {
  const one = features + (<usize>i << 2);
  const other = features + (<usize>j << 2);
  const feature = load<i32>(one);
  store<i32>(one, load<i32>(other));
  store<i32>(other, feature);
}

let smallestRead: i32 = 0;
let largestRead: i32 = 0;

/** Reads the keys of a feature in the order of the rows, and the smallest and largest of them. */
function readKeys(job: usize, start: usize, end: usize, feature: i32): void {
  const column = <usize>load<i32>(job, KEYS) + <usize>feature * <usize>load<i32>(job, ROWS) * 4;
  const samples = <usize>load<i32>(job, SAMPLES);
  const read = <usize>load<i32>(job, READ);
  let at = start << 2;
  const last = end << 2;
  let least = i32x4.splat(i32.MAX_VALUE);
  let most = i32x4.splat(i32.MIN_VALUE);
  for (; at + 16 <= last; at += 16) {
    const place = samples + at;
    let keys = v128.load32_zero(column + (<usize>load<u32>(place) << 2));
    keys = v128.load32_lane(column + (<usize>load<u32>(place, 4) << 2), keys, 1);
    keys = v128.load32_lane(column + (<usize>load<u32>(place, 8) << 2), keys, 2);
    keys = v128.load32_lane(column + (<usize>load<u32>(place, 12) << 2), keys, 3);
    v128.store(read + at, keys);
    least = i32x4.min_s(least, keys);
    most = i32x4.max_s(most, keys);
  }
  for (; at < last; at += 4) {
    const key = v128.load32_splat(column + (<usize>load<u32>(samples + at) << 2));
    v128.store32_lane(read + at, key, 0);
    least = i32x4.min_s(least, key);
    most = i32x4.max_s(most, key);
  }
  least = i32x4.min_s(least, v128.shuffle<i32>(least, least, 2, 3, 0, 1));
  most = i32x4.max_s(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  smallestRead = min(i32x4.extract_lane(least, 0), i32x4.extract_lane(least, 1));
  largestRead = max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1));
}

/** The float of a key; a zero without its sign. */
function floatOf(key: i32): f64 {
  return <f64>reinterpret<f32>(orderKey(key)) + 0;
}

/** The largest key of the floats that are at most this number. */
function limitKey(threshold: f64): i32 {
  const rounded = <f32>threshold;
  // Of both zeros, that with a sign comes first.
  if (rounded == 0) return threshold < 0 ? -2 : 0;
  return orderKey(reinterpret<i32>(rounded)) - i32(<f64>rounded > threshold);
}

/** Parts the rows by the keys read last, as src/tree/part-rows.ts says; where those begin that are above the limit. */
function part(job: usize, start: usize, end: usize, limit: i32): usize {
  const samples = <usize>load<i32>(job, SAMPLES);
  const keys = <usize>load<i32>(job, READ);
  const holes = <usize>load<i32>(job, HOLES);
  const leaving = <usize>load<i32>(job, LEAVING);
  const coming = <usize>load<i32>(job, COMING);
  const last = end << 2;
  const limits = i32x4.splat(limit);
  let counts = i32x4.splat(0);
  let at = start << 2;
  for (; at + 16 <= last; at += 16) counts = i32x4.sub(counts, i32x4.le_s(v128.load(keys + at), limits));
  let below =
    i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3);
  for (; at < last; at += 4) below += i32(load<i32>(keys + at) <= limit);
  const place = start + <usize>below;
  if (place == end) return place;
  const border = place << 2;
  let gone: usize = 0;
  for (at = start << 2; at < border; at += 4) {
    store<u32>(holes + gone, <u32>at);
    store<u32>(leaving + gone, load<u32>(samples + at));
    gone += usize(load<i32>(keys + at) > limit) << 2;
  }
  const first = load<u32>(samples + border);
  store<u32>(leaving + gone, first);
  let row = load<u32>(samples + last - 4);
  store<u32>(samples + last - 4, load<u32>(leaving));
  let come: usize = 0;
  for (at = last - 4; at > border; at -= 4) {
    const isLeft = load<i32>(keys + at) <= limit;
    store<u32>(coming + come, row);
    come += usize(isLeft) << 2;
    const other = select<u32>(load<u32>(leaving + come), row, isLeft);
    row = load<u32>(samples + at - 4);
    store<u32>(samples + at - 4, other);
  }
  store<u32>(coming + come, first);
  for (at = 0; at < gone; at += 4) store<u32>(samples + <usize>load<u32>(holes + at), load<u32>(coming + at));
  return place;
}

/** The targets of the rows before a place, added up, or taken from the sum of all, by whichever are fewer. */
function sumUpTo(job: usize, start: usize, place: usize, end: usize, all: f64): f64 {
  const samples = <usize>load<i32>(job, SAMPLES);
  const y = <usize>load<i32>(job, Y);
  if (place - start <= end - place) {
    let sum: f64 = 0;
    const last = samples + (place << 2);
    for (let at = samples + (start << 2); at < last; at += 4) sum += load<f64>(y + (<usize>load<u32>(at) << 3));
    return sum;
  }
  let sum = all;
  const first = samples + (place << 2);
  for (let at = samples + (end << 2); at > first; ) {
    at -= 4;
    sum -= load<f64>(y + (<usize>load<u32>(at) << 3));
  }
  return sum;
}

/** Below this length, insertion. */
const SMALL: usize = 16;

/**
 * Sorts pairs of a row and, above it, its key, by the keys. Twin of src/tree/introsort.ts, with the same order of equal keys: what a pair is
 * exchanged with is chosen without a branch, of which every other one would be foreseen wrongly.
 */
export function sortPairs(place: usize, count: usize): void {
  sortRange(place, count, count < SMALL ? 0 : 2 * (31 - clz<i32>(<i32>count)));
}

function sortRange(place: usize, count: usize, depthLeft: i32): void {
  let from = place;
  let n = count;
  let depth = depthLeft;
  while (n >= SMALL) {
    if (depth <= 0) {
      heapsort(from, n);
      return;
    }
    depth--;
    const end = from + (n << 3);
    const pivot = medianOfThree(load<i64>(from), load<i64>(from + ((n >> 1) << 3)), load<i64>(end - 8));
    const least = pivot & ROWLESS;
    const most = pivot | ~ROWLESS;
    let at = from;
    let low = from;
    let high = end;
    let pair = load<i64>(at);
    while (at < high) {
      const isLow = pair < least;
      const isHigh = pair > most;
      high -= usize(isHigh) << 3;
      const other = select<usize>(low, select<usize>(high, at, isHigh), isLow);
      const moved = load<i64>(other);
      store<i64>(at, moved);
      store<i64>(other, pair);
      low += usize(isLow) << 3;
      // What came from the end is looked at next, without a look at memory.
      pair = select<i64>(moved, load<i64>(at + 8), isHigh);
      at += usize(!isHigh) << 3;
    }
    sortRange(from, (low - from) >> 3, depth);
    n = (end - high) >> 3;
    from = high;
  }
  sortFew(from, n);
}

/** A pair without its row. */
const ROWLESS: i64 = ~0xffffffff;

function medianOfThree(a: i64, b: i64, c: i64): i64 {
  return max(min(a, b), min(max(a, b), c));
}

function sortFew(from: usize, count: usize): void {
  const end = from + (count << 3);
  for (let i = from + 8; i < end; i += 8) {
    const pair = load<i64>(i);
    const most = pair | ~ROWLESS;
    let j = i;
    while (j > from && load<i64>(j - 8) > most) {
      store<i64>(j, load<i64>(j - 8));
      j -= 8;
    }
    store<i64>(j, pair);
  }
}

function heapsort(from: usize, count: usize): void {
  for (let start = <isize>((count - 2) >> 1); start >= 0; start--) siftDown(from, <usize>start, count);
  for (let end = count - 1; end > 0; end--) {
    exchange(from, from + (end << 3));
    siftDown(from, 0, end);
  }
}

function siftDown(from: usize, start: usize, end: usize): void {
  let root = start;
  for (;;) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && keyAt(from, largest) < keyAt(from, child)) largest = child;
    if (child + 1 < end && keyAt(from, largest) < keyAt(from, child + 1)) largest = child + 1;
    if (largest == root) return;
    exchange(from + (root << 3), from + (largest << 3));
    root = largest;
  }
}

function keyAt(from: usize, place: usize): i32 {
  return load<i32>(from + (place << 3), 4);
}

function exchange(one: usize, other: usize): void {
  const pair = load<i64>(one);
  store<i64>(one, load<i64>(other));
  store<i64>(other, pair);
}
