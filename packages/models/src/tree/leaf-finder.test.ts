import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decisionTreeRegressor } from "./decision-tree-regressor.ts";
import { LeafFinder } from "./leaf-finder.ts";
import { leavesOfOne } from "./leaves-of-one.ts";

const awkward = [0, -0, 1e-300, -1e-300, 1e300, -1e300, 1e38, 0.1, -0.1, NaN];

test("the leaves of many rows are those of one row after another", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 60 }), fc.boolean(), (seed, rows, hasMissing) => {
      const rng = randomState(seed);
      const y = rng.standardNormal(40);
      // Rounded, so that rows lie on thresholds.
      const fitted = rng
        .standardNormal(80)
        .map((value, at) => (at % 7 === 0 && hasMissing ? NaN : Math.round(4 * value) / 4));
      const { tree } = decisionTreeRegressor({ maxLeafNodes: 2 + (seed % 20) }).fit(new Matrix(40, 2, fitted), y);
      const values = rng.standardNormal(2 * rows).map((value, at) => {
        const special = at % 5 === 0 ? awkward[(at + seed) % awkward.length] : undefined;
        if (special !== undefined) return Number.isNaN(special) && !hasMissing ? 1 : special;
        const threshold = tree.threshold[at % tree.nodeCount] as number;
        // That of missing numbers against all others is infinite, which is no number of X.
        return at % 3 === 0 && Number.isFinite(threshold) ? threshold : Math.round(8 * value) / 8;
      });
      const X = new Matrix(rows, 2, values);
      const finder = new LeafFinder(X);
      const one = Int32Array.from({ length: rows }, (_, row) => tree.leafOf(X, row));
      expect(finder.leavesOf(tree)).toEqual(one);
      expect(finder.leavesOf(tree)).toEqual(one);
      expect(leavesOfOne("tree", tree, X, { nFeaturesIn: 2, featureNamesIn: undefined })).toEqual(one);
    }),
    { numRuns: 300 },
  );
});

test("rows of several blocks of which some have missing numbers end in their leaves; infinite ones are refused", () => {
  const rng = randomState(3);
  const [rows, cols] = [3 * (1 << 13), 2];
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = rng.standardNormal(rows);
  X.data[3 * (1 << 14) - 1] = NaN;
  const model = decisionTreeRegressor({ maxDepth: 5 }).fit(X, y);
  const expected = Int32Array.from({ length: rows }, (_, row) => model.tree.leafOf(X, row));
  expect(model.apply(X)).toEqual(expected);
  expect(model.predict(X)).toEqual(Float64Array.from(expected, (leaf) => model.tree.value[leaf] as number));
  X.data[1 << 15] = -Infinity;
  expect(() => model.predict(X)).toThrow(/predict, X, row 16384, column 0/);
});
