import {
  categoricalNB,
  elasticNet,
  huberRegressor,
  lasso,
  lassoCV,
  linearRegression,
  linearSVC,
  logisticRegression,
  perceptron,
  poissonRegressor,
  ridge,
  ridgeCV,
  sgdClassifier,
  sgdRegressor,
} from "@mlsys/models";
import { estimatorChecks } from "@mlsys/models/testing";
import type { EstimatorChecksOptions, EstimatorFactory } from "@mlsys/models/testing";
import { describe, test } from "vitest";

const drawsRows = {
  dependsOnOrder: true,
  skip: {
    "takes sparse rows as it takes dense ones": "the intercept learns slower from sparse rows",
    "counts a weight as so many rows": "rows are drawn one by one",
  },
};

const estimators: readonly (readonly [EstimatorFactory, EstimatorChecksOptions])[] = [
  [ridgeCV, { skip: { "counts a weight as so many rows": "repeated rows are not left out together" } }],
  [(options?: object) => ridge({ positive: true, ...options }), {}],
  [(options?: object) => ridge({ solver: "sparse_cg", ...options }), {}],
  [(options?: object) => linearRegression({ positive: true, ...options }), {}],
  [lasso, {}],
  [(options?: object) => lasso({ selection: "random", ...options }), { dependsOnOrder: true }],
  [
    lassoCV,
    {
      dependsOnOrder: true,
      skip: { "counts a weight as so many rows": "folds are made of rows, whatever they weigh" },
    },
  ],
  [elasticNet, {}],
  [huberRegressor, {}],
  [poissonRegressor, { nonNegativeTarget: true }],
  [linearSVC, {}],
  [(options?: object) => linearSVC({ loss: "hinge", ...options }), {}],
  [(options?: object) => logisticRegression({ l1Ratio: 0.5, ...options }), {}],
  [sgdClassifier, drawsRows],
  [(options?: object) => sgdClassifier({ loss: "log_loss", ...options }), drawsRows],
  [sgdRegressor, drawsRows],
  [perceptron, drawsRows],
  [(options?: object) => categoricalNB({ minCategories: 20, ...options }), { input: "counts" }],
];

describe.each(
  estimators.map(([factory, options]) => ({ name: factory().kind, checks: estimatorChecks(factory, options) })),
)("$name", ({ checks }) => {
  test.each(checks)("$name", ({ run }) => run());
});
