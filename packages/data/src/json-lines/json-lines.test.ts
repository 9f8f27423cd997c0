import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { isMlsysError } from "@mlsys/core";
import type { Table } from "@mlsys/core";
import { readJsonLines, readJsonLinesBatches, toJsonLines, writeJsonLines } from "@mlsys/data";
import type { ReadJsonLinesOptions } from "@mlsys/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const read = (text: string, options?: ReadJsonLinesOptions): Promise<Table> => readJsonLines({ text }, options);

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string; details: unknown }> {
  const error: unknown = await promise.catch((each: unknown) => each);
  if (!isMlsysError(error)) throw error;
  return { code: error.code, message: error.message, details: error.details };
}

describe("readJsonLines", () => {
  it("gathers the names of all lines, in order of first appearance", async () => {
    const table = await read('{"b":1}\r\n\n  \n{"a":"x","b":null}\n{"c":[1,{"d":2}]}');
    expect(table.toRows()).toEqual([
      { b: 1, a: null, c: null },
      { b: null, a: "x", c: null },
      { b: null, a: null, c: [1, { d: 2 }] },
    ]);
  });

  it("keeps whole numbers beyond 2^53", async () => {
    const table = await read('{"id":9007199254740993}\n{"id":7}\n');
    expect(table.column("id").toArray()).toEqual([9007199254740993n, 7]);
    expect((await read('{"id":9007199254740993}\n{"id":0.5}\n')).schema[0]?.type).toBe("float64");
  });

  it("reads what Python writes for numbers that JSON lacks", async () => {
    expect((await read('{"x":NaN,"s":"NaN"}\n{"x":-Infinity}\n')).toRows()).toEqual([
      { x: NaN, s: "NaN" },
      { x: -Infinity, s: null },
    ]);
  });

  it("reads a column named __proto__", async () => {
    expect((await read('{"__proto__":1,"x":12345678901234567890}\n')).columnNames).toEqual(["__proto__", "x"]);
  });

  it("turns strings into instants where asked", async () => {
    const table = await read('{"t":"2024-01-02T03:04:05Z"}\n{"t":null}\n', { types: { t: "timestamp" } });
    expect(table.column("t").toArray()).toEqual([new Date("2024-01-02T03:04:05Z"), null]);
  });

  it("reads any chunks, gzip, and in batches", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mlsys json "));
    const text = Array.from({ length: 100 }, (_, i) => `{"i":${i},"s":"é😀"}\n`).join("");
    const path = join(folder, "a.jsonl.gz");
    await writeFile(path, gzipSync(text));
    const whole = await readJsonLines(path);
    await rm(folder, { recursive: true });
    expect(whole.numRows).toBe(100);
    const bytes = new TextEncoder().encode(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.slice(i * 7, i * 7 + 7));
    expect((await readJsonLines(Readable.from(pieces))).toRows()).toEqual(whole.toRows());
    const rows: object[] = [];
    for await (const batch of readJsonLinesBatches({ text }, { batchRows: 33 })) rows.push(...batch.toRows());
    expect(rows).toEqual(whole.toRows());
    expect((await read(text, { maxRows: 5 })).numRows).toBe(5);
  });

  it.each([
    ["a name without quotes", '{"x":1}\n{x:1}', 'line 2, column 2): found "x:1}"', 2],
    ["a missing comma", '{"x":1 "y":2}', "line 1, column 8)", 8],
    ["a cut-off line", '{"x":[1,2', "found the end of the line", 10],
    ["text after the object", '{"x":1}}', "line 1, column 8)", 8],
    ["a bare control character", '{"x":"a\tb"}', "line 1, column 6)", 6],
    ["a number with a leading zero", '{"x":01}', "line 1, column 7)", 7],
    ["an unknown word", '{"x":none}', "line 1, column 6)", 6],
    ["what is no object", "[1]", "a line is no object", 1],
  ])("says where it found %s", async (_, text, message, column) => {
    const error = await failure(read(text));
    expect(error.code).toBe("invalidJson");
    expect(error.message).toContain(message);
    expect(error.details).toMatchObject({ column });
  });

  it("refuses what is not of the type asked for, bytes that are no UTF-8, and nothing at all", async () => {
    const error = await failure(read('{"x":1}\n{"x":"a"}\n', { types: { x: "number" } }));
    expect(error.message).toContain('text, line 2, "x"): found "a"');
    const bytes = Uint8Array.of(0x7b, 0x22, 0xff);
    expect((await failure(readJsonLines({ bytes }))).message).toContain("line 1, byte 3): found ff");
    expect((await failure(read(""))).code).toBe("emptyInput");
  });

  it("refuses nesting without end instead of running out of stack", async () => {
    const deep = `{"x":${"[".repeat(100_000)}NaN`;
    expect((await failure(read(deep))).code).toBe("invalidJson");
  });

  it("agrees with the platform's parser", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.tuple(fc.jsonValue()), { minKeys: 1 }), async (row) => {
        const padded = { ...row, padding: 1234567890123456 };
        const table = await read(JSON.stringify(padded));
        expect(JSON.stringify(table.row(0))).toBe(JSON.stringify(padded));
      }),
      { numRuns: 300 },
    );
  });
});

describe("writeJsonLines", () => {
  it("writes what reads back", async () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    const rows = fc.array(fc.record({ x: value, s: fc.option(fc.string({ unit: "grapheme" })), b: fc.boolean() }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (each) => {
        expect((await read(toJsonLines(each))).toRows()).toEqual(each);
      }),
      { numRuns: 300 },
    );
  });

  it("writes a file whole", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mlsys json "));
    const path = join(folder, "a.jsonl");
    await writeJsonLines([{ x: 1, t: new Date(0), id: 2n ** 60n }], path);
    const text = await readFile(path, "utf8");
    await rm(folder, { recursive: true });
    expect(text).toBe('{"x":1,"t":"1970-01-01T00:00:00.000Z","id":1152921504606846976}\n');
  });

  it("treats numbers that JSON lacks as told", () => {
    const table = { x: [NaN, -Infinity, -0] };
    expect(toJsonLines(table)).toBe('{"x":null}\n{"x":null}\n{"x":-0}\n');
    expect(toJsonLines(table, { nonFinite: "literal" })).toBe('{"x":NaN}\n{"x":-Infinity}\n{"x":-0}\n');
    expect(() => toJsonLines(table, { nonFinite: "error" })).toThrow(/row 0, "x"\): found NaN/);
    expect(() => toJsonLines([{ f: { g: 1n } }])).toThrow(/no JSON form/);
  });
});
