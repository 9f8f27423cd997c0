import { CsrMatrix, Matrix, Table } from "@mlsys/core";
import { SplitError, trainTestSplit } from "@mlsys/split";
import fc from "fast-check";
import { expect, test } from "vitest";

const options = { testSize: 0.33, randomState: 42 } as const;

/** A matrix of another library, as ml-matrix makes them. */
class OtherMatrix {
  readonly rows = 5;
  readonly columns = 1;
  get(i: number): number {
    return i;
  }
}

test("a length alone gives indices", () => {
  const parts = trainTestSplit(5, options);
  expect(parts.train).toEqual(Int32Array.of(2, 0, 3));
  expect(parts.test).toEqual(Int32Array.of(1, 4));
  expect(parts.trainIndices).toEqual(parts.train);
});

test("the test set of 1000 rows has 200 with testSize 0.2", () => {
  expect(trainTestSplit(1000, { testSize: 0.2 }).testIndices).toHaveLength(200);
});

test("rows stay rows, and the very same objects", () => {
  const rows = ["a", "b", "c", "d", "e"].map((text) => ({ text }));
  const { train, test: held } = trainTestSplit(rows, options);
  expect(train).toEqual([{ text: "c" }, { text: "a" }, { text: "d" }]);
  expect(held[0]).toBe(rows[1]);
});

test("typed arrays, tables and matrices stay what they are", () => {
  const data = {
    typed: Float32Array.of(0, 1, 2, 3, 4),
    big: BigInt64Array.of(0n, 1n, 2n, 3n, 4n),
    table: Table.from({ x: [0, 1, 2, 3, 4] }),
    dense: new Matrix(5, 1, Float64Array.of(0, 1, 2, 3, 4)),
    sparse: new CsrMatrix(
      5,
      5,
      Float64Array.of(1, 1, 1, 1, 1),
      Int32Array.of(0, 1, 2, 3, 4),
      Int32Array.of(0, 1, 2, 3, 4, 5),
    ),
    other: new OtherMatrix(),
  };
  const { test: held } = trainTestSplit(data, options);
  expect(held.typed).toEqual(Float32Array.of(1, 4));
  expect(held.big).toEqual(BigInt64Array.of(1n, 4n));
  expect(held.table.toColumns()).toEqual({ x: [1, 4] });
  expect(held.dense.toArray()).toEqual([[1], [4]]);
  expect(held.sparse.toArray()).toEqual([
    [0, 1, 0, 0, 0],
    [0, 0, 0, 0, 1],
  ]);
  expect(held.other.toArray()).toEqual([[1], [4]]);
});

test("a record may hold another record", () => {
  const { train } = trainTestSplit({ X: { a: [1, 2, 3, 4] }, y: [1, 2, 3, 4] }, { shuffle: false, trainSize: 2 });
  expect(train).toEqual({ X: { a: [1, 2] }, y: [1, 2] });
});

test("without shuffling the first rows are for training", () => {
  const { train, test: held } = trainTestSplit([1, 2, 3, 4, 5], { shuffle: false, testSize: 2 });
  expect([train, held]).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test("stratify by labels, by a column's name and by a table of that column are one thing", () => {
  const table = Table.from({ x: [1, 2, 3, 4, 5, 6, 7, 8], label: ["a", "b", "a", "b", "a", "b", "a", "a"] });
  const by = (stratify: Parameters<typeof trainTestSplit>[1]): Int32Array =>
    trainTestSplit(table, { testSize: 0.5, randomState: 1, ...stratify }).testIndices;
  const wanted = by({ stratify: table.column("label") });
  expect(by({ stratify: "label" })).toEqual(wanted);
  expect(by({ stratify: table.select(["label"]) })).toEqual(wanted);
  expect(by({ stratify: table.toRows().map((row) => row.label) })).toEqual(wanted);
});

test("the parts never overlap, and together with nothing left out hold every row once", () => {
  const setups = fc.record({
    n: fc.integer({ min: 4, max: 300 }),
    testSize: fc.double({ min: 0.05, max: 0.7, noNaN: true }),
    randomState: fc.integer({ min: 0, max: 0xffffffff }),
  });
  fc.assert(
    fc.property(setups, ({ n, testSize, randomState }) => {
      const { trainIndices, testIndices } = trainTestSplit(n, { testSize, randomState });
      const all = [...trainIndices, ...testIndices].sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: n }, (_, i) => i));
    }),
  );
});

test.each([
  [{ testSize: 0 }, "invalidOption"],
  [{ testSize: 2 }, "invalidOption"],
  [{ testSize: 1.5 }, "invalidOption"],
  [{ testSize: 0.6, trainSize: 0.6 }, "invalidOption"],
  [{ testsize: 0.2 }, "invalidOption"],
  [{ randomState: -1 }, "invalidOption"],
  [{ shuffle: false, stratify: [0, 1] }, "invalidOption"],
  [{ stratify: [0, 1, 1] }, "lengthMismatch"],
  [{ stratify: [0, 1] }, "tooFewSamples"],
  [{ stratify: [0, null] }, "invalidInput"],
] as readonly [object, string][])("two rows and %j are refused as %s", (given, code) => {
  const error = caught(() => trainTestSplit(2, given));
  expect(error).toBeInstanceOf(SplitError);
  expect((error as SplitError).code).toBe(code);
});

test("a misspelt option is answered with the right one", () => {
  const misspelt: object = { testsize: 0.2 };
  expect(() => trainTestSplit(10, misspelt)).toThrow('did you mean "testSize"?');
});

test("no rows, members of different lengths and what is no data are refused", () => {
  expect(() => trainTestSplit([])).toThrow("the training set would be empty (trainTestSplit)");
  expect(() => trainTestSplit({ X: [1, 2], y: [1] })).toThrow("the lengths differ (trainTestSplit, data.y)");
  expect(() => trainTestSplit("abc" as never)).toThrow("this cannot be split");
  expect(() => trainTestSplit({})).toThrow("the record is empty");
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
