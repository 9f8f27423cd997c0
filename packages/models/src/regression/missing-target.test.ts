import { Matrix, randomState } from "@mlsys/core";
import {
  decisionTreeRegressor,
  elasticNet,
  lasso,
  linearRegression,
  ModelsError,
  randomForestRegressor,
} from "@mlsys/models";
import { ridge, ridgeCV } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [[1], [2], [3]];
const estimators = [
  decisionTreeRegressor(),
  elasticNet(),
  lasso(),
  linearRegression(),
  randomForestRegressor(),
  ridge(),
  ridgeCV(),
];

test.each(estimators)("$kind says that y is missing, null or a text by an error of models", (estimator) => {
  for (const y of [undefined, null, "abc"]) {
    expect(() => estimator.fit(X, y as unknown as number[])).toThrow(ModelsError);
  }
});

const shapes = [
  { shape: "few rows", rows: 8, cols: 2 },
  { shape: "many rows", rows: 20_000, cols: 6 },
  { shape: "more columns than rows", rows: 60, cols: 90 },
];
const linear = [
  linearRegression(),
  linearRegression({ fitIntercept: false }),
  linearRegression({ positive: true }),
  ridge(),
  ridge({ solver: "svd" }),
  ridge({ solver: "lsqr" }),
  ridge({ positive: true, solver: "lbfgs" }),
];

test.each(shapes)("linear models of $shape say where y is not finite", ({ rows, cols }) => {
  const rng = randomState(4);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  // Where X and weights are 0, so are products with what is finite.
  X.row(rows - 1).fill(0);
  const sampleWeight = new Float64Array(rows).fill(1).fill(0, rows - 1);
  for (const bad of [NaN, Infinity, -Infinity]) {
    const y = rng.standardNormal(rows);
    y[rows - 1] = bad;
    const refusal = expect.objectContaining({ code: "nonFinite", details: { index: rows - 1 } }) as unknown;
    for (const estimator of linear) {
      expect(() => estimator.fit(X, y)).toThrow(refusal);
      expect(() => estimator.fit(X, y, { sampleWeight })).toThrow(refusal);
    }
  }
});
