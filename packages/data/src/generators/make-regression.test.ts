import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Matrix, randomState } from "@mlsys/core";
import { DataError, makeClassification, makeRegression, readCsv } from "@mlsys/data";
import { describe, expect, it } from "vitest";

const shared =
  process.env["MLSYS_SHARED_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const courseData = `${shared.replace(/\/$/, "")}/regression/regression_dataset.txt`;

describe("makeRegression", () => {
  it("has the course's coefficient with seed 42", () => {
    const options = { nSamples: 1000, nFeatures: 1, nInformative: 1, noise: 10, coef: true, randomState: 42 } as const;
    expect(makeRegression(options).coef).toEqual(Float64Array.of(16.748258225906977));
  });

  it.skipIf(!existsSync(courseData))(
    "makes the course's data set, value for value (skipped without the shared data)",
    async () => {
      const { X, y } = makeRegression({ nSamples: 1000, nFeatures: 1, nInformative: 1, noise: 10, randomState: 42 });
      const table = await readCsv(courseData, { delimiter: "\t", header: false, columns: ["x", "y"] });
      const largest = (a: Float64Array, b: Float64Array): number =>
        a.reduce(
          (worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? NaN)) / Math.max(1, Math.abs(value))),
          0,
        );
      expect(table.numRows).toBe(1000);
      expect(largest(table.column("x").toNumbers(), X.data)).toBeLessThanOrEqual(1e-15);
      expect(largest(table.column("y").toNumbers(), y)).toBeLessThanOrEqual(1e-15);
    },
  );

  it("draws from a generator that is given", () => {
    const rng = randomState(1);
    const first = makeRegression({ nSamples: 2, nFeatures: 1, randomState: rng });
    const second = makeRegression({ nSamples: 2, nFeatures: 1, randomState: rng });
    expect(first.X.data).not.toEqual(second.X.data);
    expect(makeRegression({ nSamples: 2, nFeatures: 1, randomState: 1 }).X.data).toEqual(first.X.data);
  });

  it("gives several targets as a matrix, and no coefficients unless asked", () => {
    const { y, coef } = makeRegression({ nSamples: 3, nFeatures: 2, nTargets: 2, randomState: 0 });
    expect(y).toBeInstanceOf(Matrix);
    expect(coef).toBeUndefined();
  });

  it("refuses options that make no sense, all at once", () => {
    expect(() => makeRegression({ nSamples: 0, noise: -1 })).toThrow(/nSamples and noise are not accepted/);
    expect(() => makeRegression({ nSample: 5 } as never)).toThrow(/did you mean "nSamples"/);
    expect(() => makeRegression({ randomState: -1 })).toThrow(DataError);
  });
});

describe("makeClassification", () => {
  it("refuses what contradicts itself", () => {
    expect(() => makeClassification({ nFeatures: 3 })).toThrow(/too few features/);
    expect(() => makeClassification({ nClasses: 5 })).toThrow(/more clusters than corners/);
    expect(() => makeClassification({ weights: [0.1, 0.2, 0.7] })).toThrow(/weights do not fit/);
    expect(() => makeClassification({ weights: [1.5] })).toThrow(/nothing for the last class/);
    expect(() => makeClassification({ shift: [1] })).toThrow(/shift does not fit/);
  });
});
