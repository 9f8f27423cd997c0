import { Matrix, randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { columnMoments } from "./column-moments.ts";

test.each([true, false])(
  "rows in groups have the moments that each group has alone, to the bit: weighted %s",
  (isWeighted) => {
    const random = randomState(5);
    const X = new Matrix(500, 7, random.normal(3, 2, 3500));
    X.data[40] = NaN;
    const codes = Int32Array.from(random.randint(0, 3, 500));
    const weights = isWeighted ? random.randomSample(500) : undefined;
    const together = columnMoments(X, weights, { codes, count: 3 });
    for (let group = 0; group < 3; group++) {
      const rows = [...codes.keys()].filter((i) => codes[i] === group);
      const own = weights && Float64Array.from(rows, (i) => weights[i] as number);
      const alone = columnMoments(X.take(rows), own);
      for (const name of ["means", "variances", "counts", "isConstant"] as const) {
        expect(together[name].slice(group * 7, group * 7 + 7)).toEqual(alone[name]);
      }
    }
  },
);
