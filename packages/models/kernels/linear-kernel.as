// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/kernels/kernel-code.ts. Twin of src/internal/kernels/plain-kernel.ts: the same sums in the same order, so that
// both give the same digits. Addresses are bytes; numbers are doubles; matrices are row-major.

/** Rows of a panel, which is written in groups of four columns, row by row: two groups fit into the first cache. */
const PANEL: usize = 64;
const GROUP_ROW: usize = 4 * 8;
const GROUP: usize = PANEL * GROUP_ROW;

/**
 * Adds the inner products of the columns of [X − shift, Y − shift, 1], each row times its weight, to `out` (width × width, of which
 * tiles on and above the diagonal are written). X is rows × p, Y rows × t; `shift` holds p + t numbers; width is p + t + 1, rounded
 * up to a multiple of 4; `panel` has room for width columns of 64 rows. Columns of Y are multiplied by the last group only.
 */
function gram(
  x: usize, p: usize, y: usize, t: usize, weights: usize, rows: usize, shift: usize, panel: usize, out: usize,
): void {
  const width = (p + t + 4) & ~3;
  const last = width - 4;
  memory.fill(groupOf(panel, last), 0, GROUP);
  for (let start: usize = 0; start < rows; start += PANEL) {
    const count = min<usize>(PANEL, rows - start);
    const factors = weights == 0 ? 0 : weights + start * 8;
    place(x + start * p * 8, count, p, shift, factors, panel, 0);
    place(y + start * t * 8, count, t, shift + p * 8, factors, panel, p);
    const ones = columnOf(panel, p + t);
    for (let i: usize = 0; i < count; i++) store<f64>(ones + i * GROUP_ROW, factors == 0 ? 1 : load<f64>(factors + i * 8));
    for (let i: usize = 0; i < width; i += 4) {
      const group = groupOf(panel, i);
      let j = i < p ? i : last;
      if (j == i) {
        addCorner(group, count, out + (i * width + i) * 8, width * 8);
        j += 4;
      }
      for (; j < width; j += 4) addTile(group, groupOf(panel, j), count, out + (i * width + j) * 8, width * 8);
    }
  }
}

/** Where the group begins whose first column is this one. */
// @ts-ignore: decorator
@inline
function groupOf(panel: usize, first: usize): usize {
  return panel + first * PANEL * 8;
}

/** Where a column begins, of whose numbers each is a row of its group behind the one before. */
// @ts-ignore: decorator
@inline
function columnOf(panel: usize, column: usize): usize {
  return groupOf(panel, column & ~3) + (column & 3) * 8;
}

/**
 * A task of several that may run at once, of `block` rows: their inner products, to the task's own `out` by way of its own `panel`.
 */
export function gramRows(
  task: usize, x: usize, p: usize, y: usize, t: usize, weights: usize, block: usize, rows: usize, shift: usize, panel: usize, out: usize,
): void {
  const from = task * block;
  if (from >= rows) return;
  const width = (p + t + 4) & ~3;
  gram(
    x + from * p * 8, p, y + from * t * 8, t, weights == 0 ? 0 : weights + from * 8, min<usize>(block, rows - from), shift,
    groupOf(panel, task * width), out + task * width * width * 8,
  );
}

/** Adds to the first of so many areas of so many numbers, one after the other, the others. */
export function addAreas(areas: usize, count: usize, length: usize): void {
  const bytes = length * 8;
  const end = areas + count * bytes;
  let at = areas;
  for (; at + 16 <= areas + bytes; at += 16) {
    let sum = v128.load(at);
    for (let other = at + bytes; other < end; other += bytes) sum = f64x2.add(sum, v128.load(other));
    v128.store(at, sum);
  }
  if (at < areas + bytes) {
    let sum = load<f64>(at);
    for (let other = at + bytes; other < end; other += bytes) sum += load<f64>(other);
    store<f64>(at, sum);
  }
}

/** Writes columns of a block of rows, moved and weighted, to those of the panel from `first` on. */
function place(x: usize, count: usize, cols: usize, shift: usize, weights: usize, panel: usize, first: usize): void {
  const rowBytes = cols * 8;
  // Two neighbours lie in one group where the first has an even number.
  const paired: usize = (first & 1) == 0 ? cols & ~1 : 0;
  for (let j: usize = 0; j < paired; j += 2) {
    const moved = v128.load(shift + j * 8);
    let from = x + j * 8;
    let to = columnOf(panel, first + j);
    for (let i: usize = 0; i < count; i++) {
      let pair = f64x2.sub(v128.load(from), moved);
      if (weights != 0) pair = f64x2.mul(pair, v128.load64_splat(weights + i * 8));
      v128.store(to, pair);
      from += rowBytes;
      to += GROUP_ROW;
    }
  }
  for (let j: usize = paired; j < cols; j++) {
    const moved = load<f64>(shift + j * 8);
    let from = x + j * 8;
    let to = columnOf(panel, first + j);
    for (let i: usize = 0; i < count; i++) {
      const value = load<f64>(from) - moved;
      store<f64>(to, weights == 0 ? value : value * load<f64>(weights + i * 8));
      from += rowBytes;
      to += GROUP_ROW;
    }
  }
}

/** Four columns times four others: eight sums share six loads a row. */
function addTile(a: usize, b: usize, count: usize, out: usize, next: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  for (let i: usize = 0; i < count; i++) {
    const p = v128.load(b);
    const q = v128.load(b, 16);
    let x = v128.load64_splat(a);
    s00 = f64x2.add(s00, f64x2.mul(x, p));
    s01 = f64x2.add(s01, f64x2.mul(x, q));
    x = v128.load64_splat(a, 8);
    s10 = f64x2.add(s10, f64x2.mul(x, p));
    s11 = f64x2.add(s11, f64x2.mul(x, q));
    x = v128.load64_splat(a, 16);
    s20 = f64x2.add(s20, f64x2.mul(x, p));
    s21 = f64x2.add(s21, f64x2.mul(x, q));
    x = v128.load64_splat(a, 24);
    s30 = f64x2.add(s30, f64x2.mul(x, p));
    s31 = f64x2.add(s31, f64x2.mul(x, q));
    a += GROUP_ROW;
    b += GROUP_ROW;
  }
  addTo(out, s00, s01);
  addTo(out + next, s10, s11);
  addTo(out + 2 * next, s20, s21);
  addTo(out + 3 * next, s30, s31);
}

/** Four columns times themselves, without the corner below the diagonal. */
function addCorner(a: usize, count: usize, out: usize, next: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  for (let i: usize = 0; i < count; i++) {
    const p = v128.load(a);
    const q = v128.load(a, 16);
    let x = v128.load64_splat(a);
    s00 = f64x2.add(s00, f64x2.mul(x, p));
    s01 = f64x2.add(s01, f64x2.mul(x, q));
    x = v128.load64_splat(a, 8);
    s10 = f64x2.add(s10, f64x2.mul(x, p));
    s11 = f64x2.add(s11, f64x2.mul(x, q));
    s21 = f64x2.add(s21, f64x2.mul(v128.load64_splat(a, 16), q));
    s31 = f64x2.add(s31, f64x2.mul(v128.load64_splat(a, 24), q));
    a += GROUP_ROW;
  }
  addTo(out, s00, s01);
  addTo(out + next, s10, s11);
  const below = out + 2 * next + 16;
  v128.store(below, f64x2.add(v128.load(below), s21));
  v128.store(below + next, f64x2.add(v128.load(below + next), s31));
}

/** Rows of a panel of whole numbers. */
const LONG_PANEL: usize = 4 * PANEL;
/** Bytes of a column of floats, and of one of whole numbers. */
const FLOAT_COLUMN: usize = LONG_PANEL * 4;
const WHOLE_COLUMN: usize = LONG_PANEL * 2;
/** The largest whole number of a column: 256 products of two add up to less than 2³¹. */
const LARGEST: f32 = 2895;
/** Added to a float, leaves it rounded to a whole number, which is what the last bits then are. */
const ROUNDING: f32 = 12582912;
/** Columns that are rounded together, and those that stay in the first cache while all others go past. */
const STRIP: usize = 8;
const NEAR: usize = 64;

/**
 * A task of several that may run at once, of `block` rows: the inner products of X in whole numbers, and those with the columns of Y, to the
 * task's own `panel`, `inner` and `sums`. Y is column by column, a block of one column after that of the other.
 */
export function roughProducts(
  task: usize, x: usize, p: usize, y: usize, t: usize, weights: usize, block: usize, rows: usize, shift: usize, panel: usize,
  inner: usize, sums: usize,
): void {
  const from = task * block;
  if (from >= rows) return;
  const count = min<usize>(block, rows - from);
  const width = (p + 3) & ~3;
  const own = x + from * p * 8;
  gramOfWhole(
    own, p, weights == 0 ? 0 : weights + from * 8, count, shift, panel + task * (STRIP * FLOAT_COLUMN + width * (WHOLE_COLUMN + 8)),
    inner + task * width * width * 8,
  );
  for (let k: usize = 0; k < t; k++) {
    multiplyTransposed(own, count, p, y + (task * t + k) * block * 8, sums + (task * t + k) * p * 8);
  }
}

/**
 * The same of X alone, its columns rounded to whole numbers of 12 bits, times a scale of their own every 256 rows: adds the inner products of
 * the columns of X − shift to `out` (width × width doubles); width is p, rounded up to a multiple of 4. `panel` has room for eight columns of
 * 256 floats, for width columns of as many whole numbers, and for their scales.
 */
function gramOfWhole(
  x: usize, p: usize, weights: usize, rows: usize, shift: usize, panel: usize, out: usize,
): void {
  const width = (p + 3) & ~3;
  const whole = panel + STRIP * FLOAT_COLUMN;
  const scales = whole + width * WHOLE_COLUMN;
  memory.fill(whole + p * WHOLE_COLUMN, 0, (width - p) * WHOLE_COLUMN);
  memory.fill(scales + p * 8, 0, (width - p) * 8);
  for (let start: usize = 0; start < rows; start += LONG_PANEL) {
    const count = min<usize>(LONG_PANEL, rows - start);
    if (count < LONG_PANEL) memory.fill(panel, 0, STRIP * FLOAT_COLUMN);
    for (let from: usize = 0; from < p; from += STRIP) {
      const cols = min<usize>(STRIP, p - from);
      const factors = weights == 0 ? 0 : weights + start * 8;
      turnToFloats(x + (start * p + from) * 8, p * 8, count, cols, shift + from * 8, factors, panel);
      for (let j: usize = 0; j < cols; j++) {
        store<f64>(scales + (from + j) * 8, roundColumn(panel + j * FLOAT_COLUMN, whole + (from + j) * WHOLE_COLUMN));
      }
    }
    for (let from: usize = 0; from < width; from += NEAR) {
      const to = min<usize>(width, from + NEAR);
      for (let i: usize = 0; i < to; i += 2) {
        for (let j = max<usize>(from, i & ~3); j < to; j += 4) {
          addTileOfWhole(
            whole + i * WHOLE_COLUMN, whole + j * WHOLE_COLUMN, scales + i * 8, scales + j * 8, out + (i * width + j) * 8,
            width * 8,
          );
        }
      }
    }
  }
}

/** Writes a column of floats as whole numbers; what these are to be multiplied by. */
function roundColumn(from: usize, to: usize): f64 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let at: usize = 0; at < FLOAT_COLUMN; at += 64) {
    even = f32x4.pmax(f32x4.pmax(even, f32x4.abs(v128.load(from + at))), f32x4.abs(v128.load(from + at, 32)));
    odd = f32x4.pmax(f32x4.pmax(odd, f32x4.abs(v128.load(from + at, 16))), f32x4.abs(v128.load(from + at, 48)));
  }
  let most = f32x4.pmax(even, odd);
  most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  const largest = max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
  const factor = f32x4.splat(largest > 0 ? LARGEST / largest : 0);
  const rounding = f32x4.splat(ROUNDING);
  for (let at: usize = 0; at < WHOLE_COLUMN; at += 16) {
    const a = f32x4.add(f32x4.mul(v128.load(from + 2 * at), factor), rounding);
    const b = f32x4.add(f32x4.mul(v128.load(from + 2 * at, 16), factor), rounding);
    v128.store(to + at, i16x8.narrow_i32x4_s(i32x4.sub(a, rounding), i32x4.sub(b, rounding)));
  }
  return <f64>largest / <f64>LARGEST;
}

/** Writes some columns of a block of rows, moved, weighted and rounded; rows are `rowBytes` apart. */
function turnToFloats(
  x: usize, rowBytes: usize, count: usize, cols: usize, shift: usize, weights: usize, panel: usize,
): void {
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    const row = x + i * rowBytes;
    const lower = weights == 0 ? f64x2.splat(1) : v128.load(weights + i * 8);
    const upper = weights == 0 ? f64x2.splat(1) : v128.load(weights + i * 8, 16);
    const factors = v128.shuffle<f32>(f32x4.demote_f64x2_zero(lower), f32x4.demote_f64x2_zero(upper), 0, 1, 4, 5);
    let at = panel + i * 4;
    let j: usize = 0;
    for (; j + 2 <= cols; j += 2) {
      const moved = v128.load(shift + j * 8);
      const from = row + j * 8;
      const a = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(from), moved));
      const b = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(from + rowBytes), moved));
      const c = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(from + 2 * rowBytes), moved));
      const d = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(from + 3 * rowBytes), moved));
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      v128.store(at, f32x4.mul(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), factors));
      v128.store(at + FLOAT_COLUMN, f32x4.mul(v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), factors));
      at += 2 * FLOAT_COLUMN;
    }
    for (; j < cols; j++, at += FLOAT_COLUMN) {
      for (let k: usize = 0; k < 4; k++) storeFloat(row + k * rowBytes, j, shift, weights == 0 ? 0 : weights + (i + k) * 8, at + k * 4);
    }
  }
  for (; i < count; i++) {
    for (let j: usize = 0; j < cols; j++) {
      storeFloat(x + i * rowBytes, j, shift, weights == 0 ? 0 : weights + i * 8, panel + j * FLOAT_COLUMN + i * 4);
    }
  }
}

function storeFloat(row: usize, j: usize, shift: usize, weight: usize, to: usize): void {
  const moved = <f32>(load<f64>(row + j * 8) - load<f64>(shift + j * 8));
  store<f32>(to, weight == 0 ? moved : moved * <f32>load<f64>(weight));
}

/** Two columns times four, in whole numbers: eight rows at a time. */
function addTileOfWhole(a: usize, b: usize, aScales: usize, bScales: usize, out: usize, next: usize): void {
  let s00 = i32x4.splat(0);
  let s01 = i32x4.splat(0);
  let s02 = i32x4.splat(0);
  let s03 = i32x4.splat(0);
  let s10 = i32x4.splat(0);
  let s11 = i32x4.splat(0);
  let s12 = i32x4.splat(0);
  let s13 = i32x4.splat(0);
  for (let at: usize = 0; at < WHOLE_COLUMN; at += 16) {
    const p = v128.load(a + at);
    const q = v128.load(a + at, WHOLE_COLUMN);
    let c = v128.load(b + at);
    s00 = i32x4.add(s00, i32x4.dot_i16x8_s(p, c));
    s10 = i32x4.add(s10, i32x4.dot_i16x8_s(q, c));
    c = v128.load(b + at, WHOLE_COLUMN);
    s01 = i32x4.add(s01, i32x4.dot_i16x8_s(p, c));
    s11 = i32x4.add(s11, i32x4.dot_i16x8_s(q, c));
    c = v128.load(b + at, 2 * WHOLE_COLUMN);
    s02 = i32x4.add(s02, i32x4.dot_i16x8_s(p, c));
    s12 = i32x4.add(s12, i32x4.dot_i16x8_s(q, c));
    c = v128.load(b + at, 3 * WHOLE_COLUMN);
    s03 = i32x4.add(s03, i32x4.dot_i16x8_s(p, c));
    s13 = i32x4.add(s13, i32x4.dot_i16x8_s(q, c));
  }
  const lower = v128.load(bScales);
  const upper = v128.load(bScales, 16);
  addFourSums(out, s00, s01, s02, s03, f64x2.splat(load<f64>(aScales)), lower, upper);
  addFourSums(out + next, s10, s11, s12, s13, f64x2.splat(load<f64>(aScales, 8)), lower, upper);
}

/** Adds the sums of four times four whole numbers, scaled, to four doubles. */
// @ts-ignore: decorator
@inline
function addFourSums(out: usize, a: v128, b: v128, c: v128, d: v128, scale: v128, lower: v128, upper: v128): void {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(a, b, 2, 3, 6, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 1, 4, 5), v128.shuffle<i32>(c, d, 2, 3, 6, 7));
  const all = i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7));
  const first = f64x2.convert_low_i32x4_s(all);
  const last = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(all, all, 2, 3, 2, 3));
  v128.store(out, f64x2.add(v128.load(out), f64x2.mul(first, f64x2.mul(scale, lower))));
  v128.store(out, f64x2.add(v128.load(out, 16), f64x2.mul(last, f64x2.mul(scale, upper))), 16);
}

@external("env", "exp")
declare function exp(x: f64): f64;
@external("env", "log")
declare function log(x: f64): f64;
@external("env", "log1p")
declare function log1p(x: f64): f64;

/**
 * A task of so many that may run at once, to which blocks of rows go by turns: their logistic loss at the scores X·W + offsets, for the W
 * and the offsets of `point`. Adds Xᵀ·slopes, the sums of the slopes and the loss to the task's own `sums`, and writes `probabilities`,
 * rows × k. One output is the logistic function of two classes, several are softmax; W has as many columns, of several a multiple of 4.
 * `codes` holds the class of each row as a double; `scores` has room for a block of each task.
 */
export function logisticRows(
  task: usize, tasks: usize, block: usize, rows: usize, p: usize, k: usize, isEven: usize, x: usize, codes: usize, weights: usize,
  probabilities: usize, point: usize, scores: usize, sums: usize,
): void {
  const width = k == 1 ? 1 : (k + 3) & ~3;
  const own = scores + task * block * width * 8;
  const out = sums + task * ((p + 1) * width + 1) * 8;
  const offsets = point + p * width * 8;
  const total = out + p * width * 8;
  const loss = total + width * 8;
  for (let from = task * block; from < rows; from += tasks * block) {
    const count = min<usize>(block, rows - from);
    const top = x + from * p * 8;
    const ownProbabilities = probabilities + from * k * 8;
    let found: f64;
    if (k == 1) {
      multiply(top, count, p, point, load<f64>(offsets), own);
      found = binaryLoss(own, count, codes + from * 8, weights + from * 8, isEven, ownProbabilities, total);
      multiplyTransposed(top, count, p, own, out);
    } else {
      multiplyMany(top, count, p, point, width, offsets, own);
      found = softmaxLoss(own, count, k, width, codes + from * 8, weights + from * 8, ownProbabilities, total);
      multiplyTransposedMany(top, count, p, own, width, out);
    }
    store<f64>(loss, load<f64>(loss) + found);
  }
}

/** The loss of two classes; scores become slopes, which are added to `total`. */
function binaryLoss(
  scores: usize, count: usize, codes: usize, weights: usize, isEven: usize, probabilities: usize, total: usize,
): f64 {
  let loss: f64 = 0;
  let product: f64 = 1;
  let sum = load<f64>(total);
  for (let i: usize = 0; i < count; i++) {
    const at = i * 8;
    const score = load<f64>(scores + at);
    const weight = load<f64>(weights + at);
    const code = load<f64>(codes + at);
    const small = exp(-abs(score));
    loss += weight * (max<f64>(score, 0) - code * score);
    const factor = 1 + small;
    if (isEven) product *= factor;
    else loss += weight * log1p(small);
    if ((i & 15) == 15) {
      loss += weight * log(product);
      product = 1;
    }
    const probability = (score >= 0 ? 1 : small) / factor;
    store<f64>(probabilities + at, probability);
    const slope = weight * (probability - code);
    store<f64>(scores + at, slope);
    sum += slope;
  }
  store<f64>(total, sum);
  return loss + load<f64>(weights) * log(product);
}

/** The loss of several classes; scores become slopes, which are added to `total`. */
function softmaxLoss(
  scores: usize, count: usize, k: usize, width: usize, codes: usize, weights: usize, probabilities: usize, total: usize,
): f64 {
  let loss: f64 = 0;
  for (let i: usize = 0; i < count; i++) {
    const end = k * 8;
    let highest = load<f64>(scores);
    for (let at: usize = 8; at < end; at += 8) highest = max<f64>(highest, load<f64>(scores + at));
    const own = <usize>load<f64>(codes + i * 8) * 8;
    const ownScore = load<f64>(scores + own);
    let sum: f64 = 0;
    for (let at: usize = 0; at < end; at += 8) {
      const power = exp(load<f64>(scores + at) - highest);
      store<f64>(probabilities + at, power);
      sum += power;
    }
    const weight = load<f64>(weights + i * 8);
    for (let at: usize = 0; at < end; at += 8) {
      const probability = load<f64>(probabilities + at) / sum;
      store<f64>(probabilities + at, probability);
      const slope = weight * (probability - (at == own ? 1 : 0));
      store<f64>(scores + at, slope);
      store<f64>(total + at, load<f64>(total + at) + slope);
    }
    loss += weight * (log(sum) + highest - ownScore);
    scores += width * 8;
    probabilities += end;
  }
  return loss;
}

/** out[i] = offset + x[i]·w of each row, four rows at a time. */
export function multiply(x: usize, rows: usize, cols: usize, w: usize, offset: f64, out: usize): void {
  const rowBytes = cols * 8;
  const whole = rowBytes & ~31;
  let i: usize = 0;
  for (; i + 4 <= rows; i += 4) {
    const r0 = x + i * rowBytes;
    const r1 = r0 + rowBytes;
    const r2 = r1 + rowBytes;
    const r3 = r2 + rowBytes;
    let a0 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let a2 = f64x2.splat(0);
    let b2 = f64x2.splat(0);
    let a3 = f64x2.splat(0);
    let b3 = f64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 32) {
      let factors = v128.load(w + at);
      a0 = f64x2.add(a0, f64x2.mul(v128.load(r0 + at), factors));
      a1 = f64x2.add(a1, f64x2.mul(v128.load(r1 + at), factors));
      a2 = f64x2.add(a2, f64x2.mul(v128.load(r2 + at), factors));
      a3 = f64x2.add(a3, f64x2.mul(v128.load(r3 + at), factors));
      factors = v128.load(w + at, 16);
      b0 = f64x2.add(b0, f64x2.mul(v128.load(r0 + at, 16), factors));
      b1 = f64x2.add(b1, f64x2.mul(v128.load(r1 + at, 16), factors));
      b2 = f64x2.add(b2, f64x2.mul(v128.load(r2 + at, 16), factors));
      b3 = f64x2.add(b3, f64x2.mul(v128.load(r3 + at, 16), factors));
    }
    store<f64>(out + i * 8, scoreOf(a0, b0, r0, w, whole, rowBytes, offset));
    store<f64>(out + i * 8, scoreOf(a1, b1, r1, w, whole, rowBytes, offset), 8);
    store<f64>(out + i * 8, scoreOf(a2, b2, r2, w, whole, rowBytes, offset), 16);
    store<f64>(out + i * 8, scoreOf(a3, b3, r3, w, whole, rowBytes, offset), 24);
  }
  for (; i < rows; i++) {
    const row = x + i * rowBytes;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 32) {
      a = f64x2.add(a, f64x2.mul(v128.load(row + at), v128.load(w + at)));
      b = f64x2.add(b, f64x2.mul(v128.load(row + at, 16), v128.load(w + at, 16)));
    }
    store<f64>(out + i * 8, scoreOf(a, b, row, w, whole, rowBytes, offset));
  }
}

/** A score of sums over the whole groups of four columns, and of the columns that are left. */
// @ts-ignore: decorator
@inline
function scoreOf(a: v128, b: v128, row: usize, w: usize, from: usize, to: usize, offset: f64): f64 {
  const sum = f64x2.add(a, b);
  let rest: f64 = 0;
  for (let at = from; at < to; at += 8) rest += load<f64>(row + at) * load<f64>(w + at);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest + offset;
}

/** out[j] += Σ x[i][j]·g[i], four rows at a time. */
export function multiplyTransposed(x: usize, rows: usize, cols: usize, g: usize, out: usize): void {
  const rowBytes = cols * 8;
  let i: usize = 0;
  for (; i + 4 <= rows; i += 4) {
    const r0 = x + i * rowBytes;
    const r1 = r0 + rowBytes;
    const r2 = r1 + rowBytes;
    const r3 = r2 + rowBytes;
    const a = load<f64>(g + i * 8);
    const b = load<f64>(g + i * 8, 8);
    const c = load<f64>(g + i * 8, 16);
    const d = load<f64>(g + i * 8, 24);
    const as = f64x2.splat(a);
    const bs = f64x2.splat(b);
    const cs = f64x2.splat(c);
    const ds = f64x2.splat(d);
    let at: usize = 0;
    for (; at + 16 <= rowBytes; at += 16) {
      const upper = f64x2.add(f64x2.mul(v128.load(r0 + at), as), f64x2.mul(v128.load(r1 + at), bs));
      const lower = f64x2.add(f64x2.mul(v128.load(r2 + at), cs), f64x2.mul(v128.load(r3 + at), ds));
      v128.store(out + at, f64x2.add(v128.load(out + at), f64x2.add(upper, lower)));
    }
    if (at < rowBytes) {
      const upper = load<f64>(r0 + at) * a + load<f64>(r1 + at) * b;
      const lower = load<f64>(r2 + at) * c + load<f64>(r3 + at) * d;
      store<f64>(out + at, load<f64>(out + at) + (upper + lower));
    }
  }
  for (; i < rows; i++) {
    const row = x + i * rowBytes;
    const factor = load<f64>(g + i * 8);
    for (let at: usize = 0; at < rowBytes; at += 8) store<f64>(out + at, load<f64>(out + at) + load<f64>(row + at) * factor);
  }
}

/** Rows whose products with factors are added up before they count: they stay in the first cache. */
const CHUNK: usize = 64;

/** out = offsets + X·W, for W of cols × width and out of rows × width; width is a multiple of 4. */
export function multiplyMany(x: usize, rows: usize, cols: usize, w: usize, width: usize, offsets: usize, out: usize): void {
  const rowBytes = cols * 8;
  const next = width * 8;
  for (let i: usize = 0; i < rows; i++) memory.copy(out + i * next, offsets, next);
  let i: usize = 0;
  for (; i + 4 <= rows; i += 4) {
    for (let c: usize = 0; c < next; c += 32) addFour(x + i * rowBytes, rowBytes, 8, w + c, next, cols, out + i * next + c);
  }
  for (; i < rows; i++) {
    for (let c: usize = 0; c < next; c += 32) addOne(x + i * rowBytes, 8, w + c, next, cols, out + i * next + c);
  }
}

/** out += Xᵀ·G, for G of rows × width and out of cols × width. */
export function multiplyTransposedMany(x: usize, rows: usize, cols: usize, g: usize, width: usize, out: usize): void {
  const rowBytes = cols * 8;
  const next = width * 8;
  for (let start: usize = 0; start < rows; start += CHUNK) {
    const count = min<usize>(CHUNK, rows - start);
    const top = x + start * rowBytes;
    const factors = g + start * next;
    let j: usize = 0;
    for (; j + 4 <= cols; j += 4) {
      for (let c: usize = 0; c < next; c += 32) addFour(top + j * 8, 8, rowBytes, factors + c, next, count, out + j * next + c);
    }
    for (; j < cols; j++) {
      for (let c: usize = 0; c < next; c += 32) addOne(top + j * 8, rowBytes, factors + c, next, count, out + j * next + c);
    }
  }
}

/** Four rows and four columns of a product: out[m] += Σ a[m][s]·b[s] over `steps`; `nextRow` and `nextStep` lead through a. */
function addFour(a: usize, nextRow: usize, nextStep: usize, b: usize, next: usize, steps: usize, out: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  for (let s: usize = 0; s < steps; s++) {
    const p = v128.load(b);
    const q = v128.load(b, 16);
    let x = v128.load64_splat(a);
    s00 = f64x2.add(s00, f64x2.mul(x, p));
    s01 = f64x2.add(s01, f64x2.mul(x, q));
    x = v128.load64_splat(a + nextRow);
    s10 = f64x2.add(s10, f64x2.mul(x, p));
    s11 = f64x2.add(s11, f64x2.mul(x, q));
    x = v128.load64_splat(a + 2 * nextRow);
    s20 = f64x2.add(s20, f64x2.mul(x, p));
    s21 = f64x2.add(s21, f64x2.mul(x, q));
    x = v128.load64_splat(a + 3 * nextRow);
    s30 = f64x2.add(s30, f64x2.mul(x, p));
    s31 = f64x2.add(s31, f64x2.mul(x, q));
    a += nextStep;
    b += next;
  }
  addTo(out, s00, s01);
  addTo(out + next, s10, s11);
  addTo(out + 2 * next, s20, s21);
  addTo(out + 3 * next, s30, s31);
}

/** One row and four columns of a product. */
function addOne(a: usize, nextStep: usize, b: usize, next: usize, steps: usize, out: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let s: usize = 0; s < steps; s++) {
    const x = v128.load64_splat(a);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(b)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(b, 16)));
    a += nextStep;
    b += next;
  }
  addTo(out, s0, s1);
}

// @ts-ignore: decorator
@inline
function addTo(out: usize, a: v128, b: v128): void {
  v128.store(out, f64x2.add(v128.load(out), a));
  v128.store(out, f64x2.add(v128.load(out, 16), b), 16);
}
