import { randomState, sha256 } from "@mlsys/core";
import { histGradientBoostingClassifier, histGradientBoostingRegressor } from "@mlsys/models";
import { expect, test } from "vitest";
import { thresholdsOf, weightedThresholds } from "../../src/ensemble/hist-gradient-boosting/binning-thresholds.ts";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly kind: "classifier" | "regressor";
  readonly seed: number;
  readonly missing: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly nodes: number[];
  readonly raw: number[];
  readonly predicted: number[];
  readonly nIter: number;
  readonly trainScore: number[];
  readonly validationScore: number[];
}

interface ThresholdCase {
  readonly seed: number;
  readonly maxBins: number;
  readonly count: number;
  readonly thresholds: string;
}

const { cases, thresholds } = reference<{ readonly cases: Case[]; readonly thresholds: ThresholdCase[] }>(
  "hist-gradient-boosting",
);

test("features are cut into scikit-learn's bins, bit by bit", () => {
  for (const { seed, maxBins, count, thresholds: expected } of thresholds) {
    const rng = randomState(seed);
    const n = [7, 300, 1000, 3000][seed % 4] ?? 0;
    const values = rng.randomSample(n);
    const steps = [5, 100, 400][(seed % 7) % 3] ?? 1;
    if (seed % 3 === 0) values.forEach((value, i) => (values[i] = Math.floor(value * steps)));
    const counts = seed % 5 === 0 ? Float64Array.from(rng.randint(0, 4, n)) : undefined;
    const weights = seed % 5 === 1 ? rng.randomSample(n) : counts;
    const found =
      weights === undefined
        ? thresholdsOf(values.toSorted(), undefined, maxBins)
        : weightedThresholds(values, weights, maxBins);
    expect([seed, found.length]).toEqual([seed, count]);
    expect([seed, sha256(Buffer.from(found.buffer, found.byteOffset, found.byteLength))]).toEqual([seed, expected]);
  }
});

test("boosting predicts what scikit-learn predicts, on random problems", () => {
  expect(cases.length).toBeGreaterThan(60);
  for (const given of cases) {
    const { X, y, values, sampleWeight: drawn } = drawProblem(given.seed, given.missing);
    const options = camelCased(given.options);
    if ("categoricalFeatures" in options) {
      for (let at = X.cols - 1; at < X.data.length; at += X.cols) X.data[at] = Math.floor((X.data[at] ?? 0) * 6);
    }
    const sampleWeight = drawn?.map((weight) => weight + 0.25);
    const first = X.take([0, 1, 2, 3]);
    let raw: Float64Array;
    let model;
    if (given.kind === "classifier") {
      model = histGradientBoostingClassifier(options).fit(X, y, { sampleWeight });
      const decision = model.decisionFunction(X);
      raw = decision instanceof Float64Array ? decision : decision.data;
      expectClose(model.predictProba(X.take([0, 1])).data.slice(0, 4), given.predicted, 1e-9);
    } else {
      model = histGradientBoostingRegressor(options).fit(
        X,
        values.map((value) => value + 1),
        { sampleWeight },
      );
      raw = model.predict(X);
      expectClose(model.predict(first), given.predicted, 1e-9);
    }
    const step = Math.max(1, Math.floor(raw.length / 12));
    expectClose(
      raw.filter((_, i) => i % step === 0),
      given.raw,
      1e-9,
    );
    expect(model.nIter).toBe(given.nIter);
    expectClose(model.trainScore.slice(-1), given.trainScore, 1e-9);
    expectClose(model.validationScore.slice(-1), given.validationScore, 1e-9);
  }
});
