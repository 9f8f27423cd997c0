import {
  bernoulliNB,
  calibratedClassifierCV,
  isolationForest,
  isotonicRegression,
  oneVsRestClassifier,
  votingClassifier,
  complementNB,
  countVectorizer,
  decisionTreeClassifier,
  decisionTreeRegressor,
  dummyClassifier,
  dummyRegressor,
  extraTreesClassifier,
  extraTreesRegressor,
  gaussianNB,
  histGradientBoostingClassifier,
  histGradientBoostingRegressor,
  kMeans,
  kNeighborsClassifier,
  kNeighborsRegressor,
  linearRegression,
  logisticRegression,
  miniBatchKMeans,
  minMaxScaler,
  multinomialNB,
  oneHotEncoder,
  ordinalEncoder,
  pca,
  randomForestClassifier,
  randomForestRegressor,
  ridge,
  simpleImputer,
  standardScaler,
  textCleaner,
  tfidfTransformer,
  tfidfVectorizer,
  truncatedSVD,
} from "@mlsys/models";
import { estimatorChecks } from "@mlsys/models/testing";
import type { EstimatorChecksOptions, EstimatorFactory } from "@mlsys/models/testing";
import { describe, test } from "vitest";

/** Forests draw rows and thresholds by their place, so that neither their order nor their repetition leaves the trees alone. */
const drawsRows: EstimatorChecksOptions = {
  allowsMissing: true,
  dependsOnOrder: true,
  skip: { "counts a weight as so many rows": "rows are drawn by their place" },
};

/** Classifiers of classifiers hand X on: what is wrong with it is told after what is wrong with y. */
const handsOn = { "refuses rows of another width": "X is read by the classifiers inside, after y" };

const voters = [
  ["bayes", gaussianNB()],
  ["logistic", logisticRegression()],
] as const;

const estimators: readonly (readonly [EstimatorFactory, EstimatorChecksOptions])[] = [
  [linearRegression, {}],
  [ridge, {}],
  [logisticRegression, {}],
  [multinomialNB, { input: "counts" }],
  [complementNB, { input: "counts" }],
  [bernoulliNB, {}],
  [gaussianNB, {}],
  [decisionTreeClassifier, { allowsMissing: true }],
  [decisionTreeRegressor, { allowsMissing: true }],
  [kNeighborsClassifier, { usesSampleWeight: false }],
  [kNeighborsRegressor, { usesSampleWeight: false }],
  [pca, {}],
  [
    truncatedSVD,
    {
      skip: { "gives no NaN for one column, constant columns, or all rows alike": "one column has no two components" },
    },
  ],
  [kMeans, { dependsOnOrder: true }],
  [miniBatchKMeans, { dependsOnOrder: true }],
  [
    histGradientBoostingClassifier,
    { allowsMissing: true, skip: { "counts a weight as so many rows": "a leaf has as many rows" } },
  ],
  [
    histGradientBoostingRegressor,
    { allowsMissing: true, skip: { "counts a weight as so many rows": "a leaf has as many rows" } },
  ],
  [isolationForest, { allowsMissing: true, dependsOnOrder: true }],
  [
    isotonicRegression,
    {
      input: "column",
      skip: {
        "refuses rows of another width": "it takes a column only",
        "gives no NaN for one column, constant columns, or all rows alike": "it takes a column only",
      },
    },
  ],
  [
    (options?: object) => calibratedClassifierCV({ estimator: gaussianNB(), cv: 2, ...options }),
    { dependsOnOrder: true, skip: { ...handsOn, "counts a weight as so many rows": "folds are of rows" } },
  ],
  [(options?: object) => votingClassifier({ estimators: voters, voting: "soft", ...options }), { skip: handsOn }],
  [(options?: object) => oneVsRestClassifier({ estimator: gaussianNB(), ...options }), { skip: handsOn }],
  [randomForestClassifier, drawsRows],
  [randomForestRegressor, drawsRows],
  [extraTreesClassifier, drawsRows],
  [extraTreesRegressor, drawsRows],
  [standardScaler, { allowsMissing: true, allowsSparse: false }],
  [minMaxScaler, { allowsMissing: true, allowsSparse: false }],
  [simpleImputer, { allowsMissing: true }],
  [tfidfTransformer, { input: "counts" }],
  [countVectorizer, { input: "documents" }],
  [tfidfVectorizer, { input: "documents" }],
  [textCleaner, { input: "documents" }],
  [oneHotEncoder, { input: "categories" }],
  [ordinalEncoder, { input: "categories" }],
  [
    dummyClassifier,
    {
      skip: {
        "refuses rows of another width": "it does not look at X",
        "refuses infinities, and NaN unless it is a missing number": "it does not look at X",
      },
    },
  ],
  [
    dummyRegressor,
    {
      skip: {
        "refuses rows of another width": "it does not look at X",
        "refuses infinities, and NaN unless it is a missing number": "it does not look at X",
      },
    },
  ],
];

describe.each(
  estimators.map(([factory, options]) => ({ name: factory().kind, checks: estimatorChecks(factory, options) })),
)("$name", ({ checks }) => {
  test.each(checks)("$name", ({ run }) => run());
});
