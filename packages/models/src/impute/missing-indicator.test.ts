import { CsrMatrix, toMatrix } from "@mlsys/core";
import { missingIndicator, modelFromJSON } from "@mlsys/models";
import type { MissingIndicatorModel } from "@mlsys/models";
import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { expect, test } from "vitest";
import { toCsr } from "../../test/support/to-csr.ts";

const row = array(constantFrom(0, 0, 0, NaN, 7, -1), { minLength: 4, maxLength: 4 });
const rows = array(row, { minLength: 1, maxLength: 8 });

test("sparse rows stay sparse and tell what dense ones do, also once saved", () => {
  const options = record({
    features: constantFrom("missing-only", "all"),
    missingValues: constantFrom(NaN, 7),
    errorOnNew: boolean(),
  });
  assert(
    property(rows, options, (X, drawn) => {
      const given = drawn.missingValues === 7 ? X.map((each) => each.map((value) => value || 0)) : X;
      const model = missingIndicator(drawn).fit(toCsr(given));
      const dense = missingIndicator(drawn).fit(given);
      const told = model.transform(toCsr(given));
      expect(told).toBeInstanceOf(CsrMatrix);
      expect(told.data.every((value) => value === 1)).toBe(true);
      expect(told.toArray()).toEqual(dense.transform(given).toArray());
      expect(model.features).toEqual(dense.features);
      const again = modelFromJSON<MissingIndicatorModel>(JSON.parse(JSON.stringify(model)));
      expect(again.transform(toCsr(given))).toEqual(told);
    }),
  );
});

test("sparse says what is given, whatever X is", () => {
  const X = [
    [NaN, 2],
    [0, NaN],
  ];
  for (const input of [X, toCsr(X)]) {
    expect(missingIndicator({ sparse: true }).fitTransform(input)).toEqual(
      toCsr([
        [1, 0],
        [0, 1],
      ]),
    );
    expect(missingIndicator({ sparse: false }).fitTransform(input)).toEqual(
      toMatrix([
        [1, 0],
        [0, 1],
      ]),
    );
  }
});

test("where 0 is missing, what sparse rows do not store is too", () => {
  const X = toCsr([
    [0, 2],
    [1, 2],
  ]);
  expect(missingIndicator({ missingValues: 0 }).fitTransform(X).toArray()).toEqual([[1], [0]]);
});

test("a column that had none missing at the fit is named with its row", () => {
  const model = missingIndicator().fit(toCsr([[0, NaN, 1]]));
  expect(() =>
    model.transform(
      toCsr([
        [0, NaN, 1],
        [1, 0, NaN],
      ]),
    ),
  ).toThrow("X, row 1, column 2");
});

test("a million columns are no matter", () => {
  const wide = new CsrMatrix(2, 1e9, Float64Array.of(NaN, 1), Int32Array.of(999_999_999, 5), Int32Array.of(0, 1, 2));
  expect(missingIndicator().fitTransform(wide).toArray()).toEqual([[1], [0]]);
});
