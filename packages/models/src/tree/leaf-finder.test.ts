import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decisionTreeRegressor } from "./decision-tree-regressor.ts";
import { LeafFinder } from "./leaf-finder.ts";

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
        return at % 3 === 0 ? (tree.threshold[at % tree.nodeCount] as number) : Math.round(8 * value) / 8;
      });
      const X = new Matrix(rows, 2, values);
      const finder = new LeafFinder(X);
      const one = Int32Array.from({ length: rows }, (_, row) => tree.leafOf(X, row));
      expect(finder.leavesOf(tree)).toEqual(one);
      expect(finder.leavesOf(tree)).toEqual(one);
    }),
    { numRuns: 300 },
  );
});
