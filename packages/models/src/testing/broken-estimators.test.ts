import { isMatrix, Matrix, toMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import { modelFromJSON, ridge } from "@mlsys/models";
import type { FitOptions, RidgeModel, RidgeOptions } from "@mlsys/models";
import { estimatorChecks } from "@mlsys/models/testing";
import type { EstimatorChecksOptions, EstimatorFactory } from "@mlsys/models/testing";
import { expect, test } from "vitest";

// An estimator of somebody else, right but for one thing: some check must tell.

type Fit = (X: MatrixLike, y: number[], options?: FitOptions) => RidgeModel;
type Predict = RidgeModel["predict"];

/** Ridge whose fit does something else. */
const fitting = (change: (fit: Fit) => Fit) => (options?: RidgeOptions) => {
  const estimator = ridge(options);
  return { ...estimator, fit: change((X, y, given) => estimator.fit(X, y, given)) };
};

/** Ridge whose model predicts something else. */
const predicting = (change: (predict: Predict, model: RidgeModel) => Predict) =>
  fitting((fit) => (X, y, options) => {
    const model = fit(X, y, options);
    const predict = change((rows) => model.predict(rows), model);
    return withMethods(model, { predict });
  });

const withMethods = (model: RidgeModel, methods: Partial<Record<keyof RidgeModel, unknown>>): RidgeModel =>
  new Proxy(model, {
    get(target, name) {
      if (Object.hasOwn(methods, name)) return methods[name as keyof RidgeModel];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });

const rowsOf = (X: MatrixLike) => toMatrix(X);
const finite = (X: MatrixLike) => {
  const { rows, cols, data } = rowsOf(X);
  return new Matrix(
    rows,
    cols,
    data.map((value) => (Number.isFinite(value) ? value : 0)),
  );
};
const unweighted: Fit = (X, y) => ridge().fit(X, y);

/** What is wrong, the estimator, and the check that tells. */
const broken: readonly (readonly [string, EstimatorFactory, string])[] = [
  ["it has no kind", () => ({ ...ridge(), kind: "" }), "tells what it is"],
  ["options are not looked at", () => ridge(), "refuses options that it does not know or that make no sense"],
  [
    "rows of any width are taken",
    predicting((predict, { nFeaturesIn }) => (X) => {
      const { rows, cols } = rowsOf(X);
      return cols === nFeaturesIn ? predict(X) : new Float64Array(rows);
    }),
    "refuses rows of another width",
  ],
  [
    "infinities count as 0",
    fitting((fit) => (X, y, options) => fit(finite(X), y, options)),
    "refuses infinities, and NaN unless it is a missing number",
  ],
  [
    "NaN counts as 0 once it is fitted",
    predicting(
      (predict) => (X) =>
        predict(rowsOf(X).data.some((value) => value === Infinity || value === -Infinity) ? X : finite(X)),
    ),
    "refuses infinities, and NaN unless it is a missing number",
  ],
  [
    "a hole in y counts as 0",
    fitting(
      (fit) => (X, y, options) =>
        fit(
          X,
          y.map((value) => (Number.isNaN(value) ? 0 : value)),
          options,
        ),
    ),
    "refuses a y that has holes, or labels of two types",
  ],
  [
    "a short y is filled up",
    fitting((fit) => (X, y, options) => fit(X, y.length === 23 ? [...y, 0] : y, options)),
    "refuses a y of another length",
  ],
  [
    "one row is too few, which is not said",
    fitting((fit) => (X, y, options) => {
      if (y.length === 1) throw new TypeError("cannot read properties of undefined");
      return fit(X, y, options);
    }),
    "fits one row, or says why not",
  ],
  [
    "one row gives NaN",
    fitting(
      (fit) => (X, y, options) =>
        y.length === 1 ? withMethods(fit(X, y, options), { predict: () => Float64Array.of(NaN) }) : fit(X, y, options),
    ),
    "fits one row, or says why not",
  ],
  [
    "one column gives NaN",
    predicting(
      (predict, { nFeaturesIn }) =>
        (X) =>
          predict(X).map((value) => (nFeaturesIn === 1 ? NaN : value)),
    ),
    "gives no NaN for one column, constant columns, or all rows alike",
  ],
  [
    "a constant column gives NaN",
    fitting((fit) => (X, y, options) => {
      const matrix = rowsOf(X);
      const [first = 0, ...rest] = matrix.column(matrix.cols - 1);
      const isConstant = rest.length > 0 && rest.every((value) => value === first);
      const model = fit(X, y, options);
      return isConstant ? withMethods(model, { predict: () => Float64Array.of(NaN) }) : model;
    }),
    "gives no NaN for one column, constant columns, or all rows alike",
  ],
  ["weights are not used", fitting(() => unweighted), "counts a weight as so many rows"],
  [
    "any weights are taken",
    fitting((fit) => (X, y, options) => {
      const weights = Array.from(options?.sampleWeight as ArrayLike<number>);
      return weights.some((weight) => weight < 0) ? fit(X, y) : fit(X, y, options);
    }),
    "refuses weights that are negative, all 0 or too few",
  ],
  [
    "the first row counts for more",
    fitting((fit) => (X, y, options) => fit(X, y, { sampleWeight: y.map((_, i) => (i === 0 ? 9 : 1)), ...options })),
    "gives the same answer whatever the order of the rows",
  ],
  [
    "only arrays are taken",
    fitting((fit) => (X, y, options) => {
      if (isMatrix(X)) throw new TypeError("X.map is not a function");
      return fit(X, y, options);
    }),
    "takes every kind of matrix alike",
  ],
  [
    "rows of a matrix are read in another order",
    predicting((predict) => (X) => (isMatrix(X) ? predict(X).reverse() : predict(X))),
    "takes every kind of matrix alike",
  ],
  [
    "X is scaled in place",
    fitting((fit) => (X, y, options) => {
      if (Array.isArray(X)) (X as number[][])[0]?.fill(1);
      return fit(X, y, options);
    }),
    "leaves X, y and itself as they were",
  ],
  [
    "a matrix is scaled in place",
    fitting((fit) => (X, y, options) => {
      if (isMatrix(X)) X.data.fill(1, 0, 3);
      return fit(X, y, options);
    }),
    "leaves X, y and itself as they were",
  ],
  [
    "y is centred in place",
    fitting((fit) => (X, y, options) => {
      y[0] = 0;
      return fit(X, y, options);
    }),
    "leaves X, y and itself as they were",
  ],
  [
    "predicting changes the rows",
    predicting((predict) => (X) => {
      if (Array.isArray(X)) (X as number[][])[0]?.fill(1);
      return predict(X);
    }),
    "leaves X, y and itself as they were",
  ],
  [
    "something is drawn without a seed",
    fitting(
      (fit) => (X, y, options) =>
        fit(
          X,
          y.map((value) => value + Math.random()),
          options,
        ),
    ),
    "gives the same model for the same data",
  ],
  [
    "what is saved is rounded",
    fitting((fit) => (X, y, options) => {
      const model = fit(X, y, options);
      const rounded = modelFromJSON<RidgeModel>(model.toJSON());
      rounded.coef.set(Float32Array.from(model.coef));
      return withMethods(model, { toJSON: () => rounded.toJSON() });
    }),
    "predicts identically after it was saved and read",
  ],
  [
    "a prediction depends on the other rows",
    predicting((predict) => (X) => {
      const values = predict(X);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => value - mean);
    }),
    "predicts one row as it predicts many",
  ],
];

const failures = (factory: EstimatorFactory, options?: EstimatorChecksOptions): string[] =>
  estimatorChecks(factory, options).flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch {
      return [name];
    }
  });

test("an estimator of somebody else that is right passes", () => {
  expect(failures(fitting((fit) => fit))).toEqual([]);
});

test.each(broken)("an estimator fails a check where %s", (_, factory, check) => {
  expect(failures(factory)).toContain(check);
});
