import { randomState } from "@mlsys/core";
import * as metrics from "@mlsys/metrics";
import { MetricsError } from "@mlsys/metrics";
import { describe, expect, test } from "vitest";

// What holds for every metric of a kind: what it refuses, and what does not change it.

type Values = readonly unknown[];
type Metric = (yTrue: Values, yPred: Values, options?: object) => unknown;

interface Kind {
  readonly names: readonly (keyof typeof metrics)[];
  /** A valid call, of 40 rows. */
  readonly yTrue: Values;
  readonly yPred: Values;
  readonly options?: Readonly<Record<string, object>>;
  /** A value that the second argument does not take. */
  readonly bad: unknown;
}

const rng = randomState(11);
const classes = Array.from(rng.randint(0, 2, 40));
const guess = classes.map((label) => (rng.randomSample() < 0.8 ? label : 1 - label));
const scores = classes.map((label) => (label + 2 * rng.randomSample()) / 3);
const numbers = Array.from(rng.uniform(1, 5, 40));
const near = numbers.map((value) => value + rng.uniform(0, 1));

const kinds: Readonly<Record<string, Kind>> = {
  "errors of numbers": {
    names: [
      "meanSquaredError",
      "rootMeanSquaredError",
      "meanAbsoluteError",
      "meanAbsolutePercentageError",
      "meanSquaredLogError",
      "rootMeanSquaredLogError",
      "medianAbsoluteError",
      "meanPinballLoss",
      "d2PinballScore",
      "d2AbsoluteErrorScore",
      "r2Score",
      "explainedVarianceScore",
    ],
    yTrue: numbers,
    yPred: near,
    bad: "x",
  },
  "figures of classes": {
    names: [
      "accuracyScore",
      "zeroOneLoss",
      "balancedAccuracyScore",
      "precisionScore",
      "recallScore",
      "f1Score",
      "fbetaScore",
      "precisionRecallFscoreSupport",
      "jaccardScore",
      "hammingLoss",
      "matthewsCorrcoef",
      "cohenKappaScore",
      "confusionMatrix",
      "multilabelConfusionMatrix",
      "classificationReport",
      "classLikelihoodRatios",
    ],
    yTrue: classes,
    yPred: guess,
    options: { fbetaScore: { beta: 2 } },
    bad: 0.5,
  },
  "figures of scores": {
    names: [
      "rocAucScore",
      "averagePrecisionScore",
      "rocCurve",
      "precisionRecallCurve",
      "detCurve",
      "topKAccuracyScore",
      "hingeLoss",
    ],
    yTrue: classes,
    yPred: scores,
    options: { topKAccuracyScore: { k: 1 } },
    bad: null,
  },
  "figures of probabilities": {
    names: [
      "logLoss",
      "brierScoreLoss",
      "d2LogLossScore",
      "d2BrierScore",
      "calibrationCurve",
      "expectedCalibrationError",
      "maximumCalibrationError",
    ],
    yTrue: classes,
    yPred: scores,
    bad: 1.5,
  },
};

const every = Object.entries(kinds).flatMap(([kind, each]) => each.names.map((name) => [name, kind, each] as const));

function call(name: keyof typeof metrics, { options }: Kind): Metric {
  const metric = metrics[name] as unknown as Metric;
  return (yTrue, yPred, more) => metric(yTrue, yPred, { ...options?.[name], ...more });
}

function refusal(run: () => unknown): readonly [code: string, argument: unknown, index: unknown] {
  try {
    run();
  } catch (error) {
    if (error instanceof MetricsError) return [error.code, error.details["argument"], error.details["index"]];
    throw error;
  }
  return ["nothing was refused", undefined, undefined];
}

function withAt(values: Values, index: number, value: unknown): Values {
  return values.map((each, i) => (i === index ? value : each));
}

describe.each(every)("%s", (name, _kind, each) => {
  const { yTrue, yPred, bad } = each;
  const metric = call(name, each);
  const weights = yTrue.map((_, i) => (i % 5) + 1);

  test("refuses wrong input with the argument and the first bad index", () => {
    const [, second] = refusal(() => metric(yTrue, yPred.slice(1)));
    expect(refusal(() => metric(yTrue, yPred.slice(1)))[0]).toBe("lengthMismatch");
    expect(refusal(() => metric([], []))[0]).toBe("emptyInput");
    expect(refusal(() => metric(undefined as never, yPred))).toMatchObject(["invalidInput", "yTrue", undefined]);
    expect(refusal(() => metric(withAt(yTrue, 7, null), yPred))).toEqual(["invalidInput", "yTrue", 7]);
    expect(refusal(() => metric(withAt(yTrue, 7, NaN), yPred))).toEqual(["invalidInput", "yTrue", 7]);
    const [, argument, index] = refusal(() => metric(yTrue, withAt(withAt(yPred, 9, bad), 20, bad)));
    expect([typeof argument, argument === "yTrue", index]).toEqual(["string", false, 9]);
    expect([undefined, "yTrue", argument]).toContain(second);
    expect(refusal(() => metric(yTrue, withAt(yPred, 9, Infinity)))[2]).toBe(9);
  });

  test("refuses wrong weights", () => {
    expect(refusal(() => metric(yTrue, yPred, { sampleWeight: [1] }))).toEqual([
      "lengthMismatch",
      "sampleWeight",
      undefined,
    ]);
    for (const wrong of [-1, NaN, Infinity, null, "1"]) {
      const sampleWeight = withAt(weights, 3, wrong);
      expect(refusal(() => metric(yTrue, yPred, { sampleWeight }))).toEqual(["invalidInput", "sampleWeight", 3]);
    }
    const zeros = refusal(() => metric(yTrue, yPred, { sampleWeight: weights.map(() => 0) }));
    expect(zeros).toEqual(["invalidInput", "sampleWeight", undefined]);
  });

  test("does not depend on the order of the rows, nor on the scale of the weights", () => {
    const order = randomState(3).permutation(yTrue.length);
    const shuffled = (values: Values): Values => Array.from(order, (row) => values[row]);
    expectAlike(metric(shuffled(yTrue), shuffled(yPred)), metric(yTrue, yPred));
    const weighted = metric(yTrue, yPred, { sampleWeight: weights });
    expectAlike(metric(shuffled(yTrue), shuffled(yPred), { sampleWeight: shuffled(weights) }), weighted);
    if (typeof weighted === "number") {
      expectAlike(metric(yTrue, yPred, { sampleWeight: weights.map((weight) => weight / 8) }), weighted);
    }
  });

  test("takes a weight of 2 for a row that is there twice, and equal weights for none", () => {
    const sampleWeight = yTrue.map((_, i) => (i < 10 ? 2 : 1));
    const twice = (values: Values): Values => [...values.slice(0, 10), ...values];
    expectAlike(metric(yTrue, yPred, { sampleWeight }), metric(twice(yTrue), twice(yPred)));
    expectAlike(metric(yTrue, yPred, { sampleWeight: yTrue.map(() => 1) }), metric(yTrue, yPred));
  });
});

/** Equal within rounding; whether a report shows fractions of rows is left out. */
function expectAlike(own: unknown, other: unknown): void {
  if (typeof own === "number" && typeof other === "number") {
    expect(Object.is(own, other) || Math.abs(own - other) <= 1e-12 * Math.max(1, Math.abs(other))).toBe(true);
  } else if (typeof own === "object" && own !== null && typeof other === "object" && other !== null) {
    expect(Object.keys(own)).toEqual(Object.keys(other));
    for (const [name, value] of Object.entries(own)) {
      if (name !== "hasFloatSupport") expectAlike(value, (other as Readonly<Record<string, unknown>>)[name]);
    }
  } else expect(own).toEqual(other);
}

test.each([
  "accuracyScore",
  "zeroOneLoss",
  "hammingLoss",
  "matthewsCorrcoef",
  "cohenKappaScore",
  "f1Score",
  "jaccardScore",
  "adjustedRandScore",
  "normalizedMutualInfoScore",
  "meanSquaredError",
  "meanAbsoluteError",
  "rootMeanSquaredLogError",
] as const)("%s is the same with both sides exchanged", (name) => {
  const metric = metrics[name] as unknown as Metric;
  expectAlike(metric(guess, classes), metric(classes, guess));
});

test("shares lie from 0 to 1 and correlations from -1 to 1, whatever is guessed", () => {
  const bounds: readonly (readonly [keyof typeof metrics, number, number])[] = [
    ["accuracyScore", 0, 1],
    ["balancedAccuracyScore", 0, 1],
    ["f1Score", 0, 1],
    ["precisionScore", 0, 1],
    ["recallScore", 0, 1],
    ["jaccardScore", 0, 1],
    ["hammingLoss", 0, 1],
    ["matthewsCorrcoef", -1, 1],
    ["cohenKappaScore", -1, 1],
    ["adjustedRandScore", -1, 1],
    ["normalizedMutualInfoScore", 0, 1],
    ["rocAucScore", 0, 1],
    ["averagePrecisionScore", 0, 1],
    ["brierScoreLoss", 0, 1],
    ["expectedCalibrationError", 0, 1],
  ];
  for (let seed = 0; seed < 100; seed++) {
    const draw = randomState(seed);
    const n = draw.randint(2, 30);
    const yTrue = [0, 1, ...Array.from(draw.randint(0, 2, n))];
    const yPred = [1, 0, ...Array.from(draw.randint(0, 2, n))];
    for (const [name, low, high] of bounds) {
      const value = (metrics[name] as unknown as Metric)(yTrue, yPred) as number;
      expect(value, `${name}, seed ${seed}`).toBeGreaterThanOrEqual(low - 1e-12);
      expect(value, `${name}, seed ${seed}`).toBeLessThanOrEqual(high + 1e-12);
    }
  }
});

test("an area under a ROC curve is turned round with the scores and does not change with their scale", () => {
  const area = metrics.rocAucScore(classes, scores);
  expectAlike(
    metrics.rocAucScore(
      classes,
      scores.map((score) => -score),
    ),
    1 - area,
  );
  expectAlike(
    metrics.rocAucScore(
      classes,
      scores.map((score) => Math.exp(3 * score)),
    ),
    area,
  );
  expectAlike(metrics.auc(metrics.rocCurve(classes, scores).fpr, metrics.rocCurve(classes, scores).tpr), area);
});
