// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/row-kernels/row-kernel-code.ts. Twin of src/internal/row-kernels/plain-rows.ts: the same sums in the same order, so
// that both give the same digits. Addresses are bytes; numbers are doubles unless said otherwise; matrices are row-major.

/** Writes the first and second derivative (singles; hessians 0 for all 1) of each sample, pair by pair. */
export function gatherPairs(samples: usize, count: usize, gradients: usize, hessians: usize, pairs: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const at = <usize>load<u32>(samples + i * 4) * 4;
    const pair = pairs + i * 16;
    store<f64>(pair, <f64>load<f32>(gradients + at));
    store<f64>(pair + 8, hessians == 0 ? 1 : <f64>load<f32>(hessians + at));
  }
}

/**
 * Adds the pairs of samples to the sums of their bins (bytes of a feature's column), and counts them; for a feature and the next one
 * at once, whose column is `stride` bytes on and whose sums and counts follow.
 */
export function addToTwoBins(
  samples: usize, count: usize, pairs: usize, column: usize, stride: usize, sums: usize, counts: usize,
): void {
  const second = column + stride;
  for (let i: usize = 0; i < count; i++) {
    const row = <usize>load<u32>(samples + i * 4);
    const pair = v128.load(pairs + i * 16);
    const bin = <usize>load<u8>(column + row);
    const next = 256 + <usize>load<u8>(second + row);
    v128.store(sums + bin * 16, f64x2.add(v128.load(sums + bin * 16), pair));
    v128.store(sums + next * 16, f64x2.add(v128.load(sums + next * 16), pair));
    store<u32>(counts + bin * 4, load<u32>(counts + bin * 4) + 1);
    store<u32>(counts + next * 4, load<u32>(counts + next * 4) + 1);
  }
}

/** The same for one feature. */
export function addToBins(samples: usize, count: usize, pairs: usize, column: usize, sums: usize, counts: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const bin = <usize>load<u8>(column + <usize>load<u32>(samples + i * 4));
    v128.store(sums + bin * 16, f64x2.add(v128.load(sums + bin * 16), v128.load(pairs + i * 16)));
    store<u32>(counts + bin * 4, load<u32>(counts + bin * 4) + 1);
  }
}

/**
 * Pushes the rows nearest to a query onto a heap with the farthest on top. `singles` holds the rows, moved by some center, column by
 * column in single precision, n rounded up to a multiple of 8: what lies further than `slack` beyond the farthest there is not looked
 * at again.
 */
export function nearest(
  singles: usize, rows: usize, n: usize, p: usize, query32: usize, query: usize, slack: f64,
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
      push(distances, indices, k, squares, <u32>row);
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

/** The squared distance of two rows, by the sums of even and of odd places. */
function pairedDistance(a: usize, b: usize, p: usize): f64 {
  let sums = f64x2.splat(0);
  let j: usize = 0;
  for (; j + 2 <= p; j += 2) {
    const difference = f64x2.sub(v128.load(a + j * 8), v128.load(b + j * 8));
    sums = f64x2.add(sums, f64x2.mul(difference, difference));
  }
  let even = f64x2.extract_lane(sums, 0);
  if (j < p) {
    const difference = load<f64>(a + j * 8) - load<f64>(b + j * 8);
    even += difference * difference;
  }
  return even + f64x2.extract_lane(sums, 1);
}

/**
 * Gives each row the label of the nearest of k centers, unless its bounds tell that it keeps its own; `half` holds half the distance of
 * each center from the next, 0 when there are no bounds yet. The number of labels that changed.
 */
export function assign(
  x: usize, n: usize, p: usize, centers: usize, k: usize, half: usize, labels: usize, upper: usize, lower: usize,
): u32 {
  let changed: u32 = 0;
  for (let i: usize = 0; i < n; i++) {
    const row = x + i * p * 8;
    const label = load<i32>(labels + i * 4);
    if (half != 0) {
      const bound = max(load<f64>(half + <usize>label * 8), load<f64>(lower + i * 8));
      if (load<f64>(upper + i * 8) < bound) continue;
      const own = sqrt(pairedDistance(row, centers + <usize>label * p * 8, p));
      store<f64>(upper + i * 8, own);
      if (own < bound) continue;
    }
    let first: f64 = Infinity;
    let second: f64 = Infinity;
    let best: i32 = 0;
    for (let c: usize = 0; c < k; c++) {
      const squares = pairedDistance(row, centers + c * p * 8, p);
      if (squares < first) {
        second = first;
        first = squares;
        best = <i32>c;
      } else if (squares < second) second = squares;
    }
    store<i32>(labels + i * 4, best);
    store<f64>(upper + i * 8, sqrt(first));
    store<f64>(lower + i * 8, sqrt(second));
    if (best != label) changed++;
  }
  return changed;
}

/** Adds each row, times its weight, to the sums of its label, and the weight to its mass. */
export function addByLabel(
  x: usize, n: usize, p: usize, weights: usize, labels: usize, sums: usize, masses: usize,
): void {
  for (let i: usize = 0; i < n; i++) {
    const label = <usize>load<i32>(labels + i * 4);
    const weight = load<f64>(weights + i * 8);
    store<f64>(masses + label * 8, load<f64>(masses + label * 8) + weight);
    const row = x + i * p * 8;
    const sum = sums + label * p * 8;
    const factor = f64x2.splat(weight);
    let j: usize = 0;
    for (; j + 2 <= p; j += 2) {
      v128.store(sum + j * 8, f64x2.add(v128.load(sum + j * 8), f64x2.mul(v128.load(row + j * 8), factor)));
    }
    if (j < p) store<f64>(sum + j * 8, load<f64>(sum + j * 8) + load<f64>(row + j * 8) * weight);
  }
}

/** Widens the bounds of all rows by how far the centers moved, at most `farthest`. */
export function widen(n: usize, labels: usize, moved: usize, farthest: f64, upper: usize, lower: usize): void {
  for (let i: usize = 0; i < n; i++) {
    const own = load<f64>(moved + <usize>load<i32>(labels + i * 4) * 8);
    store<f64>(upper + i * 8, load<f64>(upper + i * 8) + own);
    store<f64>(lower + i * 8, load<f64>(lower + i * 8) - farthest);
  }
}
