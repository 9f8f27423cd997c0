// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/preprocessing/function-kernel-code.ts. Exponentials, logarithms and powers of numbers, two at a time: fdlibm's ways (Sun Microsystems,
// 1993) without branches, to about one unit in the last place. Addresses are bytes; numbers are doubles; matrices are row-major. Each call does
// one task of several that may run at once: `block` of the `count` rows at `x`. What it writes begins at `task` times `stride` bytes after `out`,
// and may end one number further than the last row. `flags` tell, by a number a task, that some result is not finite.

/** out[i] = f(x[i]): e to the power of it, that less 1, its logarithm, that of it and 1, for `which` of 0 to 3. */
export function functionRows(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, flags: usize, which: u32,
): void {
  const size = rowsOf(task, block, count) * cols * 8;
  x += task * block * cols * 8;
  out += task * stride;
  if (which == 0) {
    for (let at: usize = 0; at < size; at += 16) v128.store(out + at, exp(v128.load(x + at)));
  } else if (which == 1) {
    for (let at: usize = 0; at < size; at += 16) v128.store(out + at, expm1(v128.load(x + at)));
  } else if (which == 2) {
    for (let at: usize = 0; at < size; at += 16) v128.store(out + at, log(v128.load(x + at)));
  } else {
    for (let at: usize = 0; at < size; at += 16) v128.store(out + at, log1p(v128.load(x + at)));
  }
}

/**
 * Powers after Box and Cox, or after Yeo and Johnson where `isTwoSided`, by the exponents of columns: of numbers, without what is subtracted and divided
 * by what is a divisor (`work` 0), of their logarithms (1), or the numbers whose powers are times a divisor and more by what is added (2).
 * Exponents and what is a number a column, too, are there for two rows.
 */
export function powerRows(
  task: usize, block: usize, count: usize, x: usize, cols: usize, out: usize, stride: usize, flags: usize, lambdas: usize, shifts: usize,
  divisors: usize, work: u32, isTwoSided: bool,
): void {
  const size = rowsOf(task, block, count) * cols * 8;
  x += task * block * cols * 8;
  out += task * stride;
  const twoRows = cols * 16;
  let zero = f64x2.splat(0);
  let column: usize = 0;
  for (let at: usize = 0; at < size; at += 16) {
    // The last number of an odd count is there twice.
    const given = at + 8 < size ? v128.load(x + at) : v128.load64_splat(x + at);
    const lambda = v128.load(lambdas + column);
    const shift = v128.load(shifts + column);
    const divisor = v128.load(divisors + column);
    column += 16;
    if (column == twoRows) column = 0;
    const number = work == 2 ? f64x2.add(f64x2.mul(given, divisor), shift) : given;
    let own = lambda;
    let side = number;
    let sign = f64x2.splat(0);
    if (isTwoSided) {
      own = v128.bitselect(f64x2.sub(f64x2.splat(2), lambda), lambda, f64x2.lt(number, f64x2.splat(0)));
      sign = v128.and(number, f64x2.splat(-0.0));
      side = f64x2.abs(number);
    }
    const isNone = f64x2.lt(f64x2.abs(own), f64x2.splat(2.220446049250313e-16));
    let result: v128;
    if (work == 2) {
      const logs = v128.bitselect(side, f64x2.div(log1p(f64x2.mul(own, side)), own), isNone);
      result = v128.xor(isTwoSided ? expm1(logs) : exp(logs), sign);
    } else {
      const logs = work == 1 ? side : isTwoSided ? log1p(side) : log(side);
      result = v128.bitselect(logs, f64x2.div(expm1(f64x2.mul(own, logs)), own), isNone);
      result = f64x2.div(f64x2.sub(v128.xor(result, sign), shift), divisor);
    }
    zero = f64x2.add(zero, f64x2.mul(result, f64x2.splat(0)));
    v128.store(out + at, result);
  }
  store<i32>(flags + task * 4, i32(!isZero(zero)));
}

/** e to the power of x. */
// @ts-ignore: decorator
@inline
function exp(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-746));
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(1.442695040888963387)));
  return timesPower(f64x2.sub(f64x2.splat(1), lessOfOne(bounded, k)), k);
}

/** e to the power of x, less 1. */
// @ts-ignore: decorator
@inline
function expm1(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-40));
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(1.442695040888963387)));
  const one = f64x2.sub(f64x2.splat(1), powerOfTwo(f64x2.neg(f64x2.pmin(k, f64x2.splat(1000)))));
  const result = timesPower(f64x2.sub(one, lessOfOne(bounded, k)), k);
  // −0 keeps its sign.
  return v128.or(result, v128.and(x, f64x2.splat(-0.0)));
}

/** 1 − e^r, where x is r and k times the logarithm of 2. */
// @ts-ignore: decorator
@inline
function lessOfOne(x: v128, k: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(6.93147180369123816490e-01)));
  const low = f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10));
  const r = f64x2.sub(high, low);
  const c = f64x2.sub(f64x2.sub(high, r), low);
  const half = f64x2.mul(f64x2.splat(0.5), r);
  const square = f64x2.mul(r, half);
  let sum = f64x2.splat(-2.01099218183624371326e-07);
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(4.00821782732936239552e-06));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(-7.93650757867487942473e-05));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1.58730158725481460165e-03));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(-3.33333333333331316428e-02));
  sum = f64x2.add(f64x2.mul(sum, square), f64x2.splat(1));
  const t = f64x2.sub(f64x2.splat(3), f64x2.mul(sum, half));
  const e = f64x2.mul(square, f64x2.div(f64x2.sub(sum, t), f64x2.sub(f64x2.splat(6), f64x2.mul(r, t))));
  const error = f64x2.sub(f64x2.sub(f64x2.mul(r, f64x2.sub(e, c)), c), square);
  return f64x2.sub(error, r);
}

/** x times 2 to the power of k, a whole number, in two steps: one factor might be too large or too small for a double. */
// @ts-ignore: decorator
@inline
function timesPower(x: v128, k: v128): v128 {
  const half = f64x2.nearest(f64x2.mul(k, f64x2.splat(0.5)));
  return f64x2.mul(f64x2.mul(x, powerOfTwo(half)), powerOfTwo(f64x2.sub(k, half)));
}

/** 2 to the power of k, a whole number from −1022 to 1023. */
// @ts-ignore: decorator
@inline
function powerOfTwo(k: v128): v128 {
  return i64x2.shl(f64x2.add(k, f64x2.splat(4503599627371519)), 52);
}

/** The logarithm of x. */
// @ts-ignore: decorator
@inline
function log(x: v128): v128 {
  // What is too small to have all its digits is made larger by 2^54.
  const isTiny = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const u = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984)), x, isTiny);
  const moved = i64x2.add(u, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const k = f64x2.sub(exponentOf(moved), v128.and(isTiny, f64x2.splat(54)));
  const f = f64x2.sub(fractionOf(moved), f64x2.splat(1));
  return atEnds(x, x, logOf(f, k, f64x2.splat(0)));
}

/** The logarithm of 1 + x. */
// @ts-ignore: decorator
@inline
function log1p(x: v128): v128 {
  const u = f64x2.add(x, f64x2.splat(1));
  const moved = i64x2.add(u, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const k = exponentOf(moved);
  // Where the sum lies near 1, x itself is the fraction; else what the sum has lost counts.
  const isNear = f64x2.eq(k, f64x2.splat(0));
  const isLarge = f64x2.ge(k, f64x2.splat(2));
  const lost = v128.bitselect(
    f64x2.sub(f64x2.splat(1), f64x2.sub(u, x)),
    f64x2.sub(x, f64x2.sub(u, f64x2.splat(1))),
    isLarge,
  );
  const c = v128.andnot(f64x2.div(lost, u), isNear);
  const f = v128.bitselect(x, f64x2.sub(fractionOf(moved), f64x2.splat(1)), isNear);
  // −0 keeps its sign.
  return v128.or(atEnds(x, u, logOf(f, k, c)), v128.and(x, f64x2.splat(-0.0)));
}

/** The exponent of a number whose bits were moved so that fractions lie from √½ to √2. */
// @ts-ignore: decorator
@inline
function exponentOf(moved: v128): v128 {
  const bits = v128.or(i64x2.shr_u(moved, 52), i64x2.splat(0x4330000000000000));
  return f64x2.sub(bits, f64x2.splat(4503599627371519));
}

/** Its fraction. */
// @ts-ignore: decorator
@inline
function fractionOf(moved: v128): v128 {
  return i64x2.add(v128.and(moved, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e667f3bcd));
}

/** The logarithm of 1 + f, k times that of 2, and c. */
// @ts-ignore: decorator
@inline
function logOf(f: v128, k: v128, c: v128): v128 {
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(f64x2.mul(w, f64x2.splat(1.531383769920937332e-01)), f64x2.splat(2.222219843214978396e-01));
  even = f64x2.mul(w, f64x2.add(f64x2.mul(w, even), f64x2.splat(3.999999999940941908e-01)));
  let odd = f64x2.add(f64x2.mul(w, f64x2.splat(1.479819860511658591e-01)), f64x2.splat(1.818357216161805012e-01));
  odd = f64x2.add(f64x2.mul(w, odd), f64x2.splat(2.857142874366239149e-01));
  odd = f64x2.mul(z, f64x2.add(f64x2.mul(w, odd), f64x2.splat(6.666666666666735130e-01)));
  const rest = f64x2.mul(s, f64x2.add(half, f64x2.add(even, odd)));
  const low = f64x2.add(rest, f64x2.add(f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)), c));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(6.93147180369123816490e-01)), f64x2.sub(f64x2.sub(half, low), f));
}

/** A logarithm; of a number `u` that is 0, below, infinite or NaN, what there is instead. */
// @ts-ignore: decorator
@inline
function atEnds(x: v128, u: v128, result: v128): v128 {
  const usual = v128.and(f64x2.gt(u, f64x2.splat(0)), f64x2.lt(u, f64x2.splat(Infinity)));
  if (i64x2.bitmask(usual) == 3) return result;
  const isZero = f64x2.eq(u, f64x2.splat(0));
  // Of infinity and NaN, themselves; below 0, NaN.
  const other = v128.bitselect(f64x2.splat(NaN), x, f64x2.lt(u, f64x2.splat(0)));
  return v128.bitselect(result, v128.bitselect(f64x2.splat(-Infinity), other, isZero), usual);
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
