import { randomState } from "@mlsys/core";
import { kMeans } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LOOPED } from "../../neighbors/distance-metric.ts";
import { binnedBytes, histogramBytes, WORK_BYTES } from "./boosting-layout.ts";
import { RowArena } from "./row-arena.ts";
import { wasmLoops } from "./wasm-loops.ts";

/** What some work gives with WebAssembly and without it. */
function twins<Result>(work: (arena: RowArena) => Result): readonly [Result, Result] {
  expect(wasmLoops(1 << 16, false)).toBeDefined();
  const fast = work(new RowArena(1 << 20, 1));
  return [fast, withoutWasm(() => work(new RowArena(1 << 20, 1)))];
}

function withoutWasm<Result>(work: () => Result): Result {
  const { WebAssembly: held } = globalThis as { WebAssembly?: unknown };
  Reflect.deleteProperty(globalThis, "WebAssembly");
  try {
    return work();
  } finally {
    Object.defineProperty(globalThis, "WebAssembly", { value: held, configurable: true, writable: true });
  }
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

const filled = (into: Float64Array, values: ArrayLike<number>): Float64Array => {
  into.set(values);
  return into;
};

test("both kinds of loops find the same nearest rows, ties included, and no row is missed in single precision", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 0, max: 3 }), ({ n, p, seed, grid }, metric) => {
      const [X, queries] = [draw(seed, n * p, grid), draw(seed + 1, 3 * p, grid)];
      const k = Math.min(n, 5);
      const lengths = Array.from({ length: n }, (_, i) => Math.hypot(...X.subarray(i * p, (i + 1) * p)) || 1);
      const [ours, plain] = twins((arena) => {
        const stride = (n + 7) & ~7;
        const singles = arena.singles(stride * p);
        X.forEach((value, at) => {
          const i = Math.floor(at / p);
          singles[(at % p) * stride + i] = LOOPED[metric] === "cosine" ? value / (lengths[i] as number) : value;
        });
        const rows = filled(arena.doubles(n * p), X).byteOffset;
        const asked = filled(arena.doubles(3 * p), queries).byteOffset;
        const [center, moved] = [arena.doubles(p).byteOffset, arena.singles(3 * p).byteOffset];
        const [distances, indices] = [arena.doubles(3 * k).fill(Infinity), arena.whole(3 * k)];
        const found = [k, distances.byteOffset, indices.byteOffset, metric] as const;
        arena.run("searchRows", 2, 1, 2, singles.byteOffset, rows, 7, n, p, asked, 3, center, 30, moved, ...found);
        return [Array.from(distances), Array.from(indices)];
      });
      expect(ours).toEqual(plain);
    }),
    { numRuns: 100 },
  );
});

test("both kinds of loops assign rows to the same centers, with the same bounds and sums", () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 1, max: 11 }), ({ n, p, seed, grid }, k) => {
      const [ours, plain] = twins((arena) => {
        const width = (k + 7) & ~7;
        const blocks = 3;
        const block = Math.ceil(n / blocks);
        const X = filled(arena.doubles(n * p), draw(seed, n * p, grid));
        const weights = filled(arena.doubles(n), draw(seed + 2, n, false).map(Math.abs));
        const turned = arena.doubles(width * p).fill(Infinity);
        const labels = arena.whole(n).fill(-1);
        const [upper, lower, half] = [arena.doubles(n), arena.doubles(n), arena.doubles(k)];
        const moved = arena.doubles(k).fill(0.1);
        const sums = [blocks * width, blocks * k * p, blocks * k, blocks].map((length) => arena.doubles(length));
        const [squares, ...added] = sums.map((each) => each.byteOffset) as [number, number, number, number];
        const assign = (centers: Float64Array, bounds: number, adds: number) => {
          for (let c = 0; c < k; c++) turned.set([centers[c] as number], c);
          centers.forEach((value, at) => (turned[(at % p) * width + Math.floor(at / p)] = value));
          const rows = [block, X.byteOffset, n, p, turned.byteOffset, k, bounds, moved.byteOffset, 0.1] as const;
          const known = [labels.byteOffset, upper.byteOffset, lower.byteOffset, weights.byteOffset] as const;
          arena.run("assignRows", blocks, 1, ...rows, ...known, squares, ...added, adds);
        };
        assign(draw(seed + 1, k * p, grid), 0, 1);
        assign(draw(seed + 3, k * p, grid), half.byteOffset, 0);
        assign(draw(seed + 4, k * p, grid), half.byteOffset, 1);
        return [labels, upper, lower, ...sums.slice(1)].map((each) => Array.from(each));
      });
      expect(ours).toEqual(plain);
    }),
    { numRuns: 30 },
  );
});

test("both kinds of loops take the same distances from what is closest so far", () => {
  fc.assert(
    fc.property(shape, ({ n, p, seed, grid }) => {
      const [ours, plain] = twins((arena) => {
        const X = filled(arena.doubles(n * p), draw(seed, n * p, grid)).byteOffset;
        const weights = filled(arena.doubles(n), draw(seed + 1, n, false).map(Math.abs)).byteOffset;
        const closest = arena.doubles(n).fill(2);
        const potentials = arena.doubles(2);
        const to = closest.byteOffset;
        arena.run("takeCloser", 2, 1, Math.ceil(n / 2), X, n, p, n - 1, weights, to, to, potentials.byteOffset);
        return [Array.from(closest), Array.from(potentials)];
      });
      expect(ours).toEqual(plain);
    }),
    { numRuns: 30 },
  );
});

test("both kinds of loops sort any numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 80 }), shape, (numbers, { seed }) => {
      const n = numbers.length + 1;
      const [ours, plain] = twins((arena) => {
        const values = filled(arena.doubles(2 * n), [...numbers, NaN, ...draw(seed, n, false)]);
        const [scratch, tallies] = [arena.doubles(2 * n).byteOffset, arena.bytes(2 * 49152).byteOffset];
        const lengths = filled(arena.doubles(2), [n - 1, n]);
        arena.run("sortValues", 2, 1, values.byteOffset, scratch, tallies, lengths.byteOffset, n);
        return Array.from(values);
      });
      expect(ours).toEqual(plain);
      expect(ours.slice(0, n - 1)).toEqual(Array.from(Float64Array.from(numbers).sort()));
    }),
  );
});

test("both kinds of loops find the bins of the numbers of a few rows, four features side by side", () => {
  fc.assert(
    fc.property(shape, ({ n, p, seed, grid }) => {
      const X = draw(seed, n * p, false);
      X[seed % X.length] = NaN;
      const steps = Array.from({ length: p }, (_, j) => draw(seed + j, j % 2 === 0 ? 255 : 9, grid).sort());
      const rows = n + 5;
      const [ours, plain] = twins((arena) => {
        const values = filled(arena.doubles(n * p), X);
        const cuts = arena.doubles(256 * p).fill(Infinity);
        steps.forEach((step, j) => {
          cuts.set(step, 256 * j);
        });
        const bins = arena.bytes(binnedBytes(rows, p));
        // The rows before them are of another call.
        const from = bins.byteOffset + 4 * 5;
        arena.run("findBins", 2, 1, Math.ceil(n / 2), values.byteOffset, n, p, cuts.byteOffset, 255, from, rows);
        return Array.from(bins);
      });
      expect(ours).toEqual(plain);
      X.forEach((value, at) => {
        const [i, j] = [Math.floor(at / p), at % p];
        const below = steps[j]?.findLastIndex((cut) => cut < value) ?? -1;
        const place = (j - (j % 4)) * rows + 4 * (i + 5) + (j % 4);
        expect(ours[place]).toBe(Number.isNaN(value) ? 255 : below + 1);
      });
    }),
    { numRuns: 30 },
  );
});

test("both kinds of loops find the same derivatives of the logistic loss, near the true ones", () => {
  fc.assert(
    fc.property(
      shape,
      fc.double({ min: -800, max: 800, noNaN: true }),
      fc.boolean(),
      ({ n, seed }, far, isWeighted) => {
        const [ours, plain] = twins((arena) => {
          const y = filled(arena.doubles(n), randomState(seed).randint(0, 2, n));
          const raw = filled(
            arena.doubles(n),
            draw(seed, n, false).map((value) => 5 * value),
          );
          raw[0] = far;
          const weights = isWeighted ? arena.doubles(n).fill(1.5).byteOffset : 0;
          const out = arena.singles(2 * n);
          arena.run("logisticDerivatives", 1, 1, n, n, y.byteOffset, raw.byteOffset, weights, out.byteOffset);
          raw.forEach((value, i) => {
            const share = 1 / (1 + Math.exp(-value));
            const expected = (isWeighted ? 1.5 : 1) * (share - (y[i] as number));
            expect(Math.abs((out[2 * i] as number) - expected)).toBeLessThan(1e-7);
          });
          return Array.from(out);
        });
        expect(ours).toEqual(plain);
      },
    ),
    { numRuns: 50 },
  );
});

test("both kinds of loops part rows alike, both sides in their order", () => {
  fc.assert(
    fc.property(shape, fc.constantFrom(0 as const, 1 as const, 2 as const), ({ n, seed }, smaller) => {
      const [ours, plain] = twins((arena) => {
        const samples = arena.whole(n);
        samples.set(randomState(seed).permutation(n));
        const bins = arena.bytes(4 * n);
        for (let i = 0; i < n; i++) bins[4 * i + 2] = (i * 7 + seed) % 5;
        const isLeft = arena.bytes(256);
        isLeft.set([1, 0, 1]);
        const goesLeft = (row: number) => isLeft[bins[4 * row + 2] as number] === 1;
        const left = Array.from(samples).filter(goesLeft);
        const right = Array.from(samples).filter((row) => !goesLeft(row));
        const derivatives = arena.singles(2 * n);
        for (let i = 0; i < 2 * n; i++) derivatives[i] = i / 3;
        const [to, pairs] = [arena.whole(n), arena.singles(2 * n)];
        const given = [samples.byteOffset, n, to.byteOffset, left.length, bins.byteOffset + 2] as const;
        const rest = [isLeft.byteOffset, derivatives.byteOffset, pairs.byteOffset, smaller] as const;
        arena.run("divideRows", 2, 1, ...given, ...rest);
        expect(Array.from(to)).toEqual([...left, ...right]);
        const written = smaller === 0 ? [] : smaller === 1 ? left : right;
        const expected = written.flatMap((row) => [derivatives[2 * row], derivatives[2 * row + 1]]);
        expect(Array.from(pairs.subarray(0, expected.length))).toEqual(expected);
        return [Array.from(to), Array.from(pairs)];
      });
      expect(ours).toEqual(plain);
    }),
    { numRuns: 50 },
  );
});

test("both kinds of loops find the same histograms and the same best splits", () => {
  const cols = 7;
  const node = fc.record({
    value: fc.double({ min: -1, max: 1, noNaN: true }),
    bound: fc.constantFrom(Infinity, 0.2),
    open: fc.constantFrom([1, 1], [1, 0], [0, 1]),
    l2: fc.constantFrom(0, 0.5),
  });
  fc.assert(
    fc.property(shape, node, fc.constantFrom(-1, 0, 1), ({ n, seed, grid }, { value, bound, open, l2 }, constraint) => {
      const [ours, plain] = twins((arena) => {
        const binned = arena.bytes(binnedBytes(n, cols));
        binned.set(randomState(seed).randint(0, 6, binned.length));
        const samples = arena.whole(n);
        samples.set(randomState(seed + 1).permutation(n));
        const pairs = arena.singles(2 * n);
        pairs.set(draw(seed, 2 * n, grid).map((each, i) => (i % 2 === 0 ? each : Math.abs(each))));
        const tasks = arena.whole(6);
        tasks.set([0, 4, 4, 2, 6, 1]);
        const rules = arena.whole(4 + 4 * cols);
        new Float64Array(rules.buffer, rules.byteOffset, 2).set([2, l2]);
        for (let j = 0; j < cols; j++)
          rules.set([6 - (j % 2), j % 2, j === 2 ? 1 : 0, j % 3 === 0 ? constraint : 0], 4 + 4 * j);
        const [nodes, results] = [arena.doubles(16), arena.doubles(2 * 6 * cols)];
        const [own, other] = [arena.bytes(histogramBytes(cols)), arena.bytes(histogramBytes(cols))];
        const slots = arena.bytes(cols * WORK_BYTES).byteOffset;
        const split = (rows: number, count: number, first: number, second: number) => {
          const given = [tasks.byteOffset, cols, binned.byteOffset, n, rows, count, pairs.byteOffset, slots] as const;
          const rest = [nodes.byteOffset, rules.byteOffset, results.byteOffset] as const;
          arena.run("splitFeatures", 3, 1, ...given, first, second, ...rest);
        };
        split(0, n, other.byteOffset, 0);
        const sums = new Float64Array(other.buffer, other.byteOffset, 12);
        const total = [0, 1].map((at) => [0, 1, 2, 3, 4, 5].reduce((sum, bin) => sum + (sums[2 * bin + at] ?? 0), 0));
        nodes.set([1, n, ...total, value, -bound, bound]);
        split(0, 0, other.byteOffset, 0);
        const whole = Array.from(results);
        const half = n >> 1;
        const [first = 0, second = 0] = open;
        nodes.set([first, half, 0.5, 3, value, -bound, bound, 0, second, n - half, 0.5, 3, value, -bound, bound]);
        split(samples.byteOffset, half, own.byteOffset, half > 0 ? other.byteOffset : 0);
        return [whole, Array.from(results), Array.from(own), Array.from(other)];
      });
      expect(ours).toEqual(plain);
    }),
    { numRuns: 100 },
  );
});

test("both kinds of loops add leaves to the same rows", () => {
  const [ours, plain] = twins((arena) => {
    const samples = arena.whole(6);
    samples.set([3, 5, 0, 1, 2, 4]);
    const [raw, leaves] = [arena.doubles(6).fill(1), filled(arena.doubles(6), [0, 2, 0.5, 2, 6, -0.25])];
    arena.run("addLeaves", 2, 1, 3, leaves.byteOffset, 2, samples.byteOffset, raw.byteOffset);
    return Array.from(raw);
  });
  expect(ours).toEqual([0.75, 0.75, 0.75, 1.5, 0.75, 1.5]);
  expect(plain).toEqual(ours);
});

test("k-means finds the same clusters without WebAssembly", () => {
  const X = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(i * 1.7), (i % 7) / 3]);
  const fast = kMeans({ nClusters: 4 }).fit(X);
  expect(withoutWasm(() => kMeans({ nClusters: 4 }).fit(X).toJSON())).toEqual(fast.toJSON());
});
