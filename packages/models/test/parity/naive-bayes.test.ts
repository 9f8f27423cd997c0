import { bernoulliNB, complementNB, gaussianNB } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

interface Case {
  readonly factory: "complementNB" | "bernoulliNB" | "gaussianNB";
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: number[][];
  readonly sampleWeight: number[] | null;
  readonly learned: Readonly<Record<string, unknown>>;
  readonly proba: number[][];
  readonly logProba: number[][];
  readonly predictions: number[];
}

const { cases, y, tolerance } = reference<{
  readonly cases: Case[];
  readonly y: number[];
  readonly tolerance: number;
}>("naive-bayes");
const factories = { bernoulliNB, complementNB, gaussianNB };

test.each(cases)("$factory gives scikit-learn's probabilities: $name", (given) => {
  for (const X of [given.X, toCsr(given.X)]) {
    const fitOptions = { sampleWeight: given.sampleWeight ?? undefined };
    const model = factories[given.factory](camelCased(given.options)).fit(X, y, fitOptions);
    const learned = new Map(Object.entries(model));
    for (const [name, value] of Object.entries(camelCased(given.learned))) {
      expectClose(learned.get(name), value, tolerance);
    }
    expectClose(model.predictProba(X), given.proba, tolerance);
    expectClose(model.predictLogProba(X), given.logProba, tolerance);
    expect(model.predict(X)).toEqual(given.predictions);
  }
});
