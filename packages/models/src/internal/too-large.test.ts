import {
  elasticNet,
  extraTreesRegressor,
  kMeans,
  kNeighborsClassifier,
  kNeighborsRegressor,
  lasso,
  lassoCV,
  linearRegression,
  linearSVC,
  logisticRegression,
  miniBatchKMeans,
  ModelsError,
  decisionTreeRegressor,
  poissonRegressor,
  polynomialFeatures,
  randomForestRegressor,
  ridge,
  ridgeCV,
  splineTransformer,
  standardScaler,
  truncatedSVD,
  varianceThreshold,
} from "@mlsys/models";
import { expect, test } from "vitest";

const rows = (scale: number) => [
  [scale, 1],
  [-scale, 2],
  [scale / 2, 3],
  [scale / 3, 4],
  [-scale / 5, 5],
  [scale / 100, 6],
];
const y = [1, 2, 3, 4, 5, 7];
const labels = ["a", "b", "a", "b", "a", "b"];
const plain = rows(1);
const wide = (scale: number) => y.map((value) => ((value - 4) / 4) * scale);

const refused = (work: () => unknown): ModelsError => {
  try {
    work();
  } catch (error) {
    if (error instanceof ModelsError) return error;
  }
  throw new Error("nothing was refused");
};

const fits: readonly (readonly [string, (scale: number) => unknown])[] = [
  ["ridge", (scale) => ridge().fit(rows(scale), y).coef],
  ["ridgeCV", (scale) => ridgeCV().fit(rows(scale), y).coef],
  ["lasso", (scale) => lasso().fit(rows(scale), y).dualGap],
  ["lasso, y", (scale) => lasso().fit(plain, wide(scale)).dualGap],
  ["lassoCV", (scale) => lassoCV({ cv: 2 }).fit(rows(scale), y).alphas],
  ["elasticNet", (scale) => elasticNet().fit(rows(scale), y).dualGap],
  ["elasticNet, y", (scale) => elasticNet().fit(plain, wide(scale)).dualGap],
  ["poissonRegressor", (scale) => poissonRegressor().fit(rows(scale), y).coef],
  ["logisticRegression", (scale) => logisticRegression().fit(rows(scale), labels).coef.data],
  ["linearSVC", (scale) => linearSVC().fit(rows(scale), labels).coef.data],
  ["kMeans", (scale) => kMeans({ nClusters: 2 }).fit(rows(scale)).inertia],
  ["miniBatchKMeans", (scale) => miniBatchKMeans({ nClusters: 2 }).fit(rows(scale)).inertia],
  ["truncatedSVD", (scale) => truncatedSVD({ nComponents: 1 }).fit(rows(scale)).explainedVarianceRatio],
  ["standardScaler", (scale) => standardScaler().fit(rows(scale)).scale],
  ["varianceThreshold", (scale) => varianceThreshold().fit(rows(scale)).variances],
  ["decisionTreeRegressor, y", (scale) => decisionTreeRegressor().fit(plain, wide(scale)).tree.impurity],
  ["randomForestRegressor, y", (scale) => randomForestRegressor().fit(plain, wide(scale)).predict(plain)],
  ["extraTreesRegressor, y", (scale) => extraTreesRegressor().fit(plain, wide(scale)).predict(plain)],
  ["polynomialFeatures", (scale) => (polynomialFeatures().fitTransform(rows(scale)) as { data: Float64Array }).data],
  ["kNeighborsRegressor", (scale) => kNeighborsRegressor({ nNeighbors: 2 }).fit(rows(scale), y).predict(rows(scale))],
  [
    "kNeighborsClassifier",
    (scale) => kNeighborsClassifier({ nNeighbors: 2 }).fit(rows(scale), labels).predictProba(rows(scale)).data,
  ],
];

test.each(fits)(
  "%s gives finite numbers for numbers up to 1e150, and refuses those whose squares overflow",
  (_, fit) => {
    const learned = fit(1e150);
    const numbers = typeof learned === "number" ? [learned] : Array.from(learned as Float64Array);
    expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
    for (const scale of [1e200, 1e308]) {
      const error = refused(() => fit(scale));
      expect(error.code).toBe("nonFinite");
      expect(error.message).toMatch(/too large for a double.*(divide|scale)/);
    }
  },
);

test("least squares has an answer where squares have none, and none where sums overflow", () => {
  const near = linearRegression().fit(rows(1e100), y).predict(rows(1e100));
  linearRegression()
    .fit(rows(1e200), y)
    .predict(rows(1e200))
    .forEach((value, i) => {
      expect(Math.abs(value - (near[i] as number))).toBeLessThan(1e-9);
    });
  expect(refused(() => linearRegression().fit(rows(1e308), y)).message).toMatch(/row 0, column 0/);
  expect(refused(() => splineTransformer().fit(rows(1e308))).message).toMatch(/column 0/);
});

test("a missing number is no large one", () => {
  expect(standardScaler().fit([[NaN], [NaN]]).mean).toEqual(Float64Array.of(NaN));
  expect(refused(() => standardScaler().fit([[NaN], [1e200], [-1e200]])).message).toMatch(/row 1, column 0/);
});
