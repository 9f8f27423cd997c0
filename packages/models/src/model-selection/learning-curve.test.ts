import { learningCurve, linearRegression } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";

const X = Array.from({ length: 12 }, (_, i) => [i]);
const y = X.map(([x = 0]) => ((x * 7) % 5) + x);

test("a share of a few rows that is less than one row is one row", async () => {
  const curve = await learningCurve(linearRegression(), X, y, { scoring: "negMeanAbsoluteError" });
  expect(curve.trainSizes).toEqual(Int32Array.of(1, 2, 4, 6, 9));
  // The scores of scikit-learn.
  expectClose(curve.testScores.row(0), [-7 / 3, -16 / 3, -9.5, -10.5, -11.5], 1e-12);
});

test("numbers of rows that a fold does not have are refused as they were given", async () => {
  await expect(learningCurve(linearRegression(), X, y, { trainSizes: [0, 5] })).rejects.toThrow(/found 0; /);
  await expect(learningCurve(linearRegression(), X, y, { trainSizes: [5, 10] })).rejects.toThrow(
    /found 10; .* from 1 to 9/,
  );
});
