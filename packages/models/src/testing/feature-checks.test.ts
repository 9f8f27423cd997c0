import {
  binarizer,
  featureUnion,
  functionTransformer,
  hashingVectorizer,
  kBinsDiscretizer,
  knnImputer,
  logisticRegression,
  maxAbsScaler,
  missingIndicator,
  normalizer,
  polynomialFeatures,
  powerTransformer,
  randomOverSampler,
  smote,
  quantileTransformer,
  rfe,
  robustScaler,
  selectFromModel,
  selectKBest,
  selectPercentile,
  splineTransformer,
  standardScaler,
  targetEncoder,
  varianceThreshold,
} from "@mlsys/models";
import { estimatorChecks } from "@mlsys/models/testing";
import type { EstimatorChecksOptions, EstimatorFactory } from "@mlsys/models/testing";
import { describe, test } from "vitest";

const keepsNothing = {
  "gives no NaN for one column, constant columns, or all rows alike": "nothing would be kept",
};

const estimators: readonly (readonly [EstimatorFactory, EstimatorChecksOptions])[] = [
  [maxAbsScaler, { allowsMissing: true }],
  [robustScaler, { allowsMissing: true, allowsSparse: false }],
  [quantileTransformer, { allowsMissing: true, allowsSparse: false }],
  [powerTransformer, { allowsMissing: true }],
  [normalizer, {}],
  [binarizer, {}],
  [kBinsDiscretizer, {}],
  [polynomialFeatures, {}],
  [splineTransformer, {}],
  [(options?: object) => functionTransformer({ func: "square", ...options }), { allowsMissing: true }],
  [knnImputer, { allowsMissing: true }],
  [missingIndicator, { allowsMissing: true }],
  [
    targetEncoder,
    {
      input: "categories",
      dependsOnOrder: true,
      skip: { "transforms as it fits as it does afterwards": "each row is encoded by the other folds" },
    },
  ],
  [
    (options?: object) =>
      featureUnion({
        transformerList: [
          ["a", standardScaler()],
          ["b", maxAbsScaler()],
        ],
        ...options,
      }),
    { allowsMissing: true, allowsSparse: false },
  ],
  [(options?: object) => hashingVectorizer({ nFeatures: 64, ...options }), { input: "documents" }],
  [randomOverSampler, {}],
  [smote, {}],
  [varianceThreshold, { allowsMissing: true, skip: keepsNothing }],
  [(options?: object) => selectKBest({ k: 2, ...options }), { dependsOnOrder: true }],
  [
    (options?: object) => selectPercentile({ percentile: 50, ...options }),
    { dependsOnOrder: true, skip: keepsNothing },
  ],
  [
    (options?: object) => selectFromModel({ estimator: logisticRegression({ l1Ratio: 0.5 }), ...options }),
    { skip: keepsNothing },
  ],
  [(options?: object) => rfe({ estimator: logisticRegression(), ...options }), {}],
];

describe.each(
  estimators.map(([factory, options]) => ({ name: factory().kind, checks: estimatorChecks(factory, options) })),
)("$name", ({ checks }) => {
  test.each(checks)("$name", ({ run }) => run());
});
