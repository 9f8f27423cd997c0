import { CsrMatrix, Table } from "@mlsys/core";
import { trainTestSplit } from "@mlsys/split";
import { expectTypeOf, test } from "vitest";

test("each part has the type of the whole", () => {
  const rows: readonly { text: string }[] = [];
  expectTypeOf(trainTestSplit(rows).train).toEqualTypeOf<{ text: string }[]>();
  expectTypeOf(trainTestSplit(10).test).toEqualTypeOf<Int32Array>();
  const X = new CsrMatrix(0, 0, new Float64Array(0), new Int32Array(0), Int32Array.of(0));
  const y: number[] = [];
  const parts = trainTestSplit({ X, y });
  expectTypeOf(parts.train.X).toEqualTypeOf<CsrMatrix>();
  expectTypeOf(parts.test.y).toEqualTypeOf<number[]>();
  const table = Table.from([{ x: 1 }]);
  expectTypeOf(trainTestSplit(table).train).toEqualTypeOf<Table<{ x: number }>>();
  // @ts-expect-error a text cannot be split
  trainTestSplit("text");
});
