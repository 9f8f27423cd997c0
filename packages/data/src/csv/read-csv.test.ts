import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { isMlsysError } from "@mlsys/core";
import { readCsv } from "@mlsys/data";
import type { ReadCsvOptions } from "@mlsys/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys csv "));
});
afterAll(() => rm(folder, { recursive: true }));

const rows = async (text: string, options?: ReadCsvOptions) => (await readCsv({ text }, options)).toRows();
const typesOf = async (text: string, options?: ReadCsvOptions) =>
  (await readCsv({ text }, options)).schema.map(({ type }) => type);

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string; details: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (isMlsysError(error)) return { code: error.code, message: error.message, details: error.details };
    throw error;
  }
  return { code: "none", message: "", details: {} };
}

describe("fields and records", () => {
  it("reads quoted delimiters, line breaks and doubled quotes", async () => {
    expect(await rows('a,b\n"x, y","say ""hi"""\n"two\r\nlines",""\n')).toEqual([
      { a: "x, y", b: 'say "hi"' },
      { a: "two\r\nlines", b: "" },
    ]);
  });

  it("takes LF, CRLF and CR as line ends, also mixed, with or without one at the end", async () => {
    for (const text of ["x\n1\n2", "x\r\n1\r\n2\r\n", "x\r1\r2\r", "x\n1\r\n2\r"]) {
      expect(await rows(text)).toEqual([{ x: 1 }, { x: 2 }]);
    }
  });

  it("keeps a quote inside an unquoted field as it is", async () => {
    expect(await rows('size,n\n5" pipe,1\n')).toEqual([{ size: '5" pipe', n: 1 }]);
  });

  it("reads quotes as text where they mean nothing", async () => {
    expect(await rows('a\tb\n"x\ty\n', { delimiter: "\t", quote: null })).toEqual([{ a: '"x', b: "y" }]);
  });

  it("skips blank lines, comments and leading lines", async () => {
    const text = "made by a tool\n# note, with commas,,\nx,y\n\n1,2\n# more\n\n3,4\n";
    expect(await rows(text, { skipRows: 1, comment: "#" })).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 4 },
    ]);
  });

  it("stops after maxRows", async () => {
    expect(await rows("x\n1\n2\nnot read\n", { maxRows: 2, types: "number" })).toEqual([{ x: 1 }, { x: 2 }]);
    expect((await readCsv({ text: "x\n1\n" }, { maxRows: 0 })).numRows).toBe(0);
  });

  it("reads a header without rows as a table without rows", async () => {
    const table = await readCsv({ text: "x,y\n" });
    expect(table.columnNames).toEqual(["x", "y"]);
    expect(table.numRows).toBe(0);
  });

  it("gives the same table whatever the size of the chunks", async () => {
    const text = 'näme,n\r\n"é""\r\n€",1\r\n😀,2\r\n"",3\r\n';
    const bytes = new TextEncoder().encode(text);
    const whole = await rows(text);
    for (let size = 1; size <= bytes.length; size++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.slice(i * size, (i + 1) * size),
      );
      expect((await readCsv(Readable.from(pieces))).toRows()).toEqual(whole);
    }
  });
});

describe("header", () => {
  it("takes the first record for names unless it holds values", async () => {
    expect(await rows("a,b\nx,y\n")).toEqual([{ a: "x", b: "y" }]);
    expect(await rows("1,2\n3,4\n")).toEqual([
      { column1: 1, column2: 2 },
      { column1: 3, column2: 4 },
    ]);
    expect(await rows("5.1,setosa\n")).toEqual([{ column1: 5.1, column2: "setosa" }]);
    expect(await rows("country,2019\nFR,7\n")).toEqual([{ country: "FR", 2019: 7 }]);
  });

  it("follows `header` and `columns`", async () => {
    expect(await rows("1,2\n3,4\n", { header: true })).toEqual([{ 1: 3, 2: 4 }]);
    expect(await rows("a,b\n", { header: false })).toEqual([{ column1: "a", column2: "b" }]);
    expect(await rows("a,b\nx,y\n", { columns: ["p", "q"] })).toHaveLength(2);
    expect(await rows("a,b\nx,y\n", { columns: ["a", "b"] })).toEqual([{ a: "x", b: "y" }]);
    expect(await rows("a,b\nx,y\n", { columns: ["p", "q"], header: true })).toEqual([{ p: "x", q: "y" }]);
  });

  it("names what has no name by its position", async () => {
    expect(await rows(",a\n0,x\n")).toEqual([{ column1: 0, a: "x" }]);
  });

  it("keeps a column named like a property of objects", async () => {
    const table = await readCsv({ text: "__proto__,constructor\n1,2\n" });
    expect(table.columnNames).toEqual(["__proto__", "constructor"]);
  });
});

describe("types", () => {
  it("finds numbers, truth values, timestamps and text", async () => {
    const text = "n,b,t,s\n1,true,2024-02-29,a\n-2.5e3,False,2024-02-29T10:30:00.5+01:00,b\n";
    expect(await rows(text)).toEqual([
      { n: 1, b: true, t: new Date("2024-02-29"), s: "a" },
      { n: -2500, b: false, t: new Date("2024-02-29T09:30:00.500Z"), s: "b" },
    ]);
    expect(await typesOf(text)).toEqual(["float64", "boolean", "timestamp", "text"]);
  });

  it("reads whole numbers beyond 2^53 exactly, and as doubles once a fraction comes", async () => {
    expect(await typesOf("id\n1\n9007199254740993\n")).toEqual(["int64"]);
    expect(await rows("id\n1\n9007199254740993\n")).toEqual([{ id: 1 }, { id: 9007199254740993n }]);
    expect(await rows("id\n9007199254740993\n0.5\n")).toEqual([{ id: 9007199254740992 }, { id: 0.5 }]);
    expect(await typesOf("id\n123456789012345678901234567890\n")).toEqual(["float64"]);
  });

  it("reads a column of several kinds as the text that it is", async () => {
    expect(await rows("x,y\n1.50,1\n007,2\ntrue,3\nNA,4\n")).toEqual([
      { x: "1.50", y: 1 },
      { x: "007", y: 2 },
      { x: "true", y: 3 },
      { x: null, y: 4 },
    ]);
  });

  it("does so for a stream too", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i}.0,${i}\n`);
    const table = await readCsv(Readable.from(["x,y\n", ...lines, "end,0\n"]));
    expect(table.schema.map(({ type }) => type)).toEqual(["text", "float64"]);
    expect(table.row(0)).toEqual({ x: "0.0", y: 0 });
    expect(table.row(20_000)).toEqual({ x: "end", y: 0 });
  });

  it("keeps identifiers with leading zeros as text, unless told otherwise", async () => {
    expect(await rows("zip\n01234\n99999\n")).toEqual([{ zip: "01234" }, { zip: "99999" }]);
    expect(await rows("zip\n01234\n", { types: { zip: "number" } })).toEqual([{ zip: 1234 }]);
  });

  it("takes missing values of any kind, and a column of nothing else", async () => {
    expect(await rows("n,b,t,s,e\nNA,,null,N/A,\n1,true,2024-01-01,x,\n,NULL,,,\n")).toEqual([
      { n: null, b: null, t: null, s: null, e: null },
      { n: 1, b: true, t: new Date("2024-01-01"), s: "x", e: null },
      { n: null, b: null, t: null, s: null, e: null },
    ]);
  });

  it("tells an empty text in quotes from a missing one", async () => {
    expect(await rows('s,n\n"",1\n,2\n"NA",3\n')).toEqual([
      { s: "", n: 1 },
      { s: null, n: 2 },
      { s: "NA", n: 3 },
    ]);
  });

  it("reads quoted numbers as numbers, and quoted nothing among them as missing", async () => {
    expect(await rows('n,s\n"1","a"\n"","b"\n')).toEqual([
      { n: 1, s: "a" },
      { n: null, s: "b" },
    ]);
  });

  it("uses a dictionary where at most half of the texts are distinct", async () => {
    expect(await typesOf("s\na\nb\na\nb\n")).toEqual(["dictionary"]);
    const distinct = Array.from({ length: 5000 }, (_, i) => `word ${i}`);
    const table = await readCsv({ text: `s\n${distinct.join("\n")}\n` });
    expect(table.schema[0]?.type).toBe("text");
    expect(table.column("s").toArray()).toEqual(distinct);
  });

  it("takes its own words for missing values", async () => {
    expect(await rows("x,s\n-,NA\n1,b\n", { nullValues: ["-"] })).toEqual([
      { x: null, s: "NA" },
      { x: 1, s: "b" },
    ]);
  });

  it("reads NaN and infinities as numbers", async () => {
    expect(await rows("x\nNaN\n-inf\nInfinity\n1\n")).toEqual([
      { x: NaN },
      { x: -Infinity },
      { x: Infinity },
      { x: 1 },
    ]);
  });
});

describe("sources and encodings", () => {
  it("reads paths, file URLs, Web streams, Node streams, bytes and text alike", async () => {
    const text = "x\ty\n1\tü\n";
    const path = join(folder, "data.tsv");
    await writeFile(path, text);
    const bytes = new TextEncoder().encode(text);
    const expected = [{ x: 1, y: "ü" }];
    expect((await readCsv(path)).toRows()).toEqual(expected);
    expect((await readCsv(pathToFileURL(path))).toRows()).toEqual(expected);
    expect((await readCsv(pathToFileURL(path).href)).toRows()).toEqual(expected);
    const options = { delimiter: "\t" };
    expect((await readCsv(new Blob([text]).stream(), options)).toRows()).toEqual(expected);
    expect((await readCsv(Readable.from([text]), options)).toRows()).toEqual(expected);
    expect((await readCsv({ bytes }, options)).toRows()).toEqual(expected);
  });

  it("unpacks gzip, and says when it is cut off", async () => {
    const packed = gzipSync(`x\n${"1\n".repeat(1000)}`);
    await writeFile(join(folder, "a.csv.gz"), packed);
    await writeFile(join(folder, "b.csv.gz"), packed.subarray(0, 30));
    expect((await readCsv(join(folder, "a.csv.gz"))).numRows).toBe(1000);
    expect((await failure(readCsv(join(folder, "b.csv.gz")))).code).toBe("invalidBytes");
  });

  it("reads from a server, and says when it refuses", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/data.csv" ? 200 : 404;
      response.end("x\n1\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    try {
      expect((await readCsv(`${base}/data.csv`)).toRows()).toEqual([{ x: 1 }]);
      const refused = await failure(readCsv(new URL(`${base}/other.csv`)));
      expect(refused.code).toBe("notFound");
      expect(refused.message).toContain("status 404");
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it.each(["utf-8", "utf-16le", "utf-16be"] as const)("recognises %s by its byte order mark", async (encoding) => {
    const text = "\ufeffname,n\né,1\n";
    const units = Array.from(text, (character) => character.charCodeAt(0));
    const pairs = units.map((unit) => (encoding === "utf-16le" ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]));
    const bytes = encoding === "utf-8" ? new TextEncoder().encode(text) : Uint8Array.from(pairs.flat());
    expect((await readCsv({ bytes })).toRows()).toEqual([{ name: "é", n: 1 }]);
    expect((await readCsv({ bytes }, { encoding })).toRows()).toEqual([{ name: "é", n: 1 }]);
  });

  it("reads windows-1252 when told so", async () => {
    const bytes = Uint8Array.of(0x61, 10, 0xe9, 0x80, 10);
    expect((await readCsv({ bytes }, { encoding: "windows-1252" })).toRows()).toEqual([{ a: "é€" }]);
  });

  it("reports progress up to the end", async () => {
    const path = join(folder, "progress.csv");
    await writeFile(path, `x\n${"1\n".repeat(200_000)}`);
    const seen: (number | undefined)[] = [];
    await readCsv(path, { onProgress: ({ completed, total }) => seen.push(completed, total) });
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.slice(-2)).toEqual([400_002, 400_002]);
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (let i = 0; ; i++) {
          if (i === 3) controller.abort();
          yield `${i}\n`;
        }
      })(),
    );
    expect((await failure(readCsv(endless, { signal: controller.signal, header: false }))).code).toBe("aborted");
  });
});

describe("precise errors", () => {
  it.each([
    ["too many fields", "x,y\n1,2\n1,2,3\n", {}, "fieldCount", /text, line 3\): found 3 instead of 2/],
    ["too few fields", "x,y\n\n1,2\n1\n", {}, "fieldCount", /text, line 4\): found 1 instead of 2; .*"y"/],
    [
      "what is no number",
      'x,y\n1,"a\nb"\n2,c\nab,d\n',
      { types: { x: "number" } },
      "invalidValue",
      /a value is no number \(text, line 5, column 1 \("x"\)\): found "ab"/,
    ],
    ["an open quote", 'x,y\n1,"a\nb\n', {}, "unterminatedQuote", /line 2, column 2 \("y"\)\): found "\\"a"/],
    ["text after a quote", 'x,y\n1,"a"b\n', {}, "textAfterQuote", /line 2, column 2 \("y"\)\): found "b"/],
    ["two columns of one name", "x,x\n1,2\n", {}, "duplicateColumn", /line 1\): found "x"/],
    ["nothing at all", "", {}, "emptyInput", /nothing to read/],
    ["a misspelt column", "amount\n1\n", { types: { amuont: "text" } }, "unknownColumn", /did you mean "amount"/],
    ["a misspelt option", "x\n", { delimeter: "," }, "invalidOption", /did you mean "delimiter"/],
    ["an impossible delimiter", "x\n", { delimiter: '"' }, "invalidOption", /delimiter/],
    ["wrong number of names", "1,2\n", { columns: ["x"] }, "fieldCount", /1 names, 2 fields/],
  ] as const)("says where it found %s", async (_, text, options, code, message) => {
    const error = await failure(readCsv({ text }, options as ReadCsvOptions));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it("gives file, line, column and what was found to programs", async () => {
    const path = join(folder, "bad.csv");
    await writeFile(path, "x,amount\n1,2\n3,n.a.\n");
    const { details } = await failure(readCsv(path, { types: "number" }));
    expect(details).toEqual({
      source: path,
      line: 3,
      column: 2,
      columnName: "amount",
      found: "n.a.",
      expected: "number",
    });
  });

  it("says which bytes are no UTF-8", async () => {
    const bytes = Uint8Array.of(0x61, 10, 0x62, 10, 0xe9, 0x20, 10);
    const error = await failure(readCsv({ bytes }));
    expect(error.code).toBe("invalidBytes");
    expect(error.message).toContain('bytes, line 3, column 1 ("a")): found e9 20');
  });

  it("says that a file is missing, or a folder", async () => {
    expect((await failure(readCsv(join(folder, "none.csv")))).code).toBe("notFound");
    const error = await failure(readCsv(folder));
    expect(error.code).toBe("readFailed");
    expect(error.message).toContain("a directory");
  });

  it("recognises text that was given as a path", async () => {
    expect((await failure(readCsv("x,y\n1,2\n"))).message).toContain("{ text }");
  });

  it("does not read a never closed quote over and over", async () => {
    const started = performance.now();
    const text = `x\n"${"a,b\n".repeat(2_000_000)}`;
    expect((await failure(readCsv(Readable.from([text.slice(0, 100), text.slice(100)])))).code).toBe(
      "unterminatedQuote",
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("order of errors", () => {
  it("reports the first wrong line, whatever is wrong with it", async () => {
    const error = await failure(readCsv({ text: "x,y\n1,2\na,3\n4\n" }, { types: "number" }));
    expect(error.message).toContain("line 3");
  });
});
