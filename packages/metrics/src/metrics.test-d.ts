import type { Table } from "@mlsys/core";
import { evaluate, f1Score, meanSquaredError, precisionRecallFscoreSupport, rocAucScore } from "@mlsys/metrics";
import { expectTypeOf, test } from "vitest";

test("an average of null gives a figure per label, any other one figure", () => {
  expectTypeOf(f1Score([0, 1], [0, 1])).toEqualTypeOf<number>();
  expectTypeOf(f1Score([0, 1], [0, 1], { average: "macro", labels: null })).toEqualTypeOf<number>();
  expectTypeOf(f1Score([0, 1], [0, 1], { average: null })).toEqualTypeOf<number[]>();
  expectTypeOf(precisionRecallFscoreSupport([0], [0]).support).toEqualTypeOf<number[]>();
  expectTypeOf(precisionRecallFscoreSupport([0], [0], { average: "micro" }).support).toEqualTypeOf<null>();
  expectTypeOf(rocAucScore([0, 1], [0.1, 0.9], { maxFpr: null })).toEqualTypeOf<number>();
});

test("raw values give a figure per output, in either spelling", () => {
  expectTypeOf(meanSquaredError([[1, 2]], [[1, 2]], { multioutput: "rawValues" })).toEqualTypeOf<number[]>();
  expectTypeOf(meanSquaredError([[1, 2]], [[1, 2]], { multioutput: "raw_values" })).toEqualTypeOf<number[]>();
  expectTypeOf(meanSquaredError([[1, 2]], [[1, 2]], { multioutput: [0.5, 0.5] })).toEqualTypeOf<number>();
});

test("models that predict tables or texts can be evaluated, others not", () => {
  const ofTables = { predict: (X: Table) => Array.from({ length: X.numRows }, () => 0) };
  const ofTexts = { predict: (X: readonly string[]) => X.map(() => "up") };
  expectTypeOf(evaluate).toBeCallableWith(ofTables, [{ y: 0 }], { target: "y" });
  expectTypeOf(evaluate).toBeCallableWith(ofTexts, [{ y: "up", text: "" }], { target: "y", features: "text" });
  // @ts-expect-error: what does not predict is no model
  expectTypeOf(evaluate).toBeCallableWith({ score: () => 1 }, [{ y: 0 }], { target: "y" });
});
