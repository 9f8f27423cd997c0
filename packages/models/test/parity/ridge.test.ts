import { Matrix, randomState } from "@mlsys/core";
import { ridge } from "@mlsys/models";
import { expect, test } from "vitest";
import { centredProblem } from "../../src/internal/gram.ts";
import { byOrthogonalFactors } from "../../src/internal/least-squares.ts";
import { byCholesky } from "../../src/internal/ridge-solution.ts";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

interface Case {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: number[][];
  readonly y: number[][];
  readonly sampleWeight: number[] | null;
  readonly coef: number[] | number[][];
  readonly intercept: number | number[];
  readonly predictions: number[] | number[][];
  readonly score: number;
  readonly isSparse?: boolean;
}

const { cases, tolerance } = reference<{ readonly cases: Case[]; readonly tolerance: number }>("ridge");

test.each(cases)("ridge gives scikit-learn's answer: $name", (given) => {
  const fitOptions = { sampleWeight: given.sampleWeight ?? undefined };
  const model = ridge(camelCased(given.options)).fit(
    given.isSparse === true ? toCsr(given.X) : given.X,
    given.y,
    fitOptions,
  );
  expectClose(model.coef, given.coef, tolerance);
  expectClose(model.intercept, given.intercept, tolerance);
  expectClose(model.predict(given.X.slice(0, 3)), given.predictions, tolerance);
  expectClose(model.score(given.X, given.y, fitOptions), given.score, tolerance);
});

test("Cholesky and singular values agree", () => {
  const rng = randomState(4);
  const problem = {
    X: new Matrix(300, 5, Float64Array.from(rng.standardNormal(1500))),
    Y: new Matrix(300, 2, Float64Array.from(rng.standardNormal(600))),
    weights: Float64Array.from(rng.uniform(0.1, 2, 300)),
    fitIntercept: true,
  };
  const penalties = Float64Array.of(0.5, 30);
  expectClose(
    byCholesky(problem, penalties)?.coef,
    byOrthogonalFactors(centredProblem(problem), 1e-15, { penalties }).coef,
    1e-13,
  );
  expect(byCholesky({ ...problem, X: new Matrix(300, 5) }, Float64Array.of(0, 0))).toBeUndefined();
});
