// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/row-loops/row-kernel-code.ts. Twin of src/internal/row-loops/*-loops.ts: the same sums in the same order, so that
// both give the same digits; what the arguments are is said there. Addresses are bytes. Each call does one task of several
// that may run at once: it writes only what is the task's own.

const SLOTS: usize = 256;
const SLOT_BYTES: usize = SLOTS * 16;
const COUNT_BYTES: usize = SLOTS * 4;
/** A slot of a histogram that is being made: both sums and a count, so that one address serves all three. */
const WORK_SHIFT: usize = 5;
const WORK_BYTES: usize = SLOTS << WORK_SHIFT;
const MIN_HESSIAN: f64 = 1e-3;
const DIGITS: usize = 2048;

// Neighbors

const SQUARES: u32 = 0;
const SUM: u32 = 1;
const LARGEST: u32 = 2;
const COSINE: u32 = 3;

export function searchRows(
  task: usize, block: usize, singles: usize, rows: usize, first: usize, n: usize, p: usize, queries: usize, count: usize,
  center: usize, longest: f64, moved: usize, k: usize, distances: usize, indices: usize, metric: u32,
): void {
  const end = min<usize>(count, (task + 1) * block);
  // How much larger the sum of a row may be in single precision, all of whose additions were rounded.
  const growth = 1.0001 + <f64>p * EPSILON_32;
  for (let i = task * block; i < end; i++) {
    const query = queries + i * p * 8;
    const query32 = moved + i * p * 4;
    const reach = longest + moveRow(query, center, query32, p, metric);
    // How far a number in single precision may be from the number, times a few for the sum of a row.
    let slack = metric == COSINE ? 4 * <f64>(p + 8) * EPSILON_32 : 2 * EPSILON_32 * reach;
    // Numbers that single precision cannot hold, or the squares of them, tell nothing.
    if (!(reach > 1e-12 && reach < 1e37)) slack = Infinity;
    nearest(singles, rows, first, n, p, query32, query, slack, growth, distances + i * k * 8, indices + i * k * 4, k, metric);
  }
}

const EPSILON_32: f64 = 1.1920928955078125e-7;

/** Writes a row that is searched for in single precision, moved by the center or divided by its length; its length. */
function moveRow(query: usize, center: usize, query32: usize, p: usize, metric: u32): f64 {
  let length: f64 = 0;
  for (let j: usize = 0; j < p; j++) {
    const value = load<f64>(query + j * 8) - load<f64>(center + j * 8);
    store<f32>(query32 + j * 4, <f32>value);
    if (metric == SUM) length += abs(value);
    else if (metric == LARGEST) length = max(length, abs(value));
    else length += value * value;
  }
  if (metric == SUM || metric == LARGEST) return length;
  length = sqrt(length);
  if (metric == SQUARES) return length;
  for (let j: usize = 0; j < p; j++) {
    store<f32>(query32 + j * 4, length == 0 ? 0 : <f32>(load<f64>(query + j * 8) / length));
  }
  return 1;
}

function nearest(
  singles: usize, rows: usize, first: usize, n: usize, p: usize, query32: usize, query: usize, slack: f64, growth: f64,
  distances: usize, indices: usize, k: usize, metric: u32,
): void {
  const stride = ((n + 7) & ~7) * 4;
  let limit = limitOf(load<f64>(distances), slack, growth, metric);
  for (let i: usize = 0; i < n; i += 8) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let at = singles + i * 4;
    if (metric == SQUARES) {
      for (let j: usize = 0; j < p; j++) {
        const value = v128.load_splat<f32>(query32 + j * 4);
        const x = f32x4.sub(v128.load(at), value);
        const y = f32x4.sub(v128.load(at + 16), value);
        a = f32x4.add(a, f32x4.mul(x, x));
        b = f32x4.add(b, f32x4.mul(y, y));
        at += stride;
      }
    } else if (metric == SUM) {
      for (let j: usize = 0; j < p; j++) {
        const value = v128.load_splat<f32>(query32 + j * 4);
        a = f32x4.add(a, f32x4.abs(f32x4.sub(v128.load(at), value)));
        b = f32x4.add(b, f32x4.abs(f32x4.sub(v128.load(at + 16), value)));
        at += stride;
      }
    } else if (metric == LARGEST) {
      for (let j: usize = 0; j < p; j++) {
        const value = v128.load_splat<f32>(query32 + j * 4);
        a = f32x4.pmax(a, f32x4.abs(f32x4.sub(v128.load(at), value)));
        b = f32x4.pmax(b, f32x4.abs(f32x4.sub(v128.load(at + 16), value)));
        at += stride;
      }
    } else {
      for (let j: usize = 0; j < p; j++) {
        const value = v128.load_splat<f32>(query32 + j * 4);
        a = f32x4.sub(a, f32x4.mul(v128.load(at), value));
        b = f32x4.sub(b, f32x4.mul(v128.load(at + 16), value));
        at += stride;
      }
    }
    // Not "no farther": where infinity took part, there may be no number to compare.
    const far = i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(f32x4.gt(a, f32x4.splat(limit)), f32x4.gt(b, f32x4.splat(limit))),
      i16x8.splat(0),
    );
    let mask = ~i8x16.bitmask(far) & 0xff;
    while (mask != 0) {
      const row = i + <usize>ctz(mask);
      mask &= mask - 1;
      if (row >= n) break;
      const distance = distanceBy(metric, rows + row * p * 8, query, p);
      if (distance >= load<f64>(distances)) continue;
      push(distances, indices, k, distance, <u32>(first + row));
      limit = limitOf(load<f64>(distances), slack, growth, metric);
    }
  }
}

/** What a row of at most this distance may have, at most, in single precision. */
function limitOf(farthest: f64, slack: f64, growth: f64, metric: u32): f32 {
  if (metric == COSINE) return <f32>(farthest - 1 + slack);
  if (metric != SQUARES) return <f32>((farthest + slack) * growth);
  const root = sqrt(farthest) + slack;
  return <f32>(root * root * growth);
}

function distanceBy(metric: u32, row: usize, query: usize, p: usize): f64 {
  if (metric == SQUARES) return squaredDistance(row, query, p);
  if (metric == COSINE) return cosineDistance(row, query, p);
  let distance: f64 = 0;
  for (let j: usize = 0; j < p; j++) {
    const difference = abs(load<f64>(query + j * 8) - load<f64>(row + j * 8));
    distance = metric == SUM ? distance + difference : max(distance, difference);
  }
  return distance;
}

function cosineDistance(row: usize, query: usize, p: usize): f64 {
  let product: f64 = 0;
  let squares: f64 = 0;
  let others: f64 = 0;
  for (let j: usize = 0; j < p; j++) {
    const x = load<f64>(query + j * 8);
    const y = load<f64>(row + j * 8);
    product += x * y;
    squares += x * x;
    others += y * y;
  }
  const lengths = sqrt(squares) * sqrt(others);
  return lengths == 0 ? 1 : min<f64>(2, max<f64>(0, 1 - product / lengths));
}

function squaredDistance(a: usize, b: usize, p: usize): f64 {
  let sum: f64 = 0;
  for (let j: usize = 0; j < p; j++) {
    const difference = load<f64>(b + j * 8) - load<f64>(a + j * 8);
    sum += difference * difference;
  }
  return sum;
}

function push(distances: usize, indices: usize, size: usize, distance: f64, index: u32): void {
  let at: usize = 0;
  for (;;) {
    let child: usize = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && load<f64>(distances + child * 8) < load<f64>(distances + child * 8 + 8)) child++;
    if (!(distance < load<f64>(distances + child * 8))) break;
    store<f64>(distances + at * 8, load<f64>(distances + child * 8));
    store<u32>(indices + at * 4, load<u32>(indices + child * 4));
    at = child;
  }
  store<f64>(distances + at * 8, distance);
  store<u32>(indices + at * 4, index);
}

// Clusters

export function takeCloser(
  task: usize, block: usize, x: usize, n: usize, p: usize, candidate: usize, weights: usize, closest: usize, out: usize,
  potentials: usize,
): void {
  const end = min<usize>(n, (task + 1) * block);
  const center = x + candidate * p * 8;
  let sum: f64 = 0;
  for (let i = task * block; i < end; i++) {
    const squares = min<f64>(squaredDistance(center, x + i * p * 8, p), load<f64>(closest + i * 8));
    store<f64>(out + i * 8, squares);
    sum += squares * load<f64>(weights + i * 8);
  }
  store<f64>(potentials + task * 8, sum);
}

export function assignRows(
  task: usize, block: usize, x: usize, n: usize, p: usize, turned: usize, k: usize, half: usize, moved: usize, farthest: f64,
  labels: usize, upper: usize, lower: usize, weights: usize, squares: usize, sums: usize, masses: usize, changes: usize, adds: u32,
): void {
  const end = min<usize>(n, (task + 1) * block);
  const width = (k + 7) & ~7;
  const own = squares + task * width * 8;
  const sum = sums + task * k * p * 8;
  const mass = masses + task * k * 8;
  if (adds != 0) {
    memory.fill(sum, 0, k * p * 8);
    memory.fill(mass, 0, k * 8);
  }
  let changed: f64 = 0;
  for (let i = task * block; i < end; i++) {
    const row = x + i * p * 8;
    const place = labels + i * 4;
    const before = load<i32>(place);
    let label = before;
    if (half == 0 || !keepsLabel(row, i, p, label, turned, width, half, moved, farthest, upper, lower)) {
      label = <i32>nearestCenter(row, p, turned, width, own, upper + i * 8, lower + i * 8);
      if (label != before) {
        changed += 1;
        store<i32>(place, label);
      }
    }
    if (adds != 0) addRow(row, p, load<f64>(weights + i * 8), sum + <usize>label * p * 8, mass + <usize>label * 8);
    else if (label != before) {
      const weight = load<f64>(weights + i * 8);
      addRow(row, p, -weight, sum + <usize>before * p * 8, mass + <usize>before * 8);
      addRow(row, p, weight, sum + <usize>label * p * 8, mass + <usize>label * 8);
    }
  }
  store<f64>(changes + task * 8, changed);
}

/** Widens the bounds of a row by how far the centers moved, and asks them. */
function keepsLabel(
  row: usize, i: usize, p: usize, label: i32, turned: usize, width: usize, half: usize, moved: usize, farthest: f64,
  upper: usize, lower: usize,
): bool {
  const own = load<f64>(upper + i * 8) + load<f64>(moved + <usize>label * 8);
  const other = load<f64>(lower + i * 8) - farthest;
  store<f64>(lower + i * 8, other);
  const bound = max(load<f64>(half + <usize>label * 8), other);
  if (own < bound) {
    store<f64>(upper + i * 8, own);
    return true;
  }
  let squares: f64 = 0;
  let at = turned + <usize>label * 8;
  for (let j: usize = 0; j < p; j++) {
    const difference = load<f64>(row + j * 8) - load<f64>(at);
    squares += difference * difference;
    at += width * 8;
  }
  const exact = sqrt(squares);
  store<f64>(upper + i * 8, exact);
  return exact < bound;
}

/** The nearest center, the first of equally near ones; bounds become the distances of the two nearest. */
function nearestCenter(
  row: usize, p: usize, turned: usize, width: usize, squares: usize, upper: usize, lower: usize,
): usize {
  let first = f64x2.splat(Infinity);
  let second = f64x2.splat(Infinity);
  for (let c: usize = 0; c < width; c += 8) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let at = turned + c * 8;
    for (let j: usize = 0; j < p; j++) {
      const value = v128.load_splat<f64>(row + j * 8);
      const d0 = f64x2.sub(value, v128.load(at));
      const d1 = f64x2.sub(value, v128.load(at, 16));
      const d2 = f64x2.sub(value, v128.load(at, 32));
      const d3 = f64x2.sub(value, v128.load(at, 48));
      s0 = f64x2.add(s0, f64x2.mul(d0, d0));
      s1 = f64x2.add(s1, f64x2.mul(d1, d1));
      s2 = f64x2.add(s2, f64x2.mul(d2, d2));
      s3 = f64x2.add(s3, f64x2.mul(d3, d3));
      at += width * 8;
    }
    v128.store(squares + c * 8, s0);
    v128.store(squares + c * 8, s1, 16);
    v128.store(squares + c * 8, s2, 32);
    v128.store(squares + c * 8, s3, 48);
    second = f64x2.pmin(second, f64x2.pmax(first, s0));
    first = f64x2.pmin(first, s0);
    second = f64x2.pmin(second, f64x2.pmax(first, s1));
    first = f64x2.pmin(first, s1);
    second = f64x2.pmin(second, f64x2.pmax(first, s2));
    first = f64x2.pmin(first, s2);
    second = f64x2.pmin(second, f64x2.pmax(first, s3));
    first = f64x2.pmin(first, s3);
  }
  const turnedFirst = v128.shuffle<f64>(first, first, 1, 0);
  second = f64x2.pmin(second, v128.shuffle<f64>(second, second, 1, 0));
  second = f64x2.pmin(second, f64x2.pmax(first, turnedFirst));
  first = f64x2.pmin(first, turnedFirst);
  v128.store64_lane(upper, f64x2.sqrt(first), 0);
  v128.store64_lane(lower, f64x2.sqrt(second), 0);
  let c: usize = 0;
  let mask = i64x2.bitmask(f64x2.eq(v128.load(squares), first));
  while (mask == 0) {
    c += 2;
    mask = i64x2.bitmask(f64x2.eq(v128.load(squares + c * 8), first));
  }
  return c + <usize>ctz(mask);
}

function addRow(row: usize, p: usize, weight: f64, sum: usize, mass: usize): void {
  store<f64>(mass, load<f64>(mass) + weight);
  const factor = f64x2.splat(weight);
  let j: usize = 0;
  for (; j + 2 <= p; j += 2) {
    v128.store(sum + j * 8, f64x2.add(v128.load(sum + j * 8), f64x2.mul(v128.load(row + j * 8), factor)));
  }
  if (j < p) store<f64>(sum + j * 8, load<f64>(sum + j * 8) + load<f64>(row + j * 8) * weight);
}

// Boosting

export function sortValues(task: usize, values: usize, scratch: usize, counts: usize, lengths: usize, stride: usize): void {
  const n = <usize>load<f64>(lengths + task * 8);
  const start = values + task * stride * 8;
  const tallies = counts + task * 6 * DIGITS * 4;
  let from = start;
  let to = scratch + task * stride * 8;
  memory.fill(tallies, 0, 6 * DIGITS * 4);
  for (let i: usize = 0; i < n; i++) {
    const bits = load<u64>(from + i * 8);
    const key = bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
    store<u64>(from + i * 8, key);
    for (let digit: usize = 0; digit < 6; digit++) {
      const tally = tallies + (digit * DIGITS + (<usize>(key >> (<u64>digit * 11)) & 2047)) * 4;
      store<u32>(tally, load<u32>(tally) + 1);
    }
  }
  for (let digit: usize = 0; digit < 6; digit++) {
    const shift = <u64>digit * 11;
    const places = tallies + digit * DIGITS * 4;
    if (n == 0 || load<u32>(places + (<usize>(load<u64>(from) >> shift) & 2047) * 4) == <u32>n) continue;
    let sum: u32 = 0;
    for (let at = places; at < places + DIGITS * 4; at += 4) {
      const count = load<u32>(at);
      store<u32>(at, sum);
      sum += count;
    }
    for (let i: usize = 0; i < n; i++) {
      const key = load<u64>(from + i * 8);
      const place = places + (<usize>(key >> shift) & 2047) * 4;
      const at = load<u32>(place);
      store<u32>(place, at + 1);
      store<u64>(to + <usize>at * 8, key);
    }
    const last = from;
    from = to;
    to = last;
  }
  for (let i: usize = 0; i < n; i++) {
    const key = load<u64>(from + i * 8);
    store<u64>(start + i * 8, key ^ (<u64>((<i64>key >> 63) ^ -1) | 0x8000000000000000));
  }
}

export function findBins(
  task: usize, block: usize, values: usize, count: usize, cols: usize, cuts: usize, missingBin: u32, bins: usize, rows: usize,
): void {
  const from = task * block;
  const end = min<usize>(count, from + block);
  for (let j: usize = 0; j < cols; j++) {
    const own = cuts + j * SLOTS * 8;
    const out = bins + (j >> 2) * rows * 4 + (j & 3);
    for (let i = from; i < end; i++) {
      const value = load<f64>(values + (i * cols + j) * 8);
      let low: usize = own;
      low += <usize>(value > load<f64>(low, 127 * 8)) << 10;
      low += <usize>(value > load<f64>(low, 63 * 8)) << 9;
      low += <usize>(value > load<f64>(low, 31 * 8)) << 8;
      low += <usize>(value > load<f64>(low, 15 * 8)) << 7;
      low += <usize>(value > load<f64>(low, 7 * 8)) << 6;
      low += <usize>(value > load<f64>(low, 3 * 8)) << 5;
      low += <usize>(value > load<f64>(low, 8)) << 4;
      low += <usize>(value > load<f64>(low)) << 3;
      store<u8>(out + i * 4, value == value ? <u32>((low - own) >> 3) : missingBin);
    }
  }
}

/** 1 / n! from n = 12 down to 0. */
const TAYLOR = memory.data<f64>([
  2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6, 2.48015873015873e-5,
  1.984126984126984e-4, 1.388888888888889e-3, 8.333333333333333e-3, 4.1666666666666664e-2, 0.16666666666666666, 0.5, 1, 1,
]);
const TAYLOR_BYTES: usize = 13 * 8;

export function logisticDerivatives(
  task: usize, block: usize, rows: usize, y: usize, raw: usize, weights: usize, derivatives: usize,
): void {
  const end = min<usize>(rows, (task + 1) * block);
  let i = task * block;
  // A power is a long chain, and the processor looks ahead too little to begin the next: four are made side by side.
  for (; i + 8 <= end; i += 8) {
    const x0 = exponentOf(raw + i * 8);
    const x1 = exponentOf(raw + i * 8 + 16);
    const x2 = exponentOf(raw + i * 8 + 32);
    const x3 = exponentOf(raw + i * 8 + 48);
    const r0 = remainder(x0);
    const r1 = remainder(x1);
    const r2 = remainder(x2);
    const r3 = remainder(x3);
    let s0 = f64x2.splat(1.6059043836821613e-10);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let at = TAYLOR; at < TAYLOR + TAYLOR_BYTES; at += 8) {
      const term = v128.load_splat<f64>(at);
      s0 = f64x2.add(f64x2.mul(s0, r0), term);
      s1 = f64x2.add(f64x2.mul(s1, r1), term);
      s2 = f64x2.add(f64x2.mul(s2, r2), term);
      s3 = f64x2.add(f64x2.mul(s3, r3), term);
    }
    writeDerivatives(i, y, raw, weights, derivatives, timesPower(s0, x0));
    writeDerivatives(i + 2, y, raw, weights, derivatives, timesPower(s1, x1));
    writeDerivatives(i + 4, y, raw, weights, derivatives, timesPower(s2, x2));
    writeDerivatives(i + 6, y, raw, weights, derivatives, timesPower(s3, x3));
  }
  // Arrays have room for a pair at their end.
  for (; i < end; i += 2) {
    const x = exponentOf(raw + i * 8);
    const r = remainder(x);
    let sum = f64x2.splat(1.6059043836821613e-10);
    for (let at = TAYLOR; at < TAYLOR + TAYLOR_BYTES; at += 8) sum = f64x2.add(f64x2.mul(sum, r), v128.load_splat<f64>(at));
    writeDerivatives(i, y, raw, weights, derivatives, timesPower(sum, x));
  }
}

/** What e is raised to, for two raw predictions; at least -708. Far below 0 the power is the probability itself. */
// @ts-ignore: decorator
@inline
function exponentOf(raw: usize): v128 {
  const value = v128.load(raw);
  const x = v128.bitselect(f64x2.neg(value), value, f64x2.gt(value, f64x2.splat(-37)));
  return f64x2.max(x, f64x2.splat(-708));
}

/** A whole number in the last bits: adding 1.5 · 2^52 rounds. */
// @ts-ignore: decorator
@inline
function wholePart(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(6755399441055744));
}

/** What is left of an exponent without its multiple of the logarithm of 2. */
// @ts-ignore: decorator
@inline
function remainder(x: v128): v128 {
  const k = f64x2.sub(wholePart(x), f64x2.splat(6755399441055744));
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  return f64x2.sub(high, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
}

// @ts-ignore: decorator
@inline
function timesPower(sum: v128, x: v128): v128 {
  return f64x2.mul(sum, i64x2.add(i64x2.shl(wholePart(x), 52), i64x2.splat(0x3ff0000000000000)));
}

// @ts-ignore: decorator
@inline
function writeDerivatives(i: usize, y: usize, raw: usize, weights: usize, derivatives: usize, power: v128): void {
  const one = f64x2.splat(1);
  const isUsual = f64x2.gt(v128.load(raw + i * 8), f64x2.splat(-37));
  const target = v128.load(y + i * 8);
  const sum = f64x2.add(one, power);
  const usual = f64x2.div(f64x2.sub(f64x2.sub(one, target), f64x2.mul(target, power)), sum);
  let gradient = v128.bitselect(usual, f64x2.sub(power, target), isUsual);
  let hessian = v128.bitselect(f64x2.div(power, f64x2.mul(sum, sum)), power, isUsual);
  if (weights != 0) {
    const weight = v128.load(weights + i * 8);
    gradient = f64x2.mul(weight, gradient);
    hessian = f64x2.mul(weight, hessian);
  }
  const both = v128.shuffle<f32>(f32x4.demote_f64x2_zero(gradient), f32x4.demote_f64x2_zero(hessian), 0, 4, 1, 5);
  v128.store(derivatives + i * 8, both);
}

export function divideRows(
  task: usize, from: usize, count: usize, to: usize, lefts: usize, column: usize, isLeft: usize, derivatives: usize, pairs: usize,
  smaller: usize,
): void {
  const half = count >> 1;
  const middle = to + lefts * 4;
  let left: usize;
  let right: usize;
  if (task == 0) {
    left = to;
    right = middle;
    for (let at = from; at < from + half * 4; at += 4) {
      const row = load<u32>(at);
      const goesLeft = <usize>load<u8>(isLeft + <usize>load<u8>(column + <usize>row * 4));
      // One of two places without a branch to guess wrong.
      store<u32>(right + ((left - right) & (0 - goesLeft)), row);
      left += goesLeft << 2;
      right += (1 - goesLeft) << 2;
    }
    if (smaller == 1) gather(to, left, derivatives, pairs);
    else if (smaller == 2) gather(middle, right, derivatives, pairs);
  } else {
    left = middle - 4;
    right = to + count * 4 - 4;
    for (let at = from + count * 4 - 4; at >= from + half * 4; at -= 4) {
      const row = load<u32>(at);
      const goesLeft = <usize>load<u8>(isLeft + <usize>load<u8>(column + <usize>row * 4));
      store<u32>(right + ((left - right) & (0 - goesLeft)), row);
      left -= goesLeft << 2;
      right -= (1 - goesLeft) << 2;
    }
    if (smaller == 1) gather(left + 4, middle, derivatives, pairs + (left + 4 - to) * 2);
    else if (smaller == 2) gather(right + 4, to + count * 4, derivatives, pairs + (right + 4 - middle) * 2);
  }
}

/** Writes the derivatives of samples in their order. */
function gather(samples: usize, end: usize, derivatives: usize, pairs: usize): void {
  for (; samples < end; samples += 4) {
    store<u64>(pairs, load<u64>(derivatives + <usize>load<u32>(samples) * 8));
    pairs += 8;
  }
}

export function splitFeatures(
  task: usize, tasks: usize, cols: usize, binned: usize, rows: usize, samples: usize, count: usize, pairs: usize, slots: usize,
  own: usize, other: usize, nodes: usize, rules: usize, results: usize,
): void {
  const first = <usize>load<i32>(tasks + task * 8);
  const end = first + <usize>load<i32>(tasks + task * 8, 4);
  if (count != 0) addToSlots(samples, count, pairs, binned + (first >> 2) * rows * 4 + (first & 3), slots, first, end);
  for (let feature = first; feature < end; feature++) {
    if (count != 0) settle(slots + feature * WORK_BYTES, own, other, cols, feature);
    scanFeature(own, other, cols, feature, nodes, rules, results);
  }
}

/** Adds the pairs of samples to the slots of their bins, and counts them; features of a group at once, whose bins lie side by side. */
function addToSlots(samples: usize, count: usize, pairs: usize, bins: usize, slots: usize, first: usize, end: usize): void {
  for (let feature = first; feature < end; ) {
    const place = bins + (feature - first);
    const own = slots + feature * WORK_BYTES;
    if (end - feature >= 4) {
      addSamples<u32>(samples, count, pairs, place, own);
      feature += 4;
    } else if (end - feature >= 2) {
      addSamples<u16>(samples, count, pairs, place, own);
      feature += 2;
    } else {
      addSamples<u8>(samples, count, pairs, place, own);
      feature += 1;
    }
  }
}

/** The type holds the bins of as many features as it has bytes. */
function addSamples<Bins>(samples: usize, count: usize, pairs: usize, bins: usize, slots: usize): void {
  if (samples == 0) for (let i: usize = 0; i < count; i++) addSample<Bins>(i, pairs + i * 8, bins, slots);
  else for (let i: usize = 0; i < count; i++) addSample<Bins>(<usize>load<u32>(samples + i * 4), pairs + i * 8, bins, slots);
}

// @ts-ignore: decorator
@inline
function addSample<Bins>(row: usize, pair: usize, bins: usize, slots: usize): void {
  const all = <usize>load<Bins>(bins + row * 4);
  const both = f64x2.promote_low_f32x4(v128.load64_zero(pair));
  const a = slots + ((all & 255) << WORK_SHIFT);
  v128.store(a, f64x2.add(v128.load(a), both));
  store<u32>(a, load<u32>(a, 16) + 1, 16);
  if (sizeof<Bins>() == 1) return;
  const b = slots + ((all >> 3) & (255 << WORK_SHIFT));
  v128.store(b, f64x2.add(v128.load(b, WORK_BYTES), both), WORK_BYTES);
  store<u32>(b, load<u32>(b, WORK_BYTES + 16) + 1, WORK_BYTES + 16);
  if (sizeof<Bins>() == 2) return;
  const c = slots + ((all >> 11) & (255 << WORK_SHIFT));
  v128.store(c, f64x2.add(v128.load(c, 2 * WORK_BYTES), both), 2 * WORK_BYTES);
  store<u32>(c, load<u32>(c, 2 * WORK_BYTES + 16) + 1, 2 * WORK_BYTES + 16);
  const d = slots + ((all >> 19) & (255 << WORK_SHIFT));
  v128.store(d, f64x2.add(v128.load(d, 3 * WORK_BYTES), both), 3 * WORK_BYTES);
  store<u32>(d, load<u32>(d, 3 * WORK_BYTES + 16) + 1, 3 * WORK_BYTES + 16);
}

/** Moves slots to the histogram of one child, and takes them from that of the parent, which becomes the other child's. */
function settle(slots: usize, own: usize, other: usize, cols: usize, feature: usize): void {
  let sums = own + feature * SLOT_BYTES;
  let counts = own + cols * SLOT_BYTES + feature * COUNT_BYTES;
  const parent = other - own;
  for (let slot = slots; slot < slots + WORK_BYTES; slot += 1 << WORK_SHIFT) {
    const both = v128.load(slot);
    const count = load<u32>(slot, 16);
    v128.store(slot, f64x2.splat(0));
    store<u32>(slot, 0, 16);
    v128.store(sums, both);
    store<u32>(counts, count);
    if (other != 0) {
      v128.store(sums + parent, f64x2.sub(v128.load(sums + parent), both));
      store<u32>(counts + parent, load<u32>(counts + parent) - count);
    }
    sums += 16;
    counts += 4;
  }
}

/** Finds the best threshold of a feature in each of two nodes that is open; features of categories are left to the caller. */
function scanFeature(own: usize, other: usize, cols: usize, feature: usize, nodes: usize, rules: usize, results: usize): void {
  const isFirst = load<f64>(nodes) != 0;
  const isSecond = load<f64>(nodes, 64) != 0;
  if (!isFirst && !isSecond) return;
  const result = results + feature * 48;
  const nextResult = result + cols * 48;
  if (isFirst) store<f64>(result, -1);
  if (isSecond) store<f64>(nextResult, -1);
  const rule = rules + 16 + feature * 16;
  const bins = load<i32>(rule);
  const hasMissing = load<i32>(rule + 4);
  if (load<i32>(rule + 8) != 0) return;
  const constraint = <f64>load<i32>(rule + 12);
  // A node that is not open sees the histograms of the one that is.
  const sums = (isFirst ? own : other) + feature * SLOT_BYTES;
  const nextSums = (isSecond ? other : own) + feature * SLOT_BYTES;
  const counts = (isFirst ? own : other) + cols * SLOT_BYTES + feature * COUNT_BYTES;
  const nextCounts = (isSecond ? other : own) + cols * SLOT_BYTES + feature * COUNT_BYTES;
  const open = u32(isFirst) | (u32(isSecond) << 1);
  scanUp(sums, nextSums, counts, nextCounts, bins - 1 + hasMissing, nodes, rules, constraint, result, nextResult, open);
  if (hasMissing == 0) return;
  if (isFirst) scanDown(sums, counts, bins, nodes, rules, constraint, result);
  if (isSecond) scanDown(nextSums, nextCounts, bins, nodes + 64, rules, constraint, nextResult);
}

/**
 * Tries all thresholds from below in two nodes at once, a node a lane; missing numbers go to the right. What cannot be better than the
 * best so far is told without divisions, by products that are near the figures of a split; the rest is looked at exactly.
 */
function scanUp(
  sums: usize, nextSums: usize, counts: usize, nextCounts: usize, end: i32, nodes: usize, rules: usize, constraint: f64,
  result: usize, nextResult: usize, open: u32,
): void {
  const minCount = <i32>load<f64>(rules);
  const first = v128.load(nodes, 16);
  const second = v128.load(nodes, 80);
  const allGradients = v128.shuffle<f64>(first, second, 0, 2);
  const allHessians = v128.shuffle<f64>(first, second, 1, 3);
  const l2 = f64x2.add(v128.load_splat<f64>(rules + 8), f64x2.splat(1e-15));
  let most = (open & 1) != 0 ? <i32>load<f64>(nodes, 8) - minCount : i32.MAX_VALUE;
  let nextMost = (open & 2) != 0 ? <i32>load<f64>(nodes, 72) - minCount : i32.MAX_VALUE;
  let bars = f64x2.splat(Infinity);
  let least = f64x2.splat(-Infinity);
  if ((open & 1) != 0) {
    bars = f64x2.replace_lane(bars, 0, barOf(0, nodes));
    least = f64x2.replace_lane(least, 0, MIN_HESSIAN);
  }
  if ((open & 2) != 0) {
    bars = f64x2.replace_lane(bars, 1, barOf(0, nodes + 64));
    least = f64x2.replace_lane(least, 1, MIN_HESSIAN);
  }
  let gradients = f64x2.splat(0);
  let hessians = f64x2.splat(0);
  let count: i32 = 0;
  let nextCount: i32 = 0;
  for (let bin: i32 = 0; bin < end; bin++) {
    const one = v128.load(sums + <usize>bin * 16);
    const other = v128.load(nextSums + <usize>bin * 16);
    count += load<i32>(counts + <usize>bin * 4);
    nextCount += load<i32>(nextCounts + <usize>bin * 4);
    gradients = f64x2.add(gradients, v128.shuffle<f64>(one, other, 0, 2));
    hessians = f64x2.add(hessians, v128.shuffle<f64>(one, other, 1, 3));
    const right = f64x2.sub(allGradients, gradients);
    const rightHessians = f64x2.sub(allHessians, hessians);
    const a = f64x2.add(hessians, l2);
    const b = f64x2.add(rightHessians, l2);
    const gains = f64x2.add(
      f64x2.mul(f64x2.mul(gradients, gradients), b),
      f64x2.mul(f64x2.mul(right, right), a),
    );
    const isBetter = f64x2.gt(gains, f64x2.mul(bars, f64x2.mul(a, b)));
    let asked = <u32>i64x2.bitmask(v128.or(isBetter, f64x2.lt(rightHessians, least)));
    asked |= u32(count > most) | (u32(nextCount > nextMost) << 1);
    asked &= open;
    if (asked == 0) continue;
    if ((asked & 1) != 0) {
      const left = v128.shuffle<f64>(gradients, hessians, 0, 2);
      const found = trySplit(bin, left, count, most, nodes, rules, constraint, result);
      if (found > 0) bars = f64x2.replace_lane(bars, 0, barOf(load<f64>(result), nodes));
      else if (found < 0) open &= 2;
    }
    if ((asked & 2) != 0) {
      const left = v128.shuffle<f64>(gradients, hessians, 1, 3);
      const found = trySplit(bin, left, nextCount, nextMost, nodes + 64, rules, constraint, nextResult);
      if (found > 0) bars = f64x2.replace_lane(bars, 1, barOf(load<f64>(nextResult), nodes + 64));
      else if (found < 0) open &= 1;
    }
    if (open == 0) return;
    // Nothing more is asked of a node that is done.
    if ((open & 1) == 0) {
      most = i32.MAX_VALUE;
      bars = f64x2.replace_lane(bars, 0, Infinity);
      least = f64x2.replace_lane(least, 0, -Infinity);
    } else if ((open & 2) == 0) {
      nextMost = i32.MAX_VALUE;
      bars = f64x2.replace_lane(bars, 1, Infinity);
      least = f64x2.replace_lane(least, 1, -Infinity);
    }
  }
}

/** What the squares of gradients a hessian of a better split must add up to, and a little less; any will do where values have bounds. */
function barOf(gain: f64, node: usize): f64 {
  if (load<f64>(node, 40) != -Infinity || load<f64>(node, 48) != Infinity) return -Infinity;
  const loss = load<f64>(node, 16) * load<f64>(node, 32);
  return gain - loss - 1e-12 * (gain + abs(loss));
}

/** Looks at a split: 1 when it is the best so far, -1 when none of the next ones is allowed. */
function trySplit(
  bin: i32, left: v128, count: i32, most: i32, node: usize, rules: usize, constraint: f64, result: usize,
): i32 {
  if (count < <i32>load<f64>(rules)) return 0;
  if (count > most) return -1;
  if (f64x2.extract_lane(left, 1) < MIN_HESSIAN) return 0;
  const total = v128.load(node, 16);
  const right = f64x2.sub(total, left);
  if (f64x2.extract_lane(right, 1) < MIN_HESSIAN) return -1;
  const gradients = v128.shuffle<f64>(left, right, 0, 2);
  const lower = v128.load_splat<f64>(node + 40);
  const upper = v128.load_splat<f64>(node + 48);
  const values = valuesOf(gradients, v128.shuffle<f64>(left, right, 1, 3), lower, upper, v128.load_splat<f64>(rules + 8));
  const products = f64x2.mul(gradients, values);
  const loss = f64x2.extract_lane(total, 0) * load<f64>(node, 32);
  const gain = loss - f64x2.extract_lane(products, 0) - f64x2.extract_lane(products, 1);
  if (!(gain > max<f64>(0, load<f64>(result))) || breaks(values, constraint)) return 0;
  writeSplit(result, gain, bin, 0, left, count);
  return 1;
}

/** Tries all thresholds from above; missing numbers go to the left. */
function scanDown(
  sums: usize, counts: usize, bins: i32, node: usize, rules: usize, constraint: f64, result: usize,
): void {
  const minCount = <i32>load<f64>(rules);
  const all = <i32>load<f64>(node, 8);
  const total = v128.load(node, 16);
  const loss = f64x2.extract_lane(total, 0) * load<f64>(node, 32);
  const lower = v128.load_splat<f64>(node + 40);
  const upper = v128.load_splat<f64>(node + 48);
  const l2 = v128.load_splat<f64>(rules + 8);
  let bestGain = max<f64>(0, load<f64>(result));
  let right = f64x2.splat(0);
  let count: i32 = 0;
  for (let bin = bins - 2; bin >= 0; bin--) {
    count += load<i32>(counts + <usize>bin * 4 + 4);
    right = f64x2.add(right, v128.load(sums + <usize>bin * 16 + 16));
    const left = f64x2.sub(total, right);
    if (count < minCount) continue;
    if (all - count < minCount) break;
    if (f64x2.extract_lane(right, 1) < MIN_HESSIAN) continue;
    if (f64x2.extract_lane(left, 1) < MIN_HESSIAN) break;
    const gradients = v128.shuffle<f64>(left, right, 0, 2);
    const values = valuesOf(gradients, v128.shuffle<f64>(left, right, 1, 3), lower, upper, l2);
    const products = f64x2.mul(gradients, values);
    const gain = loss - f64x2.extract_lane(products, 0) - f64x2.extract_lane(products, 1);
    if (!(gain > bestGain) || breaks(values, constraint)) continue;
    bestGain = gain;
    writeSplit(result, gain, bin, 1, left, all - count);
  }
}

/** The values of two leaves: steps of Newton's method, within bounds. */
// @ts-ignore: decorator
@inline
function valuesOf(gradients: v128, hessians: v128, lower: v128, upper: v128, l2: v128): v128 {
  const values = f64x2.div(f64x2.neg(gradients), f64x2.add(f64x2.add(hessians, l2), f64x2.splat(1e-15)));
  return f64x2.pmin(f64x2.pmax(values, lower), upper);
}

// @ts-ignore: decorator
@inline
function breaks(values: v128, constraint: f64): bool {
  return (f64x2.extract_lane(values, 0) - f64x2.extract_lane(values, 1)) * constraint > 0;
}

function writeSplit(result: usize, gain: f64, bin: i32, missingLeft: f64, left: v128, count: i32): void {
  store<f64>(result, gain);
  store<f64>(result, <f64>bin, 8);
  store<f64>(result, missingLeft, 16);
  v128.store(result, left, 24);
  store<f64>(result, <f64>count, 40);
}

export function addLeaves(task: usize, block: usize, leaves: usize, count: usize, samples: usize, raw: usize): void {
  const first = <u32>(task * block);
  const end = <u32>((task + 1) * block);
  for (let leaf = leaves; leaf < leaves + count * 24; leaf += 24) {
    const last = samples + <usize>load<f64>(leaf, 8) * 4;
    const value = load<f64>(leaf, 16);
    for (let at = firstFrom(samples + <usize>load<f64>(leaf) * 4, last, first); at < last; at += 4) {
      const row = load<u32>(at);
      if (row >= end) break;
      const place = raw + <usize>row * 8;
      store<f64>(place, load<f64>(place) + value);
    }
  }
}

/** The place of the first of sorted samples that is not below a row. */
function firstFrom(samples: usize, end: usize, row: u32): usize {
  while (samples < end) {
    const middle = samples + (((end - samples) >> 3) << 2);
    if (load<u32>(middle) < row) samples = middle + 4;
    else end = middle;
  }
  return samples;
}

// Stochastic gradient descent

// JavaScript's own, so that digits are those of the plain twin.
@external("env", "exp")
declare function exp(x: f64): f64;
@external("env", "log")
declare function log(x: f64): f64;
@external("env", "log1p")
declare function log1p(x: f64): f64;
@external("env", "pow")
declare function pow(x: f64, y: f64): f64;

const MAX_SLOPE: f64 = 1e12;
const LEAST_SCALE: f64 = 1e-9;
/** Rows that are asked for before they are needed: they come in random order, and memory answers late, but many at once. */
const AHEAD: usize = 16;

/** One more pass for the target that is furthest from its end of those that nobody works on; 0 where there is none. */
export function descendRows(
  task: usize, turns: usize, states: usize, targets: usize, words: usize, rows: usize, cols: usize, values: usize,
  width: usize, rowWeights: usize, rules: usize,
): i32 {
  const target = claimed(turns, targets);
  if (target < 0) return 0;
  const state = states + <usize>target * 224;
  if (load<f64>(state, 120) == 0) begin(state, words, rows, load<f64>(rules, 104) == 1);
  if (width == 0) passOver<f64>(state, rows, cols, values, rowWeights, rules);
  else if (width == 2) passOver<u16>(state, rows, cols, values, rowWeights, rules);
  else passOver<u32>(state, rows, cols, values, rowWeights, rules);
  store<f64>(state, load<f64>(state, 120) + 1, 120);
  const turn = isAtRest(state, cols, rules) ? -1 : <i32>(load<f64>(state, 120) + load<f64>(state, 112)) * 2;
  atomic.store<i32>(turns + <usize>target * 4, turn);
  return 1;
}

/** Takes the target whose turn is the least; its number, or -1. */
function claimed(turns: usize, targets: usize): i32 {
  let first: i32;
  let least: i32;
  do {
    first = -1;
    least = i32.MAX_VALUE;
    for (let k: usize = 0; k < targets; k++) {
      const turn = atomic.load<i32>(turns + k * 4);
      if (turn < 0 || (turn & 1) == 1 || turn >= least) continue;
      first = <i32>k;
      least = turn;
    }
  } while (first >= 0 && atomic.cmpxchg<i32>(turns + <usize>first * 4, least, least + 1) != least);
  return first;
}

/** Writes the first order of a target's rows, and where each row comes from in the order before: Fisher and Yates's shuffle. */
function begin(state: usize, words: usize, rows: usize, isShuffled: bool): void {
  const order = <usize>load<f64>(state);
  const y = <usize>load<f64>(state, 8);
  const moves = <usize>load<f64>(state, 96);
  const present = load<f64>(state, 144);
  for (let i: usize = 0; i < rows; i++) {
    const word = load<u32>(words + i * 4);
    store<u32>(order + i * 4, word | (u32(word != 0) & u32(load<f64>(y + i * 8) == present)));
    store<u32>(moves + i * 4, <u32>i);
  }
  if (!isShuffled) return;
  let drawn = <u32>load<f64>(state, 152);
  if (drawn == 0) drawn = 1;
  for (let i: usize = 0; i + 1 < rows; i++) {
    drawn ^= drawn << 13;
    drawn ^= drawn >> 17;
    drawn ^= drawn << 5;
    const one = moves + i * 4;
    const other = one + <usize>((drawn & 0x7fffffff) % <u32>(rows - i)) * 4;
    const row = load<u32>(one);
    store<u32>(one, load<u32>(other));
    store<u32>(other, row);
  }
}

/** A pass over all rows. The type is that of the column of a number; f64 for dense rows, which do not tell columns. */
function passOver<Column>(state: usize, rows: usize, cols: usize, values: usize, rowWeights: usize, rules: usize): void {
  const order = <usize>load<f64>(state);
  const next = <usize>load<f64>(state, 88);
  const moves = <usize>load<f64>(state, 96);
  const y = load<f64>(state, 136) == load<f64>(state, 136) ? 0 : <usize>load<f64>(state, 8);
  const w = <usize>load<f64>(state, 16);
  const alpha = load<f64>(rules);
  const hasPenalty = load<f64>(rules, 24) == 1;
  const isCounted = load<f64>(rules, 32) == 1;
  const loss = <i32>load<f64>(rules, 40);
  const reach = <usize>load<f64>(rules, 96);
  const l2Share = 1 - load<f64>(rules, 128);
  const halfShare = l2Share * 0.5;
  const penalties = <usize>load<f64>(state, 160);
  const averages = <usize>load<f64>(state, 192);
  const averagedFrom = load<f64>(rules, 136);
  const rates = load<f64>(rules, 112) == load<f64>(rules, 112) ? <usize>load<f64>(state, 184) : 0;
  const size: usize = isFloat<Column>() ? 8 : sizeof<Column>();
  let intercept = load<f64>(state, 24);
  let scale = load<f64>(state, 32);
  let squaredNorm = load<f64>(state, 40);
  let objective: f64 = 0;
  let step = load<f64>(state, 56);
  let eta = load<f64>(state, 64);
  // Orders are far apart in memory, too: they are not read in the loop below, which would wait for them.
  for (let i: usize = 0; i < rows; i++) store<u32>(next + i * 4, load<u32>(order + <usize>load<u32>(moves + i * 4) * 4));
  for (let at: usize = 0; at < rows; at++) {
    if (at % AHEAD == 0) {
      const stop = next + min<usize>(at + AHEAD, rows) * 4;
      for (let to = next + at * 4; to < stop; to += 4) {
        const word = <usize>load<u32>(to);
        if (word != 0) touch(isFloat<Column>() ? values + ((word >> 1) - 1) * cols * 8 : word & ~1, reach);
      }
      if (rates != 0) writeRates(rates, next + at * 4, stop, step, rules);
    }
    const word = <usize>load<u32>(next + at * 4);
    if (word == 0) continue;
    const row = isFloat<Column>() ? (word >> 1) - 1 : <usize>load<u32>(word & ~1);
    const count = isFloat<Column>() ? cols : <usize>load<u32>(word & ~1, 4);
    const first = isFloat<Column>() ? w : (word & ~1) + 8;
    const last = first + count * size;
    const quads = last - (count & 3) * size;
    const numbers = isFloat<Column>() ? values + row * cols * 8 : (last + 7) & ~7;
    let sum: f64 = 0;
    let number = numbers;
    let place = first;
    while (place < quads) {
      sum += load<f64>(weightAt<Column>(w, place, 0)) * load<f64>(number);
      sum += load<f64>(weightAt<Column>(w, place, 1)) * load<f64>(number, 8);
      sum += load<f64>(weightAt<Column>(w, place, 2)) * load<f64>(number, 16);
      sum += load<f64>(weightAt<Column>(w, place, 3)) * load<f64>(number, 24);
      number += 32;
      place += 4 * size;
    }
    while (place < last) {
      sum += load<f64>(weightAt<Column>(w, place, 0)) * load<f64>(number);
      number += 8;
      place += size;
    }
    const score = sum * scale + intercept;
    const optimalStart = load<f64>(rules, 8);
    if (optimalStart >= 0) eta = 1 / (alpha * (optimalStart + step - 1));
    if (rates != 0) eta = load<f64>(rates + (at % AHEAD) * 8);
    step += 1;
    let penalty: f64 = 0;
    if (hasPenalty) {
      const l1Norm: f64 = penalties == 0 ? 0 : load<f64>(state, 176) * load<f64>(rules, 128);
      penalty = alpha * (halfShare * squaredNorm + l1Norm);
      const factor = max<f64>(0, 1 - l2Share * eta * alpha);
      scale *= factor;
      squaredNorm *= factor * factor;
      if (penalties != 0) store<f64>(state, load<f64>(state, 176) * factor, 176);
      if (scale < LEAST_SCALE) {
        if (averages != 0) settleAverages(state, averages, w, cols);
        for (let j: usize = 0; j < cols; j++) store<f64>(w + j * 8, load<f64>(w + j * 8) * scale);
        scale = 1;
      }
    }
    const side = state + ((word & 1) << 3);
    const target = y == 0 ? load<f64>(side, 136) : load<f64>(y + row * 8);
    let update: f64 = 0;
    if (loss == 0) {
      const product = score * target;
      const threshold = load<f64>(rules, 48);
      // What takes no step is told by a branch, so that the processor goes on with the steps before the score is there.
      if (!(product <= threshold)) {
        objective += penalty;
        if (penalties == 0 && averages == 0) continue;
      } else {
        objective += threshold - product;
        objective += penalty;
        update = eta * target;
      }
    } else {
      if (isCounted) objective += lossOf(loss, load<f64>(rules, 48), target, score);
      objective += penalty;
      update = -eta * max<f64>(-MAX_SLOPE, min<f64>(MAX_SLOPE, slopeOf(loss, load<f64>(rules, 48), target, score)));
    }
    update *= load<f64>(side, 72) * (rowWeights == 0 ? 1 : load<f64>(rowWeights + row * 8));
    const decay = load<f64>(rules, 16);
    if (penalties != 0) {
      if (update != 0) {
        const length = update / scale;
        let squares: f64 = 0;
        let sizes: f64 = 0;
        number = numbers;
        for (place = first; place < last; place += size) {
          const square = move(weightAt<Column>(w, place, 0), load<f64>(number), length);
          squares += square;
          sizes += abs<f64>(load<f64>(weightAt<Column>(w, place, 0)));
          number += 8;
        }
        squaredNorm = squares * scale * scale;
        store<f64>(state, sizes * scale, 176);
        if (decay != 0) intercept += update * decay;
      }
      if (averages != 0) average<Column>(state, averages, first, last, numbers, update / scale, scale, intercept, step - averagedFrom);
      const cumulative = load<f64>(state, 168) + load<f64>(rules, 128) * eta * alpha;
      store<f64>(state, cumulative, 168);
      shrink<Column>(w, penalties - w, first, last, cumulative, scale);
      continue;
    }
    if (update == 0) {
      if (averages != 0) average<Column>(state, averages, first, last, numbers, 0, scale, intercept, step - averagedFrom);
      continue;
    }
    const length = update / scale;
    const lengths = f64x2.splat(length);
    let pairs = f64x2.splat(0);
    number = numbers;
    place = first;
    while (place < quads) {
      pairs = f64x2.add(pairs, movePair<Column>(w, place, 0, v128.load(number), lengths));
      pairs = f64x2.add(pairs, movePair<Column>(w, place, 2, v128.load(number, 16), lengths));
      number += 32;
      place += 4 * size;
    }
    let rest: f64 = 0;
    while (place < last) {
      rest += move(weightAt<Column>(w, place, 0), load<f64>(number), length);
      number += 8;
      place += size;
    }
    const squares = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1) + rest;
    squaredNorm = squares * scale * scale;
    if (decay != 0) intercept += update * decay;
    if (averages != 0) average<Column>(state, averages, first, last, numbers, length, scale, intercept, step - averagedFrom);
  }
  store<f64>(state, <f64>next);
  store<f64>(state, <f64>order, 88);
  store<f64>(state, intercept, 24);
  store<f64>(state, scale, 32);
  store<f64>(state, squaredNorm, 40);
  store<f64>(state, objective, 48);
  store<f64>(state, step, 56);
  store<f64>(state, eta, 64);
}

/** Reads one number of each line of the cache that a row lies in; the first four without asking whether there are so many. */
// @ts-ignore: decorator
@inline
function touch(start: usize, reach: usize): void {
  load<i32>(start);
  load<i32>(start, 64);
  load<i32>(start, 128);
  load<i32>(start, 192);
  for (let line: usize = 256; line < reach; line += 64) load<i32>(start + line);
}

/** The address of a weight: of the column that is told so many places further, or itself. */
// @ts-ignore: decorator
@inline
function weightAt<Column>(w: usize, place: usize, further: usize): usize {
  if (isFloat<Column>()) return place + further * 8;
  return w + (<usize>load<Column>(place + further * sizeof<Column>()) << 3);
}

/** Moves a weight by a number of a row times the length of the step; its square. */
// @ts-ignore: decorator
@inline
function move(weight: usize, number: f64, length: f64): f64 {
  const value = load<f64>(weight) + number * length;
  store<f64>(weight, value);
  return value * value;
}

/** The same of two weights that follow each other in the row. */
// @ts-ignore: decorator
@inline
function movePair<Column>(w: usize, place: usize, further: usize, numbers: v128, lengths: v128): v128 {
  const one = weightAt<Column>(w, place, further);
  const other = weightAt<Column>(w, place, further + 1);
  const values = f64x2.add(pairAt<Column>(one, other), f64x2.mul(numbers, lengths));
  storePair<Column>(one, other, values);
  return f64x2.mul(values, values);
}

// @ts-ignore: decorator
@inline
function pairAt<Column>(one: usize, other: usize): v128 {
  return isFloat<Column>() ? v128.load(one) : v128.load64_lane(other, v128.load64_zero(one), 1);
}

// @ts-ignore: decorator
@inline
function storePair<Column>(one: usize, other: usize, values: v128): void {
  if (isFloat<Column>()) v128.store(one, values);
  else {
    v128.store64_lane(one, values, 0);
    v128.store64_lane(other, values, 1);
  }
}

/**
 * Counts the weights after a step, the `count`th that counts, in their averages, at a cost that only depends on the row: `first` and `last` are
 * places of its weights.
 */
function average<Column>(
  state: usize, averages: usize, first: usize, last: usize, numbers: usize, length: f64, scale: f64, intercept: f64, count: f64,
): void {
  if (!(count >= 1)) return;
  const before = load<f64>(state, 200);
  if (length != 0) {
    const size: usize = isFloat<Column>() ? 8 : sizeof<Column>();
    const moved = f64x2.splat(before);
    const steps = f64x2.splat(-length);
    // Dense rows are told by the places of weights.
    let place = isFloat<Column>() ? averages : first;
    const end = isFloat<Column>() ? averages + (last - first) : last;
    for (; place + size < end; place += 2 * size) {
      const one = weightAt<Column>(averages, place, 0);
      const other = weightAt<Column>(averages, place, 1);
      const change = f64x2.mul(f64x2.mul(moved, v128.load(numbers)), steps);
      storePair<Column>(one, other, f64x2.add(pairAt<Column>(one, other), change));
      numbers += 16;
    }
    if (place < end) {
      const one = weightAt<Column>(averages, place, 0);
      store<f64>(one, load<f64>(one) + before * load<f64>(numbers) * -length);
    }
  }
  const share = 1 / count;
  if (count > 1) store<f64>(state, load<f64>(state, 208) / (1 - share), 208);
  store<f64>(state, before + share * load<f64>(state, 208) * scale, 200);
  const mean = load<f64>(state, 216);
  store<f64>(state, mean + (intercept - mean) / count, 216);
}

/** Makes averages what they stand for. */
function settleAverages(state: usize, averages: usize, w: usize, cols: usize): void {
  const moved = load<f64>(state, 200);
  const divided = 1 / load<f64>(state, 208);
  for (let at: usize = 0; at < cols * 8; at += 8) {
    store<f64>(averages + at, (load<f64>(averages + at) + moved * load<f64>(w + at)) * divided);
  }
  store<f64>(state, 0, 200);
  store<f64>(state, 1, 208);
}

/** The rates of the next steps, which fall as a power of their number. */
function writeRates(to: usize, word: usize, end: usize, step: f64, rules: usize): void {
  for (; word < end; word += 4) {
    if (load<u32>(word) != 0) store<f64>(to, load<f64>(rules, 120) / pow(step++, load<f64>(rules, 112)));
    to += 8;
  }
}

/** Moves the weights of a row towards 0 by what is missing of the L1 penalty; the penalties lie `gap` bytes behind the weights. */
function shrink<Column>(w: usize, gap: usize, first: usize, last: usize, total: f64, scale: f64): void {
  const size: usize = isFloat<Column>() ? 8 : sizeof<Column>();
  const totals = f64x2.splat(total);
  const scales = f64x2.splat(scale);
  let place = first;
  for (; place + size < last; place += 2 * size) {
    const one = weightAt<Column>(w, place, 0);
    const other = weightAt<Column>(w, place, 1);
    const before = pairAt<Column>(one, other);
    const had = pairAt<Column>(one + gap, other + gap);
    const after = shrunk(before, had, totals, scales);
    storePair<Column>(one, other, after);
    storePair<Column>(one + gap, other + gap, f64x2.add(had, f64x2.mul(scales, f64x2.sub(after, before))));
  }
  if (place >= last) return;
  const one = weightAt<Column>(w, place, 0);
  const before = v128.load64_zero(one);
  const had = v128.load64_zero(one + gap);
  const after = shrunk(before, had, totals, scales);
  v128.store64_lane(one, after, 0);
  v128.store64_lane(one + gap, f64x2.add(had, f64x2.mul(scales, f64x2.sub(after, before))), 0);
}

// @ts-ignore: decorator
@inline
function shrunk(before: v128, had: v128, totals: v128, scales: v128): v128 {
  const none = f64x2.splat(0);
  const signs = f64x2.mul(scales, before);
  const isAbove = f64x2.gt(signs, none);
  const due = v128.bitselect(f64x2.add(totals, had), f64x2.sub(had, totals), isAbove);
  const moved = f64x2.sub(before, f64x2.div(due, scales));
  const below = v128.bitselect(f64x2.min(none, moved), before, f64x2.lt(signs, none));
  return v128.bitselect(f64x2.max(none, moved), below, isAbove);
}

/** Whether a target has no more passes to make, or others are to say whether it has. */
function isAtRest(state: usize, cols: usize, rules: usize): bool {
  const w = <usize>load<f64>(state, 16);
  let zero = load<f64>(state, 24) * 0;
  for (let j: usize = 0; j < cols; j++) zero += load<f64>(w + j * 8) * 0;
  if (zero != 0) {
    store<f64>(state, 1, 128);
    return true;
  }
  if (load<f64>(rules, 32) == 0) return true;
  const mean = load<f64>(state, 48) / load<f64>(rules, 56);
  const best = load<f64>(state, 104);
  let idle: f64 = mean > best - load<f64>(rules, 64) ? load<f64>(state, 112) + 1 : 0;
  let isDone = load<f64>(state, 120) == load<f64>(rules, 88);
  if (idle >= load<f64>(rules, 72)) {
    idle = 0;
    const eta = load<f64>(state, 64);
    if (load<f64>(rules, 80) == 0 || eta <= 1e-6) isDone = true;
    else store<f64>(state, eta / 5, 64);
  }
  store<f64>(state, min<f64>(best, mean), 104);
  store<f64>(state, idle, 112);
  return isDone;
}

function lossOf(loss: i32, threshold: f64, y: f64, p: f64): f64 {
  if (loss == 4) return halfBinomial(y, p);
  const product = p * y;
  if (loss == 1) return product < 1 ? (1 - product) * (1 - product) : 0;
  if (loss == 2) return 0.5 * (p - y) * (p - y);
  if (loss == 3) return product >= 1 ? 0 : product >= -1 ? (1 - product) * (1 - product) : -4 * product;
  const distance = abs<f64>(y - p);
  if (loss == 5) return distance > threshold ? threshold * (distance - 0.5 * threshold) : 0.5 * distance * distance;
  const rest = max<f64>(0, distance - threshold);
  return loss == 6 ? rest : rest * rest;
}

function slopeOf(loss: i32, threshold: f64, y: f64, p: f64): f64 {
  if (loss == 4) return halfBinomialSlope(y, p);
  const product = p * y;
  if (loss == 1) return 1 - product > 0 ? -2 * y * (1 - product) : 0;
  if (loss == 2) return p - y;
  if (loss == 3) return product >= 1 ? 0 : product >= -1 ? 2 * (1 - product) * -y : -4 * y;
  const distance = p - y;
  if (loss == 5) return abs<f64>(distance) <= threshold ? distance : distance > 0 ? threshold : -threshold;
  if (loss == 6) return distance > threshold ? 1 : -distance > threshold ? -1 : 0;
  return distance > threshold ? 2 * (distance - threshold) : -distance > threshold ? 2 * (distance + threshold) : 0;
}

function halfBinomial(y: f64, p: f64): f64 {
  if (p <= -37) return exp(p) - y * p;
  if (p <= -2) return log1p(exp(p)) - y * p;
  if (p <= 18) return log(1 + exp(p)) - y * p;
  return (p <= 33.3 ? p + exp(-p) : p) - y * p;
}

function halfBinomialSlope(y: f64, p: f64): f64 {
  if (p <= -37) return exp(p) - y;
  const power = exp(-p);
  return (1 - y - y * power) / (1 + power);
}
