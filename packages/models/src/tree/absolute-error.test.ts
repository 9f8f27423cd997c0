import { Matrix, randomState } from "@mlsys/core";
import { decisionTreeRegressor } from "@mlsys/models";
import { expect, test } from "vitest";

test("medians that move along a chain are those that are searched by weights of 1", () => {
  const rng = randomState(5);
  for (const decimals of [0, 1, 12]) {
    const X = new Matrix(300, 3, rng.standardNormal(900));
    const y = Float64Array.from(rng.standardNormal(300), (value) => Number(value.toFixed(decimals)));
    const model = decisionTreeRegressor({ criterion: "absolute_error" });
    const chained = model.fit(X, y).toJSON();
    expect(model.fit(X, y, { sampleWeight: new Float64Array(300).fill(1) }).toJSON()).toEqual(chained);
  }
});
