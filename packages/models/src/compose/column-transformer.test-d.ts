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
