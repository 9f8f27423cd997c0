// AssemblyScript (the suffix keeps it from TypeScript's tools). `npm run kernels` turns it into src/svm/hinge-kernel-code.ts. Twin of
// `times` and `timesTransposed` of src/internal/kernels for one column of weights: the same sums in the same order. Addresses are bytes;
// numbers are doubles; rows of X begin `stride` bytes after each other, a multiple of 64, and are followed by zeros.

/** Rows whose products with factors are added up before they count. */
const CHUNK: usize = 64;

/** out[i] = offset + x[i]·w of each row. Reads up to eight rows further, and writes as many. */
export function timesRows(x: usize, rows: usize, cols: usize, stride: usize, w: usize, offset: f64, out: usize): void {
  const first = f64x2.splat(offset);
  const end = w + cols * 8;
  for (let i: usize = 0; i < rows; i += 8) {
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    let c = f64x2.splat(0);
    let d = f64x2.splat(0);
    let at = x + i * stride;
    for (let factor = w; factor < end; factor += 8) {
      const value = v128.load64_splat(factor);
      a = f64x2.add(a, f64x2.mul(pairAt(at, stride), value));
      b = f64x2.add(b, f64x2.mul(pairAt(at + 2 * stride, stride), value));
      c = f64x2.add(c, f64x2.mul(pairAt(at + 4 * stride, stride), value));
      d = f64x2.add(d, f64x2.mul(pairAt(at + 6 * stride, stride), value));
      at += 8;
    }
    const to = out + i * 8;
    v128.store(to, f64x2.add(first, a));
    v128.store(to, f64x2.add(first, b), 16);
    v128.store(to, f64x2.add(first, c), 32);
    v128.store(to, f64x2.add(first, d), 48);
  }
}

/** The same number of two rows. */
// @ts-ignore: decorator
@inline
function pairAt(at: usize, stride: usize): v128 {
  return v128.load64_lane(at + stride, v128.load64_zero(at), 1);
}

/** out = Xᵀ·g, eight columns at a time. */
export function timesTransposedRows(x: usize, rows: usize, stride: usize, g: usize, out: usize): void {
  memory.fill(out, 0, stride);
  for (let start: usize = 0; start < rows; start += CHUNK) {
    const end = g + min<usize>(start + CHUNK, rows) * 8;
    for (let column: usize = 0; column < stride; column += 64) {
      let a = f64x2.splat(0);
      let b = f64x2.splat(0);
      let c = f64x2.splat(0);
      let d = f64x2.splat(0);
      let at = x + start * stride + column;
      for (let factor = g + start * 8; factor < end; factor += 8) {
        const value = v128.load64_splat(factor);
        a = f64x2.add(a, f64x2.mul(v128.load(at), value));
        b = f64x2.add(b, f64x2.mul(v128.load(at, 16), value));
        c = f64x2.add(c, f64x2.mul(v128.load(at, 32), value));
        d = f64x2.add(d, f64x2.mul(v128.load(at, 48), value));
        at += stride;
      }
      const to = out + column;
      v128.store(to, f64x2.add(v128.load(to), a));
      v128.store(to, f64x2.add(v128.load(to, 16), b), 16);
      v128.store(to, f64x2.add(v128.load(to, 32), c), 32);
      v128.store(to, f64x2.add(v128.load(to, 48), d), 48);
    }
  }
}
