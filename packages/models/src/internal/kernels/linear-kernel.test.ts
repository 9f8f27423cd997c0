import { randomState } from "@mlsys/core";
import { linearRegression } from "@mlsys/models";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { gramWidth } from "./kernel-contract.ts";
import type { LinearKernel } from "./kernel-contract.ts";
import { linearKernel } from "./linear-kernel.ts";
import { PlainKernel } from "./plain-kernel.ts";
import { wasmKernel } from "./wasm-kernel.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const plain = new PlainKernel();

function fast(): LinearKernel {
  const kernel = wasmKernel();
  if (kernel === undefined) throw new RangeError("this platform has no WebAssembly with SIMD");
  return kernel;
}

/** What a number is rounded by at most, as a share of the largest of its column; and what floats add to that. */
const HALF_STEP = (0.5 / 2895) * (1 + 1e-3);

const shape = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(63, 64, 65, 12_000)),
  p: fc.integer({ min: 1, max: 13 }),
  t: fc.integer({ min: 0, max: 3 }),
  isWeighted: fc.boolean(),
  seed: fc.nat(),
});

test("both kernels give the same inner products, to the last digit", () => {
  fc.assert(
    fc.property(shape, ({ rows, p, t, isWeighted, seed }) => {
      const rng = randomState(seed);
      const rootWeights = isWeighted ? rng.uniform(0, 2, rows) : undefined;
      const problem = { rows, X: rng.standardNormal(rows * p), p, Y: rng.standardNormal(rows * t), t, rootWeights };
      const shift = rng.standardNormal(p + t);
      const [ours, twins] = [fast().gram(problem, shift), plain.gram(problem, shift)];
      const width = gramWidth(p, t);
      for (let i = 0; i < p; i++) {
        const written = [i * width + i, i * width + p + t + 1] as const;
        expect(ours.slice(...written)).toEqual(twins.slice(...written));
      }
      for (let i = p; i <= p + t; i++) expect(ours[i * width + p + t]).toBe(twins[i * width + p + t]);
    }),
    { numRuns: 30 },
  );
});

test("both kernels give the same scores and the same products with factors, to the last digit", () => {
  fc.assert(
    fc.property(shape, ({ rows, p, seed }) => {
      const rng = randomState(seed);
      const [X, w] = [rng.standardNormal(rows * p), rng.standardNormal(p)];
      const results = [fast(), plain].map((kernel) => {
        const [seen, out] = [new Float64Array(rows), new Float64Array(p)];
        kernel.sweep(
          X,
          p,
          w,
          0.25,
          (scores, start) => {
            seen.set(scores, start);
            for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) * ((start + i) % 3);
          },
          out,
        );
        return { seen, out };
      });
      expect(results[0]).toEqual(results[1]);
    }),
    { numRuns: 30 },
  );
});

test("so are several scores a row, and the products with their factors", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 2, max: 9 }), fc.boolean(), ({ rows, p, seed }, k, isMoved) => {
      const rng = randomState(seed);
      const [X, W, offsets] = [rng.standardNormal(rows * p), rng.standardNormal(p * k), rng.standardNormal(k)];
      const results = [fast(), plain].map((kernel) => {
        const [seen, out] = [new Float64Array(rows * k), new Float64Array(p * k).fill(0.5)];
        const between = (scores: Float64Array, start: number): void => {
          seen.set(scores, start * k);
          for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) * ((start * k + at) % 3);
        };
        kernel.sweepMany(X, p, W, k, isMoved ? offsets : undefined, between, out);
        const products = new Float64Array(rows * k);
        kernel.times(X, p, W, k, products);
        if (!isMoved) expect(products).toEqual(seen);
        const [moved, turned] = [new Float64Array(rows * k), new Float64Array(p * k)];
        kernel.times(X, p, W, k, moved, offsets);
        if (isMoved) expect(moved).toEqual(seen);
        kernel.timesTransposed(X, p, products, k, turned);
        return { seen, out, products, moved, turned };
      });
      expect(results[0]).toEqual(results[1]);
    }),
    { numRuns: 30 },
  );
});

test("rounded inner products are as near as whole numbers of 12 bits allow, and products with factors have all their digits", () => {
  fc.assert(
    fc.property(shape, ({ rows, p, t, isWeighted, seed }) => {
      const rng = randomState(seed);
      const rootWeights = isWeighted ? rng.uniform(0, 2, rows) : undefined;
      const problem = { rows, X: rng.standardNormal(rows * p), p, Y: rng.standardNormal(rows * t), t, rootWeights };
      const shift = rng.standardNormal(p);
      const rough = fast().roughGram?.(problem, shift);
      const moved = Float64Array.from({ length: p + t }, (_, j) => shift[j] ?? 0);
      const [exact, width] = [plain.gram(problem, moved), gramWidth(p, t)];
      const unmoved = plain.gram({ ...problem, rootWeights: undefined }, new Float64Array(p + t));
      const sizes = Array.from({ length: p }, (_, j) => {
        const column = Array.from({ length: rows }, (_, i) =>
          Math.abs(((problem.X[i * p + j] as number) - (shift[j] as number)) * (rootWeights?.[i] ?? 1)),
        );
        return { sum: column.reduce((total, size) => total + size, 0), error: Math.max(...column) * HALF_STEP };
      });
      for (let i = 0; i < p; i++) {
        for (let j = i; j < p; j++) {
          const [a, b] = [sizes[i] as (typeof sizes)[0], sizes[j] as (typeof sizes)[0]];
          const bound = a.error * b.sum + b.error * a.sum + rows * a.error * b.error;
          const value = rough?.inner[i * rough.width + j] as number;
          expect(Math.abs(value - (exact[i * width + j] as number))).toBeLessThanOrEqual(bound);
        }
        for (let k = 0; k < t; k++) {
          const [value, expected] = [rough?.sums[k * p + i] as number, unmoved[i * width + p + k] as number];
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * rows);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("on several threads inner products are those of one, and of the plain loops", async () => {
  const [rows, p, t] = [14_001, 130, 2];
  const rng = randomState(5);
  const rootWeights = rng.uniform(0, 2, rows);
  const problem = { rows, X: rng.standardNormal(rows * p), p, Y: rng.standardNormal(rows * t), t, rootWeights };
  const shift = rng.standardNormal(p + t);
  const productsOf = (kernel: LinearKernel | undefined): unknown => {
    const width = gramWidth(p, t);
    const exact = kernel?.gram(problem, shift);
    const written = Array.from({ length: p }, (_, i) => exact?.slice(i * width + i, i * width + p + t + 1));
    return { written, rough: kernel?.roughGram?.(problem, shift.subarray(0, p)) };
  };
  const together = productsOf(fast());
  expect(productsOf(plain)).toEqual({ ...(together as object), rough: undefined });
  vi.stubGlobal("SharedArrayBuffer", undefined);
  vi.resetModules();
  const { wasmKernel: kernelAlone } = await import("./wasm-kernel.ts");
  expect(productsOf(kernelAlone())).toEqual(together);
});

test("a number that is not finite shows in the inner products", () => {
  for (const kernel of [fast(), plain]) {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const X = new Float64Array(300).fill(1);
      X[299] = bad;
      const sums = kernel.gram(
        { rows: 100, X, p: 3, Y: new Float64Array(0), t: 0, rootWeights: undefined },
        new Float64Array(3),
      );
      expect(Number.isFinite(sums[2 * gramWidth(3, 0) + 2])).toBe(false);
    }
  }
});

test("where WebAssembly is missing, the same model is fitted without it", () => {
  const rng = randomState(3);
  const X = Array.from({ length: 3000 }, () => Array.from(rng.standardNormal(9)));
  const y = X.map((row) => row.reduce((sum, value, j) => sum + value * j, 1));
  const { WebAssembly: held } = globalThis as unknown as { WebAssembly?: unknown };
  const usual = linearRegression().fit(X, y);
  Reflect.deleteProperty(globalThis, "WebAssembly");
  try {
    expect(linearKernel(9)).toBeInstanceOf(PlainKernel);
    expect(linearRegression().fit(X, y).coef).toEqual(usual.coef);
  } finally {
    Object.defineProperty(globalThis, "WebAssembly", { value: held, configurable: true, writable: true });
  }
});
