import { Table, type Column } from "@mlsys/core";
import { expectTypeOf, it } from "vitest";

it("types columns and rows by what the table was made of", () => {
  const table = Table.from([{ x: 1, label: "a" }]);
  expectTypeOf(table.column("x")).toEqualTypeOf<Column<number>>();
  expectTypeOf(table.row(0).label).toEqualTypeOf<string>();
  // @ts-expect-error -- there is no such column
  table.column("y");
  expectTypeOf(table.select(["x"]).row(0)).toEqualTypeOf<Pick<{ x: number; label: string }, "x">>();
  expectTypeOf(Table.from({ x: [1, null] }).row(0).x).toEqualTypeOf<number | null>();
  expectTypeOf(table).toExtend<Table>();
  expectTypeOf<Table>().not.toExtend<typeof table>();
  expectTypeOf(Table.from({ x: Float64Array.of(1) }).row(0).x).toEqualTypeOf<number>();
});
