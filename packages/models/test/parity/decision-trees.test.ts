import { decisionTreeClassifier, decisionTreeRegressor } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem, fingerprint } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly kind: "classifier" | "regressor";
  readonly seed: number;
  readonly missing: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly nodes: number;
  readonly depth: number;
  readonly fingerprint: string;
  readonly score: number;
  readonly importances: number[];
}

const { cases } = reference<{ readonly cases: Case[] }>("decision-trees");

test("decision trees are scikit-learn's, bit by bit, on 200 random problems", () => {
  const different: Case[] = [];
  for (const given of cases) {
    const { X, y, values, sampleWeight } = drawProblem(given.seed, given.missing);
    const options = camelCased(given.options);
    const isClassifier = given.kind === "classifier";
    const model = isClassifier
      ? decisionTreeClassifier(options).fit(X, y, { sampleWeight })
      : decisionTreeRegressor(options).fit(X, values, { sampleWeight });
    if (fingerprint(model.tree) !== given.fingerprint) different.push(given);
    else {
      expect([model.tree.nodeCount, model.getDepth()]).toEqual([given.nodes, given.depth]);
      expectClose(model.featureImportances, given.importances, 1e-13);
      const score = "classes" in model ? model.score(X, y) : model.score(X, values);
      expectClose(score, given.score, 1e-12);
    }
  }
  expect(different).toEqual([]);
});
