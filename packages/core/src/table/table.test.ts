import { columnFromValues, CoreError, isTable, NumericColumn, Table, TextColumn } from "@mlsys/core";
import { dictionary, tableFromArrays, tableFromIPC, tableToIPC, utf8 } from "@uwdata/flechette";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const cell = fc.oneof(
  fc.double(),
  fc.string({ unit: "grapheme" }),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
);
const uniform = fc.oneof(
  fc.array(fc.option(fc.double())),
  fc.array(fc.option(fc.string({ unit: "grapheme" }))),
  fc.array(fc.option(fc.constantFrom("a", "b", "ü"))),
  fc.array(fc.option(fc.boolean())),
  fc.array(fc.option(fc.date({ noInvalidDate: true }))),
  fc.array(cell),
);

/** What a column reads where it was given `value`: 64-bit integers that a double holds exactly are read as numbers. */
function asRead(value: unknown, type: string): unknown {
  return type === "int64" && typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

describe("Table.from", () => {
  it("reads rows, columns, tables alike", () => {
    const rows = [
      { x: 1, label: "a" },
      { x: 2, label: "b" },
    ];
    const fromRows = Table.from(rows);
    expect(fromRows.toRows()).toEqual(rows);
    expect(Table.from({ x: [1, 2], label: ["a", "b"] }).toRows()).toEqual(rows);
    expect(Table.from(fromRows)).toBe(fromRows);
  });

  it("treats a key that a row lacks as missing", () => {
    const table = Table.from<object>([{ a: 1 }, { b: undefined }, { a: 3, b: "x" }]);
    expect(table.toRows()).toEqual([
      { a: 1, b: null },
      { a: null, b: null },
      { a: 3, b: "x" },
    ]);
  });

  it("gives back what it was given, for any values", () => {
    fc.assert(
      fc.property(uniform, (values) => {
        const column = Table.from<{ c: unknown[] }>({ c: values }).column("c");
        expect(column.toArray()).toEqual(values.map((value) => asRead(value, column.type)));
        expect(column.nullCount).toBe(values.filter((value) => value === null).length);
      }),
    );
  });

  it("takes and slices as arrays do", () => {
    fc.assert(
      fc.property(uniform, fc.nat(20), fc.nat(20), (values, start, length) => {
        const table = Table.from<{ c: unknown[] }>({ c: values });
        const read = values.map((value) => asRead(value, table.column("c").type));
        expect(table.slice(start, start + length).toColumns().c).toEqual(read.slice(start, start + length));
        const odd = Array.from(values.keys()).filter((i) => i % 2 === 1);
        expect(table.take(odd).column("c").toArray()).toEqual(odd.map((i) => read[i]));
      }),
    );
  });

  it("does not copy typed arrays", () => {
    const x = Float64Array.of(1, 2, 3);
    expect(Table.from({ x }).column("x").toNumbers()).toBe(x);
  });

  it("keeps a column named __proto__ as data", () => {
    const table = Table.from([JSON.parse('{"__proto__": 5, "constructor": 1}') as object]);
    expect(table.columnNames).toEqual(["__proto__", "constructor"]);
    expect(Object.entries(table.row(0))).toEqual([
      ["__proto__", 5],
      ["constructor", 1],
    ]);
  });

  it("refuses what is no table, naming the row or column", () => {
    expect(() => Table.from([{ a: 1 }, 3] as never)).toThrow("a row is not an object (Table.from, row 1): found 3");
    expect(() => Table.from({ a: 1 } as never)).toThrow('column "a"');
    expect(() => Table.from(null as never)).toThrow(CoreError);
    expect(() => Table.from({ a: [1], b: [1, 2] })).toThrow("2 values instead of 1");
  });

  it("refuses what would be read as a table of no columns: a promise not awaited, a set, a generator", () => {
    for (const input of [Promise.resolve([{ a: 1 }]), new Set([{ a: 1 }]), new Map([["a", [1]]]), [{ a: 1 }].values()])
      expect(() => Table.from(input as never)).toThrow("not a table (Table.from)");
    expect(Table.from({}).numRows).toBe(0);
    expect(Table.from(Object.create(null) as object as Record<string, number[]>).numRows).toBe(0);
  });
});

describe("Table.from on an Arrow table", () => {
  const columns = { x: [1, 2.5, null], n: Int32Array.of(1, 2, 3), s: ["a", null, "ü"], b: [true, false, null] };

  it("reads every column type of an Arrow library", () => {
    const arrow = tableFromArrays(columns);
    expect(Table.from(arrow).toColumns()).toEqual({ ...columns, n: [1, 2, 3] });
  });

  it("reads a table that came over Arrow's IPC format", () => {
    const bytes = tableToIPC(tableFromArrays(columns), { format: "stream" });
    expect(Table.from(tableFromIPC(bytes ?? new Uint8Array())).toColumns()).toEqual({ ...columns, n: [1, 2, 3] });
  });

  it("reads text by its bytes, and dictionaries as such, of one chunk and of several", () => {
    const values = fc.array(fc.option(fc.string({ unit: "grapheme", maxLength: 3 })), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.constantFrom(1, 3, 100), fc.boolean(), (texts, maxBatchRows, asDictionary) => {
        const type = asDictionary ? dictionary(utf8()) : utf8();
        const written = tableToIPC(tableFromArrays({ s: texts }, { types: { s: type }, maxBatchRows }), {});
        for (const arrow of [
          tableFromArrays({ s: texts }, { types: { s: type }, maxBatchRows }),
          tableFromIPC(written ?? new Uint8Array()),
        ]) {
          const column = Table.from<{ s: (string | null)[] }>(arrow as never).column("s");
          expect(column.toArray()).toEqual(texts);
          expect(column.type).toBe(asDictionary ? "dictionary" : "text");
        }
      }),
    );
  });

  it("shares the memory of numbers", () => {
    const n = Float64Array.of(1, 2, 3);
    const column = Table.from(tableFromArrays({ n })).column("n");
    expect(column.toNumbers().buffer).toBe(n.buffer);
  });
});

describe("Table", () => {
  const table = Table.from([
    { id: 1, amount: 2.5, kind: "a" },
    { id: 2, amount: null, kind: "b" },
    { id: 3, amount: 4, kind: "a" },
    { id: 4, amount: 5, kind: "a" },
  ]);

  it("suggests the nearest column", () => {
    expect(() => table.column("amuont" as never)).toThrow(
      'there is no column "amuont" (table): did you mean "amount"?',
    );
  });

  it("selects, drops, renames and adds columns without changing the original", () => {
    expect(table.select(["kind", "id"]).columnNames).toEqual(["kind", "id"]);
    expect(table.drop(["kind"]).columnNames).toEqual(["id", "amount"]);
    expect(table.rename({ id: "key" }).columnNames).toEqual(["key", "amount", "kind"]);
    expect(table.withColumn("double", [2, 4, 6, 8]).row(2)).toEqual({ id: 3, amount: 4, kind: "a", double: 6 });
    expect(table.columnNames).toEqual(["id", "amount", "kind"]);
    expect(() => table.withColumn("short", [1])).toThrow(CoreError);
  });

  it("filters, iterates and comes in batches", () => {
    expect(table.filter(({ amount }) => amount !== null).numRows).toBe(3);
    expect([...table].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect([...table.batches(3)].map(({ numRows }) => numRows)).toEqual([3, 1]);
  });

  it("becomes a matrix with NaN for what is missing", () => {
    expect(table.toMatrix(["id", "amount"]).toArray()).toEqual([
      [1, 2.5],
      [2, NaN],
      [3, 4],
      [4, 5],
    ]);
  });

  it("describes its columns", () => {
    expect(table.schema).toEqual([
      { name: "id", type: "float64", nullCount: 0 },
      { name: "amount", type: "float64", nullCount: 1 },
      { name: "kind", type: "dictionary", nullCount: 0 },
    ]);
    expect(isTable(table)).toBe(true);
  });

  it("refuses rows that are not there", () => {
    expect(() => table.row(4)).toThrow("give 0 to 3");
    expect(() => table.row(-1)).toThrow(CoreError);
  });

  it("holds a million rows of ten columns in less than 90 bytes a row", () => {
    const n = 100_000;
    const text = TextColumn.fromStrings(Array.from({ length: n }, (_, i) => `key-${i}`));
    const numbers = Object.fromEntries(Array.from({ length: 8 }, (_, j) => [`x${j}`, new Float64Array(n)]));
    const kinds = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? "even" : "odd"));
    expect(Table.from({ ...numbers, text, kinds }).byteLength / n).toBeLessThan(90);
  });
});

describe("columnFromValues", () => {
  it.each([
    [[1, null], "float64"],
    [[1n, null], "int64"],
    [[2n ** 64n], "mixed"],
    [[true], "boolean"],
    [[new Date(0)], "timestamp"],
    [["a", "b"], "text"],
    [["a", "a", "b", "b"], "dictionary"],
    [[1, "a"], "mixed"],
    [[{ a: 1 }], "mixed"],
    [[null], "float64"],
    [[], "float64"],
    [Uint8Array.of(1), "uint8"],
  ])("finds the type of %o: %s", (values, type) => {
    expect(columnFromValues(values as ArrayLike<unknown>).type).toBe(type);
  });

  it("reads 64-bit integers as numbers where that loses nothing", () => {
    expect(columnFromValues([5n, 2n ** 60n]).toArray()).toEqual([5, 2n ** 60n]);
  });

  it("gives up on a dictionary for text that does not repeat", () => {
    const values = Array.from({ length: 3000 }, (_, i) => `text ${i}`);
    expect(columnFromValues(values).type).toBe("text");
  });
});

describe("Column", () => {
  it("gives numbers of truth values and instants, NaN for what is missing", () => {
    expect([...columnFromValues([true, null, false]).toNumbers()]).toEqual([1, NaN, 0]);
    expect([...columnFromValues([new Date(5)]).toNumbers()]).toEqual([5]);
    expect([...columnFromValues([1n, null]).toNumbers()]).toEqual([1, NaN]);
    expect([...new NumericColumn(Int32Array.of(7, 8), Uint8Array.of(2)).toNumbers()]).toEqual([NaN, 8]);
  });
});
