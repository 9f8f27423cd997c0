import { Matrix, randomState } from "@mlsys/core";
import { linearSVC } from "@mlsys/models";
import { expect, test } from "vitest";
import { interiorPoint } from "./hinge-interior.ts";

test.each([0.01, 1, 100])("many rows of classes that overlap are solved in few steps, C = %d", (cost) => {
  const rng = randomState(0);
  const X = new Matrix(2000, 8, rng.standardNormal(16_000));
  const signs = Float64Array.from(rng.standardNormal(2000), (noise, i) =>
    noise + 2 * X.get(i, 0) > X.get(i, 5) ? 1 : -1,
  );
  const costs = new Float64Array(2000).fill(cost);
  const { converged, iterations } = interiorPoint({ X, signs, costs, interceptScale: 1 }, 9);
  expect(converged).toBe(true);
  expect(iterations).toBeLessThan(50);
  const model = linearSVC({ loss: "hinge", C: cost }).fit(X, signs);
  expect(model.warnings).toEqual([]);
});
