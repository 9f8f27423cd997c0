import { DictionaryColumn, Table, TextColumn } from "@mlsys/core";
import {
  columnTransformer,
  diagramText,
  makeColumnSelector,
  modelFromJSON,
  oneHotEncoder,
  standardScaler,
} from "@mlsys/models";
import type { ColumnTransformerModel } from "@mlsys/models";
import { expect, test } from "vitest";

const table = Table.from([
  { id: "a1", amount: 1.5, city: "Rome", isPaid: true, items: 3 },
  { id: "a2", amount: 2.5, city: "Oslo", isPaid: false, items: 4 },
  { id: "a3", amount: 4.5, city: "Rome", isPaid: true, items: 9 },
]);

test.each([
  [{}, ["id", "amount", "city", "isPaid", "items"]],
  [{ dtypeInclude: "number" }, ["amount", "items"]],
  [{ dtypeInclude: ["boolean", "text"] }, ["id", "city", "isPaid"]],
  [{ dtypeExclude: "number", pattern: "i" }, ["id", "city", "isPaid"]],
  [{ dtypeExclude: ["number"], pattern: /^I/i }, ["id", "isPaid"]],
  [{ pattern: /m/gy }, []],
  [{ pattern: null, dtypeInclude: null, dtypeExclude: "text" }, ["amount", "isPaid", "items"]],
] as const)("%j selects columns", (options, expected) => {
  const select = makeColumnSelector(options);
  expect(select(table)).toEqual(expected);
  expect(select(table)).toEqual(expected);
});

test("texts in a dictionary are texts", () => {
  const texts = Table.from([{ city: "Rome" }, { city: "Oslo" }]).column("city");
  if (!(texts instanceof TextColumn)) throw new Error("the column should hold texts");
  const city = new DictionaryColumn(Uint8Array.of(0, 1, 0), texts);
  const coded = Table.fromColumns(new Map([["city", city]]), 3);
  expect(makeColumnSelector({ dtypeInclude: "text" })(coded)).toEqual(["city"]);
  expect(makeColumnSelector({ dtypeExclude: "dictionary" })(coded)).toEqual([]);
});

test("columns are chosen at the fit, and a saved model knows them", () => {
  const transformer = columnTransformer({
    transformers: [
      ["scaled", standardScaler(), makeColumnSelector({ dtypeInclude: "number" })],
      ["coded", oneHotEncoder(), (X) => ("columnNames" in X && X.columnNames.includes("city") ? ["city"] : [])],
    ],
  });
  expect(diagramText(transformer)).toContain("scaled (chosen at the fit)");
  const model = transformer.fit(table);
  expect(model.featureNamesOut).toEqual(["scaled__amount", "scaled__items", "coded__city_Oslo", "coded__city_Rome"]);
  const again = modelFromJSON<ColumnTransformerModel>(JSON.parse(JSON.stringify(model)));
  expect(again.transform(table)).toEqual(model.transform(table));
  expect(transformer.fit(table.select(["amount"])).featureNamesOut).toEqual(["scaled__amount"]);
});

test.each([[{ pattern: "(" }], [{ dtypeInclude: "numbr" }], [{ dtypeExclude: [1] }], [{ dtype: "text" }]])(
  "%j is refused",
  (options) => {
    expect(() => makeColumnSelector(options as never)).toThrow(expect.objectContaining({ code: "invalidOption" }));
  },
);

test("a matrix has no names to choose by", () => {
  const transformer = columnTransformer({ transformers: [["scaled", standardScaler(), makeColumnSelector()]] });
  expect(() => transformer.fit([[1], [2]])).toThrow(/only a table has columns with names/);
});
