import { sha256 } from "@mlsys/core";
import {
  extraTreesClassifier,
  extraTreesRegressor,
  randomForestClassifier,
  randomForestRegressor,
} from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem, fingerprint } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

const factories = { extraTreesClassifier, extraTreesRegressor, randomForestClassifier, randomForestRegressor };

interface Case {
  readonly kind: keyof typeof factories;
  readonly seed: number;
  readonly missing: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly oobScore: number | null;
  readonly oobSum: number | null;
  readonly predicted: number[] | number[][];
  readonly importances: number[];
}

const { cases } = reference<{ readonly cases: Case[] }>("forests");

test("the trees of forests are scikit-learn's, bit by bit, on 80 random problems", () => {
  const different: Case[] = [];
  for (const given of cases) {
    const { X, y, values, sampleWeight } = drawProblem(given.seed, given.missing);
    const options = camelCased(given.options);
    const first = X.take([0, 1, 2, 3]);
    const fitted =
      given.kind === "randomForestClassifier" || given.kind === "extraTreesClassifier"
        ? factories[given.kind](options).fit(X, y, { sampleWeight })
        : factories[given.kind](options).fit(X, values, { sampleWeight });
    if (sha256(fitted.trees.map(fingerprint).join("")) !== given.fingerprint) {
      different.push(given);
      continue;
    }
    const isClassifier = "classes" in fitted;
    expectClose(isClassifier ? fitted.predictProba(first) : fitted.predict(first), given.predicted, 1e-14);
    expectClose(fitted.featureImportances, given.importances, 1e-12);
    const oob = (isClassifier ? fitted.oobDecisionFunction?.data : fitted.oobPrediction) ?? new Float64Array(0);
    expectClose([fitted.oobScore ?? 0], [given.oobScore ?? 0], 1e-12);
    expectClose(
      oob.reduce((sum, each) => sum + Math.abs(each), 0),
      given.oobSum ?? 0,
      1e-12,
    );
  }
  expect(different).toEqual([]);
});
