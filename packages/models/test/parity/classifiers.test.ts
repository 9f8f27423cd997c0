import { type CsrMatrix } from "@mlsys/core";
import { logisticRegression, multinomialNB } from "@mlsys/models";
import { describe, expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

interface Problem {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: number[][];
  readonly y: number[];
  readonly sampleWeight: number[] | null;
  readonly predictions: number[];
  readonly proba: number[][];
}

interface NaiveBayesCase extends Problem {
  readonly classCount: number[];
  readonly featureCount: number[][];
  readonly featureLogProb: number[][];
  readonly classLogPrior: number[];
  readonly logProba: number[][];
}

interface LogisticCase extends Problem {
  readonly coef: number[][];
  readonly intercept: number[];
  readonly objective: number;
  readonly rowWeights: number[];
  readonly decision: number[] | number[][];
}

interface Reference {
  readonly tolerance: { readonly multinomialNB: number; readonly coef: number; readonly objective: number };
  readonly multinomialNB: NaiveBayesCase[];
  readonly logisticRegression: LogisticCase[];
}

const { tolerance, ...problems } = reference<Reference>("classifiers");

describe.each(["dense", "sparse"])("on %s data", (form) => {
  const inForm = (X: number[][]): number[][] | CsrMatrix => (form === "dense" ? X : toCsr(X));

  test.each(problems.multinomialNB)("multinomialNB gives scikit-learn's probabilities: $name", (given) => {
    const X = inForm(given.X);
    const fitOptions = { sampleWeight: given.sampleWeight ?? undefined };
    const model = multinomialNB(camelCased(given.options)).fit(X, given.y, fitOptions);
    expectClose(model.classCount, given.classCount, tolerance.multinomialNB);
    expectClose(model.featureCount, given.featureCount, tolerance.multinomialNB);
    expectClose(model.featureLogProb, given.featureLogProb, tolerance.multinomialNB);
    expectClose(model.classLogPrior, given.classLogPrior, tolerance.multinomialNB);
    expectClose(model.predictProba(X), given.proba, tolerance.multinomialNB);
    expectClose(model.predictLogProba(X), given.logProba, tolerance.multinomialNB);
    expect(model.predict(X)).toEqual(given.predictions);
  });

  test.each(problems.logisticRegression)("logisticRegression reaches the optimum: $name", (given) => {
    const X = inForm(given.X);
    const options = camelCased(given.options);
    if (options["C"] === "Infinity") options["C"] = Infinity;
    const fitOptions = { sampleWeight: given.sampleWeight ?? undefined };
    const model = logisticRegression(options).fit(X, given.y, fitOptions);
    expect(model.converged).toBe(true);
    const C = typeof options["C"] === "number" ? options["C"] : 1;
    const own = objective(given, model.coef.toArray(), model.predictLogProba(X).toArray(), C);
    expect(own).toBeLessThanOrEqual(given.objective * (1 + tolerance.objective));
    expectClose(model.coef, given.coef, tolerance.coef);
    expectClose(model.intercept, given.intercept, tolerance.coef);
    const first = inForm(given.X.slice(0, 4));
    expectClose(model.predictProba(first), given.proba, tolerance.coef);
    expectClose(model.decisionFunction(first), given.decision, 10 * tolerance.coef);
    expect(model.predict(X)).toEqual(given.predictions);
  });
});

/** scikit-learn's objective: the mean loss and the penalty, both over the sum of the weights. */
function objective({ y, rowWeights }: LogisticCase, coef: number[][], logs: number[][], C: number): number {
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const loss = y.reduce((sum, label, i) => sum - (rowWeights[i] ?? 0) * (logs[i]?.[label] ?? NaN), 0);
  const squares = coef.flat().reduce((sum, value) => sum + value * value, 0);
  return (loss + squares / 2 / C) / total;
}
