import { Matrix, sha256 } from "@mlsys/core";
import {
  decisionTreeClassifier,
  decisionTreeRegressor,
  extraTreesClassifier,
  extraTreesRegressor,
  modelFromJSON,
  randomForestClassifier,
  randomForestRegressor,
} from "@mlsys/models";
import type { TreeNodes } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem, fingerprint } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

const classifiers = { randomForestClassifier, extraTreesClassifier };
const regressors = { randomForestRegressor, extraTreesRegressor };

interface Case {
  readonly kind:
    "decisionTreeClassifier" | "decisionTreeRegressor" | keyof typeof classifiers | keyof typeof regressors;
  readonly seed: number;
  readonly missing: boolean;
  readonly outputs: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly predicted: number;
  readonly shares: number[][][];
  readonly score: number;
  readonly oobScore: number | null;
  readonly oobSum: number | null;
  readonly leaves: number;
  readonly path: readonly [count: number, sum: number];
  readonly importances: number[];
}

const { cases } = reference<{ readonly cases: Case[] }>("multi-target-trees");

test("trees and forests of several targets are scikit-learn's, bit by bit, on 160 random problems", () => {
  const different: Case[] = [];
  for (const given of cases) {
    const found = given.kind.endsWith("Classifier") ? classified(given) : regressed(given);
    const { model, predicted, shares, score, oob } = found;
    const trees: readonly TreeNodes[] = "trees" in model ? model.trees : [model.tree];
    const print = trees.map(fingerprint).join("");
    if (sha256(print) !== given.fingerprint) {
      different.push(given);
      continue;
    }
    const { X } = drawProblem(given.seed, given.missing);
    const path = model.decisionPath(X);
    const { indices } = "indicator" in path ? path.indicator : path;
    const leaves = model.apply(X);
    expectClose(predicted, given.predicted, 1e-12);
    expectClose(shares, given.shares, 1e-14);
    expectClose(score, given.score, 1e-12);
    expectClose(
      [("oobScore" in model ? model.oobScore : undefined) ?? 0, oob],
      [given.oobScore ?? 0, given.oobSum ?? 0],
      1e-12,
    );
    expect(sum(leaves instanceof Matrix ? leaves.data : leaves)).toBe(given.leaves);
    expect([indices.length, sum(indices)]).toEqual(given.path);
    expectClose(model.featureImportances, given.importances, 1e-12);
    expect(JSON.stringify(modelFromJSON(model.toJSON()).toJSON())).toBe(JSON.stringify(model.toJSON()));
  }
  expect(different).toEqual([]);
});

function classified({ kind, seed, missing, outputs, options }: Case) {
  const { X, y, values, sampleWeight } = drawProblem(seed, missing);
  const divisor = options["oob_score"] === true ? 2 : Infinity;
  const labels = y.map((label, i) => {
    const value = values[i] ?? 0;
    const all = [label, Math.floor(2 * value) % 3, (label + Math.floor(value)) % 2];
    return all.slice(0, outputs).map((each) => each % divisor);
  });
  const given = camelCased(options);
  const model =
    kind === "decisionTreeClassifier"
      ? decisionTreeClassifier(given).fit(X, labels, { sampleWeight })
      : classifiers[kind as keyof typeof classifiers](given).fit(X, labels, { sampleWeight });
  const found = model.predict(X);
  const oob = "oobDecisionFunction" in model ? (model.oobDecisionFunction ?? []) : [];
  return {
    model,
    predicted: sum(found.map((row) => Math.abs(sum(row.map((label, k) => (k + 1) * label))))),
    shares: model.predictProba(X.take([0, 1, 2])).map((shares) => shares.toArray()),
    score: model.score(X, labels),
    oob: sum(oob.map(({ data }) => sum(data))),
  };
}

function regressed({ kind, seed, missing, outputs, options }: Case) {
  const { X, y, values, sampleWeight } = drawProblem(seed, missing);
  const numbers = y.map((label, i) => {
    const value = values[i] ?? 0;
    return [value, value * label, Math.floor(3 * value)].slice(0, outputs);
  });
  const given = camelCased(options);
  const model =
    kind === "decisionTreeRegressor"
      ? decisionTreeRegressor(given).fit(X, numbers, { sampleWeight })
      : regressors[kind as keyof typeof regressors](given).fit(X, numbers, { sampleWeight });
  const found = model.predict(X).toArray();
  const oob = "oobPrediction" in model ? model.oobPrediction : undefined;
  return {
    model,
    predicted: sum(found.map((row) => Math.abs(sum(row.map((value, k) => (k + 1) * value))))),
    shares: [],
    score: model.score(X, numbers),
    oob: sum(oob?.data.map(Math.abs) ?? []),
  };
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, each) => total + each, 0);
}
