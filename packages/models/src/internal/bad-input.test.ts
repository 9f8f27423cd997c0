import { CsrMatrix, Matrix, randomState, Table } from "@mlsys/core";
import {
  bernoulliNB,
  categoricalNB,
  chi2,
  columnTransformer,
  complementNB,
  countVectorizer,
  decisionTreeClassifier,
  featureUnion,
  gaussianNB,
  hashingVectorizer,
  isotonicRegression,
  kMeans,
  kNeighborsClassifier,
  knnImputer,
  linearRegression,
  logisticRegression,
  maxAbsScaler,
  minMaxScaler,
  missingIndicator,
  ModelsError,
  multinomialNB,
  oneHotEncoder,
  pca,
  pipeline,
  quantileTransformer,
  randomOverSampler,
  rfe,
  ridge,
  robustScaler,
  selectFromModel,
  selectKBest,
  simpleImputer,
  standardScaler,
  tfidfTransformer,
} from "@mlsys/models";
import { describe, expect, test } from "vitest";

// What is refused, in the words that a user reads: the argument, the place in it, what stands there and what to do.

const X = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 0],
];
const negative = [
  [1, 2],
  [2, 1],
  [3, -5],
  [4, 0],
];
const labels = ["a", "b", "a", "b"];
const text = Table.from({ a: [1, 2, 3, 4], b: ["x", "y", "z", "w"] });
const wide = new CsrMatrix(3, 1e9, Float64Array.of(1), Int32Array.of(0), Int32Array.of(0, 1, 1, 1));

const refusals: readonly (readonly [() => unknown, string])[] = [
  [
    () => multinomialNB().fit(negative, labels),
    "naive Bayes for counts takes no negative numbers (multinomialNB.fit, X, row 2, column 1): found -5; give counts or weights of at least 0; gaussianNB takes any",
  ],
  [() => complementNB().fit(negative, labels), "(complementNB.fit, X, row 2, column 1): found -5"],
  [() => multinomialNB().fit(X, labels).predict(negative), "(multinomialNB.predict, X, row 2, column 1): found -5"],
  [() => chi2(negative, labels), "(chi2, X, row 2, column 1): found -5"],
  [
    () => categoricalNB().fit([[1e12], [0]], ["a", "b"]),
    "which is too large (categoricalNB.fit, X, row 0, column 0): found 1000000000000, 15258789 MB for two classes; encode",
  ],
  [
    () => linearRegression().fit(text, [1, 2, 3, 4]),
    'a column holds what is not a number (linearRegression.fit, X, column "b", row 0): found "x"; encode text as numbers first, or leave the column out',
  ],
  [
    () => ridge().fit([[1], [2, 3]], [1, 2]),
    "the rows differ in length (ridge.fit, X, row 1): found 2 instead of 1; give every row the same number of columns",
  ],
  [
    () => isotonicRegression().fit(X, [1, 2, 3, 4]),
    "X has not one column (isotonicRegression.fit, X): found 4 × 2; give",
  ],
  [
    () => linearRegression().fit(X, labels as never),
    'y holds what is not a finite number (linearRegression.fit, y[0]): found "a"; give numbers; a classifier learns labels',
  ],
  [
    () => logisticRegression().fit(X, ["a", "b", 3, "a"]),
    'y holds labels of two types (logisticRegression.fit, y[2]): found 3 after "a"; give labels that are all texts',
  ],
  [
    () => kNeighborsClassifier().fit(X, [1, 2, 0.5, 1]),
    "y holds numbers with fractions, which are no classes (kNeighborsClassifier.fit, y[2]): found 0.5; take a regressor",
  ],
  [
    () =>
      gaussianNB()
        .fit(X, labels)
        .score(X, [1, 2, 3, 4] as never),
    'y is of another type than the classes (gaussianNB.score, y[0]): found 1 where "a" is predicted; give labels',
  ],
  [
    () => columnTransformer({ transformers: [["n", standardScaler(), [0]]] }).fit([]),
    "X has no rows (columnTransformer.fit, X): found 0 × 0; give at least one row and one column",
  ],
  [
    () => columnTransformer({ transformers: [["n", standardScaler(), [0]]] }).fit([[1], [NaN, 2]]),
    "the rows differ in length (columnTransformer.fit, X, row 1): found 2 instead of 1",
  ],
  [
    () => columnTransformer({ transformers: [["n", standardScaler(), ["amuont"]]] }).fit(Table.from({ amount: [1] })),
    'there is no column "amuont" (columnTransformer.fit, X): did you mean "amount"?',
  ],
  [
    () => columnTransformer({ transformers: [["n", standardScaler(), [7]]] }).fit(X),
    "there is no such column (columnTransformer.fit, X): found 7; give 0 to 1",
  ],
  [
    () => simpleImputer({ missingValues: 0 }).fit(wide),
    "a sparse X is too large to be made dense (simpleImputer.fit, X): found 3 × 1000000000",
  ],
  [() => missingIndicator({ missingValues: 0 }).fit(wide), "too large to be made dense (missingIndicator.fit, X)"],
  [() => knnImputer().fit(wide), "too large to be made dense (knnImputer.fit, X)"],
  [
    () => (kMeans as (k: number) => unknown)(3),
    "options are given by name (kMeans): found 3; give one object, as in kMeans({ name: value })",
  ],
  [() => (ridge as (alpha: string) => unknown)("1"), 'options are given by name (ridge): found "1"'],
  [() => (countVectorizer as (words: string[]) => unknown)(["a"]), "options are given by name (countVectorizer)"],
  [() => (hashingVectorizer as (size: number) => unknown)(8), "options are given by name (hashingVectorizer)"],
  [
    () => bernoulliNB({ binarize: -1 }),
    "binarize is not accepted (bernoulliNB): found -1; give a number of at least 0 or null",
  ],
];

describe("what cannot be used is refused", () => {
  test.each(refusals)("%#", (work, message) => {
    let refusal: unknown;
    try {
      work();
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(ModelsError);
    expect((refusal as Error).message).toContain(message);
    // The place is said once.
    const place = /\(([^()]+)\)/.exec((refusal as Error).message)?.[1] ?? "";
    expect((refusal as Error).message.split(`(${place}`).length).toBe(2);
  });
});

test("labels of two types and labels of another type have a code of their own", () => {
  for (const work of [
    () => logisticRegression().fit(X, ["a", "b", 3, "a"]),
    () =>
      gaussianNB()
        .fit(X, labels)
        .score(X, [1, 2, 3, 4] as never),
  ]) {
    expect(work).toThrow(expect.objectContaining({ code: "mixedLabels" }) as Error);
  }
});

test("a factory takes null for no options", () => {
  expect((decisionTreeClassifier as unknown as (options: null) => { options: object })(null).options).toEqual(
    decisionTreeClassifier().options,
  );
  expect((countVectorizer as unknown as (options: null) => { kind: string })(null).kind).toBe("countVectorizer");
});

test("columns of a table are known by name to weights of terms", () => {
  const model = tfidfTransformer().fit(Table.from({ rose: [1, 0], fell: [0, 2] }));
  expect(() => model.transform(Table.from({ fell: [1], rose: [2] }))).toThrow(
    "the columns differ from those of the fit",
  );
  expect(model.featureNamesOut).toEqual(["rose", "fell"]);
});

test("columns of a sparse matrix stay sparse when they are taken, in any order and more than once", () => {
  const sparse = new CsrMatrix(
    3,
    1e6,
    Float64Array.of(1, 2, 3),
    Int32Array.of(5, 999_999, 7),
    Int32Array.of(0, 2, 3, 3),
  );
  const columns = columnTransformer({
    transformers: [
      ["kept", "passthrough", [999_999, 0, 5, 999_999]],
      ["scaled", maxAbsScaler(), [7, 1, 2, 3, 4, 6, 8, 9, 10, 11]],
    ],
  });
  const { model, output } = columns.fitWithOutput(sparse);
  expect(output).toBeInstanceOf(CsrMatrix);
  const zeros = new Array<number>(9).fill(0);
  expect(output.toArray()).toEqual([
    [2, 0, 1, 2, 0, ...zeros],
    [0, 0, 0, 0, 1, ...zeros],
    [0, 0, 0, 0, 0, ...zeros],
  ]);
  expect(model.transform(sparse)).toEqual(output);
});

test("dense columns are taken as before", () => {
  const kept = columnTransformer({ transformers: [["kept", "passthrough", [1, 0]]] }).fitTransform(X);
  expect(kept).toBeInstanceOf(Matrix);
  expect(kept.toArray()[0]).toEqual([2, 1]);
});

test("weights are refused where rows have none, not left out silently", () => {
  const sampleWeight = [1, 2, 1, 1];
  const documents = ["a b", "b c", "c d", "d a"];
  const work: readonly (readonly [string, () => unknown])[] = [
    ["minMaxScaler", () => minMaxScaler().fit(X, undefined, { sampleWeight })],
    ["maxAbsScaler", () => maxAbsScaler().fitTransform(X, undefined, { sampleWeight })],
    ["robustScaler", () => robustScaler().fitWithOutput(X, undefined, { sampleWeight })],
    ["simpleImputer", () => simpleImputer().fit(X, undefined, { sampleWeight })],
    ["oneHotEncoder", () => oneHotEncoder().fit(X, undefined, { sampleWeight })],
    ["selectKBest", () => selectKBest({ k: 1 }).fit(X, labels, { sampleWeight })],
    ["pca", () => pca().fit(X, undefined, { sampleWeight })],
    ["countVectorizer", () => countVectorizer().fit(documents, undefined, { sampleWeight })],
    ["hashingVectorizer", () => hashingVectorizer().fit(documents, undefined, { sampleWeight })],
    ["pipeline", () => pipeline(standardScaler(), pca()).fit(X, undefined, { sampleWeight })],
  ];
  for (const [name, fit] of work) {
    const owner = name === "pipeline" ? "pca" : name;
    expect(fit).toThrow(`rows of this estimator have no weights (${owner}.fit, sampleWeight)`);
  }
});

test("selectors hand weights on to the estimator that tells what counts", () => {
  const rng = randomState(3);
  const rows = Array.from({ length: 60 }, () => Array.from(rng.standardNormal(3)));
  const y = rows.map(([a = 0, b = 0], i) => (i < 30 ? a : b));
  const last = rows.map((_, i) => (i < 30 ? 0 : 1));
  const first = rows.map((_, i) => (i < 30 ? 1 : 0));
  for (const make of [
    () => rfe({ estimator: linearRegression(), nFeaturesToSelect: 1 }),
    () => selectFromModel({ estimator: linearRegression(), maxFeatures: 1 }),
  ]) {
    expect(make().fit(rows, y, { sampleWeight: first }).getSupport()).toEqual([true, false, false]);
    expect(make().fit(rows, y, { sampleWeight: last }).getSupport()).toEqual([false, true, false]);
  }
});

test("quantiles of so many columns are refused with their size", () => {
  const sparse = new CsrMatrix(1000, 1e6, Float64Array.of(1), Int32Array.of(0), new Int32Array(1001).fill(1, 1));
  expect(() => quantileTransformer().fit(sparse)).toThrow(
    "so many quantiles of so many columns are too large (quantileTransformer.fit, X): found 1000 × 1000000, 7629 MB; lower nQuantiles",
  );
});

test("weights in a Map, which has no properties, are refused rather than passed over", () => {
  const weights = new Map([["a", 2]]) as never;
  expect(() => logisticRegression({ classWeight: weights })).toThrow(/classWeight is not accepted.*found Map\(1\)/);
  expect(() => decisionTreeClassifier({ classWeight: [weights] as never })).toThrow(/classWeight is not accepted/);
  expect(() => randomOverSampler({ samplingStrategy: weights })).toThrow(
    /samplingStrategy is not accepted.*found Map\(1\)/,
  );
  expect(() => featureUnion({ transformerList: [["a", pca()]], transformerWeights: weights })).toThrow(
    /transformerWeights is not accepted.*found Map\(1\)/,
  );
  const without = Object.assign(Object.create(null) as Record<string, number>, { a: 2 });
  expect(logisticRegression({ classWeight: without }).options["classWeight"]).toEqual({ a: 2 });
});

test("a strategy has its own names only", () => {
  expect(() => randomOverSampler({ samplingStrategy: "toString" as never })).toThrow(
    /samplingStrategy is not accepted/,
  );
});
