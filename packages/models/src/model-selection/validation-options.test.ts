import type { ProgressEvent } from "@mlsys/core";
import {
  crossValidate,
  crossValPredict,
  crossValScore,
  learningCurve,
  linearRegression,
  permutationImportance,
  ridge,
  validationCurve,
} from "@mlsys/models";
import { describe, expect, it } from "vitest";

const X = Array.from({ length: 30 }, (_, i) => [i]);
const y = X.map(([x = 0]) => 2 * x);

describe("options of validation", () => {
  const calls: readonly (readonly [string, (options: object) => Promise<unknown>])[] = [
    ["crossValidate", (options) => crossValidate(linearRegression(), X, y, options)],
    ["crossValScore", (options) => crossValScore(linearRegression(), X, y, options)],
    ["crossValPredict", (options) => crossValPredict(linearRegression(), X, y, options)],
    ["learningCurve", (options) => learningCurve(linearRegression(), X, y, options)],
    [
      "validationCurve",
      (options) => validationCurve((alpha) => ridge({ alpha }), X, y, { paramRange: [1, 2], ...options }),
    ],
    ["permutationImportance", (options) => permutationImportance(linearRegression().fit(X, y), X, y, options)],
  ];

  it.each(calls)(
    "of %s are refused where they are misspelt, which would leave a default in place",
    async (owner, call) => {
      await expect(call({ njobs: 1 })).rejects.toThrow(
        `njobs is not accepted (${owner}): found an option of that name; did you mean "nJobs"?`,
      );
      await expect(call({ nJobs: 1 })).resolves.toBeDefined();
    },
  );

  const folds = calls.filter(([owner]) => owner !== "permutationImportance");

  it.each(folds)("of %s are spoken of by the name of the function that was called", async (owner, call) => {
    const tasks = new Set<string>();
    await call({ cv: 2, onProgress: ({ task }: ProgressEvent) => void tasks.add(task) });
    expect([...tasks]).toEqual([owner]);
    await expect(call({ nJobs: 0.5 })).rejects.toThrow(`(${owner})`);
    await expect(call({ sampleWeight: [1] })).rejects.toThrow(`(${owner}, sampleWeight)`);
  });

  it("validationCurve needs values, and a function that makes an estimator of one", async () => {
    const call = validationCurve as unknown as (...given: readonly unknown[]) => Promise<unknown>;
    await expect(call((alpha: number) => ridge({ alpha }), X, y)).rejects.toThrow("there is no value to try");
    await expect(call(ridge(), X, y, { paramRange: [1] })).rejects.toThrow("give a function of the value");
    await expect(call((alpha: number) => ridge({ alpha }), X, y, { paramrange: [1] })).rejects.toThrow(
      'did you mean "paramRange"?',
    );
  });

  it("a model in the place of an estimator is refused", async () => {
    const model = linearRegression().fit(X, y) as never;
    await expect(crossValScore(model, X, y)).rejects.toMatchObject({ name: "ModelsError", code: "invalidInput" });
  });
});
