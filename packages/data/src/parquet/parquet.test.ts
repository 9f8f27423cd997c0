import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMlsysError, Table } from "@mlsys/core";
import { fingerprint, readArrow, readParquet, toArrow, toParquet, writeArrow, writeParquet } from "@mlsys/data";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlsys parquet "));
});
afterAll(() => rm(folder, { recursive: true }));

const formats = {
  Parquet: { to: toParquet, write: writeParquet, read: readParquet, name: "a.parquet" },
  Arrow: { to: toArrow, write: writeArrow, read: readArrow, name: "a.arrow" },
} as const;

const cell = {
  number: fc.double(),
  id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  flag: fc.boolean(),
  at: fc.date({ noInvalidDate: true, min: new Date(-8e14), max: new Date(8e14) }),
  text: fc.string({ unit: "grapheme" }),
};
const rows = fc.array(
  fc.record({
    number: fc.option(cell.number),
    id: fc.option(cell.id),
    flag: fc.option(cell.flag),
    at: fc.option(cell.at),
    text: fc.option(cell.text),
    full: cell.number,
  }),
  { minLength: 1, maxLength: 20 },
);

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await promise.catch((each: unknown) => each);
  if (!isMlsysError(error)) throw error;
  return { code: error.code, message: error.message };
}

describe.each(Object.entries(formats))("%s", (_, { to, write, read, name }) => {
  it("gives back what was written", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (each) => {
        const table = Table.from(each);
        const back = await read({ bytes: await to(table) });
        expect(back.columnNames).toEqual(table.columnNames);
        expect(fingerprint(back)).toBe(fingerprint(table));
      }),
      { numRuns: 150 },
    );
  });

  it("keeps the types of numbers", async () => {
    const table = Table.from({
      f64: Float64Array.of(0.1, -0, NaN),
      f32: Float32Array.of(0.5, 1, Infinity),
      i8: Int8Array.of(-128, 0, 127),
      u16: Uint16Array.of(0, 1, 65535),
      u32: Uint32Array.of(0, 1, 4294967295),
      i64: BigInt64Array.of(-(2n ** 63n), 0n, 2n ** 63n - 1n),
    });
    expect(fingerprint(await read({ bytes: await to(table) }))).toBe(fingerprint(table));
  });

  it("writes and reads files", async () => {
    const path = join(folder, name);
    const table = Table.from({
      x: Float64Array.from({ length: 3000 }, (_, i) => i / 3),
      s: Array.from({ length: 3000 }, (_, i) => `s${i % 7}`),
    });
    await write(table, path);
    expect(fingerprint(await read(path))).toBe(fingerprint(table));
    await expect(write(table, join(folder, "none", name))).rejects.toThrow(/its folder does not exist/);
  });

  it("says that a file is missing, or something else", async () => {
    expect((await failure(read(join(folder, "none")))).code).toBe("notFound");
    const path = join(folder, "text.txt");
    await writeFile(path, "x,y\n1,2\n");
    const error = await failure(read(path));
    expect(error.code).toBe("invalidBytes");
    expect(error.message).toContain("text.txt");
    await writeFile(path, "");
    expect((await failure(read(path))).code).toBe("invalidBytes");
  });

  it("says that a file was cut off", async () => {
    const bytes = await to({ x: Float64Array.from({ length: 1000 }, (_, i) => i) });
    expect((await failure(read({ bytes: bytes.slice(0, bytes.length / 2) }))).code).toBe("invalidBytes");
  });
});

describe("readParquet", () => {
  const table = Table.from({
    a: Int32Array.from({ length: 250 }, (_, i) => i),
    b: Array.from({ length: 250 }, (_, i) => `b${i}`),
    c: new Array(250).fill([1]) as unknown[],
  });

  it("reads some columns and rows, over several row groups", async () => {
    const bytes = await toParquet(table, { rowGroupRows: 100 });
    const some = await readParquet({ bytes }, { columns: ["b", "a"], maxRows: 120 });
    expect(some.columnNames).toEqual(["b", "a"]);
    expect(some.numRows).toBe(120);
    expect(some.row(119)).toEqual({ b: "b119", a: 119 });
    expect((await failure(readParquet({ bytes }, { columns: ["bb"] }))).message).toContain("bb");
  });

  it("keeps nested values", async () => {
    expect((await readParquet({ bytes: await toParquet(table) })).row(3)).toEqual({ a: 3, b: "b3", c: [1] });
  });

  it("reports progress and can be cancelled", async () => {
    const path = join(folder, "progress.parquet");
    await writeParquet(table, path);
    const seen: number[] = [];
    await readParquet(path, { onProgress: ({ completed }) => seen.push(completed) });
    expect(seen).toEqual([1, 2, 3]);
    expect((await failure(readParquet(path, { signal: AbortSignal.abort() }))).code).toBe("aborted");
  });
});

describe("writeArrow", () => {
  it("refuses nested values, and writes streams too", async () => {
    expect((await failure(toArrow([{ x: [1] }]))).code).toBe("invalidValue");
    const path = join(folder, "stream.arrows");
    await writeArrow({ x: [1, 2] }, path, { format: "stream" });
    expect((await readFile(path)).subarray(0, 4)).toEqual(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    expect((await readArrow(path)).numRows).toBe(2);
  });
});
