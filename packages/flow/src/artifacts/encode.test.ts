import { CsrMatrix, isTable, Matrix, Table } from "@mlsys/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlowError } from "../flow-error.ts";
import { artifactCodec } from "./codec.ts";
import type { ArtifactCodec } from "./codec.ts";
import { decodeArtifact } from "./decode.ts";
import { encodeArtifact } from "./encode.ts";

describe("an artifact", () => {
  it("of plain data comes back equal", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: false,
      withSparseArray: false,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(roundTrip(value)).toStrictEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [NaN, -0, Infinity, -Infinity, 0, 5e-324, 1e308],
    Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? -0 : i % 3 === 1 ? NaN : i / 7)),
    [undefined, null, "", "\uD800", "ü".repeat(1000), 2n ** 70n, -1n],
    [new Date(0), new Date(NaN), new Map<unknown, unknown>([[{ a: 1 }, new Set([1, "1"])]])],
    { ["__proto__"]: { polluted: true }, constructor: 1, "": 2 },
    [new Float32Array([1.5]), new BigInt64Array([-1n]), new Uint8ClampedArray([255]), new DataView(new ArrayBuffer(3))],
    new Float64Array(new Float64Array([1, 2, 3, 4]).buffer, 8, 2),
    [
      ["array", 1],
      ["again", 0],
      ["codec", "x"],
    ],
    [new ArrayBuffer(5), Object.create(null) as unknown],
  ])("keeps exactly: value %#", (value) => {
    const back = roundTrip(value);
    expect(back).toEqual(value);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("keeps long lists of objects of one shape, of nearly one shape, and of shared ones", () => {
    const row = (i: number): Record<string, unknown> => ({ i, text: `t${i}`, none: null, deep: { i: [i, undefined] } });
    const rows = Array.from({ length: 1500 }, (_, i) => row(i));
    const odd = [...rows.slice(0, 1200), { text: "other order", i: 1, none: null, deep: 1 }];
    const shared = rows[7];
    const own = Array.from({ length: 1000 }, (_, i) => JSON.parse(`{"__proto__":${i}}`) as object);
    for (const value of [rows, odd, { rows, shared }, { shared, rows, odd }, own, Array(1200).fill({})]) {
      const back = roundTrip(value);
      expect(back).toStrictEqual(value);
    }
    const back = roundTrip({ rows, shared }) as { rows: unknown[]; shared: unknown };
    expect(back.rows[7]).toBe(back.shared);
  });

  it("keeps cycles and what is shared", () => {
    const shared = { name: "shared", list: [] as unknown[] };
    const value = { a: shared, b: shared, map: new Map<string, unknown>([["s", shared]]) };
    shared.list.push(value);
    const back = roundTrip(value) as typeof value;
    expect(back.a).toBe(back.b);
    expect(back.map.get("s")).toBe(back.a);
    expect(back.a.list[0]).toBe(back);
  });

  it("of tables and matrices comes back as such, slices with only their own bytes", () => {
    const words = Array.from({ length: 2000 }, (_, i) => `a rather long text that is different each time ${i}`);
    const table = Table.from({
      x: [1, null, 3, ...Array.from({ length: 1997 }, () => 0.5)],
      ok: Array.from({ length: 2000 }, (_, i) => (i % 3 === 0 ? null : i % 2 === 0)),
      text: words,
      label: Array.from({ length: 2000 }, (_, i) => ["a", "b", null][i % 3]),
      when: Array.from({ length: 2000 }, (_, i) => new Date(i)),
      big: Array.from({ length: 2000 }, (_, i) => BigInt(i)),
      mixed: Array.from({ length: 2000 }, (_, i) => [i, { i }]),
    });
    for (const part of [table, table.slice(0, 3), table.slice(5, 11), table.slice(16, 20), table.slice(0, 0)]) {
      const bytes = encodeArtifact("table", part);
      const back = decodeArtifact("table", bytes) as Table;
      expect(isTable(back)).toBe(true);
      expect(back.schema).toEqual(part.schema);
      expect(back.toRows()).toEqual(part.toRows());
      if (part.numRows < 100) expect(bytes.byteLength).toBeLessThan(10_000);
    }
    const matrix = new Matrix(2, 2, Float64Array.of(1, -0, NaN, 4));
    const csr = new CsrMatrix(2, 3, Float64Array.of(1, 2), Int32Array.of(2, 0), Int32Array.of(0, 1, 2));
    const back = roundTrip({ matrix, csr }) as { matrix: Matrix; csr: CsrMatrix };
    expect([back.matrix, back.csr]).toEqual([matrix, csr]);
    expect([back.matrix, back.csr].map((each) => each.constructor)).toEqual([Matrix, CsrMatrix]);
  });

  it("with a codec comes back as what the codec makes, wherever it stands", () => {
    const back = roundTrip({ model: new Model([1, 2]), nested: [new Model([])] }, [modelCodec]) as {
      model: Model;
      nested: Model[];
    };
    expect(back.model.predict(2)).toBe(6);
    expect(back.nested[0]).toBeInstanceOf(Model);
    const bytes = encodeArtifact("model", new Model([1]), [modelCodec]);
    expect(() => decodeArtifact("model", bytes)).toThrow(expect.objectContaining({ code: "missingCodec" }) as Error);
  });

  it("has the same bytes for the same value", () => {
    const value = { a: [1, 2, { b: new Float64Array(3) }], c: new Map([["k", 1]]) };
    expect(encodeArtifact("a", structuredClone(value))).toEqual(encodeArtifact("a", value));
  });

  it.each([
    [{ tree: { left: () => 1 } }, "model.tree.left", "the function left"],
    [[1, Symbol("s")], "model[1]", "Symbol(s)"],
    [{ late: Promise.resolve(1) }, "model.late", "a promise that was not awaited"],
    [{ deep: [new Forest()] }, "model.deep[0]", "an instance of Forest"],
    [new Map([["k", new WeakMap()]]), "model<value 0>", "an instance of WeakMap"],
  ])("that cannot be stored is refused with the path inside it: value %#", (value, path, found) => {
    let error: unknown;
    try {
      encodeArtifact("model", value);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FlowError);
    expect((error as FlowError).code).toBe("artifactNotStorable");
    expect((error as FlowError).message).toContain(path);
    expect((error as FlowError).message).toContain(found);
  });

  it("nested too deeply is refused", () => {
    let value: unknown = 1;
    for (let i = 0; i < 200_000; i++) value = [value];
    expect(() => encodeArtifact("deep", value)).toThrow(
      expect.objectContaining({ code: "artifactNotStorable" }) as Error,
    );
  });

  it("whose bytes were changed is refused or another value, never a crash of another kind", () => {
    const bytes = encodeArtifact("a", { x: [1, 2, "three"], y: new Float64Array(4), z: Table.from({ a: ["b", "c"] }) });
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), fc.boolean(), (at, byte, cut) => {
        const changed = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) changed[at] = byte;
        try {
          decodeArtifact("a", changed);
        } catch (error) {
          expect(error).toBeInstanceOf(FlowError);
        }
      }),
      { numRuns: 1000, examples: [[30, 48, false]] },
    );
  });
});

class Forest {
  readonly trees = 3;
}

class Model {
  readonly coef: readonly number[];

  constructor(coef: readonly number[]) {
    this.coef = coef;
  }

  predict(x: number): number {
    return this.coef.reduce((sum, each) => sum + each * x, 0);
  }
}

const modelCodec = artifactCodec({
  name: "model",
  accepts: (value) => value instanceof Model,
  encode: ({ coef }) => ({ coef: Float64Array.from(coef) }),
  decode: ({ coef }) => new Model(Array.from(coef)),
});

function roundTrip(value: unknown, codecs: readonly ArtifactCodec[] = []): unknown {
  return decodeArtifact("a", encodeArtifact("a", value, codecs), codecs);
}
