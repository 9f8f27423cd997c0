// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into
// src/internal/kernels/kernel-code.ts. Twin of src/internal/kernels/plain-kernel.ts: the same sums in the same order, so that
// both give the same digits. Addresses are bytes; numbers are doubles; matrices are row-major.

/** Rows of a panel: of its columns, a tile of six fits into the first cache. */
const PANEL: usize = 64;
const COLUMN: usize = PANEL * 8;

/**
 * Adds the inner products of the columns of [X − shift, Y − shift, 1], each row times its weight, to `out` (width × width, of which
 * tiles on and above the diagonal are written). X is rows × p, Y rows × t; `shift` holds p + t numbers; width is p + t + 1, rounded
 * up to a multiple of 4; `panel` has room for width columns of 64 rows. Columns of Y are multiplied by the last group only.
 */
export function gram(
  x: usize, p: usize, y: usize, t: usize, weights: usize, rows: usize, shift: usize, panel: usize, out: usize,
): void {
  const width = (p + t + 4) & ~3;
  const ones = panel + (p + t) * COLUMN;
  memory.fill(ones, 0, (width - p - t) * COLUMN);
  for (let start: usize = 0; start < rows; start += PANEL) {
    const count = min<usize>(PANEL, rows - start);
    const factors = weights == 0 ? 0 : weights + start * 8;
    if (count < PANEL) memory.fill(panel, 0, width * COLUMN);
    turn(x + start * p * 8, count, p, shift, factors, panel);
    turn(y + start * t * 8, count, t, shift + p * 8, factors, panel + p * COLUMN);
    for (let i: usize = 0; i < count; i++) store<f64>(ones + i * 8, factors == 0 ? 1 : load<f64>(factors + i * 8));
    for (let i: usize = 0; i < width; i += 2) {
      let j = i < p ? i & ~3 : width - 4;
      if (j + 2 == i) {
        addCorner(panel + i * COLUMN, out + (i * width + i) * 8, width * 8);
        j += 4;
      }
      for (; j < width; j += 4) {
        addTile(panel + i * COLUMN, panel + j * COLUMN, out + (i * width + j) * 8, width * 8);
      }
    }
  }
}

/** Writes the columns of a block of rows, moved and weighted. */
function turn(x: usize, count: usize, cols: usize, shift: usize, weights: usize, panel: usize): void {
  const rowBytes = cols * 8;
  let i: usize = 0;
  for (; i + 2 <= count; i += 2) {
    const top = x + i * rowBytes;
    const low = top + rowBytes;
    const weight = weights == 0 ? f64x2.splat(1) : v128.load(weights + i * 8);
    let at = panel + i * 8;
    let j: usize = 0;
    for (; j + 2 <= cols; j += 2) {
      const moved = v128.load(shift + j * 8);
      const a = f64x2.sub(v128.load(top + j * 8), moved);
      const b = f64x2.sub(v128.load(low + j * 8), moved);
      v128.store(at, f64x2.mul(v128.shuffle<f64>(a, b, 0, 2), weight));
      v128.store(at + COLUMN, f64x2.mul(v128.shuffle<f64>(a, b, 1, 3), weight));
      at += 2 * COLUMN;
    }
    if (j < cols) {
      const a = f64x2.replace_lane(f64x2.splat(load<f64>(top + j * 8)), 1, load<f64>(low + j * 8));
      v128.store(at, f64x2.mul(f64x2.sub(a, f64x2.splat(load<f64>(shift + j * 8))), weight));
    }
  }
  if (i == count) return;
  const weight = weights == 0 ? 1 : load<f64>(weights + i * 8);
  for (let j: usize = 0; j < cols; j++) {
    store<f64>(panel + j * COLUMN + i * 8, (load<f64>(x + i * rowBytes + j * 8) - load<f64>(shift + j * 8)) * weight);
  }
}

/** Two columns times four: eight sums share six loads. */
function addTile(a: usize, b: usize, out: usize, next: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s02 = f64x2.splat(0);
  let s03 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s12 = f64x2.splat(0);
  let s13 = f64x2.splat(0);
  for (let at: usize = 0; at < COLUMN; at += 16) {
    const p = v128.load(a + at);
    const q = v128.load(a + at, COLUMN);
    let c = v128.load(b + at);
    s00 = f64x2.add(s00, f64x2.mul(p, c));
    s10 = f64x2.add(s10, f64x2.mul(q, c));
    c = v128.load(b + at, COLUMN);
    s01 = f64x2.add(s01, f64x2.mul(p, c));
    s11 = f64x2.add(s11, f64x2.mul(q, c));
    c = v128.load(b + at, 2 * COLUMN);
    s02 = f64x2.add(s02, f64x2.mul(p, c));
    s12 = f64x2.add(s12, f64x2.mul(q, c));
    c = v128.load(b + at, 3 * COLUMN);
    s03 = f64x2.add(s03, f64x2.mul(p, c));
    s13 = f64x2.add(s13, f64x2.mul(q, c));
  }
  addPair(out, s00, s01);
  addPair(out + 16, s02, s03);
  addPair(out + next, s10, s11);
  addPair(out + next + 16, s12, s13);
}

/** Two columns times themselves. */
function addCorner(a: usize, out: usize, next: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  for (let at: usize = 0; at < COLUMN; at += 16) {
    const p = v128.load(a + at);
    const q = v128.load(a + at, COLUMN);
    s00 = f64x2.add(s00, f64x2.mul(p, p));
    s01 = f64x2.add(s01, f64x2.mul(p, q));
    s11 = f64x2.add(s11, f64x2.mul(q, q));
  }
  addPair(out, s00, s01);
  addPair(out + next, s01, s11);
}

/** Adds up the even and the odd rows of two sums. */
// @ts-ignore: decorator
@inline
function addPair(out: usize, a: v128, b: v128): void {
  const total = f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
  v128.store(out, f64x2.add(v128.load(out), total));
}

/** Rows of a panel of floats, whose columns take as many bytes. */
const LONG_PANEL: usize = 2 * PANEL;

/**
 * A task of several that may run at once, of `block` rows: the inner products of X in floats, and those with the columns of Y, to the task's
 * own `panel`, `inner` and `sums`. Y is column by column, a block of one column after that of the other.
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
  gramOfFloats(
    own, p, weights == 0 ? 0 : weights + from * 8, count, shift, panel + task * width * COLUMN, inner + task * width * width * 8,
  );
  for (let k: usize = 0; k < t; k++) {
    multiplyTransposed(own, count, p, y + (task * t + k) * block * 8, sums + (task * t + k) * p * 8);
  }
}

/**
 * The same in floats, and of X alone: adds the inner products of the columns of X − shift, summed up in floats over 128 rows each, to
 * `out` (width × width doubles); width is p, rounded up to a multiple of 4.
 */
function gramOfFloats(
  x: usize, p: usize, weights: usize, rows: usize, shift: usize, panel: usize, out: usize,
): void {
  const width = (p + 3) & ~3;
  memory.fill(panel + p * COLUMN, 0, (width - p) * COLUMN);
  for (let start: usize = 0; start < rows; start += LONG_PANEL) {
    const count = min<usize>(LONG_PANEL, rows - start);
    if (count < LONG_PANEL) memory.fill(panel, 0, width * COLUMN);
    turnToFloats(x + start * p * 8, count, p, shift, weights == 0 ? 0 : weights + start * 8, panel);
    for (let i: usize = 0; i < width; i += 2) {
      for (let j = i & ~3; j < width; j += 4) {
        addTileOfFloats(panel + i * COLUMN, panel + j * COLUMN, out + (i * width + j) * 8, width * 8);
      }
    }
  }
}

/** Writes the columns of a block of rows, moved, weighted and rounded. */
function turnToFloats(x: usize, count: usize, cols: usize, shift: usize, weights: usize, panel: usize): void {
  const rowBytes = cols * 8;
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
      v128.store(at + COLUMN, f32x4.mul(v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), factors));
      at += 2 * COLUMN;
    }
    for (; j < cols; j++, at += COLUMN) {
      for (let k: usize = 0; k < 4; k++) storeFloat(row + k * rowBytes, j, shift, weights == 0 ? 0 : weights + (i + k) * 8, at + k * 4);
    }
  }
  for (; i < count; i++) {
    for (let j: usize = 0; j < cols; j++) {
      storeFloat(x + i * rowBytes, j, shift, weights == 0 ? 0 : weights + i * 8, panel + j * COLUMN + i * 4);
    }
  }
}

function storeFloat(row: usize, j: usize, shift: usize, weight: usize, to: usize): void {
  const moved = <f32>(load<f64>(row + j * 8) - load<f64>(shift + j * 8));
  store<f32>(to, weight == 0 ? moved : moved * <f32>load<f64>(weight));
}

/** Two columns times four, in floats: twice as many rows as in doubles. */
function addTileOfFloats(a: usize, b: usize, out: usize, next: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s02 = f32x4.splat(0);
  let s03 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s12 = f32x4.splat(0);
  let s13 = f32x4.splat(0);
  for (let at: usize = 0; at < COLUMN; at += 16) {
    const p = v128.load(a + at);
    const q = v128.load(a + at, COLUMN);
    let c = v128.load(b + at);
    s00 = f32x4.add(s00, f32x4.mul(p, c));
    s10 = f32x4.add(s10, f32x4.mul(q, c));
    c = v128.load(b + at, COLUMN);
    s01 = f32x4.add(s01, f32x4.mul(p, c));
    s11 = f32x4.add(s11, f32x4.mul(q, c));
    c = v128.load(b + at, 2 * COLUMN);
    s02 = f32x4.add(s02, f32x4.mul(p, c));
    s12 = f32x4.add(s12, f32x4.mul(q, c));
    c = v128.load(b + at, 3 * COLUMN);
    s03 = f32x4.add(s03, f32x4.mul(p, c));
    s13 = f32x4.add(s13, f32x4.mul(q, c));
  }
  addFourSums(out, s00, s01, s02, s03);
  addFourSums(out + next, s10, s11, s12, s13);
}

/** Adds the sums of four times four floats to four doubles. */
// @ts-ignore: decorator
@inline
function addFourSums(out: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  const all = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
  v128.store(out, f64x2.add(v128.load(out), f64x2.promote_low_f32x4(all)));
  const upper = f64x2.promote_low_f32x4(v128.shuffle<f32>(all, all, 2, 3, 2, 3));
  v128.store(out, f64x2.add(v128.load(out, 16), upper), 16);
}

/** out[i] = offset + x[i]·w of each row. */
export function multiply(x: usize, rows: usize, cols: usize, w: usize, offset: f64, out: usize): void {
  const whole = cols & ~3;
  for (let i: usize = 0; i < rows; i++) {
    const row = x + i * cols * 8;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let j: usize = 0;
    for (; j < whole; j += 4) {
      a = f64x2.add(a, f64x2.mul(v128.load(row + j * 8), v128.load(w + j * 8)));
      b = f64x2.add(b, f64x2.mul(v128.load(row + j * 8, 16), v128.load(w + j * 8, 16)));
    }
    const sum = f64x2.add(a, b);
    let rest: f64 = 0;
    for (; j < cols; j++) rest += load<f64>(row + j * 8) * load<f64>(w + j * 8);
    store<f64>(out + i * 8, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest + offset);
  }
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

/**
 * The nearest center of each row, the first of equally near ones. Centers are turned: feature by feature, a number a center, infinite for those
 * up to `width`, a multiple of 8, that are not there. `squares` has room for `width` numbers.
 */
export function nearestRows(
  x: usize, rows: usize, cols: usize, turned: usize, width: usize, squares: usize, labels: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    const row = x + i * cols * 8;
    let least = f64x2.splat(Infinity);
    for (let c: usize = 0; c < width; c += 8) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let at = turned + c * 8;
      for (let j: usize = 0; j < cols; j++) {
        const value = v128.load64_splat(row + j * 8);
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
      least = f64x2.pmin(f64x2.pmin(least, f64x2.pmin(s0, s1)), f64x2.pmin(s2, s3));
    }
    least = f64x2.pmin(least, v128.shuffle<f64>(least, least, 1, 0));
    // Eight at a time: most often there are no more, and no branch to guess wrong.
    let c: usize = 0;
    let mask = equals(squares, least);
    while (mask == 0 && c + 8 < width) {
      c += 8;
      mask = equals(squares + c * 8, least);
    }
    store<i32>(labels + i * 4, mask == 0 ? 0 : <i32>(c + <usize>ctz(mask)));
  }
}

/** Which of eight numbers equal another, a bit each. */
// @ts-ignore: decorator
@inline
function equals(numbers: usize, other: v128): i32 {
  return (
    i64x2.bitmask(f64x2.eq(v128.load(numbers), other)) |
    (i64x2.bitmask(f64x2.eq(v128.load(numbers, 16), other)) << 2) |
    (i64x2.bitmask(f64x2.eq(v128.load(numbers, 32), other)) << 4) |
    (i64x2.bitmask(f64x2.eq(v128.load(numbers, 48), other)) << 6)
  );
}
