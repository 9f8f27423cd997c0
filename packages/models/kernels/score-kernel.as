// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/score-kernel-code.ts. Twin of the dense loops of src/internal/products.ts: the same sums in the same order, so that
// both give the same digits. Addresses are bytes; numbers are doubles; matrices are row-major. Each call does one task of several that may
// run at once: `block` of the `count` rows at `x`. What it writes begins at `task` times `stride` bytes after `out`, and may end four numbers
// further than the last row. `flags` tell, by a number a task, that the sum of some products is not finite.

/** out[i] = offset + x[i]·w of each row, two rows at a time, by four partial sums; what is left of the columns is added to the first. */
export function scoreRows(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, flags: usize, w: usize, offsets: usize,
): void {
  const rowBytes = cols * 8;
  const whole = rowBytes & ~31;
  const rows = rowsOf(task, block, count);
  const offset = v128.load64_splat(offsets);
  x += task * block * rowBytes;
  out += task * stride;
  let zero = f64x2.splat(0);
  for (let i: usize = 0; i < rows; i += 2) {
    const top = x + i * rowBytes;
    const low = i + 1 < rows ? top + rowBytes : top;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let at: usize = 0;
    for (; at < whole; at += 32) {
      const p = v128.load(w + at);
      const q = v128.load(w + at, 16);
      a = f64x2.add(a, f64x2.mul(v128.load(top + at), p));
      b = f64x2.add(b, f64x2.mul(v128.load(top + at, 16), q));
      c = f64x2.add(c, f64x2.mul(v128.load(low + at), p));
      d = f64x2.add(d, f64x2.mul(v128.load(low + at, 16), q));
    }
    // The first sums of both rows, the second ones, and so on.
    let first = v128.shuffle<f64>(a, c, 0, 2);
    for (; at < rowBytes; at += 8) {
      const pair = f64x2.replace_lane(f64x2.splat(load<f64>(top + at)), 1, load<f64>(low + at));
      first = f64x2.add(first, f64x2.mul(pair, v128.load64_splat(w + at)));
    }
    const left = f64x2.add(first, v128.shuffle<f64>(a, c, 1, 3));
    const right = f64x2.add(v128.shuffle<f64>(b, d, 0, 2), v128.shuffle<f64>(b, d, 1, 3));
    const scores = f64x2.add(offset, f64x2.add(left, right));
    zero = f64x2.add(zero, f64x2.mul(scores, f64x2.splat(0)));
    v128.store(out + i * 8, scores);
  }
  store<i32>(flags + task * 4, i32(!isZero(zero)));
}

/** out = offsets + X·W, for out of rows × k, four rows and four columns at a time. W and the offsets have `width` columns: k, rounded up to a multiple of 4. */
export function scoreMany(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, flags: usize, w: usize, offsets: usize,
  width: usize, k: usize,
): void {
  const rows = rowsOf(task, block, count);
  x += task * block * cols * 8;
  out += task * stride;
  let zero = f64x2.splat(0);
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
      let from = w + c * 8;
      for (let at: usize = 0; at < rowBytes; at += 8) {
        const p = v128.load(from);
        const q = v128.load(from, 16);
        let value = v128.load64_splat(r0 + at);
        s00 = f64x2.add(s00, f64x2.mul(value, p));
        s01 = f64x2.add(s01, f64x2.mul(value, q));
        value = v128.load64_splat(r1 + at);
        s10 = f64x2.add(s10, f64x2.mul(value, p));
        s11 = f64x2.add(s11, f64x2.mul(value, q));
        value = v128.load64_splat(r2 + at);
        s20 = f64x2.add(s20, f64x2.mul(value, p));
        s21 = f64x2.add(s21, f64x2.mul(value, q));
        value = v128.load64_splat(r3 + at);
        s30 = f64x2.add(s30, f64x2.mul(value, p));
        s31 = f64x2.add(s31, f64x2.mul(value, q));
        from += width * 8;
      }
      const to = out + (i * k + c) * 8;
      const lower = v128.load(offsets + c * 8);
      const upper = v128.load(offsets + c * 8, 16);
      s00 = f64x2.add(lower, s00);
      s01 = f64x2.add(upper, s01);
      s10 = f64x2.add(lower, s10);
      s11 = f64x2.add(upper, s11);
      s20 = f64x2.add(lower, s20);
      s21 = f64x2.add(upper, s21);
      s30 = f64x2.add(lower, s30);
      s31 = f64x2.add(upper, s31);
      // Rows that are not there are the first one again.
      zero = f64x2.add(zero, f64x2.mul(f64x2.add(f64x2.add(s00, s01), f64x2.add(s10, s11)), f64x2.splat(0)));
      zero = f64x2.add(zero, f64x2.mul(f64x2.add(f64x2.add(s20, s21), f64x2.add(s30, s31)), f64x2.splat(0)));
      storeFour(to, s00, s01);
      if (left > 1) storeFour(to + k * 8, s10, s11);
      if (left > 2) storeFour(to + 2 * k * 8, s20, s21);
      if (left > 3) storeFour(to + 3 * k * 8, s30, s31);
    }
  }
  store<i32>(flags + task * 4, i32(!isZero(zero)));
}

// @ts-ignore: decorator
@inline
function storeFour(to: usize, a: v128, b: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
}

/** Whether both numbers are 0: sums of numbers that are finite, times 0. */
// @ts-ignore: decorator
@inline
function isZero(numbers: v128): bool {
  return i64x2.bitmask(f64x2.eq(numbers, f64x2.splat(0))) == 3;
}

/** How many rows a task has: those at the end may have none. */
// @ts-ignore: decorator
@inline
function rowsOf(task: usize, block: usize, count: usize): usize {
  return task * block < count ? min<usize>(block, count - task * block) : 0;
}
