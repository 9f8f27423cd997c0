import { Matrix, randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { linearScores } from "./linear-scores.ts";
import { scoresTogether } from "./scores-together.ts";

test.each([1, 3, 4, 9])("scores of many rows and %i outputs are the same by several threads as by one", (k) => {
  const rng = randomState(k);
  const [rows, cols] = [Math.ceil(17_000_000 / (37 * k)), 37];
  const X = new Matrix(rows, cols, rng.uniform(-1, 1, rows * cols));
  const [W, offsets] = [rng.standardNormal(cols * k), rng.standardNormal(k)];
  const alone = linearScores("f, X", X, W, k, offsets);
  expect(scoresTogether("f, X", X, W, k, offsets).data).toEqual(alone.data);
  expect(scoresTogether("f, X", X, W, k, undefined).data).toEqual(linearScores("f, X", X, W, k, undefined).data);
  X.data[(rows - 2) * cols + 5] = Infinity;
  expect(() => scoresTogether("f, X", X, W, k, offsets)).toThrow(`f, X, row ${rows - 2}, column 5`);
});
