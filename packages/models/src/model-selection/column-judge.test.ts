import { linearRegression, permutationImportance, poissonRegressor, ridge } from "@mlsys/models";
import { randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a linear model's importances are those that new predictions give", async () => {
  const estimators = { linearRegression: linearRegression(), ridge: ridge(), poissonRegressor: poissonRegressor() };
  const problem = fc.record({
    name: fc.constantFrom("linearRegression", "ridge", "poissonRegressor"),
    seed: fc.nat(),
    isWeighted: fc.boolean(),
    nRepeats: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(problem, async ({ name, seed, isWeighted, nRepeats }) => {
      const rng = randomState(seed);
      const X = Array.from({ length: 40 }, () => Array.from(rng.standardNormal(3)));
      const y = X.map(([a = 0, b = 0]) => Math.exp(a / 2) + Math.abs(b));
      const sampleWeight = isWeighted ? { sampleWeight: rng.uniform(0.5, 2, 40) } : {};
      const model = estimators[name as "ridge"].fit(X, y, sampleWeight);
      const options = { nRepeats, randomState: seed, ...sampleWeight };
      const found = await permutationImportance(model, X, y, options);
      const scoring = (judged: unknown, rows: unknown, truth: unknown, given: object = {}) =>
        (judged as typeof model).score(rows as number[][], truth as number[], given);
      const expected = await permutationImportance(model, X, y, { ...options, scoring });
      found.importances.data.forEach((value, at) =>
        expect(Math.abs(value - (expected.importances.data[at] as number))).toBeLessThan(1e-12),
      );
    }),
    { numRuns: 25 },
  );
});
