import { CsrMatrix, Matrix } from "@mlsys/core";
import * as models from "@mlsys/models";
import type { Classifier } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { reference } from "../support/reference.ts";

// The options, their defaults and the learned attributes of every estimator are scikit-learn's, but for what stands here.

interface Told {
  readonly factory: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The shape of each learned attribute that has one, and what counts and names are. */
  readonly learned: Readonly<Record<string, { readonly shape: readonly number[]; readonly value?: unknown } | null>>;
}

interface AnyEstimator {
  readonly estimatorType: string;
  readonly options: Readonly<Record<string, unknown>>;
  fit(X: unknown, y?: unknown): object;
}

/** Options of Python's world, whichever estimator has them. */
const NOWHERE: Readonly<Record<string, string>> = {
  copy: "inputs are never changed",
  copyX: "inputs are never changed",
  dtype: "numbers are doubles",
  kwArgs: "a function holds its arguments itself",
  invKwArgs: "a function holds its arguments itself",
  nJobs: "threads are shared where they pay; validation takes nJobs",
  order: "matrices lie row by row",
  verbose: "loggers and progress take its place",
  warmStart: "models are immutable; streams are learned by partialFit",
  input: "texts are strings",
  encoding: "texts are strings",
  decodeError: "texts are strings",
};

/** Options that one estimator lacks. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  // Deprecated in the reference; `penalty` is understood, and has no default.
  logisticRegression: ["penalty"],
  // Deprecated in the reference: `cv` says how rows are divided.
  targetEncoder: ["shuffle", "randomState"],
  functionTransformer: ["acceptSparse"],
  knnImputer: ["metric"],
};

/** Defaults that are another value here, which mostly means the same. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // 1.0 is a share of all features in Python, and cannot be told from 1 here: null is all.
  randomForestRegressor: ["maxFeatures"],
  extraTreesRegressor: ["maxFeatures"],
  isolationForest: ["maxFeatures"],
  // Types of columns are not known where X is a matrix.
  histGradientBoostingClassifier: ["categoricalFeatures"],
  histGradientBoostingRegressor: ["categoricalFeatures"],
  // null is a missing category, and means NaN among numbers.
  ordinalEncoder: ["encodedMissingValue"],
  simpleImputer: ["missingValues", "fillValue"],
  knnImputer: ["missingValues"],
  missingIndicator: ["missingValues"],
  // Functions have names.
  functionTransformer: ["func", "inverseFunc"],
  selectKBest: ["scoreFunc"],
  selectPercentile: ["scoreFunc"],
};

/** Learned attributes that there are not. */
const UNLEARNED: Readonly<Record<string, readonly string[]>> = {
  kNeighborsClassifier: ["outputs2d"],
  // The unfitted template; estimators is what was grown.
  randomForestClassifier: ["estimator"],
  randomForestRegressor: ["estimator"],
  extraTreesClassifier: ["estimator"],
  extraTreesRegressor: ["estimator"],
  isolationForest: ["estimator"],
  votingClassifier: ["le"],
  isotonicRegression: ["f"],
  oneVsRestClassifier: ["labelBinarizer", "multilabel"],
  // X may be anything that has rows.
  dummyClassifier: ["nFeaturesIn", "nOutputs", "sparseOutput"],
  dummyRegressor: ["nFeaturesIn", "nOutputs"],
  splineTransformer: ["bsplines"],
  // Its transformers are `namedTransformers`.
  columnTransformer: ["transformers"],
};

/** Numbers that are arrays of one in the reference, or the other way round; iterations of another algorithm for the same optimum. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  logisticRegression: ["nIter"],
  sgdRegressor: ["intercept"],
  dummyRegressor: ["constant"],
  targetEncoder: ["targetMean"],
  lasso: ["nIter"],
  lassoCV: ["nIter"],
  elasticNet: ["nIter"],
  huberRegressor: ["nIter"],
  poissonRegressor: ["nIter"],
  linearSVC: ["nIter"],
};

const { estimators, X, y, documents } = reference<{
  readonly estimators: readonly Told[];
  readonly X: number[][];
  readonly y: number[];
  readonly documents: string[];
}>("defaults");

// A pipeline has its steps for options.
describe.each(estimators.filter(({ factory }) => factory !== "pipeline"))("$factory", (told) => {
  const { factory } = told;

  test("has scikit-learn's options, with its defaults", () => {
    const { options } = made(told);
    const allowed = [...Object.keys(NOWHERE), ...(LACKING[factory] ?? []), ...Object.keys(told.options)];
    const names = [...told.required.map(camelCase), ...Object.keys(camelCased(told.defaults))];
    expect(names.filter((name) => !(name in options) && !allowed.includes(name))).toEqual([]);
    const others = [...(OTHERWISE[factory] ?? []), ...allowed, "randomState", ...Object.keys(needed(factory))];
    const expected = Object.entries(camelCased(told.defaults)).filter(([name]) => !others.includes(name));
    expect(expected.map(([name]) => [name, options[name] ?? null])).toEqual(expected);
  });

  test("learns scikit-learn's attributes, of its shapes", () => {
    const model = made(told).fit(dataOf(factory), y) as Readonly<Record<string, unknown>>;
    const others = [...(UNLEARNED[factory] ?? []), ...(OWN[factory] ?? [])];
    const names = Object.keys(told.learned).filter((name) => !others.includes(camelCase(name)));
    expect((OWN[factory] ?? []).filter((name) => model[name] === undefined)).toEqual([]);
    const ours = names.map((name) => [name, seen(model[camelCase(name)], told.learned[name] ?? null)]);
    expect(ours).toEqual(names.map((name) => [name, told.learned[name]]));
  });
});

function made({ factory, options }: Told): AnyEstimator {
  const make = (models as unknown as Record<string, ((options: object) => AnyEstimator) | undefined>)[factory];
  if (make === undefined) throw new TypeError(`there is no ${factory}`);
  return make({ ...needed(factory), ...camelCased(options) });
}

/** What an estimator is made of. */
function needed(factory: string): Readonly<Record<string, unknown>> {
  const estimator: Classifier = models.logisticRegression();
  const scaled = ["a", models.standardScaler()] as const;
  const all: Readonly<Record<string, object>> = {
    votingClassifier: {
      estimators: [
        ["a", estimator],
        ["b", models.gaussianNB()],
      ],
    },
    oneVsRestClassifier: { estimator },
    columnTransformer: { transformers: [[...scaled, [0, 1]]] },
    featureUnion: { transformerList: [scaled, ["b", models.pca({ nComponents: 2 })]] },
    selectFromModel: { estimator },
    rfe: { estimator },
  };
  return (all[factory] ?? {}) as Readonly<Record<string, unknown>>;
}

/** An attribute as the reference's is told: undefined where there is none. */
function seen(attribute: unknown, expected: Told["learned"][string]): unknown {
  if (attribute === undefined) return undefined;
  if (expected === null) return null;
  const shape = shapeOf(attribute);
  return "value" in expected ? { shape, value: toPlain(attribute) } : { shape };
}

function shapeOf(value: unknown): readonly number[] {
  if (value instanceof Matrix || value instanceof CsrMatrix) return [value.rows, value.cols];
  if (!isList(value)) return [];
  return [value.length, ...(value.length > 0 ? shapeOf(value[0]) : [])];
}

function toPlain(value: unknown): unknown {
  if (value instanceof Matrix) return value.toArray();
  return isList(value) ? Array.from(value, toPlain) : value;
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || ArrayBuffer.isView(value);

function dataOf(factory: string): unknown {
  if (factory === "isotonicRegression") return X.map(([first]) => first);
  return factory.endsWith("Vectorizer") ? documents : X;
}

const camelCase = (name: string): string => (Object.keys(camelCased({ [name]: 0 }))[0] ?? "").replace(/_$/, "");
