import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columnFromValues, isMlsysError, Table } from "@mlsys/core";
import { readCsv, readCsvBatches, toCsv, writeCsv } from "@mlsys/data";
import type { ColumnKind, ReadCsvBatchesOptions } from "@mlsys/data";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys csv "));
});
afterAll(() => rm(folder, { recursive: true }));

const wellFormed = fc.string({ unit: "grapheme", maxLength: 12 });
const awkward = fc.constantFrom(
  "",
  "NA",
  "null",
  '"',
  '""',
  ",",
  "\n",
  "\r",
  "\r\n",
  " ",
  "\ufeff",
  "#",
  "true",
  "007",
  "a\tb",
);
const word = fc.oneof(wellFormed, awkward);

const kinds: Readonly<Record<ColumnKind, fc.Arbitrary<unknown>>> = {
  number: fc.double(),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  boolean: fc.boolean(),
  timestamp: fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
  text: word,
};

interface Example {
  readonly columns: readonly {
    readonly name: string;
    readonly kind: ColumnKind;
    readonly values: readonly unknown[];
  }[];
}

const example: fc.Arbitrary<Example> = fc
  .record({
    rows: fc.integer({ min: 0, max: 12 }),
    heads: fc.uniqueArray(fc.record({ name: word, kind: fc.constantFrom(...(Object.keys(kinds) as ColumnKind[])) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ name }) => name,
    }),
  })
  .chain(({ rows, heads }) =>
    fc.record({
      columns: fc.tuple(
        ...heads.map(({ name, kind }) =>
          fc
            .array(fc.option(kinds[kind], { freq: 5 }), { minLength: rows, maxLength: rows })
            .map((values) => ({ name, kind, values })),
        ),
      ),
    }),
  );

const tableOf = ({ columns }: Example): Table =>
  Table.fromColumns(new Map(columns.map(({ name, values }) => [name, columnFromValues(values)])));
const plain = (values: readonly unknown[]): unknown[] =>
  values.map((value) => (typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value));

describe("writing and reading back", () => {
  it("loses nothing when the types are named, whatever the values, delimiter and line ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        example,
        fc.constantFrom(",", "\t", ";", "|"),
        fc.constantFrom("\n" as const, "\r\n" as const),
        fc.constantFrom("needed" as const, "always" as const),
        async (each, delimiter, lineEnd, quote) => {
          const text = toCsv(tableOf(each), { delimiter, lineEnd, quote });
          const types = Object.fromEntries(each.columns.map(({ name, kind }) => [name, kind]));
          const table = await readCsv({ text }, { delimiter, types, header: true });
          expect(table.columnNames).toEqual(each.columns.map(({ name }) => name));
          for (const { name, values } of each.columns) {
            expect(plain(table.column(name).toArray())).toEqual(plain(values));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds numbers, truth values and instants again by itself", async () => {
    const typed = fc
      .record({
        kind: fc.constantFrom("number", "boolean", "timestamp" as const),
        rows: fc.integer({ min: 1, max: 9 }),
      })
      .chain(({ kind, rows }) => fc.array(fc.option(kinds[kind]), { minLength: rows, maxLength: rows }));
    await fc.assert(
      fc.asyncProperty(fc.tuple(typed, word), async ([values, name]) => {
        const table = await readCsv({ text: toCsv({ [name]: values }) });
        expect(table.columnNames).toEqual([name]);
        expect(table.column(name).toArray()).toEqual(values);
      }),
      { numRuns: 300 },
    );
  });

  it("reads in batches what it reads at once", async () => {
    await fc.assert(
      fc.asyncProperty(example, fc.integer({ min: 1, max: 5 }), async (each, batchRows) => {
        const text = toCsv(tableOf(each));
        const types = Object.fromEntries(each.columns.map(({ name, kind }) => [name, kind]));
        const whole = await readCsv({ text }, { types, header: true });
        const rows: object[] = [];
        for await (const batch of readCsvBatches({ text }, { types, header: true, batchRows })) {
          expect(batch.numRows).toBeLessThanOrEqual(batchRows);
          rows.push(...batch.toRows());
        }
        expect(rows).toEqual(whole.toRows());
      }),
      { numRuns: 150 },
    );
  });
});

describe("readCsvBatches", () => {
  const collect = async (text: string, options: ReadCsvBatchesOptions): Promise<Table[]> => {
    const tables: Table[] = [];
    for await (const batch of readCsvBatches({ text }, options)) tables.push(batch);
    return tables;
  };

  it("settles the types with the first batch, and reads it again where kinds mix", async () => {
    const tables = await collect("x,y\n1.0,1\na,2\n3,3\n", { batchRows: 2 });
    expect(tables.map((table) => table.toRows())).toEqual([
      [
        { x: "1.0", y: 1 },
        { x: "a", y: 2 },
      ],
      [{ x: "3", y: 3 }],
    ]);
  });

  it("settles later what the first batch leaves open", async () => {
    const tables = await collect("x,y\n,1\n,2\n5,3\n", { batchRows: 2 });
    expect(tables.flatMap((table) => table.column("x").toArray())).toEqual([null, null, 5]);
  });

  it("refuses what a later batch cannot take, and says which type to name", async () => {
    await expect(collect("x\n1\n2\nb\n", { batchRows: 2 })).rejects.toThrow(
      /a value is no number \(text, line 4, column 1 \("x"\)\): found "b"; the first batch held a number here: name the type/,
    );
    await expect(collect("x,y\n,1\n1,2\nb,3\n", { batchRows: 1 })).rejects.toThrow(/line 4/);
  });

  it("gives a header without rows as one table without rows", async () => {
    const tables = await collect("x,y\n", {});
    expect(tables.map((table) => [table.columnNames, table.numRows])).toEqual([[["x", "y"], 0]]);
  });

  it("stops at maxRows", async () => {
    const tables = await collect("x\n1\n2\n3\n4\n", { batchRows: 2, maxRows: 3 });
    expect(tables.map((table) => table.numRows)).toEqual([2, 1]);
  });
});

describe("writeCsv", () => {
  it("writes a file whole, with tabs where its name says so", async () => {
    const path = join(folder, "out.tsv");
    await writeCsv([{ x: 1, s: "a\tb" }], path);
    expect(await readFile(path, "utf8")).toBe('x\ts\n1\t"a\tb"\n');
    expect((await readCsv(path)).toRows()).toEqual([{ x: 1, s: "a\tb" }]);
  });

  it("writes batches as one file", async () => {
    const path = join(folder, "batches.csv");
    await writeCsv(readCsvBatches({ text: "x,s\n1,a\n2,b\n3,c\n" }, { batchRows: 2 }), path);
    expect(await readFile(path, "utf8")).toBe("x,s\n1,a\n2,b\n3,c\n");
  });

  it("leaves the old file and nothing else behind when it fails in the middle", async () => {
    const path = join(folder, "kept.csv");
    await writeFile(path, "old");
    const failing = async function* () {
      yield Table.from({ x: [1] });
      yield Table.from({ y: [1] });
    };
    await expect(writeCsv(failing(), path)).rejects.toThrow(/other columns/);
    expect(await readFile(path, "utf8")).toBe("old");
    expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("says why a file cannot be written", async () => {
    const error: unknown = await writeCsv({ x: [1] }, join(folder, "none", "x.csv")).catch((each: unknown) => each);
    expect(isMlsysError(error) && error.code).toBe("writeFailed");
    expect(String(error)).toContain("its folder does not exist");
  });

  it("writes nested values as JSON", () => {
    expect(toCsv([{ a: [1, 2], b: { c: "x" } }])).toBe('a,b\n"[1,2]","{""c"":""x""}"\n');
  });
});
