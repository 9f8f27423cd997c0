import { compareCodePoints, Table } from "@mlsys/core";
import { modelFromJSON, oneHotEncoder, ordinalEncoder, pipeline, simpleImputer } from "@mlsys/models";
import type { Category, CategoryImputerModel } from "@mlsys/models";
import { array, assert, constantFrom, integer, option, property, tuple } from "fast-check";
import { expect, expectTypeOf, test } from "vitest";

const mostFrequent = { strategy: "most_frequent", missingValues: null } as const;

test("a missing category becomes one that no other outnumbers, and of such the one that sorts first", () => {
  const cell = option(constantFrom("b", "a", "B", "ä", "😀", "ﬁ"), { nil: null });
  assert(
    property(array(cell, { minLength: 1, maxLength: 12 }), (column) => {
      const present = column.filter((each) => each !== null);
      const model = simpleImputer({ ...mostFrequent, keepEmptyFeatures: true }).fit(column.map((each) => [each]));
      const times = (category: Category) => present.filter((each) => each === category).length;
      const best = Math.max(0, ...present.map(times));
      const [expected = 0] = present.filter((each) => times(each) === best).sort(compareCodePoints);
      expect(model.statistics).toEqual([expected]);
      expect(model.transform(column.map((each) => [each]))).toEqual(column.map((each) => [each ?? expected]));
    }),
  );
});

test("a saved imputer fills what it did, whatever its options", () => {
  const row = tuple(constantFrom("a", "b", null, "?"), constantFrom(1, 2, NaN), constantFrom(true, false, null));
  const column = (rows: readonly (readonly Category[])[], j: number) => rows.map((each) => each[j] ?? null);
  assert(
    property(array(row, { minLength: 1, maxLength: 6 }), integer({ min: 0, max: 7 }), (rows, options) => {
      const imputer = simpleImputer({
        strategy: "most_frequent",
        missingValues: options & 1 ? "?" : null,
        addIndicator: (options & 2) > 0,
        keepEmptyFeatures: (options & 4) > 0,
      });
      const model = imputer.fit(rows);
      const filled = model.transform(rows);
      expect(imputer.fitTransform(rows)).toEqual(filled);
      expect(filled[0]).toHaveLength(model.featureNamesOut.length);
      const again = modelFromJSON<CategoryImputerModel>(JSON.parse(JSON.stringify(model)));
      expect(again.transform(rows)).toEqual(filled);
      if ((options & 2) === 0) expect(() => again.inverseTransform(filled)).toThrow(/addIndicator: true/);
      else {
        const isGone = (value: Category) => (options & 1 ? value === "?" : value === null || Number.isNaN(value));
        const expected = rows.map((each) =>
          each.map((value) => (isGone(value) ? imputer.options["missingValues"] : value)),
        );
        expect(again.inverseTransform(filled)).toEqual(expected);
      }
      expect(again.featureNamesOut).toEqual(model.featureNamesOut);
      // Where all columns were dropped, nothing is left to look at.
      if (model.featureNamesOut.length > 0) expect(column(filled, 0)).not.toContain(options & 1 ? "?" : null);
    }),
    { examples: [[[[null, NaN, null]], 0]] },
  );
});

test("a text may stand for what is missing; null is then a category", () => {
  const model = simpleImputer({ strategy: "most_frequent", missingValues: "?" }).fit([["?"], [null], [null], ["a"]]);
  expect(model.statistics).toEqual([null]);
  expect(model.transform([["?"], ["a"]])).toEqual([[null], ["a"]]);
});

test("texts of a table are filled ahead of an encoder, whose outputs have the names of the columns", () => {
  const table = Table.from({ city: ["Rome", null, "Oslo", "Rome"], size: [1, 2, null, 2] });
  const model = pipeline(simpleImputer(mostFrequent), oneHotEncoder()).fit(table);
  expect(model.steps[0].featureNamesOut).toEqual(["city", "size"]);
  expect(model.steps[0].transform(table)).toEqual([
    ["Rome", 1],
    ["Rome", 2],
    ["Oslo", 2],
    ["Rome", 2],
  ]);
  expect(model.featureNamesOut).toEqual(["city_Oslo", "city_Rome", "size_1", "size_2"]);
});

test("what is filled has the type of categories, and numbers as ever that of matrices", () => {
  pipeline(simpleImputer(mostFrequent), ordinalEncoder());
  expectTypeOf(simpleImputer(mostFrequent).fitTransform([["a"]])).toEqualTypeOf<Category[][]>();
  expectTypeOf(simpleImputer({ strategy: "most_frequent" }).fit([[1]]).statistics).toEqualTypeOf<Float64Array>();
  // @ts-expect-error a mean of categories
  expect(() => simpleImputer({ strategy: "mean", missingValues: null })).toThrow(
    'strategy is not accepted (simpleImputer): found "mean"',
  );
});

test("texts are told how they are filled, where numbers are expected", () => {
  const fix = 'set missingValues to null and strategy to "most_frequent" or "constant"';
  expect(() => simpleImputer().fit(Table.from({ size: [1], city: ["Rome"] }))).toThrow('fit, X, column "city")');
  expect(() => simpleImputer().fit(Table.from({ size: [1], city: ["Rome"] }))).toThrow(fix);
});

test("a column of one kind is not filled with another", () => {
  const numbers = Table.from({ size: [1, null] });
  const constant = { strategy: "constant", missingValues: null } as const;
  expect(() => simpleImputer(constant).fit(numbers)).toThrow(
    'mix texts and other values (simpleImputer.fit, column "size")',
  );
  expect(simpleImputer({ ...constant, fillValue: 7 }).fitTransform(numbers)).toEqual([[1], [7]]);
  expect(() => simpleImputer({ ...constant, fillValue: 7 }).fit([["a"]])).toThrow("give a text as fillValue");
});

test("options that are null are the defaults, as of every estimator", () => {
  // @ts-expect-error null is no options
  expect(simpleImputer(null).options).toEqual(simpleImputer().options);
});

test("rows of another width are refused", () => {
  expect(() =>
    simpleImputer(mostFrequent)
      .fit([["a"]])
      .transform([["a", "b"]]),
  ).toThrow("2 instead of 1");
});
