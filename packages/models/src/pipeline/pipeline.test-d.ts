import type { CsrMatrix, Matrix } from "@mlsys/core";
import {
  isolationForest,
  kMeans,
  linearRegression,
  linearSVC,
  logisticRegression,
  multinomialNB,
  normalizer,
  pca,
  pipeline,
  standardScaler,
  tfidfTransformer,
  tfidfVectorizer,
  countVectorizer,
} from "@mlsys/models";
import type { AnyMatrix, LinearRegressionModel } from "@mlsys/models";
import { expectTypeOf, test } from "vitest";

const documents = ["profit rose", "profit fell"];

test("the labels of a pipeline are those of y", () => {
  const labels: ("up" | "down")[] = ["up", "down"];
  const model = pipeline(tfidfVectorizer(), multinomialNB()).fit(documents, labels);
  expectTypeOf(model.predict(["x"])).toEqualTypeOf<("up" | "down")[]>();
  expectTypeOf(model.classes).toEqualTypeOf<readonly ("up" | "down")[]>();
  expectTypeOf(model.steps[0].featureNamesOut).toEqualTypeOf<readonly string[]>();
  const three = pipeline(countVectorizer(), tfidfTransformer(), logisticRegression()).fit(
    documents,
    Float64Array.of(1, 2),
  );
  expectTypeOf(three.predict(["x"])).toEqualTypeOf<number[]>();
});

test("the input of a pipeline is that of its first step", () => {
  // @ts-expect-error numbers are no documents
  pipeline(tfidfVectorizer(), multinomialNB()).fit([[1, 2]], ["a"]);
  const model = pipeline(standardScaler(), linearRegression()).fit([[1], [2]], [1, 2]);
  expectTypeOf(model.predict([[1]])).toEqualTypeOf<Float64Array>();
});

test("a step that learns one target or several is known by the model of one", () => {
  const model = pipeline(standardScaler(), linearRegression()).fit([[1], [2]], [1, 2]);
  expectTypeOf(model.steps[1]).toEqualTypeOf<LinearRegressionModel>();
});

test("steps in a wrong order do not compile", () => {
  // @ts-expect-error a classifier is no transformer
  pipeline(multinomialNB(), tfidfVectorizer());
  // @ts-expect-error a scaler gives numbers, a vectoriser takes texts
  pipeline(standardScaler(), tfidfVectorizer());
  // @ts-expect-error the same in the middle
  pipeline(tfidfVectorizer(), tfidfVectorizer(), multinomialNB());
});

test("predicting before fitting does not compile", () => {
  expectTypeOf(pipeline(tfidfVectorizer(), multinomialNB())).not.toHaveProperty("predict");
  expectTypeOf(linearRegression()).not.toHaveProperty("predict");
});

test("a pipeline of transformers is a transformer", () => {
  const model = pipeline(countVectorizer(), tfidfTransformer()).fit(documents);
  expectTypeOf(model.transform(["x"])).toEqualTypeOf<CsrMatrix>();
});

test("a pipeline has the methods of its last step, and only those", () => {
  const X = [[1], [2]];
  const svc = pipeline(standardScaler(), linearSVC()).fit(X, ["a", "b"]);
  expectTypeOf(svc.decisionFunction([[1]])).toEqualTypeOf<Float64Array | Matrix>();
  expectTypeOf(svc).not.toHaveProperty("predictProba");
  expectTypeOf(pipeline(standardScaler(), linearRegression()).fit(X, [1, 2])).not.toHaveProperty("decisionFunction");
  const outliers = pipeline(standardScaler(), isolationForest()).fit(X);
  expectTypeOf(outliers.predict([[1]])).toEqualTypeOf<Int32Array>();
  const clusters = pipeline(standardScaler(), kMeans()).fit(X);
  expectTypeOf(clusters.predict([[1]])).toEqualTypeOf<Int32Array>();
  const scaled = pipeline(standardScaler(), pca()).fit(X);
  expectTypeOf(scaled.inverseTransform(scaled.transform(X))).toEqualTypeOf<AnyMatrix>();
  expectTypeOf(pipeline(standardScaler(), normalizer()).fit(X)).not.toHaveProperty("inverseTransform");
  expectTypeOf(scaled).not.toHaveProperty("predict");
});
