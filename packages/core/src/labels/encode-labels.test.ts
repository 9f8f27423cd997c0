import { DictionaryColumn, encodeLabels, isMlsysError, Table } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";

test("text labels are ordered by code point", () => {
  const { classes, codes } = encodeLabels("f", { y: ["😀", "ﬁ", "a", "ﬁ"] });
  expect(classes).toEqual(["a", "ﬁ", "😀"]);
  expect(codes.y).toEqual(Int32Array.of(2, 1, 0, 1));
});

test("several arrays share one set of classes", () => {
  const { classes, codes } = encodeLabels("f", { yTrue: [3, 3, 7], yPred: Float64Array.of(-1, 3, 3) });
  expect(classes).toEqual([-1, 3, 7]);
  expect(codes.yTrue).toEqual(Int32Array.of(1, 1, 2));
  expect(codes.yPred).toEqual(Int32Array.of(0, 1, 1));
});

test("truth values stay truth values alone and count as 0 and 1 beside numbers", () => {
  expect(encodeLabels("f", { y: [true, false] }).classes).toEqual([false, true]);
  expect(encodeLabels("f", { yTrue: [true, false], yPred: [1, 1] }).classes).toEqual([0, 1]);
});

test("a dictionary column is read without making strings of its rows", () => {
  const column = Table.from({ y: ["b", "a", "b", "b"] }).column("y");
  expect(column).toBeInstanceOf(DictionaryColumn);
  const { classes, codes } = encodeLabels("f", { yTrue: column, yPred: ["a", "a", "c", "b"] });
  expect(classes).toEqual(["a", "b", "c"]);
  expect(codes.yTrue).toEqual(Int32Array.of(1, 0, 1, 1));
  expect(codes.yPred).toEqual(Int32Array.of(0, 0, 2, 1));
});

test("every array's labels are counted, whatever they are", () => {
  const numbers = [
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(0, 255),
    fc.integer({ min: -2, max: 300 }),
    fc.integer(),
  ];
  const labels = fc.oneof(
    ...[...numbers, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean()].map((each) =>
      fc.tuple(fc.array<number | string | boolean>(each), fc.array<number | string | boolean>(each)),
    ),
  );
  fc.assert(
    fc.property(labels, ([yTrue, yPred]) => {
      const { classes, codes, counts } = encodeLabels("f", { yTrue, yPred });
      for (const name of ["yTrue", "yPred"] as const) {
        expect(Array.from(counts[name])).toEqual(
          classes.map((_, code) => codes[name].filter((each) => each === code).length),
        );
      }
    }),
  );
});

test("a number, a fraction or a value of a wide range is decoded to itself", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))), (y) => {
      const { classes, codes } = encodeLabels("f", { y });
      expect(Array.from(codes.y, (code) => classes[code])).toEqual(y.map((value) => value + 0));
      expect(classes).toEqual([...new Set(y.map((value) => value + 0))].sort((a, b) => a - b));
    }),
  );
});

test("every kind of array of numbers gives the same codes", () => {
  const kinds = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
  const labels = fc.oneof(fc.array(fc.integer({ min: 0, max: 3 })), fc.array(fc.integer({ min: 0, max: 120 })));
  fc.assert(
    fc.property(labels, (y) => {
      const expected = encodeLabels("f", { y });
      for (const Kind of kinds) expect(encodeLabels("f", { y: Kind.from(y) })).toEqual(expected);
    }),
  );
});

test("labels beyond 32 bits are told apart", () => {
  const { classes, codes } = encodeLabels("f", { y: Uint32Array.of(4_000_000_000, 7, 4_000_000_000) });
  expect([classes, Array.from(codes.y)]).toEqual([
    [7, 4_000_000_000],
    [1, 0, 1],
  ]);
  expect(encodeLabels("f", { y: [2 ** 40, -0] }).classes).toEqual([0, 2 ** 40]);
});

test.each([
  [["a", null], 1],
  [["a", 1], 1],
  [[1, 2, NaN], 2],
  [[Infinity], 0],
  [[{}], 0],
  [undefined, undefined],
  ["ab", undefined],
  [3, undefined],
])("%j is refused with the index of the bad label", (y, index) => {
  let error: unknown;
  try {
    encodeLabels("f", { y: y as never });
  } catch (caught) {
    error = caught;
  }
  expect(isMlsysError(error) && [error.code, error.details["argument"], error.details["index"]]).toEqual([
    "invalidInput",
    "y",
    index,
  ]);
});

test("text in one array and numbers in another are refused", () => {
  expect(() => encodeLabels("f", { yTrue: ["a"], yPred: [1] })).toThrow("f, yPred[0]");
});
