import { Matrix, randomState } from "@mlsys/core";
import { decisionTreeRegressor, extraTreesRegressor } from "@mlsys/models";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

/** Trees of both kinds with drawn thresholds, as text. */
function grown(X: Matrix, y: Float64Array, options: Parameters<typeof decisionTreeRegressor>[0]): readonly string[] {
  const tree = decisionTreeRegressor({ ...options, splitter: "random" }).fit(X, y);
  const forest = extraTreesRegressor({ ...options, nEstimators: 2, nJobs: 1 }).fit(X, y);
  return [tree, forest].map((model) => JSON.stringify(model.toJSON()));
}

test("thresholds that the kernel draws make the trees of those drawn without it", () => {
  const problem = fc.record({
    rows: fc.integer({ min: 2, max: 150 }),
    cols: fc.integer({ min: 1, max: 6 }),
    scale: fc.constantFrom(1, 1e-40, 1e-7, 1e30),
    height: fc.constantFrom(1, 1e-150, 1e150),
    isWhole: fc.boolean(),
    hasConstants: fc.boolean(),
    hasZeros: fc.boolean(),
    options: fc.record({
      maxFeatures: fc.constantFrom(null, 0.5),
      minSamplesLeaf: fc.constantFrom(1, 3),
      minWeightFractionLeaf: fc.constantFrom(0, 0.05),
      maxLeafNodes: fc.constantFrom(null, 8),
    }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(problem, ({ rows, cols, scale, height, isWhole, hasConstants, hasZeros, options, seed }) => {
      const rng = randomState(seed);
      const numbers = (length: number, size: number): Float64Array =>
        rng.standardNormal(length).map((value) => (isWhole ? Math.round(value) : value) * size);
      const X = new Matrix(rows, cols, numbers(rows * cols, scale));
      const y = numbers(rows, height);
      if (hasConstants) for (let i = 0; i < rows; i++) X.data[i * cols] = scale;
      if (hasZeros) for (let at = 0; at < X.data.length; at += 3) X.data[at] = at % 2 === 0 ? 0 : -0;
      const expected = grown(X, y, { ...options, randomState: seed });
      vi.stubGlobal("WebAssembly", undefined);
      expect(grown(X, y, { ...options, randomState: seed })).toEqual(expected);
      vi.unstubAllGlobals();
    }),
    { numRuns: 150 },
  );
});

test("nor do they differ where a forest is large, and threads grow it", () => {
  const rng = randomState(0);
  const X = new Matrix(2000, 5, rng.standardNormal(10_000));
  const y = rng.standardNormal(2000);
  const forest = (nJobs: number | null): string => {
    const { trees } = extraTreesRegressor({ nEstimators: 120, minSamplesLeaf: 20, nJobs, randomState: 1 }).fit(X, y);
    return JSON.stringify(trees.map((tree) => Array.from(tree.threshold)));
  };
  const together = forest(null);
  vi.stubGlobal("WebAssembly", undefined);
  expect(forest(1)).toBe(together);
});
