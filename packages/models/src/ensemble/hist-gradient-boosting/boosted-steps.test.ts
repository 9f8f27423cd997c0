import { Matrix, randomState } from "@mlsys/core";
import { histGradientBoostingRegressor } from "@mlsys/models";
import { expect, test } from "vitest";

test.each([{}, { categoricalFeatures: [0] }])(
  "rows are predicted together as they are alone, also with missing numbers: %o",
  (options) => {
    const random = randomState(2);
    const X = new Matrix(403, 3, random.standardNormal(1209));
    for (let i = 0; i < X.rows; i++) X.data[3 * i] = Math.floor(random.randomSample() * 6);
    const y = Float64Array.from({ length: X.rows }, (_, i) => (X.get(i, 0) % 2) + X.get(i, 1) * X.get(i, 2));
    for (let at = 0; at < X.data.length; at += 7) X.data[at] = NaN;
    const model = histGradientBoostingRegressor({ maxIter: 10, randomState: 0, ...options }).fit(X, y);
    const together = model.predict(X);
    expect(new Set(together).size).toBeGreaterThan(20);
    for (let i = 0; i < X.rows; i++) expect(model.predict(X.take([i]))[0]).toBe(together[i]);
  },
);
