// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/newton-kernels/newton-kernel-code.ts. What src/internal/newton-cg.ts does in doubles for any problem, for sparse rows
// and several outputs in floats, four outputs at a time. Addresses are bytes. A vector holds `lanes` bytes a feature (a multiple of
// 16, one float an output), then as many for the intercepts. `places` holds, for each element of the rows, where in a vector the
// weights of its feature begin.

/** Rows whose scores are made before their slopes are: the work on one row need not wait for that on the row before. */
const BLOCK: usize = 32;

/**
 * A task of several that may run at once, of the rows from its place in `starts` to the next. Adds Xᵀ·F to `product`, which the first task
 * does, or writes it to one of the `parts`, for F = A ∘ (S − shares·S) a row and the scores S = X·search + scale·intercept. A and `shares`
 * are rows × lanes; `shares` is 0 where the outputs do not compete. `scores` has room for 32 rows a task.
 */
export function curvatureTimes(
  task: usize, starts: usize, parts: usize, ends: usize, places: usize, values: usize, lanes: usize, A: usize, shares: usize,
  scale: f32, product: usize, size: usize, search: usize, scores: usize,
): void {
  const out = partOf(task, parts, product, size + lanes);
  const own = scores + task * BLOCK * lanes;
  const end = <usize>load<u32>(starts + task * 4, 4);
  for (let first = <usize>load<u32>(starts + task * 4); first < end; first += BLOCK) {
    const count = min<usize>(BLOCK, end - first);
    const block = ends + first * 4;
    for (let q: usize = 0; q < lanes; q += 16) {
      multiply(block, count, places, values, lanes, scale, search + q, size, own + q);
    }
    toSlopes(own, count * lanes, lanes, A + first * lanes, shares == 0 ? 0 : shares + first * lanes);
    for (let q: usize = 0; q < lanes; q += 16) {
      multiplyTransposed(block, count, places, values, lanes, scale, own + q, out + q, size);
    }
  }
}

/** Where a task adds to: the sum itself, or a part that is 0. */
function partOf(task: usize, parts: usize, sum: usize, bytes: usize): usize {
  if (task == 0) return sum;
  const part = parts + (task - 1) * bytes;
  memory.fill(part, 0, bytes);
  return part;
}

/** A task of `block` bytes: adds so many parts to a sum. */
export function addParts(task: usize, block: usize, bytes: usize, parts: usize, count: usize, sum: usize): void {
  const end = min<usize>(bytes, (task + 1) * block);
  for (let at = task * block; at < end; at += 16) {
    let total = v128.load(sum + at);
    for (let k: usize = 0; k < count; k++) total = f32x4.add(total, v128.load(parts + k * bytes + at));
    v128.store(sum + at, total);
  }
}

/** Four scores of each row of a block. */
function multiply(
  ends: usize, count: usize, places: usize, values: usize, lanes: usize, scale: f32, search: usize, size: usize, scores: usize,
): void {
  const first = f32x4.mul(f32x4.splat(scale), v128.load(search + size));
  let at = <usize>load<i32>(ends) * 4;
  for (let i: usize = 0; i < count; i++) {
    const end = <usize>load<i32>(ends + i * 4, 4) * 4;
    let even = first;
    let odd = f32x4.splat(0);
    for (; at + 8 <= end; at += 8) {
      even = f32x4.add(even, f32x4.mul(v128.load32_splat(values + at), v128.load(search + <usize>load<u32>(places + at))));
      odd = f32x4.add(odd, f32x4.mul(v128.load32_splat(values + at, 4), v128.load(search + <usize>load<u32>(places + at, 4))));
    }
    if (at < end) {
      even = f32x4.add(even, f32x4.mul(v128.load32_splat(values + at), v128.load(search + <usize>load<u32>(places + at))));
      at = end;
    }
    v128.store(scores + i * lanes, f32x4.add(even, odd));
  }
}

/** Scores of a block of rows into slopes, in place. */
function toSlopes(scores: usize, bytes: usize, lanes: usize, A: usize, shares: usize): void {
  for (let row: usize = 0; row < bytes; row += lanes) {
    let mean = f32x4.splat(0);
    if (shares != 0) {
      for (let q = row; q < row + lanes; q += 16) mean = f32x4.add(mean, f32x4.mul(v128.load(shares + q), v128.load(scores + q)));
      mean = f32x4.add(mean, v128.shuffle<f32>(mean, mean, 2, 3, 0, 1));
      mean = f32x4.add(mean, v128.shuffle<f32>(mean, mean, 1, 0, 3, 2));
    }
    for (let q = row; q < row + lanes; q += 16) {
      v128.store(scores + q, f32x4.mul(v128.load(A + q), f32x4.sub(v128.load(scores + q), mean)));
    }
  }
}

/** Adds the rows of a block, times their slopes, to four outputs of a vector. */
function multiplyTransposed(
  ends: usize, count: usize, places: usize, values: usize, lanes: usize, scale: f32, slopes: usize, product: usize, size: usize,
): void {
  let intercepts = f32x4.splat(0);
  let at = <usize>load<i32>(ends) * 4;
  for (let i: usize = 0; i < count; i++) {
    const end = <usize>load<i32>(ends + i * 4, 4) * 4;
    const slope = v128.load(slopes + i * lanes);
    if (!v128.any_true(slope)) {
      at = end;
      continue;
    }
    intercepts = f32x4.add(intercepts, slope);
    for (; at < end; at += 4) {
      const target = product + <usize>load<u32>(places + at);
      v128.store(target, f32x4.add(v128.load(target), f32x4.mul(v128.load32_splat(values + at), slope)));
    }
  }
  v128.store(product + size, f32x4.add(v128.load(product + size), f32x4.mul(f32x4.splat(scale), intercepts)));
}

/** The same of the diagonal of the matrix. */
export function curvatureDiagonal(
  task: usize, starts: usize, parts: usize, ends: usize, places: usize, values: usize, lanes: usize, A: usize, shares: usize,
  scale: f32, diagonal: usize, size: usize,
): void {
  const out = partOf(task, parts, diagonal, size + lanes);
  const one = f32x4.splat(1);
  const squared = f32x4.splat(scale * scale);
  const last = <usize>load<u32>(starts + task * 4, 4);
  const first = <usize>load<u32>(starts + task * 4);
  let start = <usize>load<i32>(ends + first * 4) * 4;
  for (let i = first; i < last; i++) {
    const end = <usize>load<i32>(ends + i * 4, 4) * 4;
    for (let q: usize = 0; q < lanes; q += 16) {
      let curve = v128.load(A + i * lanes + q);
      if (shares != 0) curve = f32x4.mul(curve, f32x4.sub(one, v128.load(shares + i * lanes + q)));
      v128.store(out + size + q, f32x4.add(v128.load(out + size + q), f32x4.mul(squared, curve)));
      for (let at = start; at < end; at += 4) {
        const value = v128.load32_splat(values + at);
        const target = out + <usize>load<u32>(places + at) + q;
        v128.store(target, f32x4.add(v128.load(target), f32x4.mul(f32x4.mul(value, value), curve)));
      }
    }
    start = end;
  }
}

/**
 * A task of the rows from its place in `starts` to the next, in doubles: writes offsets + X·W to the `cells` of each row, which are as many
 * as there are outputs; row i of the places stands at `order[i]` of the cells. W is laid out as a vector, in doubles, its offsets last.
 */
export function scoreRows(
  task: usize, starts: usize, ends: usize, places: usize, values: usize, order: usize, outputs: usize, lanes: usize, W: usize,
  size: usize, cells: usize,
): void {
  const last = <usize>load<u32>(starts + task * 4, 4);
  const first = <usize>load<u32>(starts + task * 4);
  for (let q: usize = 0; q < 2 * lanes; q += 32) {
    const w = W + q;
    const count = outputs - q / 8;
    let at = <usize>load<i32>(ends + first * 4) * 4;
    for (let i = first; i < last; i++) {
      const end = <usize>load<i32>(ends + i * 4, 4) * 4;
      let a = v128.load(w + 2 * size);
      let b = v128.load(w + 2 * size, 16);
      for (; at < end; at += 4) {
        const value = v128.load64_splat(values + 2 * at);
        const place = w + 2 * <usize>load<u32>(places + at);
        a = f64x2.add(a, f64x2.mul(value, v128.load(place)));
        b = f64x2.add(b, f64x2.mul(value, v128.load(place, 16)));
      }
      const cell = cells + <usize>load<u32>(order + i * 4) * outputs * 8 + q;
      v128.store64_lane(cell, a, 0);
      if (count > 1) v128.store64_lane(cell, a, 1, 8);
      if (count > 2) v128.store64_lane(cell, b, 0, 16);
      if (count > 3) v128.store64_lane(cell, b, 1, 24);
    }
  }
}

/** The way back: Xᵀ·cells to `product`, which the first task does, or to one of the `parts`. Cells have room for three more behind them. */
export function productRows(
  task: usize, starts: usize, parts: usize, ends: usize, places: usize, values: usize, order: usize, outputs: usize, lanes: usize,
  product: usize, size: usize, cells: usize,
): void {
  const out = partOf(task, parts, product, 2 * (size + lanes));
  if (task == 0) memory.fill(out, 0, 2 * (size + lanes));
  const last = <usize>load<u32>(starts + task * 4, 4);
  const first = <usize>load<u32>(starts + task * 4);
  for (let q: usize = 0; q < 2 * lanes; q += 32) {
    let at = <usize>load<i32>(ends + first * 4) * 4;
    for (let i = first; i < last; i++) {
      const end = <usize>load<i32>(ends + i * 4, 4) * 4;
      // What is not of the row goes to where no output stands.
      const cell = cells + <usize>load<u32>(order + i * 4) * outputs * 8 + q;
      const a = v128.load(cell);
      const b = v128.load(cell, 16);
      for (; at < end; at += 4) {
        const value = v128.load64_splat(values + 2 * at);
        const place = out + q + 2 * <usize>load<u32>(places + at);
        v128.store(place, f64x2.add(v128.load(place), f64x2.mul(value, a)));
        v128.store(place, f64x2.add(v128.load(place, 16), f64x2.mul(value, b)), 16);
      }
    }
  }
}

/** `addParts` of doubles. */
export function addDoubleParts(task: usize, block: usize, bytes: usize, parts: usize, count: usize, sum: usize): void {
  const end = min<usize>(bytes, (task + 1) * block);
  for (let at = task * block; at < end; at += 16) {
    let total = v128.load(sum + at);
    for (let k: usize = 0; k < count; k++) total = f64x2.add(total, v128.load(parts + k * bytes + at));
    v128.store(sum + at, total);
  }
}

/** The inner product of two vectors, added up in doubles. */
export function dot(a: usize, b: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at);
    const y = v128.load(b + at);
    low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y)));
    high = f64x2.add(high, f64x2.mul(upper(x), upper(y)));
  }
  low = f64x2.add(low, high);
  return f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
}

// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** direction += step·search; residual −= step·product; scaled = residual / diagonal. */
export function advance(
  direction: usize, residual: usize, scaled: usize, search: usize, product: usize, diagonal: usize, bytes: usize, step: f32,
): void {
  const length = f32x4.splat(step);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(direction + at, f32x4.add(v128.load(direction + at), f32x4.mul(length, v128.load(search + at))));
    const left = f32x4.sub(v128.load(residual + at), f32x4.mul(length, v128.load(product + at)));
    v128.store(residual + at, left);
    v128.store(scaled + at, f32x4.div(left, v128.load(diagonal + at)));
  }
}

/** search = scaled + factor·search; product = penalties · search, of the weights and of the intercepts. */
export function turn(
  search: usize, scaled: usize, product: usize, size: usize, lanes: usize, factor: f32, penalty: f32, interceptPenalty: f32,
): void {
  const share = f32x4.splat(factor);
  const weights = f32x4.splat(penalty);
  const intercepts = f32x4.splat(interceptPenalty);
  for (let at: usize = 0; at < size + lanes; at += 16) {
    const next = f32x4.add(v128.load(scaled + at), f32x4.mul(share, v128.load(search + at)));
    v128.store(search + at, next);
    v128.store(product + at, f32x4.mul(next, at < size ? weights : intercepts));
  }
}
