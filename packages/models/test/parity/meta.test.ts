import { sha256 } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import {
  calibratedClassifierCV,
  decisionTreeClassifier,
  gaussianNB,
  isolationForest,
  isotonicRegression,
  oneVsRestClassifier,
  randomForestClassifier,
  votingClassifier,
} from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem, fingerprint } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Drawn {
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
}

interface IsolationCase extends Drawn {
  readonly missing: boolean;
  readonly weighted: boolean;
  readonly fingerprint: string;
  readonly offset: number;
  readonly scores: number[];
  readonly outliers: number;
}

interface IsotonicCase extends Drawn {
  readonly increasing: boolean;
  readonly xSum: number;
  readonly ySum: number;
  readonly count: number;
  readonly predicted: number[];
}

interface CalibratedCase extends Drawn {
  readonly base: string;
  readonly proba: number[][];
}

interface CombinedCase {
  readonly seed: number;
  readonly hard: number[];
  readonly soft: number[][];
  readonly places: number[][];
  readonly shares: number[][];
  readonly names: string[];
  readonly rest: number[];
  readonly restProba: number[][];
}

const cases = reference<{
  readonly isolation: IsolationCase[];
  readonly isotonic: IsotonicCase[];
  readonly calibrated: CalibratedCase[];
  readonly combined: CombinedCase[];
}>("meta");

test("isolation forests have scikit-learn's trees and scores", () => {
  for (const given of cases.isolation) {
    const { X, sampleWeight } = drawProblem(given.seed, given.missing);
    const weights = given.weighted ? sampleWeight : undefined;
    const model = isolationForest(camelCased(given.options)).fit(X, undefined, { sampleWeight: weights });
    expect([given.seed, sha256(model.trees.map(fingerprint).join(""))]).toEqual([given.seed, given.fingerprint]);
    expectClose(model.offset, given.offset, 1e-12);
    expectClose(model.scoreSamples(X.take([0, 1, 2, 3, 4])), given.scores, 1e-12);
    expect(model.predict(X).filter((side) => side === -1).length).toBe(given.outliers);
  }
});

test("isotonic regression finds scikit-learn's curve", () => {
  const places = Array.from({ length: 12 }, (_, i) => -0.5 + (i * 4.5) / 11);
  for (const given of cases.isotonic) {
    const { X, values, sampleWeight } = drawProblem(given.seed);
    const x = X.column(X.cols - 1);
    const model = isotonicRegression(camelCased(given.options)).fit(x, values, { sampleWeight });
    expect([given.seed, model.increasing]).toEqual([given.seed, given.increasing]);
    expect([given.seed, model.XThresholds.length]).toEqual([given.seed, given.count]);
    expectClose(
      model.XThresholds.reduce((sum, each) => sum + each, 0),
      given.xSum,
      1e-12,
    );
    expectClose(
      model.yThresholds.reduce((sum, each) => sum + each, 0),
      given.ySum,
      1e-12,
    );
    expectClose(model.predict(places), given.predicted, 1e-12);
  }
});

test("calibrated probabilities are scikit-learn's", () => {
  for (const given of cases.calibrated) {
    const { X, y, sampleWeight } = drawProblem(given.seed);
    const estimator = given.base === "bayes" ? gaussianNB() : decisionTreeClassifier({ maxDepth: 3, randomState: 0 });
    const model = calibratedClassifierCV({ estimator, ...camelCased(given.options) }).fit(X, y, { sampleWeight });
    expectClose(model.predictProba(X.take([0, 1, 2, 3, 4, 5])), given.proba, 1e-6);
  }
});

test("votes and one against the rest give scikit-learn's labels and probabilities", () => {
  for (const given of cases.combined) {
    const { X, y } = drawProblem(given.seed);
    const estimators = [
      ["a", gaussianNB()],
      ["b", decisionTreeClassifier({ maxDepth: 2, randomState: 0 })],
      ["c", randomForestClassifier({ nEstimators: 4, randomState: 1 })],
    ] as const;
    const first = X.take([0, 1, 2, 3, 4]);
    const hard = votingClassifier({ estimators, weights: [2, 1, 1.5] }).fit(X, y);
    expect(hard.predict(X)).toEqual(given.hard);
    expectClose(hard.transform(first), given.places, 0);
    const soft = votingClassifier({ estimators, voting: "soft" }).fit(X, y);
    expectClose(soft.predictProba(first), given.soft, 1e-12);
    expectClose(soft.transform(first), given.shares, 1e-12);
    expect([...(hard.featureNamesOut ?? []), ...(soft.featureNamesOut ?? [])]).toEqual(given.names);
    const apart = votingClassifier({ estimators, voting: "soft", flattenTransform: false }).fit(X, y).transform(first);
    const [classes, parts] = [soft.classes.length, apart as readonly Matrix[]];
    const joined = given.shares.map((_, i) => parts.flatMap((part) => Array.from(part.row(i))));
    expect(parts.map(({ cols }) => cols)).toEqual([classes, classes, classes]);
    expectClose(joined, given.shares, 1e-12);
    const rest = oneVsRestClassifier({ estimator: gaussianNB() }).fit(X, y);
    expect(rest.predict(X)).toEqual(given.rest);
    expectClose(rest.predictProba(first), given.restProba, 1e-12);
  }
});
