import { CsrMatrix } from "@mlsys/core";
import { quantileTransformer } from "@mlsys/models";
import { expect, test } from "vitest";

test("a sparse column of which nothing is stored has quantiles of 0, and numbers above lie at 1", () => {
  const learned = new CsrMatrix(3, 2, Float64Array.of(4, 2), Int32Array.of(1, 1), Int32Array.of(0, 0, 1, 2));
  const model = quantileTransformer({ nQuantiles: 2, ignoreImplicitZeros: true }).fit(learned);
  expect(model.quantiles.toArray()).toEqual([
    [0, 2],
    [0, 4],
  ]);
  const rows = new CsrMatrix(1, 2, Float64Array.of(0.5, 3), Int32Array.of(0, 1), Int32Array.of(0, 2));
  expect(model.transform(rows).toArray()).toEqual([[1, 0.5]]);
});
