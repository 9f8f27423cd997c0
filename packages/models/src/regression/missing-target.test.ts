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
