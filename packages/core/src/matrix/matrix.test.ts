import { CoreError, CsrMatrix, isCsrMatrix, isMatrix, Matrix, Table, toMatrix, toMatrixOrCsr } from "@mlsys/core";
import fc from "fast-check";
import { Matrix as MlMatrix } from "ml-matrix";
import { describe, expect, it } from "vitest";

const sparse = new CsrMatrix(3, 3, Float64Array.of(1, 2, 3), Int32Array.of(0, 2, 1), Int32Array.of(0, 2, 2, 3));

describe("toMatrix", () => {
  it("accepts every kind of matrix and gives the same elements", () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];
    const inputs = [
      rows,
      rows.map((row) => Float64Array.from(row)),
      new Matrix(2, 2, Float64Array.of(1, 2, 3, 4)),
      new MlMatrix(rows),
      Table.from({ a: [1, 3], b: [2, 4] }),
    ];
    for (const input of inputs) expect(toMatrix(input).toArray()).toEqual(rows);
  });

  it("keeps a sparse matrix sparse where that is allowed", () => {
    expect(toMatrixOrCsr(sparse)).toBe(sparse);
    expect(toMatrix(sparse).toArray()).toEqual([
      [1, 0, 2],
      [0, 0, 0],
      [0, 3, 0],
    ]);
  });

  it("says which row and column is wrong", () => {
    expect(() => toMatrix([[1], [1, 2]], "fit, X")).toThrow(
      "the rows differ in length (fit, X, row 1): found 2 instead of 1",
    );
    expect(() => toMatrix([[1], ["2"]] as unknown as number[][])).toThrow(
      'an element is not a number (matrix, row 1, column 0): found "2"',
    );
    expect(() => toMatrix([1, 2] as never)).toThrow(/a single feature still needs/);
    expect(() => toMatrix("x" as never)).toThrow(CoreError);
  });

  it("turns missing values of a table into NaN and refuses text", () => {
    expect(toMatrix(Table.from([{ a: 1 }, { a: null }])).toArray()).toEqual([[1], [NaN]]);
    expect(() => toMatrix(Table.from([{ a: "x" }]))).toThrow(/column "a"/);
  });
});

describe("Matrix", () => {
  it("reads elements, rows and columns", () => {
    const matrix = new Matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
    expect([matrix.get(1, 2), [...matrix.row(1)], [...matrix.column(1)], matrix.take([1]).toArray()]).toEqual([
      6,
      [4, 5, 6],
      [2, 5],
      [[4, 5, 6]],
    ]);
  });

  it("takes rows that follow one another, again and again, and NaN for those that are not there", () => {
    const matrix = new Matrix(
      6,
      20,
      Float64Array.from({ length: 120 }, (_, at) => at),
    );
    const rows = [4, 5, 6, -1, 0, 1, 2, 3, 4, 4, 2];
    const expected = rows.map((i) => Array.from({ length: 20 }, (_, j) => (i < 0 || i > 5 ? NaN : i * 20 + j)));
    expect(matrix.take(rows).toArray()).toEqual(expected);
  });

  it("refuses data that do not fill the shape", () => {
    expect(() => new Matrix(2, 2, new Float64Array(3))).toThrow("3 elements for 2 × 2");
  });

  it("is recognised by its mark", () => {
    expect([isMatrix(new Matrix(1, 1)), isMatrix({}), isCsrMatrix(sparse), isCsrMatrix(null)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe("CsrMatrix", () => {
  it("takes rows as its dense twin does", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 6 }), (rows) => {
        expect(sparse.take(rows).toArray()).toEqual(sparse.toDense().take(rows).toArray());
      }),
    );
  });

  it("takes long rows, and many that follow one another, as its dense twin does", () => {
    const indptr = Int32Array.from({ length: 41 }, (_, i) => i * 3 + (i > 20 ? 60 : 0));
    const size = indptr[40] as number;
    const indices = Int32Array.from({ length: size }, (_, at) => (at < 60 ? at % 3 : at < 123 ? at - 60 : at % 3));
    const long = new CsrMatrix(
      40,
      70,
      Float64Array.from({ length: size }, (_, at) => at + 1),
      indices,
      indptr,
    );
    const rows = [20, 3, ...Array.from({ length: 30 }, (_, i) => i + 5), 20, 0];
    expect(long.take(rows).toArray()).toEqual(long.toDense().take(rows).toArray());
  });

  it("reads single elements", () => {
    expect([sparse.get(0, 2), sparse.get(1, 1), sparse.nonZeroCount]).toEqual([2, 0, 3]);
  });

  it("refuses arrays that do not fit together", () => {
    expect(() => new CsrMatrix(2, 2, Float64Array.of(1), Int32Array.of(0), Int32Array.of(0, 1))).toThrow(CoreError);
    expect(() => new CsrMatrix(1, 2, Float64Array.of(1, 2), Int32Array.of(0, 1), Int32Array.of(1, 2))).toThrow(
      /from 1 to 2/,
    );
  });
});

it("refuses a shape that memory cannot hold, with its size", () => {
  expect(() => new Matrix(2 ** 26, 2 ** 26)).toThrow(
    new CoreError({
      code: "tooLarge",
      what: "a matrix needs more memory than there is",
      where: "Matrix",
      found: "67108864 × 67108864 elements, 34359738368 MB",
      fix: "give fewer rows or columns, or keep them sparse",
    }),
  );
});
