// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/row-loops/row-kernel-code.ts. Twin of src/internal/row-loops/*-loops.ts: the same sums in the same order, so that
// both give the same digits; what the arguments are is said there. Addresses are bytes. Each call does one task of several
// that may run at once: it writes only what is the task's own.

const SLOTS: usize = 256;
const SLOT_BYTES: usize = SLOTS * 16;
const COUNT_BYTES: usize = SLOTS * 4;
const MIN_HESSIAN: f64 = 1e-3;
const DIGITS: usize = 2048;

// Neighbors

export function searchRows(
  task: usize, block: usize, singles: usize, rows: usize, first: usize, n: usize, p: usize, queries: usize, count: usize,
  center: usize, longest: f64, moved: usize, k: usize, distances: usize, indices: usize,
): void {
  const end = min<usize>(count, (task + 1) * block);
  for (let i = task * block; i < end; i++) {
    const query = queries + i * p * 8;
    const query32 = moved + i * p * 4;
    let squares: f64 = 0;
    for (let j: usize = 0; j < p; j++) {
      const value = load<f64>(query + j * 8) - load<f64>(center + j * 8);
      store<f32>(query32 + j * 4, <f32>value);
      squares += value * value;
    }
    // How far a number in single precision may be from the number, times a few for the sum of a row.
    const slack = 2.384185791015625e-7 * (sqrt(squares) + longest);
    nearest(singles, rows, first, n, p, query32, query, slack, distances + i * k * 8, indices + i * k * 4, k);
  }
}

function nearest(
  singles: usize, rows: usize, first: usize, n: usize, p: usize, query32: usize, query: usize, slack: f64,
  distances: usize, indices: usize, k: usize,
): void {
  const stride = ((n + 7) & ~7) * 4;
  let limit = limitOf(load<f64>(distances), slack);
  for (let i: usize = 0; i < n; i += 8) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let at = singles + i * 4;
    for (let j: usize = 0; j < p; j++) {
      const value = v128.load_splat<f32>(query32 + j * 4);
      const x = f32x4.sub(v128.load(at), value);
      const y = f32x4.sub(v128.load(at + 16), value);
      a = f32x4.add(a, f32x4.mul(x, x));
      b = f32x4.add(b, f32x4.mul(y, y));
      at += stride;
    }
    const near = i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(f32x4.le(a, f32x4.splat(limit)), f32x4.le(b, f32x4.splat(limit))),
      i16x8.splat(0),
    );
    let mask = i8x16.bitmask(near);
    while (mask != 0) {
      const row = i + <usize>ctz(mask);
      mask &= mask - 1;
      if (row >= n) break;
      const squares = squaredDistance(rows + row * p * 8, query, p);
      if (squares >= load<f64>(distances)) continue;
      push(distances, indices, k, squares, <u32>(first + row));
      limit = limitOf(load<f64>(distances), slack);
    }
  }
}

/** The largest square that a row of at most this distance may have in single precision. */
function limitOf(farthest: f64, slack: f64): f32 {
  const root = sqrt(farthest) + slack;
  return <f32>(root * root * 1.0001);
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
  task: usize, values: usize, rows: usize, cuts: usize, missingBin: u32, bins: usize,
): void {
  const column = values + task * rows * 8;
  const own = cuts + task * SLOTS * 8;
  const out = bins + task * rows;
  for (let i: usize = 0; i < rows; i++) {
    const value = load<f64>(column + i * 8);
    let low: usize = own;
    low += <usize>(value > load<f64>(low, 127 * 8)) << 10;
    low += <usize>(value > load<f64>(low, 63 * 8)) << 9;
    low += <usize>(value > load<f64>(low, 31 * 8)) << 8;
    low += <usize>(value > load<f64>(low, 15 * 8)) << 7;
    low += <usize>(value > load<f64>(low, 7 * 8)) << 6;
    low += <usize>(value > load<f64>(low, 3 * 8)) << 5;
    low += <usize>(value > load<f64>(low, 8)) << 4;
    low += <usize>(value > load<f64>(low)) << 3;
    store<u8>(out + i, value == value ? <u32>((low - own) >> 3) : missingBin);
  }
}

export function logisticDerivatives(
  task: usize, block: usize, rows: usize, y: usize, raw: usize, weights: usize, derivatives: usize,
): void {
  const end = min<usize>(rows, (task + 1) * block);
  const one = f64x2.splat(1);
  // Arrays have room for a pair at their end.
  for (let i = task * block; i < end; i += 2) {
    const value = v128.load(raw + i * 8);
    const target = v128.load(y + i * 8);
    const isUsual = f64x2.gt(value, f64x2.splat(-37));
    const power = exponential(v128.bitselect(f64x2.neg(value), value, isUsual));
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
}

/** e to the power of two numbers, of at most 709; below -708 as of -708. */
function exponential(x: v128): v128 {
  const t = f64x2.max(x, f64x2.splat(-708));
  // Adding 1.5 · 2^52 rounds to a whole number, which is then in the last bits.
  const whole = f64x2.add(f64x2.mul(t, f64x2.splat(1.4426950408889634)), f64x2.splat(6755399441055744));
  const k = f64x2.sub(whole, f64x2.splat(6755399441055744));
  const high = f64x2.sub(t, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  const r = f64x2.sub(high, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  let sum = f64x2.splat(1.6059043836821613e-10);
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.08767569878681e-9));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.505210838544172e-8));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.755731922398589e-7));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.7557319223985893e-6));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.48015873015873e-5));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.984126984126984e-4));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.388888888888889e-3));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(8.333333333333333e-3));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(4.1666666666666664e-2));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.16666666666666666));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  return f64x2.mul(sum, i64x2.add(i64x2.shl(whole, 52), i64x2.splat(0x3ff0000000000000)));
}

export function gatherPairs(
  task: usize, block: usize, count: usize, samples: usize, derivatives: usize, pairs: usize,
): void {
  const from = task * block;
  gather(samples + from * 4, min<usize>(count, from + block) - from, derivatives, pairs + from * 16);
}

function gather(samples: usize, count: usize, derivatives: usize, pairs: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const both = v128.load64_zero(derivatives + <usize>load<u32>(samples + i * 4) * 8);
    v128.store(pairs + i * 16, f64x2.promote_low_f32x4(both));
  }
}

export function divideRows(
  task: usize, block: usize, start: usize, end: usize, samples: usize, column: usize, isLeft: usize, lefts: usize, rights: usize,
  counts: usize,
): void {
  const from = start + task * block;
  const to = min<usize>(end, from + block);
  let left = lefts + from * 4;
  let right = rights + from * 4;
  // Each row is written to both sides, and counts on one: there is no branch to guess wrong.
  for (let at = samples + from * 4; at < samples + to * 4; at += 4) {
    const row = load<u32>(at);
    const goesLeft = <usize>load<u8>(isLeft + <usize>load<u8>(column + <usize>row));
    store<u32>(left, row);
    store<u32>(right, row);
    left += goesLeft << 2;
    right += (1 - goesLeft) << 2;
  }
  store<f64>(counts + task * 8, <f64>((left - lefts) / 4 - from));
}

export function collectRows(
  task: usize, block: usize, start: usize, end: usize, samples: usize, lefts: usize, rights: usize, counts: usize,
  derivatives: usize, pairs: usize, smaller: usize,
): void {
  let total: usize = 0;
  let before: usize = 0;
  for (let other: usize = 0; other * block < end - start; other++) {
    if (other == task) before = total;
    total += <usize>load<f64>(counts + other * 8);
  }
  const from = start + task * block;
  const count = <usize>load<f64>(counts + task * 8);
  const rest = min<usize>(end, from + block) - from - count;
  const left = start + before;
  const right = start + total + (task * block - before);
  memory.copy(samples + left * 4, lefts + from * 4, count * 4);
  memory.copy(samples + right * 4, rights + from * 4, rest * 4);
  if (smaller == 0) return;
  if (smaller == 1) gather(lefts + from * 4, count, derivatives, pairs + before * 16);
  else gather(rights + from * 4, rest, derivatives, pairs + (task * block - before) * 16);
}

export function splitFeatures(
  task: usize, features: usize, nFeatures: usize, cols: usize, binned: usize, rows: usize, samples: usize, count: usize,
  pairs: usize, own: usize, other: usize, nodes: usize, rules: usize, results: usize,
): void {
  const place = features + task * 8;
  const isPair = task * 2 + 1 < nFeatures;
  const first = <usize>load<i32>(place);
  const second = isPair ? <usize>load<i32>(place + 4) : first;
  if (count != 0) {
    clearSlots(own, cols, first);
    if (isPair) {
      clearSlots(own, cols, second);
      addToTwoBins(samples, count, pairs, binned + first * rows, binned + second * rows, own, cols, first, second);
    } else addToBins(samples, count, pairs, binned + first * rows, own, cols, first);
    if (other != 0) {
      subtractSlots(other, own, cols, first);
      if (isPair) subtractSlots(other, own, cols, second);
    }
  }
  for (let side: usize = 0; side < 2; side++) {
    const node = nodes + side * 64;
    if (load<f64>(node) == 0) continue;
    const histogram = side == 0 ? own : other;
    const out = results + side * cols * 48;
    scanFeature(histogram, cols, first, node, rules, out + first * 48);
    if (isPair) scanFeature(histogram, cols, second, node, rules, out + second * 48);
  }
}

function clearSlots(histogram: usize, cols: usize, feature: usize): void {
  memory.fill(histogram + feature * SLOT_BYTES, 0, SLOT_BYTES);
  memory.fill(histogram + cols * SLOT_BYTES + feature * COUNT_BYTES, 0, COUNT_BYTES);
}

/** Adds the pairs of samples to the sums of their bins, and counts them; for two features at once. */
function addToTwoBins(
  samples: usize, count: usize, pairs: usize, column: usize, nextColumn: usize, histogram: usize, cols: usize, first: usize,
  second: usize,
): void {
  const sums = histogram + first * SLOT_BYTES;
  const nextSums = histogram + second * SLOT_BYTES;
  const counts = histogram + cols * SLOT_BYTES + first * COUNT_BYTES;
  const nextCounts = histogram + cols * SLOT_BYTES + second * COUNT_BYTES;
  for (let i: usize = 0; i < count; i++) {
    const row = <usize>load<u32>(samples + i * 4);
    const pair = v128.load(pairs + i * 16);
    const bin = <usize>load<u8>(column + row);
    const next = <usize>load<u8>(nextColumn + row);
    v128.store(sums + bin * 16, f64x2.add(v128.load(sums + bin * 16), pair));
    v128.store(nextSums + next * 16, f64x2.add(v128.load(nextSums + next * 16), pair));
    store<u32>(counts + bin * 4, load<u32>(counts + bin * 4) + 1);
    store<u32>(nextCounts + next * 4, load<u32>(nextCounts + next * 4) + 1);
  }
}

/** The same for one feature. */
function addToBins(
  samples: usize, count: usize, pairs: usize, column: usize, histogram: usize, cols: usize, feature: usize,
): void {
  const sums = histogram + feature * SLOT_BYTES;
  const counts = histogram + cols * SLOT_BYTES + feature * COUNT_BYTES;
  for (let i: usize = 0; i < count; i++) {
    const bin = <usize>load<u8>(column + <usize>load<u32>(samples + i * 4));
    v128.store(sums + bin * 16, f64x2.add(v128.load(sums + bin * 16), v128.load(pairs + i * 16)));
    store<u32>(counts + bin * 4, load<u32>(counts + bin * 4) + 1);
  }
}

/** Takes the histogram of one child from that of the parent, which becomes the other child's. */
function subtractSlots(parent: usize, child: usize, cols: usize, feature: usize): void {
  const sums = feature * SLOT_BYTES;
  for (let at = sums; at < sums + SLOT_BYTES; at += 16) {
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
  }
  const counts = cols * SLOT_BYTES + feature * COUNT_BYTES;
  for (let at = counts; at < counts + COUNT_BYTES; at += 16) {
    v128.store(parent + at, i32x4.sub(v128.load(parent + at), v128.load(child + at)));
  }
}

/** Finds the best threshold of a feature in a node; features of categories are left to the caller. */
function scanFeature(histogram: usize, cols: usize, feature: usize, node: usize, rules: usize, result: usize): void {
  store<f64>(result, -1);
  const rule = rules + 16 + feature * 16;
  const bins = load<i32>(rule);
  const hasMissing = load<i32>(rule + 4);
  if (load<i32>(rule + 8) != 0) return;
  const constraint = <f64>load<i32>(rule + 12);
  const sums = histogram + feature * SLOT_BYTES;
  const counts = histogram + cols * SLOT_BYTES + feature * COUNT_BYTES;
  scanUp(sums, counts, bins - 1 + hasMissing, node, rules, constraint, result);
  if (hasMissing != 0) scanDown(sums, counts, bins, node, rules, constraint, result);
}

/** Tries all thresholds from below; missing numbers go to the right. */
function scanUp(
  sums: usize, counts: usize, end: i32, node: usize, rules: usize, constraint: f64, result: usize,
): void {
  const minCount = <i32>load<f64>(rules);
  const mostLeft = <i32>load<f64>(node, 8) - minCount;
  const total = v128.load(node, 16);
  const loss = f64x2.extract_lane(total, 0) * load<f64>(node, 32);
  const lower = v128.load_splat<f64>(node + 40);
  const upper = v128.load_splat<f64>(node + 48);
  const l2 = v128.load_splat<f64>(rules + 8);
  let bestGain: f64 = 0;
  let left = f64x2.splat(0);
  let count: i32 = 0;
  for (let bin: i32 = 0; bin < end; bin++) {
    count += load<i32>(counts + <usize>bin * 4);
    left = f64x2.add(left, v128.load(sums + <usize>bin * 16));
    if (count < minCount) continue;
    if (count > mostLeft) break;
    if (f64x2.extract_lane(left, 1) < MIN_HESSIAN) continue;
    const right = f64x2.sub(total, left);
    if (f64x2.extract_lane(right, 1) < MIN_HESSIAN) break;
    const gradients = v128.shuffle<f64>(left, right, 0, 2);
    const values = valuesOf(gradients, v128.shuffle<f64>(left, right, 1, 3), lower, upper, l2);
    const products = f64x2.mul(gradients, values);
    const gain = loss - f64x2.extract_lane(products, 0) - f64x2.extract_lane(products, 1);
    if (!(gain > bestGain) || breaks(values, constraint)) continue;
    bestGain = gain;
    writeSplit(result, gain, bin, 0, left, count);
  }
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

export function addLeaves(task: usize, leaves: usize, samples: usize, raw: usize): void {
  const leaf = leaves + task * 24;
  const end = samples + <usize>load<f64>(leaf + 8) * 4;
  const value = load<f64>(leaf + 16);
  for (let at = samples + <usize>load<f64>(leaf) * 4; at < end; at += 4) {
    const place = raw + <usize>load<u32>(at) * 8;
    store<f64>(place, load<f64>(place) + value);
  }
}

// Stochastic gradient descent

// JavaScript's own, so that digits are those of the plain twin.
@external("env", "exp")
declare function exp(x: f64): f64;
@external("env", "log")
declare function log(x: f64): f64;
@external("env", "log1p")
declare function log1p(x: f64): f64;

const MAX_SLOPE: f64 = 1e12;
const LEAST_SCALE: f64 = 1e-9;
/** Rows that are asked for before they are needed: they come in random order, and memory answers late, but many at once. */
const AHEAD: usize = 64;

/** One more pass for the target that is furthest from its end of those that nobody works on; 0 where there is none. */
export function descendRows(
  task: usize, turns: usize, states: usize, targets: usize, words: usize, rows: usize, cols: usize, values: usize,
  width: usize, rowWeights: usize, rules: usize,
): i32 {
  const target = claimed(turns, targets);
  if (target < 0) return 0;
  const state = states + <usize>target * 160;
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
    step += 1;
    let penalty: f64 = 0;
    if (hasPenalty) {
      penalty = alpha * (0.5 * squaredNorm);
      const factor = max<f64>(0, 1 - eta * alpha);
      scale *= factor;
      squaredNorm *= factor * factor;
      if (scale < LEAST_SCALE) {
        for (let j: usize = 0; j < cols; j++) store<f64>(w + j * 8, load<f64>(w + j * 8) * scale);
        scale = 1;
      }
    }
    const side = state + ((word & 1) << 3);
    const target = y == 0 ? load<f64>(side, 136) : load<f64>(y + row * 8);
    let update: f64;
    if (loss == 0) {
      const product = score * target;
      const threshold = load<f64>(rules, 48);
      // What takes no step is told by a branch, so that the processor goes on with the steps before the score is there.
      if (!(product <= threshold)) {
        objective += penalty;
        continue;
      }
      objective += threshold - product;
      update = eta * target;
    } else {
      if (isCounted) objective += lossOf(loss, target, score);
      update = -eta * max<f64>(-MAX_SLOPE, min<f64>(MAX_SLOPE, slopeOf(loss, target, score)));
    }
    objective += penalty;
    update *= load<f64>(side, 72) * (rowWeights == 0 ? 1 : load<f64>(rowWeights + row * 8));
    if (update == 0) continue;
    const length = update / scale;
    let squares: f64 = 0;
    number = numbers;
    place = first;
    while (place < quads) {
      squares += move(weightAt<Column>(w, place, 0), load<f64>(number), length);
      squares += move(weightAt<Column>(w, place, 1), load<f64>(number, 8), length);
      squares += move(weightAt<Column>(w, place, 2), load<f64>(number, 16), length);
      squares += move(weightAt<Column>(w, place, 3), load<f64>(number, 24), length);
      number += 32;
      place += 4 * size;
    }
    while (place < last) {
      squares += move(weightAt<Column>(w, place, 0), load<f64>(number), length);
      number += 8;
      place += size;
    }
    squaredNorm = squares * scale * scale;
    const decay = load<f64>(rules, 16);
    if (decay != 0) intercept += update * decay;
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

function lossOf(loss: i32, y: f64, p: f64): f64 {
  if (loss == 4) return halfBinomial(y, p);
  const product = p * y;
  if (loss == 1) return product < 1 ? (1 - product) * (1 - product) : 0;
  if (loss == 2) return 0.5 * (p - y) * (p - y);
  return product >= 1 ? 0 : product >= -1 ? (1 - product) * (1 - product) : -4 * product;
}

function slopeOf(loss: i32, y: f64, p: f64): f64 {
  if (loss == 4) return halfBinomialSlope(y, p);
  const product = p * y;
  if (loss == 1) return 1 - product > 0 ? -2 * y * (1 - product) : 0;
  if (loss == 2) return p - y;
  return product >= 1 ? 0 : product >= -1 ? 2 * (1 - product) * -y : -4 * y;
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
