import type { Matrix } from "@mlsys/core";
import { makeRegression } from "@mlsys/data";
import { expectTypeOf, test } from "vitest";

test("the types of targets and coefficients follow the options", () => {
  expectTypeOf(makeRegression().y).toEqualTypeOf<Float64Array>();
  expectTypeOf(makeRegression({ coef: true }).coef).toEqualTypeOf<Float64Array>();
  expectTypeOf(makeRegression({ noise: 1 }).coef).toEqualTypeOf<Float64Array | undefined>();
  expectTypeOf(makeRegression({ nTargets: 2, coef: true }).coef).toEqualTypeOf<Matrix>();
  const options: { nTargets: number } = { nTargets: 3 };
  expectTypeOf(makeRegression(options).y).toEqualTypeOf<Float64Array | Matrix>();
});
