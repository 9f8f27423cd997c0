// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/cluster/center-kernel-code.ts. Loops over rows and centers: twins of those of src/cluster/center-loops.ts, with the same sums in the
// same order, so that both give the same digits. Addresses are bytes; numbers are doubles; matrices are row-major. Each call does one task of
// several that may run at once: `block` of the `count` rows at `x`. What it writes begins at `task` times `stride` bytes after `out`, and may
// end four numbers further than the last row.

/**
 * The distances of rows from k centers, which are turned: feature by feature, `width` numbers each: k, rounded up to a multiple of 4. Four rows
 * and four centers at a time.
 */
export function distanceRows(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, _flags: usize, turned: usize, width: usize,
  k: usize,
): void {
  const rows = rowsOf(task, block, count);
  x += task * block * cols * 8;
  out += task * stride;
  const rowBytes = cols * 8;
  for (let i: usize = 0; i < rows; i += 4) {
    const left = rows - i;
    const r0 = x + i * rowBytes;
    const r1 = left > 1 ? r0 + rowBytes : r0;
    const r2 = left > 2 ? r1 + rowBytes : r0;
    const r3 = left > 3 ? r2 + rowBytes : r0;
    // What the last columns write too far is written over by the first ones of the next row.
    for (let c = width; c > 0; ) {
      c -= 4;
      let s00 = f64x2.splat(0);
      let s01 = f64x2.splat(0);
      let s10 = f64x2.splat(0);
      let s11 = f64x2.splat(0);
      let s20 = f64x2.splat(0);
      let s21 = f64x2.splat(0);
      let s30 = f64x2.splat(0);
      let s31 = f64x2.splat(0);
      let from = turned + c * 8;
      for (let at: usize = 0; at < rowBytes; at += 8) {
        const p = v128.load(from);
        const q = v128.load(from, 16);
        let value = v128.load64_splat(r0 + at);
        s00 = f64x2.add(s00, squared(value, p));
        s01 = f64x2.add(s01, squared(value, q));
        value = v128.load64_splat(r1 + at);
        s10 = f64x2.add(s10, squared(value, p));
        s11 = f64x2.add(s11, squared(value, q));
        value = v128.load64_splat(r2 + at);
        s20 = f64x2.add(s20, squared(value, p));
        s21 = f64x2.add(s21, squared(value, q));
        value = v128.load64_splat(r3 + at);
        s30 = f64x2.add(s30, squared(value, p));
        s31 = f64x2.add(s31, squared(value, q));
        from += width * 8;
      }
      const to = out + (i * k + c) * 8;
      storeRoots(to, s00, s01);
      if (left > 1) storeRoots(to + k * 8, s10, s11);
      if (left > 2) storeRoots(to + 2 * k * 8, s20, s21);
      if (left > 3) storeRoots(to + 3 * k * 8, s30, s31);
    }
  }
}

// @ts-ignore: decorator
@inline
function squared(a: v128, b: v128): v128 {
  const difference = f64x2.sub(a, b);
  return f64x2.mul(difference, difference);
}

// @ts-ignore: decorator
@inline
function storeRoots(to: usize, a: v128, b: v128): void {
  v128.store(to, f64x2.sqrt(a));
  v128.store(to, f64x2.sqrt(b), 16);
}

/** Half the distance between two neighboring numbers near 1, in single precision. */
const HALF_STEP_32: f32 = 5.9604644775390625e-8;
const HALF_STEP: f32 = 1.1102230246251565e-16;

/**
 * The nearest of k centers of each row, the first of equally near ones by squared distances that are summed up in order: a 32-bit number a
 * row. Single precision tells it of most rows, by c²/2 − x·c, for rows and centers that `shift` was taken from. `singles` holds those
 * centers in fours, feature by feature, with centers at 0 where there are none; and then half their squares, infinite where there are none.
 * `longest` is the length of the longest. Where the two best ones are closer than rounding may err, all distances are worked out, from the
 * centers turned as for `distanceRows`, but with a `width` that is a multiple of 8, and infinite ones where there are none. `scratch` has
 * room for eight rows in single precision and for `width` numbers, `room` bytes a task. `flags` tell how many rows are too long for single
 * precision, or hold what is no number.
 */
export function labelRows(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, flags: usize, turned: usize, shift: usize,
  singles: usize, scratch: usize, width: usize, k: usize, room: usize, longest: f32,
): void {
  const rows = rowsOf(task, block, count);
  x += task * block * cols * 8;
  out += task * stride;
  scratch += task * room;
  const squares = scratch + cols * 32;
  // How far the difference of two sums may be off in single precision, and that of two distances in doubles.
  const terms = <f32>(cols + 16);
  const a = f32x4.splat(longest > 1e-12 && longest < 1e18 ? 2.2 * terms * HALF_STEP_32 * longest : Infinity);
  const b = f32x4.splat(16 * terms * HALF_STEP);
  const reach = f32x4.splat(longest);
  let tooLong: i32 = 0;
  for (let i: usize = 0; i < rows; i += 8) {
    const top = x + i * cols * 8;
    const lowRows = min<usize>(4, rows - i);
    const highRows = rows - i > 4 ? min<usize>(4, rows - i - 4) : 0;
    const low = turnFour(top, lowRows, cols, shift, scratch);
    const high = highRows == 0 ? low : turnFour(top + 4 * cols * 8, highRows, cols, shift, scratch + 16);
    let first0 = f32x4.splat(Infinity);
    let first1 = first0;
    let second0 = first0;
    let second1 = first0;
    let label0 = i32x4.splat(0);
    let label1 = label0;
    let center = singles;
    let half = singles + ((k + 3) & ~3) * cols * 4;
    for (let c: usize = 0; c < k; c += 4) {
      let a0 = v128.load32_splat(half);
      let a1 = a0;
      let b0 = v128.load32_splat(half, 4);
      let b1 = b0;
      let c0 = v128.load32_splat(half, 8);
      let c1 = c0;
      let d0 = v128.load32_splat(half, 12);
      let d1 = d0;
      for (let at = scratch; at < squares; at += 32) {
        const x0 = v128.load(at);
        const x1 = v128.load(at, 16);
        let value = v128.load32_splat(center);
        a0 = f32x4.sub(a0, f32x4.mul(x0, value));
        a1 = f32x4.sub(a1, f32x4.mul(x1, value));
        value = v128.load32_splat(center, 4);
        b0 = f32x4.sub(b0, f32x4.mul(x0, value));
        b1 = f32x4.sub(b1, f32x4.mul(x1, value));
        value = v128.load32_splat(center, 8);
        c0 = f32x4.sub(c0, f32x4.mul(x0, value));
        c1 = f32x4.sub(c1, f32x4.mul(x1, value));
        value = v128.load32_splat(center, 12);
        d0 = f32x4.sub(d0, f32x4.mul(x0, value));
        d1 = f32x4.sub(d1, f32x4.mul(x1, value));
        center += 16;
      }
      half += 16;
      let number = i32x4.splat(<i32>c);
      const one = i32x4.splat(1);
      label0 = v128.bitselect(number, label0, f32x4.lt(a0, first0));
      second0 = f32x4.pmin(second0, f32x4.pmax(first0, a0));
      first0 = f32x4.pmin(first0, a0);
      label1 = v128.bitselect(number, label1, f32x4.lt(a1, first1));
      second1 = f32x4.pmin(second1, f32x4.pmax(first1, a1));
      first1 = f32x4.pmin(first1, a1);
      number = i32x4.add(number, one);
      label0 = v128.bitselect(number, label0, f32x4.lt(b0, first0));
      second0 = f32x4.pmin(second0, f32x4.pmax(first0, b0));
      first0 = f32x4.pmin(first0, b0);
      label1 = v128.bitselect(number, label1, f32x4.lt(b1, first1));
      second1 = f32x4.pmin(second1, f32x4.pmax(first1, b1));
      first1 = f32x4.pmin(first1, b1);
      number = i32x4.add(number, one);
      label0 = v128.bitselect(number, label0, f32x4.lt(c0, first0));
      second0 = f32x4.pmin(second0, f32x4.pmax(first0, c0));
      first0 = f32x4.pmin(first0, c0);
      label1 = v128.bitselect(number, label1, f32x4.lt(c1, first1));
      second1 = f32x4.pmin(second1, f32x4.pmax(first1, c1));
      first1 = f32x4.pmin(first1, c1);
      number = i32x4.add(number, one);
      label0 = v128.bitselect(number, label0, f32x4.lt(d0, first0));
      second0 = f32x4.pmin(second0, f32x4.pmax(first0, d0));
      first0 = f32x4.pmin(first0, d0);
      label1 = v128.bitselect(number, label1, f32x4.lt(d1, first1));
      second1 = f32x4.pmin(second1, f32x4.pmax(first1, d1));
      first1 = f32x4.pmin(first1, d1);
    }
    v128.store(out + i * 4, label0);
    tooLong += tellFour(top, lowRows, cols, low, first0, second0, a, b, reach, turned, width, squares, out + i * 4);
    if (highRows == 0) continue;
    v128.store(out + i * 4, label1, 16);
    const further = top + 4 * cols * 8;
    tooLong += tellFour(further, highRows, cols, high, first1, second1, a, b, reach, turned, width, squares, out + i * 4 + 16);
  }
  store<i32>(flags + task * 4, tooLong);
}

/** Writes up to four rows without the shift feature by feature, 32 bytes apart; their squared lengths. */
function turnFour(x: usize, rows: usize, cols: usize, shift: usize, to: usize): v128 {
  const rowBytes = cols * 8;
  const r1 = rows > 1 ? x + rowBytes : x;
  const r2 = rows > 2 ? x + 2 * rowBytes : x;
  const r3 = rows > 3 ? x + 3 * rowBytes : x;
  let lengths = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= rowBytes; at += 16) {
    const moved = v128.load(shift + at);
    const p = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(x + at), moved));
    const q = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(r1 + at), moved));
    const r = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(r2 + at), moved));
    const s = f32x4.demote_f64x2_zero(f64x2.sub(v128.load(r3 + at), moved));
    const upper = v128.shuffle<f32>(p, q, 0, 4, 1, 5);
    const lower = v128.shuffle<f32>(r, s, 0, 4, 1, 5);
    const one = v128.shuffle<f32>(upper, lower, 0, 1, 4, 5);
    const two = v128.shuffle<f32>(upper, lower, 2, 3, 6, 7);
    v128.store(to, one);
    v128.store(to, two, 32);
    lengths = f32x4.add(lengths, f32x4.add(f32x4.mul(one, one), f32x4.mul(two, two)));
    to += 64;
  }
  if (at < rowBytes) {
    const moved = load<f64>(shift + at);
    let one = f32x4.splat(<f32>(load<f64>(x + at) - moved));
    one = f32x4.replace_lane(one, 1, <f32>(load<f64>(r1 + at) - moved));
    one = f32x4.replace_lane(one, 2, <f32>(load<f64>(r2 + at) - moved));
    one = f32x4.replace_lane(one, 3, <f32>(load<f64>(r3 + at) - moved));
    v128.store(to, one);
    lengths = f32x4.add(lengths, f32x4.mul(one, one));
  }
  return lengths;
}

/** Labels those of four rows anew that single precision does not tell; how many were too long for it. */
function tellFour(
  x: usize, rows: usize, cols: usize, lengths: v128, first: v128, second: v128, a: v128, b: v128, reach: v128, turned: usize,
  width: usize, squares: usize, labels: usize,
): i32 {
  const isShort = f32x4.lt(lengths, f32x4.splat(1e36));
  const both = f32x4.add(f32x4.sqrt(lengths), reach);
  const slack = f32x4.mul(both, f32x4.add(a, f32x4.mul(b, both)));
  const isTold = v128.and(isShort, f32x4.gt(second, f32x4.add(first, slack)));
  const there = (1 << <i32>rows) - 1;
  let mask = ~i32x4.bitmask(isTold) & there;
  while (mask != 0) {
    const row = <usize>ctz(mask);
    mask &= mask - 1;
    store<i32>(labels + row * 4, <i32>nearestCenter(x + row * cols * 8, cols, turned, width, squares));
  }
  return popcnt(~i32x4.bitmask(isShort) & there);
}

/** The nearest center by all distances, the first of equally near ones. */
function nearestCenter(row: usize, cols: usize, turned: usize, width: usize, squares: usize): usize {
  let least = f64x2.splat(Infinity);
  for (let c: usize = 0; c < width; c += 8) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    let at = turned + c * 8;
    for (let j: usize = 0; j < cols; j++) {
      const value = v128.load64_splat(row + j * 8);
      s0 = f64x2.add(s0, squared(value, v128.load(at)));
      s1 = f64x2.add(s1, squared(value, v128.load(at, 16)));
      s2 = f64x2.add(s2, squared(value, v128.load(at, 32)));
      s3 = f64x2.add(s3, squared(value, v128.load(at, 48)));
      at += width * 8;
    }
    v128.store(squares + c * 8, s0);
    v128.store(squares + c * 8, s1, 16);
    v128.store(squares + c * 8, s2, 32);
    v128.store(squares + c * 8, s3, 48);
    least = f64x2.pmin(f64x2.pmin(least, f64x2.pmin(s0, s1)), f64x2.pmin(s2, s3));
  }
  least = f64x2.pmin(least, v128.shuffle<f64>(least, least, 1, 0));
  const distance = f64x2.extract_lane(least, 0);
  for (let c: usize = 0; c < width; c++) if (load<f64>(squares + c * 8) == distance) return c;
  return 0;
}

/** How many rows a task has: those at the end may have none. */
// @ts-ignore: decorator
@inline
function rowsOf(task: usize, block: usize, count: usize): usize {
  return task * block < count ? min<usize>(block, count - task * block) : 0;
}
