import { DictionaryColumn, NumericColumn, Table, TextColumn } from "@mlsys/core";
import { fingerprint, readCsv, toCsv } from "@mlsys/data";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";

const value = fc.oneof(fc.double(), fc.string({ unit: "grapheme" }), fc.boolean(), fc.constant(null));
const rows = fc.array(fc.record({ a: value, b: fc.double(), c: fc.option(fc.string({ unit: "grapheme" })) }), {
  minLength: 1,
  maxLength: 30,
});

afterEach(() => vi.unstubAllGlobals());

describe("fingerprint", () => {
  it("never changes: it identifies data across versions", () => {
    const table = Table.from([
      { x: 1.5, s: "é", b: true, t: new Date(0), m: null },
      { x: null, s: "", b: null, t: null, m: null },
    ]);
    expect(fingerprint(table)).toBe("7418ca3d580fb95e8257f4d0acb027eae3d58f07b2bd0f5c0b060c253c6d0d23");
  });

  it("does not depend on how the values are stored", () => {
    const texts = ["b", null, "a", "b", ""];
    const plain = TextColumn.fromStrings(texts);
    const dictionary = TextColumn.fromStrings(["", "a", "b", "unused"]);
    const coded = new DictionaryColumn(Int8Array.of(2, 3, 1, 2, 0), dictionary, Uint8Array.of(0b11101));
    const of = (column: TextColumn | DictionaryColumn) => fingerprint(Table.fromColumns(new Map([["s", column]])));
    expect(of(coded)).toBe(of(plain));
    const numbers = [Int8Array.of(1, 2), Float32Array.of(1, 2), Float64Array.of(1, 2), BigInt64Array.of(1n, 2n)];
    expect(new Set(numbers.map((x) => fingerprint({ x }))).size).toBe(1);
    const hidden = new NumericColumn(Float64Array.of(1, 99), Uint8Array.of(0b01));
    expect(fingerprint(Table.fromColumns(new Map([["x", hidden]])))).toBe(fingerprint([{ x: 1 }, { x: null }]));
  });

  it("is the same for a slice and for a table of the same rows", () => {
    fc.assert(
      fc.property(rows, fc.nat(30), (all, start) => {
        expect(fingerprint(Table.from(all).drop(["a"]).slice(start))).toBe(
          fingerprint(
            Table.from(all)
              .drop(["a"])
              .take(all.map((_, i) => i).slice(start)),
          ),
        );
      }),
    );
  });

  it("is the same for what was written and read back", async () => {
    const table = Table.from([{ id: 7, when: new Date("2024-05-01"), ok: true, note: 'a "b"' }, { id: null }]);
    expect(fingerprint(await readCsv({ text: toCsv(table) }))).toBe(fingerprint(table));
  });

  it("changes with any value, its place, its name, its kind", () => {
    const tables = [
      { x: [1, 2] },
      { x: [2, 1] },
      { y: [1, 2] },
      { x: ["1", "2"] },
      { x: [1, null] },
      { x: [1, NaN] },
      { x: [0, 2] },
      { x: [-0, 2] },
      { x: [true, false] },
      { x: [new Date(1), new Date(2)] },
      { x: ["12", ""] },
      { x: ["", "12"] },
      { x: [null, null] },
      { x: [1, "2"] },
      { x: [1, 2], y: [1, 2] },
      { x: [1, 2, 3] },
      { x: BigInt64Array.of(9007199254740993n, 0n) },
      { x: [9007199254740992, 0] },
    ];
    expect(new Set(tables.map((each) => fingerprint(each))).size).toBe(tables.length);
  });

  it("is the same where Node's hash is missing, as in a browser", () => {
    const table = makeTable();
    const inNode = fingerprint(table);
    vi.stubGlobal("process", { env: {} });
    expect(fingerprint(table)).toBe(inNode);
  });

  it("hashes a million numbers in well under a second", () => {
    const x = Float64Array.from({ length: 1_000_000 }, (_, i) => i / 7);
    const started = performance.now();
    fingerprint({ x });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

function makeTable(): Table {
  return Table.from({
    x: Array.from({ length: 10_000 }, (_, i) => i / 3),
    s: Array.from({ length: 10_000 }, (_, i) => `é${i % 9000}`),
  });
}
