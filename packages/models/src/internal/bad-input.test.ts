import { CsrMatrix, Matrix, Table } from "@mlsys/core";
import {
  bernoulliNB,
  categoricalNB,
  chi2,
  columnTransformer,
  complementNB,
  countVectorizer,
  decisionTreeClassifier,
  gaussianNB,
  hashingVectorizer,
  isotonicRegression,
  kMeans,
  kNeighborsClassifier,
  knnImputer,
  linearRegression,
  logisticRegression,
  maxAbsScaler,
  missingIndicator,
  ModelsError,
  multinomialNB,
  ridge,
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
    () => columnTransformer({ transformers: [["n", standardScaler(), [7]]] }).fit(X),
    "there is no such column (columnTransformer.fit, X): found 7; give 0 to 1",
  ],
  [
    () => simpleImputer().fit(wide),
    "a sparse X is too large to be made dense (simpleImputer.fit, X): found 3 × 1000000000",
  ],
  [() => missingIndicator().fit(wide), "too large to be made dense (missingIndicator.fit, X)"],
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
