import { crossValidate, gaussianNB, linearRegression, permutationImportance } from "@mlsys/models";
import type { LinearRegressionModel, PermutationImportance, ScorerName } from "@mlsys/models";
import { expect, expectTypeOf, test } from "vitest";

test("an estimator in the place of a model is refused as such", async () => {
  const unfitted = linearRegression() as unknown as LinearRegressionModel;
  const message = "the model is not fitted (permutationImportance): found an estimator; give what its fit returns";
  await expect(permutationImportance(unfitted, [[1], [2]], [1, 2])).rejects.toThrow(message);
  await expect(permutationImportance(unfitted, [[1], [2]], [1, 2], { scoring: "r2" })).rejects.toThrow(message);
});

const X = Array.from({ length: 40 }, (_, i) => [i, (i * 7) % 11, Math.sin(i)]);
const y = X.map(([x = 0]) => (x < 23 ? "low" : "high"));

test("several scorers give what each of them gives alone, and the model predicts once for them", async () => {
  const model = gaussianNB().fit(X, y);
  let asked = 0;
  const counted = Object.assign(Object.create(model) as typeof model, {
    predict: (rows: number[][]) => {
      asked += 1;
      return model.predict(rows);
    },
  });
  const second = (judged: unknown, rows: unknown) =>
    (judged as typeof model).predictProba(rows as number[][]).column(1)[0] as number;
  const scoring = { right: "accuracy", f1: "f1Macro", loss: "negLogLoss", second } as const;
  const options = { nRepeats: 2, randomState: 3, maxSamples: 30 };
  const found = await permutationImportance(counted, X, y, { ...options, scoring });
  expect(asked).toBe(1 + 3 * options.nRepeats);
  expectTypeOf(found).toEqualTypeOf<Readonly<Record<keyof typeof scoring, PermutationImportance>>>();
  for (const name of ["right", "f1", "loss", "second"] as const) {
    expect(found[name]).toEqual(await permutationImportance(model, X, y, { ...options, scoring: scoring[name] }));
  }
});

test("a list of scorers gives a result by each name; one scorer gives its result alone", async () => {
  const model = gaussianNB().fit(X, y);
  const listed = await permutationImportance(model, X, y, { scoring: ["accuracy", "rocAuc"] });
  expectTypeOf(listed).toEqualTypeOf<Readonly<Record<"accuracy" | "rocAuc", PermutationImportance>>>();
  const alone = await permutationImportance(model, X, y, { scoring: "accuracy" });
  expectTypeOf(alone).toEqualTypeOf<PermutationImportance>();
  expect(listed.accuracy).toEqual(alone);
});

test("scorers that are none, named twice or unknown are refused", async () => {
  const model = gaussianNB().fit(X, y);
  const refusal = async (scoring: readonly string[]) => {
    const given = { scoring: scoring as readonly ScorerName[] };
    const { message } = (await permutationImportance(model, X, y, given).catch((error: unknown) => error)) as Error;
    const validation = (await crossValidate(gaussianNB(), X, y, given).catch((error: unknown) => error)) as Error;
    expect(validation.message).toBe(message.replace("permutationImportance", "crossValidate"));
    return message;
  };
  expect(await refusal([])).toContain("there are no scorers (permutationImportance, scoring)");
  expect(await refusal(["accuracy", "accuracy"])).toContain("a scorer is named twice");
  expect(await refusal(["accuracy", "acuracy"])).toContain("there is no such scorer");
});
