import { Table } from "@mlsys/core";
import { columnTransformer, logisticRegression, pipeline, standardScaler, tfidfVectorizer } from "@mlsys/models";
import { expectTypeOf, test } from "vitest";

interface Payment {
  readonly amount: number;
  readonly note: string;
}

test("a column that the rows lack does not compile once their type is stated", () => {
  columnTransformer<Payment>({ transformers: [["scaled", standardScaler(), ["amount"]]] });
  // @ts-expect-error a payment has no amuont
  columnTransformer<Payment>({ transformers: [["scaled", standardScaler(), ["amuont"]]] });
});

test("a column transformer begins a pipeline over rows or a table", () => {
  const steps = columnTransformer<Payment>({ transformers: [["text", tfidfVectorizer(), "note"]] });
  const rows: Payment[] = [{ amount: 1, note: "a" }];
  const model = pipeline(steps, logisticRegression()).fit(rows, [true, false]);
  expectTypeOf(model.predict(Table.from(rows))).toEqualTypeOf<boolean[]>();
});

test("a table or rows that lack a column do not compile once the type of the rows is stated", () => {
  const columns = columnTransformer<Payment>({ transformers: [["scaled", standardScaler(), ["amount"]]] });
  columns.fit(Table.from([{ amount: 1, note: "a", more: true }]));
  // @ts-expect-error a table of others
  columns.fit(Table.from({ price: [1, 2] }));
  // @ts-expect-error rows of others
  columns.fit([{ price: 1 }]);
  // @ts-expect-error the same in a pipeline
  pipeline(columns, logisticRegression()).fit(Table.from({ price: [1, 2] }), ["a", "b"]);
});

test("without a stated type any rows are taken", () => {
  const columns = columnTransformer({ transformers: [["scaled", standardScaler(), ["amount"]]] });
  columns.fit(Table.from({ amount: [1, 2] }));
  columns.fit([{ amount: 1 }]);
});

test("a pipeline without steps does not compile", () => {
  // @ts-expect-error there is nothing to fit
  pipeline();
});
