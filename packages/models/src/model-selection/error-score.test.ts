import {
  crossValidate,
  crossValScore,
  gaussianNB,
  learningCurve,
  linearRegression,
  logisticRegression,
  permutationImportance,
  validationCurve,
} from "@mlsys/models";
import { expect, test } from "vitest";

const X = Array.from({ length: 24 }, (_, i) => [i, (i * 7) % 5]);
/** The first rows are of one class, so that few of them do not make a classifier. */
const y = X.map((_, i) => (i < 6 ? "a" : i % 2 === 0 ? "b" : "a"));
const cv = [
  { train: [0, 1, 2, 3], test: [8, 9] },
  { train: [4, 5, 6, 7, 8, 9], test: [10, 11] },
];

function told() {
  const messages: string[] = [];
  const note = (message: string) => void messages.push(message);
  return { messages, logger: { debug: note, info: note, warn: note, error: note } };
}

test("a fit that fails ends the run, or has the score that it is given", async () => {
  await expect(crossValScore(logisticRegression(), X, y, { cv })).rejects.toThrow(/class/);
  const { messages, logger } = told();
  const scores = await crossValScore(logisticRegression(), X, y, { cv, errorScore: NaN, logger });
  expect(scores[0]).toBeNaN();
  expect(scores[1]).toBeGreaterThanOrEqual(0);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(/^a fit failed, and its scores are NaN: .*class/);
});

test("the model of a fit that failed is not there, and all scores are what was given", async () => {
  const options = { cv, errorScore: -1, scoring: ["accuracy", "f1Macro"], returnTrainScore: true } as const;
  const result = await crossValidate(logisticRegression(), X, y, { ...options, returnEstimator: true });
  expect([result.testAccuracy?.[0], result.testF1Macro?.[0], result.trainAccuracy?.[0]]).toEqual([-1, -1, -1]);
  expect(result.estimator?.map((model) => model?.kind)).toEqual([undefined, "logisticRegression"]);
});

test("where all fits fail, the run ends", async () => {
  const only = cv.slice(0, 1);
  await expect(crossValScore(logisticRegression(), X, y, { cv: only, errorScore: NaN })).rejects.toThrow(/class/);
});

test("a curve has gaps where fits failed, and tells times where asked to", async () => {
  const options = { cv: [{ train: cv[1]?.train ?? [], test: [10, 11] }], errorScore: NaN, trainSizes: [2, 6] };
  const curve = await learningCurve(logisticRegression(), X, y, { ...options, returnTimes: true });
  expect(curve.testScores.get(0, 0)).toBeNaN();
  expect(curve.trainScores.get(1, 0)).toBeGreaterThan(0);
  expect(curve.fitTimes?.get(1, 0)).toBeGreaterThan(0);
  expect([curve.fitTimes?.rows, curve.scoreTimes?.cols]).toEqual([2, 1]);
  expect(await learningCurve(gaussianNB(), X, y, { cv: 2 })).not.toHaveProperty("fitTimes");
  const smooth = (value: number) => gaussianNB({ varSmoothing: value });
  const found = await validationCurve(smooth, X, y, { paramRange: [1e-9], cv: 2, errorScore: 0 });
  expect(found.testScores.rows).toBe(1);
});

test("an abort is no failure of a fit", async () => {
  const signal = AbortSignal.abort();
  await expect(crossValScore(gaussianNB(), X, y, { signal, errorScore: NaN })).rejects.toMatchObject({
    code: "aborted",
  });
});

test.each([undefined, null, "nan", []])("errorScore %j", async (errorScore) => {
  const work = crossValScore(gaussianNB(), X, y, { errorScore: errorScore as never });
  if (errorScore === undefined) expect((await work).length).toBe(5);
  else await expect(work).rejects.toMatchObject({ code: "invalidOption" });
});

test.each([0, -1, 25, 1.5, NaN, "all"])("maxSamples is refused: %j", async (maxSamples) => {
  const numbers = X.map(([x = 0]) => x);
  const model = linearRegression().fit(X, numbers);
  const work = permutationImportance(model, X, numbers, { maxSamples: maxSamples as number });
  await expect(work).rejects.toMatchObject({ code: "invalidOption" });
});
