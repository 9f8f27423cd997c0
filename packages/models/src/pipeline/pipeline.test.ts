import { CsrMatrix } from "@mlsys/core";
import {
  countVectorizer,
  linearRegression,
  modelFromJSON,
  multinomialNB,
  pipeline,
  standardScaler,
  tfidfTransformer,
  tfidfVectorizer,
} from "@mlsys/models";
import type { ClassifierModel } from "@mlsys/models";
import { expect, test } from "vitest";

const documents = ["profit rose", "profit fell", "sales rose sharply", "sales fell"];
const labels = ["up", "down", "up", "down"];

test("a pipeline predicts what its steps predict one after the other", () => {
  const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, labels);
  const { model: vectorizer, output } = tfidfVectorizer().fitWithOutput(documents);
  const classifier = multinomialNB().fit(output, labels);
  const queries = ["revenue rose", "orders fell"];
  expect(model.predictProba(queries)).toEqual(classifier.predictProba(vectorizer.transform(queries)));
  expect(model.predict(queries)).toEqual(["up", "down"]);
  expect(model.score(documents, labels)).toBe(1);
});

test("sparse data stays sparse from step to step", () => {
  const model = pipeline(countVectorizer(), tfidfTransformer()).fit(documents);
  expect(model.transform(documents)).toBeInstanceOf(CsrMatrix);
});

test("a pipeline read back from its JSON predicts identically", () => {
  const model = pipeline(tfidfVectorizer({ ngramRange: [1, 2] }), multinomialNB()).fit(documents, labels);
  const again = modelFromJSON<ClassifierModel<string, readonly string[]>>(JSON.parse(JSON.stringify(model)));
  expect(again.predict(documents)).toEqual(model.predict(documents));
  expect(JSON.stringify(again)).toBe(JSON.stringify(model));
});

test("steps of one kind are numbered", () => {
  const model = pipeline(standardScaler(), standardScaler(), linearRegression()).fit([[1], [2], [4]], [1, 2, 3]);
  expect(model.stepNames).toEqual(["standardScaler-1", "standardScaler-2", "linearRegression"]);
});

test("a classifier in the middle is refused, also without types", () => {
  const build = pipeline as (...steps: unknown[]) => unknown;
  expect(() => build(multinomialNB(), tfidfVectorizer())).toThrow("pipeline, step 0");
  expect(() => build()).toThrow("no steps");
});

test("the weights of rows go to the last step", () => {
  const X = [[1], [2], [3]];
  const weighted = pipeline(standardScaler(), linearRegression()).fit(X, [1, 2, 9], { sampleWeight: [1, 1, 0] });
  expect(Math.abs((weighted.predict([[3]])[0] ?? NaN) - 3)).toBeLessThan(1e-12);
});
