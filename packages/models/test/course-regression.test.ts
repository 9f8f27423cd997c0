import { existsSync, readFileSync } from "node:fs";
import { randomState } from "@mlsys/core";
import { linearRegression } from "@mlsys/models";
import { expect, test } from "vitest";
import { sharedData } from "./support/shared-data.ts";

const file = sharedData("regression/regression_dataset.txt");

test.skipIf(!existsSync(file))("the course's regression has the reference's digits", () => {
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t").map(Number));
  const order = Array.from(randomState(42).permutation(rows.length), (i) => rows[i] ?? []);
  const X = order.map(([x = NaN]) => [x]);
  const y = order.map(([, value = NaN]) => value);
  const model = linearRegression().fit(X.slice(200), y.slice(200));
  expect(model.coef[0]).toBe(16.716531471604753);
  expect(model.intercept).toBe(-0.09250102697112714);
  expect(model.predict([[10]])[0]).toBe(167.0728136890764);
  expect(Math.abs(model.score(X.slice(0, 200), y.slice(0, 200)) - 0.7188122876167204)).toBeLessThan(1e-15);
});
