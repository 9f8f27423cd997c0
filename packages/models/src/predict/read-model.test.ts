import { logisticRegression, pipeline, tfidfVectorizer } from "@mlsys/models";
import {
  linearRegressionKind,
  logisticRegressionKind,
  pipelineKind,
  readModel,
  tfidfVectorizerKind,
} from "@mlsys/models/predict";
import { expect, test } from "vitest";

const documents = ["profit rose", "profit fell", "sales rose", "sales fell"];
const fitted = pipeline(tfidfVectorizer(), logisticRegression()).fit(documents, ["up", "down", "up", "down"]);
const json: unknown = JSON.parse(JSON.stringify(fitted));

test("a model read by its kinds predicts identically", () => {
  const model = readModel<typeof fitted>(json, [pipelineKind, tfidfVectorizerKind, logisticRegressionKind]);
  expect(model.predictProba(["orders rose"])).toEqual(fitted.predictProba(["orders rose"]));
});

test("a kind that is not named, also of a part, is refused", () => {
  expect(() => readModel(json, [linearRegressionKind])).toThrow('there is no kind of model "pipeline"');
  expect(() => readModel(json, [pipelineKind, tfidfVectorizerKind])).toThrow("logisticRegression");
  expect(() => readModel({}, [pipelineKind])).toThrow("not a saved model");
  expect(() => readModel(json, pipelineKind as never)).toThrow("kinds is no list (readModel): give an array");
});
