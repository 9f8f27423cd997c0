// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/orthogonal/orthogonal-kernel-code.ts. Twin of src/internal/orthogonal/plain-loops.ts: the same sums in the same order, so
// that both give the same digits. Addresses, and the strides between rows, are bytes; numbers are doubles.

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, bytes: usize): f64 {
  const whole = bytes & ~31;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 32) {
    low = f64x2.add(low, f64x2.mul(v128.load(a + at), v128.load(b + at)));
    high = f64x2.add(high, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  return dotOf(low, high, a, b, whole, bytes);
}

/** Reflects rows of `length` numbers by a reflector, whose first number counts as 1. */
export function reflectRows(rows: usize, count: usize, stride: usize, u: usize, length: usize, tau: f64): void {
  const bytes = (length - 1) * 8;
  const tail = u + 8;
  let i: usize = 0;
  for (; i + 2 <= count; i += 2) reflectTwo(rows + i * stride, rows + (i + 1) * stride, tail, bytes, tau);
  if (i < count) {
    const row = rows + i * stride;
    const factor = tau * (load<f64>(row) + dot(tail, row + 8, bytes));
    const splat = f64x2.splat(-factor);
    store<f64>(row, load<f64>(row) - factor);
    let at: usize = 0;
    for (; at + 8 < bytes; at += 16) {
      const to = row + 8 + at;
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(splat, v128.load(tail + at))));
    }
    if (at < bytes) store<f64>(row + 8 + at, load<f64>(row + 8 + at) - factor * load<f64>(tail + at));
  }
}

/** The same for two rows at once, which reads the reflector half as often. */
function reflectTwo(r: usize, s: usize, tail: usize, bytes: usize, tau: f64): void {
  const whole = bytes & ~31;
  const p = r + 8;
  const q = s + 8;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let at: usize = 0;
  for (; at < whole; at += 32) {
    const x = v128.load(tail + at);
    const y = v128.load(tail + at, 16);
    a0 = f64x2.add(a0, f64x2.mul(x, v128.load(p + at)));
    b0 = f64x2.add(b0, f64x2.mul(x, v128.load(q + at)));
    a1 = f64x2.add(a1, f64x2.mul(y, v128.load(p + at, 16)));
    b1 = f64x2.add(b1, f64x2.mul(y, v128.load(q + at, 16)));
  }
  const a = tau * (load<f64>(r) + dotOf(a0, a1, tail, p, whole, bytes));
  const b = tau * (load<f64>(s) + dotOf(b0, b1, tail, q, whole, bytes));
  const aSplat = f64x2.splat(-a);
  const bSplat = f64x2.splat(-b);
  store<f64>(r, load<f64>(r) - a);
  store<f64>(s, load<f64>(s) - b);
  at = 0;
  for (; at < whole; at += 32) {
    const x = v128.load(tail + at);
    const y = v128.load(tail + at, 16);
    v128.store(p + at, f64x2.add(v128.load(p + at), f64x2.mul(aSplat, x)));
    v128.store(q + at, f64x2.add(v128.load(q + at), f64x2.mul(bSplat, x)));
    v128.store(p + at, f64x2.add(v128.load(p + at, 16), f64x2.mul(aSplat, y)), 16);
    v128.store(q + at, f64x2.add(v128.load(q + at, 16), f64x2.mul(bSplat, y)), 16);
  }
  for (; at < bytes; at += 8) {
    const x = load<f64>(tail + at);
    store<f64>(p + at, load<f64>(p + at) - a * x);
    store<f64>(q + at, load<f64>(q + at) - b * x);
  }
}

/** A dot product, given the sums of the whole groups of four products. */
// @ts-ignore: decorator
@inline
function dotOf(low: v128, high: v128, a: usize, b: usize, whole: usize, bytes: usize): f64 {
  let sum =
    f64x2.extract_lane(low, 0) +
    f64x2.extract_lane(low, 1) +
    (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1));
  for (let at = whole; at < bytes; at += 8) sum += load<f64>(a + at) * load<f64>(b + at);
  return sum;
}

/** out = rows · w. */
export function multiplyRows(rows: usize, count: usize, stride: usize, w: usize, length: usize, out: usize): void {
  for (let i: usize = 0; i < count; i++) store<f64>(out + i * 8, dot(rows + i * stride, w, length * 8));
}

/** Takes u·yᵀ + x·vᵀ off the rows; adds what is left of them, times `factors`, to `products`. */
export function takeOff(
  rows: usize, count: usize, stride: usize, length: usize,
  u: usize, y: usize, x: usize, v: usize, factors: usize, products: usize,
): void {
  const bytes = length * 8;
  let i: usize = 0;
  // Two rows at once read the others half as often.
  for (; i + 16 <= count * 8; i += 16, rows += 2 * stride) {
    const next = rows + stride;
    const ui = v128.load64_splat(u + i);
    const xi = v128.load64_splat(x + i);
    const factor = v128.load64_splat(factors + i);
    const uj = v128.load64_splat(u + i, 8);
    const xj = v128.load64_splat(x + i, 8);
    const nextFactor = v128.load64_splat(factors + i, 8);
    let at: usize = 0;
    for (; at + 8 < bytes; at += 16) {
      const yAt = v128.load(y + at);
      const vAt = v128.load(v + at);
      const value = f64x2.sub(f64x2.sub(v128.load(rows + at), f64x2.mul(ui, yAt)), f64x2.mul(xi, vAt));
      const other = f64x2.sub(f64x2.sub(v128.load(next + at), f64x2.mul(uj, yAt)), f64x2.mul(xj, vAt));
      v128.store(rows + at, value);
      v128.store(next + at, other);
      const sum = f64x2.add(v128.load(products + at), f64x2.mul(factor, value));
      v128.store(products + at, f64x2.add(sum, f64x2.mul(nextFactor, other)));
    }
    if (at < bytes) {
      takeOffLast(rows, at, u + i, y, x + i, v, factors + i, products);
      takeOffLast(next, at, u + i + 8, y, x + i + 8, v, factors + i + 8, products);
    }
  }
  if (i < count * 8) {
    const ui = v128.load64_splat(u + i);
    const xi = v128.load64_splat(x + i);
    const factor = v128.load64_splat(factors + i);
    let at: usize = 0;
    for (; at + 8 < bytes; at += 16) {
      const less = f64x2.sub(v128.load(rows + at), f64x2.mul(ui, v128.load(y + at)));
      const value = f64x2.sub(less, f64x2.mul(xi, v128.load(v + at)));
      v128.store(rows + at, value);
      v128.store(products + at, f64x2.add(v128.load(products + at), f64x2.mul(factor, value)));
    }
    if (at < bytes) takeOffLast(rows, at, u + i, y, x + i, v, factors + i, products);
  }
}

/** The same for an element of a row that is left over. */
function takeOffLast(
  row: usize, at: usize, u: usize, y: usize, x: usize, v: usize, factor: usize, products: usize,
): void {
  const value = load<f64>(row + at) - load<f64>(u) * load<f64>(y + at) - load<f64>(x) * load<f64>(v + at);
  store<f64>(row + at, value);
  store<f64>(products + at, load<f64>(products + at) + load<f64>(factor) * value);
}

/** Takes v·wᵀ + w·vᵀ off the lower triangle of a symmetric matrix, and adds the products of what is left with u to `products`. */
export function takeOffSymmetric(rows: usize, count: usize, stride: usize, v: usize, w: usize, u: usize, products: usize): void {
  const none = f64x2.splat(0);
  let i: usize = 0;
  // Two rows at once read the others half as often: up to the diagonal of the first, they are as long.
  for (; i + 16 <= count * 8; i += 16, rows += 2 * stride) {
    const next = rows + stride;
    const vi = v128.load64_splat(v + i);
    const wi = v128.load64_splat(w + i);
    const ui = v128.load64_splat(u + i);
    const vj = v128.load64_splat(v + i, 8);
    const wj = v128.load64_splat(w + i, 8);
    const uj = v128.load64_splat(u + i, 8);
    let sums = none;
    let nextSums = none;
    for (let at: usize = 0; at < i; at += 16) {
      const vAt = v128.load(v + at);
      const wAt = v128.load(w + at);
      const uAt = v128.load(u + at);
      const value = f64x2.sub(f64x2.sub(v128.load(rows + at), f64x2.mul(vi, wAt)), f64x2.mul(wi, vAt));
      const other = f64x2.sub(f64x2.sub(v128.load(next + at), f64x2.mul(vj, wAt)), f64x2.mul(wj, vAt));
      v128.store(rows + at, value);
      v128.store(next + at, other);
      sums = f64x2.add(sums, f64x2.mul(value, uAt));
      nextSums = f64x2.add(nextSums, f64x2.mul(other, uAt));
      const product = f64x2.add(v128.load(products + at), f64x2.mul(value, ui));
      v128.store(products + at, f64x2.add(product, f64x2.mul(other, uj)));
    }
    takeOffDiagonal(rows, i, i, v, w, u, products, sums);
    takeOffDiagonal(next, i, i + 8, v, w, u, products, nextSums);
  }
  if (i < count * 8) {
    const vi = v128.load64_splat(v + i);
    const wi = v128.load64_splat(w + i);
    const ui = v128.load64_splat(u + i);
    let sums = none;
    for (let at: usize = 0; at < i; at += 16) {
      const less = f64x2.sub(v128.load(rows + at), f64x2.mul(vi, v128.load(w + at)));
      const value = f64x2.sub(less, f64x2.mul(wi, v128.load(v + at)));
      v128.store(rows + at, value);
      sums = f64x2.add(sums, f64x2.mul(value, v128.load(u + at)));
      v128.store(products + at, f64x2.add(v128.load(products + at), f64x2.mul(value, ui)));
    }
    takeOffDiagonal(rows, i, i, v, w, u, products, sums);
  }
}

/** The same for the elements of a row from one on to the diagonal, with the sums of the products before. */
function takeOffDiagonal(
  row: usize, from: usize, i: usize, v: usize, w: usize, u: usize, products: usize, sums: v128,
): void {
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  const factor = load<f64>(u + i);
  for (let at = from; at <= i; at += 8) {
    const value = load<f64>(row + at) - load<f64>(v + i) * load<f64>(w + at) - load<f64>(w + i) * load<f64>(v + at);
    store<f64>(row + at, value);
    sum += value * load<f64>(u + at);
    if (at < i) store<f64>(products + at, load<f64>(products + at) + value * factor);
  }
  store<f64>(products + i, sum);
}

/** Rotates neighbouring rows: the first and the second, the second and the third, and so on; `stride` may lead back. */
export function rotateRows(first: usize, stride: isize, cols: usize, count: usize, cosines: usize, sines: usize): void {
  let left = cols;
  for (; left >= 8; left -= 8, first += 64) {
    let row = first;
    let a = v128.load(row);
    let b = v128.load(row, 16);
    let c = v128.load(row, 32);
    let d = v128.load(row, 48);
    for (let i: usize = 0; i < count * 8; i += 8) {
      const next = row + stride;
      const cosine = v128.load64_splat(cosines + i);
      const sine = v128.load64_splat(sines + i);
      const e = v128.load(next);
      const f = v128.load(next, 16);
      const g = v128.load(next, 32);
      const h = v128.load(next, 48);
      v128.store(row, f64x2.add(f64x2.mul(cosine, a), f64x2.mul(sine, e)));
      v128.store(row, f64x2.add(f64x2.mul(cosine, b), f64x2.mul(sine, f)), 16);
      v128.store(row, f64x2.add(f64x2.mul(cosine, c), f64x2.mul(sine, g)), 32);
      v128.store(row, f64x2.add(f64x2.mul(cosine, d), f64x2.mul(sine, h)), 48);
      a = f64x2.sub(f64x2.mul(cosine, e), f64x2.mul(sine, a));
      b = f64x2.sub(f64x2.mul(cosine, f), f64x2.mul(sine, b));
      c = f64x2.sub(f64x2.mul(cosine, g), f64x2.mul(sine, c));
      d = f64x2.sub(f64x2.mul(cosine, h), f64x2.mul(sine, d));
      row = next;
    }
    v128.store(row, a);
    v128.store(row, b, 16);
    v128.store(row, c, 32);
    v128.store(row, d, 48);
  }
  for (; left > 0; left--, first += 8) {
    let row = first;
    let carried = load<f64>(row);
    for (let i: usize = 0; i < count * 8; i += 8) {
      const next = row + stride;
      const value = load<f64>(next);
      store<f64>(row, load<f64>(cosines + i) * carried + load<f64>(sines + i) * value);
      carried = load<f64>(cosines + i) * value - load<f64>(sines + i) * carried;
      row = next;
    }
    store<f64>(row, carried);
  }
}

/** Rows of a factor that are worked on together, which stay in the second cache. */
const ROWS: usize = 32;

/**
 * The lower triangle of a positive definite matrix, n × n, becomes that of its Cholesky factor, in place. Returns 1; or 0
 * where there is none, with what was done by then.
 */
export function factorise(rows: usize, n: usize): i32 {
  const stride = n * 8;
  for (let start: usize = 0; start < n; start += ROWS) {
    const end = min<usize>(start + ROWS, n);
    for (let j: usize = 0; j < end; j += 2) {
      const upper = rows + j * stride;
      const lower = upper + stride;
      let i = start;
      if (j >= start) {
        if (!takeRoot(upper, j)) return 0;
        if (j + 1 < n) {
          eliminate(lower, upper, j);
          if (!takeRoot(lower, j + 1)) return 0;
        }
        i = j + 2;
      }
      for (; i + 1 < end; i += 2) eliminateFour(rows + i * stride, rows + (i + 1) * stride, upper, lower, j);
      if (i < end) {
        eliminate(rows + i * stride, upper, j);
        eliminate(rows + i * stride, lower, j + 1);
      }
    }
  }
  return 1;
}

/** The element of a row on the diagonal, once the others are known; false where its square is not positive. */
function takeRoot(row: usize, j: usize): bool {
  const pivot = load<f64>(row + j * 8) - dot(row, row, j * 8);
  if (!(pivot > 0) || pivot == Infinity) return false;
  store<f64>(row + j * 8, sqrt(pivot));
  return true;
}

/** Element j of a row, by row j. */
function eliminate(row: usize, other: usize, j: usize): void {
  store<f64>(row + j * 8, (load<f64>(row + j * 8) - dot(row, other, j * 8)) / load<f64>(other + j * 8));
}

/** Elements j and j + 1 of two rows, by the rows of these numbers; j is even. */
function eliminateFour(r: usize, s: usize, upper: usize, lower: usize, j: usize): void {
  const whole = (j & ~3) * 8;
  let a0 = f64x2.splat(0);
  let a1 = f64x2.splat(0);
  let b0 = f64x2.splat(0);
  let b1 = f64x2.splat(0);
  let c0 = f64x2.splat(0);
  let c1 = f64x2.splat(0);
  let d0 = f64x2.splat(0);
  let d1 = f64x2.splat(0);
  for (let at: usize = 0; at < whole; at += 32) {
    let x = v128.load(r + at);
    let y = v128.load(s + at);
    let u = v128.load(upper + at);
    let v = v128.load(lower + at);
    a0 = f64x2.add(a0, f64x2.mul(x, u));
    b0 = f64x2.add(b0, f64x2.mul(x, v));
    c0 = f64x2.add(c0, f64x2.mul(y, u));
    d0 = f64x2.add(d0, f64x2.mul(y, v));
    x = v128.load(r + at, 16);
    y = v128.load(s + at, 16);
    u = v128.load(upper + at, 16);
    v = v128.load(lower + at, 16);
    a1 = f64x2.add(a1, f64x2.mul(x, u));
    b1 = f64x2.add(b1, f64x2.mul(x, v));
    c1 = f64x2.add(c1, f64x2.mul(y, u));
    d1 = f64x2.add(d1, f64x2.mul(y, v));
  }
  finish(r, upper, j, whole, a0, a1);
  finish(r, lower, j + 1, whole, b0, b1);
  finish(s, upper, j, whole, c0, c1);
  finish(s, lower, j + 1, whole, d0, d1);
}

/** Element j of a row, by row j, given the sums of the products of the elements before `whole`. */
// @ts-ignore: decorator
@inline
function finish(row: usize, other: usize, j: usize, whole: usize, low: v128, high: v128): void {
  const sum = dotOf(low, high, row, other, whole, j * 8);
  store<f64>(row + j * 8, (load<f64>(row + j * 8) - sum) / load<f64>(other + j * 8));
}

/** Solves L·x = b, in place, for a lower triangle whose rows lie `stride` apart: four rows at a time. */
export function solveLower(rows: usize, n: usize, stride: usize, b: usize): void {
  let i: usize = 0;
  for (; i + 4 <= n; i += 4) solveFourLower(rows + i * stride, stride, i * 8, b);
  for (; i < n; i++) {
    const row = rows + i * stride;
    store<f64>(b + i * 8, (load<f64>(b + i * 8) - dot(row, b, i * 8)) / load<f64>(row + i * 8));
  }
}

function solveFourLower(p: usize, stride: usize, whole: usize, b: usize): void {
  const q = p + stride;
  const r = q + stride;
  const s = r + stride;
  let p0 = f64x2.splat(0);
  let p1 = f64x2.splat(0);
  let q0 = f64x2.splat(0);
  let q1 = f64x2.splat(0);
  let r0 = f64x2.splat(0);
  let r1 = f64x2.splat(0);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let at: usize = 0; at < whole; at += 32) {
    const x = v128.load(b + at);
    const y = v128.load(b + at, 16);
    p0 = f64x2.add(p0, f64x2.mul(v128.load(p + at), x));
    q0 = f64x2.add(q0, f64x2.mul(v128.load(q + at), x));
    r0 = f64x2.add(r0, f64x2.mul(v128.load(r + at), x));
    s0 = f64x2.add(s0, f64x2.mul(v128.load(s + at), x));
    p1 = f64x2.add(p1, f64x2.mul(v128.load(p + at, 16), y));
    q1 = f64x2.add(q1, f64x2.mul(v128.load(q + at, 16), y));
    r1 = f64x2.add(r1, f64x2.mul(v128.load(r + at, 16), y));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(s + at, 16), y));
  }
  solveElement(p, whole, whole, b, p0, p1);
  solveElement(q, whole, whole + 8, b, q0, q1);
  solveElement(r, whole, whole + 16, b, r0, r1);
  solveElement(s, whole, whole + 24, b, s0, s1);
}

/** The element at an offset, given the sums of the products of those before `whole`. */
// @ts-ignore: decorator
@inline
function solveElement(row: usize, whole: usize, at: usize, b: usize, low: v128, high: v128): void {
  store<f64>(b + at, (load<f64>(b + at) - dotOf(low, high, row, b, whole, at)) / load<f64>(row + at));
}

/** Solves Lᵀ·x = b, in place: four rows at a time. */
export function solveUpper(rows: usize, n: usize, stride: usize, b: usize): void {
  let i = n;
  for (; i >= 4; i -= 4) solveFourUpper(rows + (i - 4) * stride, stride, (i - 4) * 8, b);
  for (; i > 0; i--) solveOneUpper(rows + (i - 1) * stride, 0, (i - 1) * 8, b);
}

function solveFourUpper(p: usize, stride: usize, before: usize, b: usize): void {
  const q = p + stride;
  const r = q + stride;
  const s = r + stride;
  const last = solveOneUpper(s, before, before + 24, b);
  const third = solveOneUpper(r, before, before + 16, b);
  const second = solveOneUpper(q, before, before + 8, b);
  const first = solveOneUpper(p, before, before, b);
  let at: usize = 0;
  for (; at + 16 <= before; at += 16) {
    let left = f64x2.sub(v128.load(b + at), f64x2.mul(f64x2.splat(last), v128.load(s + at)));
    left = f64x2.sub(left, f64x2.mul(f64x2.splat(third), v128.load(r + at)));
    left = f64x2.sub(left, f64x2.mul(f64x2.splat(second), v128.load(q + at)));
    left = f64x2.sub(left, f64x2.mul(f64x2.splat(first), v128.load(p + at)));
    v128.store(b + at, left);
  }
  if (at < before) {
    const left = load<f64>(b + at) - last * load<f64>(s + at) - third * load<f64>(r + at);
    store<f64>(b + at, left - second * load<f64>(q + at) - first * load<f64>(p + at));
  }
}

/** The element at an offset, which is taken off those from another offset on up to it. */
// @ts-ignore: decorator
@inline
function solveOneUpper(row: usize, from: usize, at: usize, b: usize): f64 {
  const value = load<f64>(b + at) / load<f64>(row + at);
  store<f64>(b + at, value);
  for (let to = from; to < at; to += 8) store<f64>(b + to, load<f64>(b + to) - value * load<f64>(row + to));
  return value;
}

/** y += Σ factors[i] · rows[places[i]], for places that are held as doubles: four rows at a time. */
export function addRows(rows: usize, stride: usize, places: usize, factors: usize, count: usize, y: usize, length: usize): void {
  const bytes = length * 8;
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    const p = rows + <usize>load<f64>(places + i * 8) * stride;
    const q = rows + <usize>load<f64>(places + i * 8, 8) * stride;
    const r = rows + <usize>load<f64>(places + i * 8, 16) * stride;
    const s = rows + <usize>load<f64>(places + i * 8, 24) * stride;
    const a = load<f64>(factors + i * 8);
    const b = load<f64>(factors + i * 8, 8);
    const c = load<f64>(factors + i * 8, 16);
    const d = load<f64>(factors + i * 8, 24);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const upper = f64x2.add(f64x2.mul(f64x2.splat(a), v128.load(p + at)), f64x2.mul(f64x2.splat(b), v128.load(q + at)));
      const lower = f64x2.add(f64x2.mul(f64x2.splat(c), v128.load(r + at)), f64x2.mul(f64x2.splat(d), v128.load(s + at)));
      v128.store(y + at, f64x2.add(v128.load(y + at), f64x2.add(upper, lower)));
    }
    if (at < bytes) {
      const upper = a * load<f64>(p + at) + b * load<f64>(q + at);
      const lower = c * load<f64>(r + at) + d * load<f64>(s + at);
      store<f64>(y + at, load<f64>(y + at) + (upper + lower));
    }
  }
  for (; i < count; i++) {
    const p = rows + <usize>load<f64>(places + i * 8) * stride;
    const a = load<f64>(factors + i * 8);
    for (let at: usize = 0; at < bytes; at += 8) store<f64>(y + at, load<f64>(y + at) + a * load<f64>(p + at));
  }
}

/** out[i] = rows[places[i]] · w, for places that are held as doubles: four rows at a time. */
export function multiplyChosen(rows: usize, stride: usize, places: usize, count: usize, w: usize, length: usize, out: usize): void {
  const bytes = length * 8;
  const whole = bytes & ~31;
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    const p = rows + <usize>load<f64>(places + i * 8) * stride;
    const q = rows + <usize>load<f64>(places + i * 8, 8) * stride;
    const r = rows + <usize>load<f64>(places + i * 8, 16) * stride;
    const s = rows + <usize>load<f64>(places + i * 8, 24) * stride;
    let p0 = f64x2.splat(0);
    let p1 = f64x2.splat(0);
    let q0 = f64x2.splat(0);
    let q1 = f64x2.splat(0);
    let r0 = f64x2.splat(0);
    let r1 = f64x2.splat(0);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    for (let at: usize = 0; at < whole; at += 32) {
      const x = v128.load(w + at);
      const y = v128.load(w + at, 16);
      p0 = f64x2.add(p0, f64x2.mul(v128.load(p + at), x));
      q0 = f64x2.add(q0, f64x2.mul(v128.load(q + at), x));
      r0 = f64x2.add(r0, f64x2.mul(v128.load(r + at), x));
      s0 = f64x2.add(s0, f64x2.mul(v128.load(s + at), x));
      p1 = f64x2.add(p1, f64x2.mul(v128.load(p + at, 16), y));
      q1 = f64x2.add(q1, f64x2.mul(v128.load(q + at, 16), y));
      r1 = f64x2.add(r1, f64x2.mul(v128.load(r + at, 16), y));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(s + at, 16), y));
    }
    const to = out + i * 8;
    store<f64>(to, dotOf(p0, p1, p, w, whole, bytes));
    store<f64>(to, dotOf(q0, q1, q, w, whole, bytes), 8);
    store<f64>(to, dotOf(r0, r1, r, w, whole, bytes), 16);
    store<f64>(to, dotOf(s0, s1, s, w, whole, bytes), 24);
  }
  for (; i < count; i++) {
    const row = rows + <usize>load<f64>(places + i * 8) * stride;
    store<f64>(out + i * 8, dot(row, w, bytes));
  }
}
