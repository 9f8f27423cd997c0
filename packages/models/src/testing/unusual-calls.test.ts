import { Matrix } from "@mlsys/core";
import * as models from "@mlsys/models";
import { expect, test } from "vitest";

// What every estimator makes of unknown options of its fit, and of no rows to predict.

const X = Array.from({ length: 24 }, (_, i) => [1 + (i % 5), 1 + ((i * 7) % 11), 2 + (i % 3)]);
const labels = X.map((_, i) => (i % 2 === 0 ? "a" : "b"));
const numbers = X.map((_, i) => 1 + (i % 7));
const texts = X.map((_, i) => (i % 2 === 0 ? "a good year" : "a bad year"));
const dates = X.map((_, i) => [`2024-01-${String(i + 1).padStart(2, "0")}`]);

interface AnyModel {
  readonly predict?: (rows: unknown) => ArrayLike<unknown>;
  readonly transform?: (rows: unknown) => Matrix | readonly unknown[];
}

interface AnyEstimator {
  readonly estimatorType: unknown;
  readonly fit: (rows: unknown, y: unknown, options?: object) => AnyModel;
}

/** What a factory needs, and what it is fitted on where that is no matrix. */
const needs: Readonly<Record<string, readonly [options: object, rows?: unknown]>> = {
  calibratedClassifierCV: [{ estimator: models.gaussianNB(), cv: 2 }],
  columnTransformer: [{ transformers: [["all", models.standardScaler(), [0, 1]]] }],
  countVectorizer: [{}, texts],
  dateParts: [{}, dates],
  featureUnion: [{ transformers: [["all", models.standardScaler()]] }],
  hashingVectorizer: [{}, texts],
  isotonicRegression: [{}, X.map(([a]) => [a])],
  kMeans: [{ nClusters: 2 }],
  miniBatchKMeans: [{ nClusters: 2 }],
  oneVsRestClassifier: [{ estimator: models.gaussianNB() }],
  quantileTransformer: [{ nQuantiles: 5 }],
  rfe: [{ estimator: models.linearRegression() }],
  selectFromModel: [{ estimator: models.linearRegression() }],
  selectKBest: [{ k: 2 }],
  smote: [{}],
  textCleaner: [{}, texts],
  tfidfVectorizer: [{}, texts],
  votingClassifier: [{ estimators: [["bayes", models.gaussianNB()]] }],
};

const estimators = Object.entries(models as Readonly<Record<string, unknown>>).flatMap(([name, factory]) => {
  if (typeof factory !== "function" || name === "pipeline") return [];
  const [options, rows = X] = needs[name] ?? [{}];
  const made = madeBy(factory as (options: object) => unknown, options);
  return made === undefined ? [] : [[name, made, rows] as const];
});

/** What a factory makes, where that is an estimator. */
function madeBy(factory: (options: object) => unknown, options: object): AnyEstimator | undefined {
  try {
    const made = factory(options);
    // Functions that are no factories refuse such a call, some by a promise.
    if (made instanceof Promise) made.catch(() => undefined);
    const isEstimator = typeof made === "object" && made !== null && "fit" in made && "estimatorType" in made;
    return isEstimator ? (made as unknown as AnyEstimator) : undefined;
  } catch {
    return undefined;
  }
}

const targetOf = (estimator: AnyEstimator): readonly unknown[] =>
  estimator.estimatorType === "classifier" ? labels : numbers;

test("nearly all estimators are looked at", () => {
  expect(estimators.length).toBeGreaterThan(60);
});

test.each(estimators)(
  "%s refuses an option of its fit that it does not know, and tells the nearest",
  (_, made, rows) => {
    const misspelt = { sampleWeigth: numbers };
    expect(() => made.fit(rows, targetOf(made), misspelt)).toThrow(/sampleWeigth.*sampleWeight/);
    expect(() => made.fit(rows, targetOf(made), numbers)).toThrow(/given by name/);
  },
);

test.each(estimators)("%s gives nothing for no rows", (_, made, rows) => {
  const model = made.fit(rows, targetOf(made));
  const none = rows === X ? new Matrix(0, 3) : [];
  for (const empty of [[], none]) {
    if (model.predict !== undefined) expect(model.predict(empty)).toHaveLength(0);
    else if (model.transform !== undefined) expect(rowsOf(model.transform(empty))).toBe(0);
  }
});

const rowsOf = (made: Matrix | readonly unknown[]): number => ("rows" in made ? made.rows : made.length);
