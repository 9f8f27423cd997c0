import { Matrix, randomState } from "@mlsys/core";
import { pca, truncatedSVD } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

interface Case {
  readonly seed: number;
  readonly rows: number;
  readonly cols: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly components: number[][];
  readonly explainedVariance: number[];
  readonly explainedVarianceRatio: number[];
  readonly singularValues: number[];
  readonly transformed: number[][];
  readonly restored: number[][];
}

interface PcaCase extends Case {
  readonly noiseVariance: number;
  readonly mean: number[];
}

const cases = reference<{ readonly pca: PcaCase[]; readonly svd: Case[] }>("decomposition");

test.each(cases.pca)("pca gives scikit-learn's components: $rows × $cols, $options", (given) => {
  const X = matrix(given);
  const model = pca(camelCased(given.options)).fit(X);
  expectSame(model, given);
  expectClose(model.mean, given.mean, 1e-12);
  expectClose(model.noiseVariance, given.noiseVariance, 1e-8);
  const projected = model.transform(X.take([0, 1]));
  expectClose(projected, given.transformed, 1e-8);
  expectClose(model.inverseTransform(projected), given.restored, 1e-8);
});

test.each(cases.svd)("truncatedSVD gives scikit-learn's components: $rows × $cols, $options", (given) => {
  const X = matrix(given);
  X.data.forEach((value, at) => value < 3 && (X.data[at] = 0));
  for (const form of [X, toCsr(X.toArray())]) {
    const model = truncatedSVD(camelCased(given.options)).fit(form);
    expectSame(model, given);
    const projected = model.transform(X.take([0, 1]));
    expectClose(projected, given.transformed, 1e-8);
    expectClose(model.inverseTransform(projected), given.restored, 1e-8);
  }
});

test("refuses more components than there are", () => {
  expect(() =>
    pca({ nComponents: 3 }).fit([
      [1, 2],
      [3, 4],
    ]),
  ).toThrow("so many components cannot be had");
  expect(() =>
    truncatedSVD({ nComponents: 3 }).fit([
      [1, 2],
      [3, 4],
    ]),
  ).toThrow("so many components cannot be had");
});

type Decomposed = Readonly<
  Record<"explainedVariance" | "explainedVarianceRatio" | "singularValues", Float64Array> & { components: Matrix }
>;

function expectSame(model: Decomposed, given: Case): void {
  expectClose(model.explainedVariance, given.explainedVariance, 1e-8);
  expectClose(model.explainedVarianceRatio, given.explainedVarianceRatio, 1e-8);
  expectClose(model.singularValues, given.singularValues, 1e-8);
  expectClose(model.components, given.components, 1e-8);
}

function matrix({ seed, rows, cols }: Case): Matrix {
  const shares = randomState(seed).randomSample(rows * cols);
  return new Matrix(
    rows,
    cols,
    shares.map((share, at) => share ** 3 * ((at % cols) + 1) + 2),
  );
}
