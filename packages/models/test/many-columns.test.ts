import { CoreError, CsrMatrix } from "@mlsys/core";
import { decisionTreeClassifier, gaussianNB, ModelsError, oneHotEncoder, polynomialFeatures } from "@mlsys/models";
import { describe, expect, it, vi } from "vitest";

/** Two rows, each with a one in a column of its own. */
const wide = (cols: number) =>
  new CsrMatrix(2, cols, Float64Array.of(1, 1), Int32Array.of(0, cols - 1), Int32Array.of(0, 1, 2));

describe("more columns than a call has arguments", () => {
  it("are learned from", () => {
    const X = wide(300_000);
    expect(gaussianNB().fit(X, ["a", "b"]).predict(X)).toEqual(["a", "b"]);
    expect(decisionTreeClassifier({ randomState: 0 }).fit(X, ["a", "b"]).predict(X)).toEqual(["a", "b"]);
  });

  it("are made", () => {
    const row = Array.from({ length: 600 }, (_, j) => j);
    const made = polynomialFeatures({ includeBias: false }).fit([row]).transform([row]);
    expect(made.cols).toBe(600 + (600 * 601) / 2);
    expect(made.get(0, made.cols - 1)).toBe(599 * 599);
  });
});

describe("what memory cannot hold is refused with its size", () => {
  it("when there are too many products of columns", () => {
    expect(() => polynomialFeatures({ degree: 3 }).fit(wide(100_000))).toThrow(
      new ModelsError({
        code: "tooLarge",
        what: "there are too many products of columns",
        where: "polynomialFeatures.fit",
        found: "166676666850001",
        fix: "lower degree, or set interactionOnly to true",
      }),
    );
  });

  it("when categories are asked for as a dense matrix", () => {
    vi.stubGlobal(
      "Float64Array",
      class extends Float64Array {
        constructor(length: number) {
          if (length > 1e6) throw new RangeError("Array buffer allocation failed");
          super(length);
        }
      },
    );
    const categories = Array.from({ length: 2000 }, (_, i) => [`c${i}`]);
    const encode = () => oneHotEncoder({ sparseOutput: false }).fit(categories).transform(categories);
    try {
      expect(encode).toThrow(CoreError);
      expect(encode).toThrow(/more memory than there is \(Matrix\): found 2000 × 2000 elements, 31 MB/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
