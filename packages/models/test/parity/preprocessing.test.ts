import { CsrMatrix, Table } from "@mlsys/core";
import {
  columnTransformer,
  dummyClassifier,
  dummyRegressor,
  minMaxScaler,
  modelFromJSON,
  multinomialNB,
  oneHotEncoder,
  ordinalEncoder,
  pipeline,
  simpleImputer,
  standardScaler,
  tfidfVectorizer,
} from "@mlsys/models";
import type { Category, CategoryImputerOptions, FittedModel } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

type Numbers = (number | null)[];

interface Given {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: Numbers[];
  readonly out: Numbers[];
}

interface ScalerCase extends Given {
  readonly sparse: boolean;
  readonly sampleWeight: number[] | null;
  readonly mean: Numbers | null;
  readonly var: Numbers | null;
  readonly scale: Numbers | null;
}

interface MinMaxCase extends Given {
  readonly query: Numbers[];
  readonly scale: Numbers;
  readonly min: Numbers;
}

interface CategoryImputerCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>> & Pick<CategoryImputerOptions, "strategy">;
  readonly X: Category[][];
  readonly out: Category[][];
  readonly statistics: Category[];
  readonly names: string[];
  readonly y: number[];
  readonly proba: number[][];
  readonly columns: number[][];
  readonly columnNames: string[];
}

type Cell = string | number | boolean;

interface OneHotCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly query: Cell[][];
  readonly out: number[][];
  readonly width: number;
  readonly dropIdx: (number | null)[] | null;
}

interface Reference {
  readonly tolerance: number;
  readonly standardScaler: ScalerCase[];
  readonly minMaxScaler: MinMaxCase[];
  readonly simpleImputer: (Given & { readonly names: string[] })[];
  readonly categoryImputer: CategoryImputerCase[];
  readonly rows: Cell[][];
  readonly unseen: Cell[][];
  readonly oneHotEncoder: OneHotCase[];
  readonly ordinal: number[][];
  readonly dummyClassifier: {
    readonly strategy: "prior" | "most_frequent" | "stratified" | "uniform" | "constant";
    readonly y: number[];
    readonly sampleWeight: number[];
    readonly prior: number[];
    readonly predictions: number[];
    readonly proba: number[][];
  }[];
  readonly dummyRegressor: {
    readonly options: object;
    readonly y: number[];
    readonly sampleWeight: number[] | null;
    readonly constant: number;
  }[];
  readonly columnTransformer: {
    readonly remainder: "drop" | "passthrough";
    readonly sparseThreshold: number;
    readonly sparse: boolean;
    readonly out: number[][];
    readonly names: string[];
    readonly frame: Record<string, (string | number)[]>;
  }[];
}

const given = reference<Reference>("preprocessing");
const { tolerance } = given;

describe("standardScaler", () => {
  test.each(given.standardScaler)("$name", ({ options, X: rows, sparse, sampleWeight, ...expected }) => {
    const X = sparse ? toCsr(numbers(rows)) : numbers(rows);
    const model = standardScaler(camelCased(options)).fit(X, undefined, { sampleWeight: sampleWeight ?? undefined });
    if (expected.scale === null) expect(model.scale).toBeUndefined();
    else expectClose(model.scale, vector(expected.scale), tolerance);
    if (expected.var !== null) expectClose(model.var, vector(expected.var), tolerance);
    if (expected.mean !== null) expectClose(model.mean, vector(expected.mean), tolerance);
    const out = model.transform(X);
    expectClose(out, numbers(expected.out), tolerance);
    expectClose(model.inverseTransform(out), numbers(rows), tolerance);
    expectClose(readBack(model).transform(X), numbers(expected.out), tolerance);
  });
});

test.each(given.minMaxScaler)("minMaxScaler: $name", ({ options, X, query, scale, min, out }) => {
  const model = minMaxScaler(camelCased(options)).fit(numbers(X));
  expectClose(model.scale, vector(scale), tolerance);
  expectClose(model.min, vector(min), tolerance);
  expectClose(model.transform(numbers(query)), numbers(out), tolerance);
  expectClose(model.inverseTransform(model.transform(numbers(X))), numbers(X), tolerance);
  expect(readBack(model).transform(numbers(query))).toEqual(model.transform(numbers(query)));
});

test.each(given.simpleImputer)("simpleImputer: $name", ({ options, X, out, names }) => {
  const model = simpleImputer(camelCased(options)).fit(numbers(X));
  expectClose(model.transform(numbers(X)), numbers(out), tolerance);
  expect(model.featureNamesOut).toEqual(names);
  expect(readBack(model).transform(numbers(X))).toEqual(model.transform(numbers(X)));
});

describe.each(given.categoryImputer)("simpleImputer of categories: $name", ({ options, X, out, ...expected }) => {
  const imputer = () => simpleImputer({ ...camelCased(options), strategy: options.strategy, missingValues: null });

  test("fills what scikit-learn does", () => {
    const model = imputer().fit(X);
    expect(model.transform(X)).toEqual(out);
    expect(model.statistics).toEqual(expected.statistics.map((each) => each ?? NaN));
    expect(model.featureNamesOut).toEqual(expected.names);
    expect(readBack(model).transform(X)).toEqual(out);
  });

  test("gives scikit-learn's probabilities ahead of an encoder", () => {
    const model = pipeline(imputer(), oneHotEncoder({ handleUnknown: "ignore" }), multinomialNB()).fit(X, expected.y);
    expectClose(model.predictProba(X), expected.proba, tolerance);
    expect(readBack(model).predict(X)).toEqual(model.predict(X));
  });

  test("gives scikit-learn's columns of a table", () => {
    const named = (place: number) => X.map((row) => (row[place] ?? null) as string | null);
    const table = Table.from({ city: named(0), letter: named(1), sign: named(2), none: named(3) });
    const filled = pipeline(imputer(), oneHotEncoder({ handleUnknown: "ignore" }));
    const model = columnTransformer({ transformers: [["filled", filled, ["sign", "city"]]] }).fit(table);
    expect(model.transform(table).toArray()).toEqual(expected.columns);
    expect(model.featureNamesOut).toEqual(expected.columnNames.map(asOurs));
    expect(readBack(model).transform(table).toArray()).toEqual(expected.columns);
  });
});

/** Truth values are spelt as JavaScript does. */
function asOurs(name: string): string {
  return name.replace(/_True$/, "_true").replace(/_False$/, "_false");
}

test.each(given.oneHotEncoder)("oneHotEncoder: $name", ({ options, query, out, width, dropIdx }) => {
  const model = oneHotEncoder(camelCased(options)).fit(given.rows);
  const encoded = model.transform(query);
  expect(encoded).toBeInstanceOf(CsrMatrix);
  expect(encoded.toArray()).toEqual(out);
  expect(model.featureNamesOut).toHaveLength(width);
  if (dropIdx !== null) expect(model.dropIdx).toEqual(dropIdx);
  expect(readBack(model).transform(query)).toEqual(encoded);
});

test("oneHotEncoder gives back the categories it encoded", () => {
  const model = oneHotEncoder({ drop: "first" }).fit(given.rows);
  expect(model.inverseTransform(model.transform(given.rows))).toEqual(given.rows);
});

test("oneHotEncoder refuses a category that it did not see", () => {
  const model = oneHotEncoder().fit(given.rows);
  expect(() => model.transform(given.unseen)).toThrow("row 0, column 0");
});

test("ordinalEncoder", () => {
  const model = ordinalEncoder({ handleUnknown: "use_encoded_value", unknownValue: -1 }).fit(given.rows);
  expect(model.transform([...given.rows, ...given.unseen]).toArray()).toEqual(given.ordinal);
  expect(model.inverseTransform(model.transform(given.rows))).toEqual(given.rows);
  expect(readBack(model).transform(given.rows)).toEqual(model.transform(given.rows));
});

test.each(given.dummyClassifier)("dummyClassifier: $strategy", ({ strategy, y, sampleWeight, ...expected }) => {
  const X = y.map(() => [0]);
  const model = dummyClassifier({ strategy, randomState: 7, constant: 1 }).fit(X, y, { sampleWeight });
  const queries = Array.from({ length: 25 }, () => [0]);
  expectClose(model.classPrior, expected.prior, tolerance);
  expectClose(model.predictProba(queries), expected.proba, tolerance);
  expect(model.predict(queries)).toEqual(expected.predictions);
  expect(readBack(model).predict(queries)).toEqual(expected.predictions);
});

test.each(given.dummyRegressor)("dummyRegressor: $options", ({ options, y, sampleWeight, constant }) => {
  const model = dummyRegressor(options).fit(
    y.map(() => [0]),
    y,
    { sampleWeight: sampleWeight ?? undefined },
  );
  expectClose(model.constant, constant, tolerance);
});

test.each(given.columnTransformer)(
  "columnTransformer: remainder $remainder, sparse $sparse",
  ({ remainder, sparseThreshold, sparse, out, names, frame }) => {
    const table = Table.from(frame);
    const city = ["city", oneHotEncoder(), ["city"]] as const;
    const estimator =
      remainder === "passthrough"
        ? columnTransformer({ transformers: [city, ["left", "drop", ["note"]]], remainder, sparseThreshold })
        : columnTransformer({
            transformers: [["scaled", standardScaler(), ["amount", "age"]], ["text", tfidfVectorizer(), "note"], city],
            sparseThreshold,
          });
    const { model, output } = estimator.fitWithOutput(table);
    expect(output instanceof CsrMatrix).toBe(sparse);
    expectClose(output, out, tolerance);
    expect(model.featureNamesOut).toEqual(names);
    const shuffled = table.select([...table.columnNames].reverse());
    expectClose(model.transform(shuffled), out, tolerance);
    expectClose(model.transform(table.toRows()), out, tolerance);
    expectClose(readBack(model).transform(table), out, tolerance);
  },
);

function numbers(rows: readonly Numbers[]): number[][] {
  return rows.map(vector);
}

function vector(values: Numbers): number[] {
  return values.map((value) => value ?? NaN);
}

function readBack<Model extends FittedModel>(model: Model): Model {
  return modelFromJSON<Model>(JSON.parse(JSON.stringify(model)));
}
