import { randomState } from "@mlsys/core";
import { kMeans } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PlainRows } from "./plain-rows.ts";
import { singleStride } from "./row-kernel-contract.ts";
import type { RowKernel } from "./row-kernel-contract.ts";
import { wasmRows } from "./wasm-rows.ts";

function kernels(): readonly RowKernel[] {
  const fast = wasmRows(1 << 16);
  if (fast === undefined) throw new RangeError("this platform has no WebAssembly with SIMD");
  return [fast, new PlainRows()];
}

const shape = fc.record({
  n: fc.integer({ min: 1, max: 70 }),
  p: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(),
  grid: fc.boolean(),
});

/** Numbers on a grid, where distances tie, or not. */
function draw(seed: number, count: number, grid: boolean): Float64Array {
  const drawn = randomState(seed).standardNormal(count);
  return grid ? drawn.map((value) => Math.round(value * 2)) : drawn;
}

test("both kernels find the same nearest rows, ties included, and no row is missed in single precision", () => {
  fc.assert(
    fc.property(shape, ({ n, p, seed, grid }) => {
      const [X, values] = [draw(seed, n * p, grid), draw(seed + 1, p, grid)];
      const k = Math.min(n, 5);
      const [ours, twins] = kernels().map((kernel) => {
        const stride = singleStride(n);
        const searched = { X: kernel.doubles(n * p), singles: kernel.singles(stride * p), rows: n, p };
        const query = { values: kernel.doubles(p), singles: kernel.singles(p), slack: 1e-5 };
        searched.X.set(X);
        X.forEach((value, at) => (searched.singles[(at % p) * stride + Math.floor(at / p)] = value));
        query.values.set(values);
        query.singles.set(values);
        const [distances, indices] = [kernel.doubles(k).fill(Infinity), kernel.whole(k)];
        kernel.nearest(searched, query, distances, indices);
        return [Array.from(distances), Array.from(indices)];
      });
      expect(ours).toEqual(twins);
    }),
    { numRuns: 30 },
  );
});

test("both kernels assign rows to the same centers, with the same bounds and sums", () => {
  fc.assert(
    fc.property(shape, ({ n, p, seed, grid }) => {
      const k = 3;
      const [ours, twins] = kernels().map((kernel) => {
        const rows = {
          X: kernel.doubles(n * p),
          p,
          labels: kernel.whole(n).fill(-1),
          upper: kernel.doubles(n),
          lower: kernel.doubles(n),
        };
        rows.X.set(draw(seed, n * p, grid));
        const [centers, half, moved] = [kernel.doubles(k * p), kernel.doubles(k), kernel.doubles(k)];
        const [weights, sums, masses] = [kernel.doubles(n), kernel.doubles(k * p), kernel.doubles(k)];
        centers.set(draw(seed + 1, k * p, grid));
        weights.set(draw(seed + 2, n, false).map(Math.abs));
        const changed = [kernel.assign(rows, centers, k, undefined)];
        moved.set([0.1, 0.2, 0.05]);
        kernel.widen(rows, moved, 0.2);
        centers.set(draw(seed + 3, k * p, grid));
        changed.push(kernel.assign(rows, centers, k, half));
        kernel.addByLabel(rows, weights, sums, masses);
        return [changed, ...[rows.labels, rows.upper, rows.lower, sums, masses].map((each) => Array.from(each))];
      });
      expect(ours).toEqual(twins);
    }),
    { numRuns: 30 },
  );
});

test("both kernels add the same derivatives to the same bins", () => {
  fc.assert(
    fc.property(shape, ({ n, seed, grid }) => {
      const [ours, twins] = kernels().map((kernel) => {
        const [samples, gradients, hessians] = [kernel.whole(n), kernel.singles(n), kernel.singles(n)];
        const pairs = kernel.doubles(2 * n);
        const bins = { columns: kernel.bytes(4 * n), rows: n, sums: kernel.doubles(2048), counts: kernel.whole(1024) };
        samples.set(randomState(seed).permutation(n));
        gradients.set(draw(seed, n, grid));
        bins.columns.set(draw(seed, 4 * n, true).map(Math.abs));
        kernel.gatherPairs(samples, gradients, seed % 2 === 0 ? hessians.fill(0.5) : undefined, pairs);
        kernel.addToBins(samples, pairs, Int32Array.of(0, 1, 3), bins);
        return [Array.from(bins.sums), Array.from(bins.counts)];
      });
      expect(ours).toEqual(twins);
    }),
    { numRuns: 30 },
  );
});

test("k-means finds the same clusters without WebAssembly", () => {
  const X = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7), (i % 7) / 3]);
  const fast = kMeans({ nClusters: 4 }).fit(X);
  const { WebAssembly: held } = globalThis as { WebAssembly?: unknown };
  try {
    Reflect.deleteProperty(globalThis, "WebAssembly");
    expect(kMeans({ nClusters: 4 }).fit(X).toJSON()).toEqual(fast.toJSON());
  } finally {
    Reflect.set(globalThis, "WebAssembly", held);
  }
});
