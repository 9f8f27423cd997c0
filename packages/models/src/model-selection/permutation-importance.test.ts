import { linearRegression, permutationImportance } from "@mlsys/models";
import type { LinearRegressionModel } from "@mlsys/models";
import { expect, test } from "vitest";

test("an estimator in the place of a model is refused as such", async () => {
  const unfitted = linearRegression() as unknown as LinearRegressionModel;
  const message = "the model is not fitted (permutationImportance): found an estimator; give what its fit returns";
  await expect(permutationImportance(unfitted, [[1], [2]], [1, 2])).rejects.toThrow(message);
  await expect(permutationImportance(unfitted, [[1], [2]], [1, 2], { scoring: "r2" })).rejects.toThrow(message);
});
