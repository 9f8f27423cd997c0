import { Matrix, MlsysError } from "@mlsys/core";
import * as models from "@mlsys/models";
import * as bundle from "@mlsys/models/bundle";
import { estimatorChecks } from "@mlsys/models/testing";
import { expect, test } from "vitest";

// What every estimator makes of unknown options of its fit, and of no rows to predict; and what every function makes of what it does not take.

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

type AnyFunction = (...values: unknown[]) => unknown;

const functions = Object.entries({ ...models, ...bundle, estimatorChecks } as Readonly<Record<string, unknown>>).filter(
  (entry): entry is [string, AnyFunction] => typeof entry[1] === "function" && entry[0] !== "ModelsError",
);
const rows = [
  [1, 2],
  [3, 4],
];
const odd: readonly (readonly unknown[])[] = [
  [],
  [null],
  ["x"],
  [5],
  [[]],
  [{}, {}, {}],
  [models.ridge(), undefined, undefined],
  [models.ridge(), "x", 3],
  [rows, null],
  [rows, [1]],
  [rows, {}],
  [new URL("https://example.org/"), models.linearRegression().fit(rows, [1, 2])],
];

test.each(functions)(
  "%s answers what it does not take by an error with a code, if not by a result",
  async (_, call) => {
    for (const values of odd) {
      const error = await errorOf(() => call(...values));
      if (error !== undefined) expect(error).toBeInstanceOf(MlsysError);
    }
  },
);

/** What a call throws, at once or by its promise. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

test("what a function does not take is named", async () => {
  const any = { ...models, ...bundle } as unknown as Readonly<Record<string, AnyFunction>>;
  const said = async (name: string, ...values: unknown[]): Promise<string> =>
    String(await errorOf(() => any[name]?.(...values))).replace("ModelsError: ", "");
  expect(await said("computeClassWeight", "balanced", null)).toBe(
    "data is not an object with classes and y (computeClassWeight): found null; give an object with classes and y",
  );
  expect(await said("computeSampleWeight", "balanced")).toMatch("y is not a list of labels (computeSampleWeight)");
  expect(await said("diagramText", {})).toMatch("estimator is not an estimator or a fitted model (diagramText)");
  expect(await said("diagramHtml")).toMatch("found undefined; give an estimator or a fitted model");
  expect(await said("modelFromState", { kind: "ridge" })).toMatch("saved is not what toState returned");
  expect(await said("bundleFromFiles", {})).toMatch("files is not a Map of files by name (bundleFromFiles)");
  expect(await said("bundleToFiles", models.ridge())).toMatch("model is not a fitted model (bundleToFiles)");
  expect(await said("inferSignature", 5, [1])).toMatch("X is not rows of a model (inferSignature): found 5");
  expect(await said("inferSignature", rows)).toMatch("predictions is not a list of labels or numbers");
  expect(await said("loadBundle", new URL("https://example.org/"))).toMatch(
    "path is not a path or a URL of a file (loadBundle)",
  );
  expect(await said("permutationImportance", null, rows, [1, 2])).toMatch("model is not a fitted model");
});

test.each(estimators.filter(([, made]) => "partialFit" in made && made.estimatorType === "classifier"))(
  "%s is told all classes by the first call of partialFit",
  async (name, made, given) => {
    const { partialFit } = made as unknown as { readonly partialFit: AnyFunction };
    for (const options of [undefined, null, {}])
      expect(String(await errorOf(() => partialFit(given, labels, options)))).toBe(
        `ModelsError: the labels that there will be are not named (${name}.partialFit, classes): found none; give classes, the first time: at least two labels, each once`,
      );
  },
);
