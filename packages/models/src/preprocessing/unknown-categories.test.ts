import type { Logger } from "@mlsys/core";
import { modelFromJSON, oneHotEncoder } from "@mlsys/models";
import type { OneHotEncoderModel } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [["a"], ["a"], ["b"], ["c"]];

test("categories that are not known count as rare ones, or none, and the logger hears of their columns", () => {
  const heard: unknown[] = [];
  const tell = (message: string, fields?: object) => heard.push([message, fields]);
  const logger: Logger = { debug: tell, info: tell, warn: tell, error: tell };
  const options = { handleUnknown: "warn", logger, sparseOutput: false } as const;
  const model = oneHotEncoder(options).fit(X);
  expect(model.transform([["a"]]).toArray()).toEqual([[1, 0, 0]]);
  expect(heard).toEqual([]);
  expect(model.transform([["z"]]).toArray()).toEqual([[0, 0, 0]]);
  expect(heard).toEqual([[expect.stringMatching(/columns 0 /), { code: "unknownCategory", columns: [0] }]]);
  const rare = oneHotEncoder({ ...options, minFrequency: 2 }).fit(X);
  expect(rare.transform([["z"], ["b"]]).toArray()).toEqual([
    [0, 1],
    [0, 1],
  ]);
  const again = modelFromJSON(rare.toJSON()) as unknown as OneHotEncoderModel;
  expect(again.transform([["z"]]).toArray()).toEqual([[0, 1]]);
});
