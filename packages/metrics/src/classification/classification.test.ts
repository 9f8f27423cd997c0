import { Table } from "@mlsys/core";
import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  logLoss,
  MetricsError,
  precisionScore,
  recallScore,
} from "@mlsys/metrics";
import fc from "fast-check";
import { expect, test } from "vitest";

test("columns of a table and arrays give the same figures", () => {
  const table = Table.from({ yTrue: ["a", "b", "a", "a"], yPred: ["a", "a", "a", "b"] });
  const rows = table.toColumns();
  expect(f1Score(table.column("yTrue"), table.column("yPred"), { average: "macro" })).toBe(
    f1Score(rows.yTrue, rows.yPred, { average: "macro" }),
  );
});

test("an undefined figure is 0 and reported, unless the caller says what it is", () => {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (message: string) => void warnings.push(message) };
  expect(precisionScore([0, 1], [0, 0], { logger })).toBe(0);
  expect(precisionScore([0, 1], [0, 0], { logger, zeroDivision: 1 })).toBe(1);
  expect(precisionScore([0, 1], [0, 0], { logger, zeroDivision: NaN })).toBe(NaN);
  expect(warnings).toEqual(["precision is undefined for a label with no predicted samples and set to 0"]);
});

test("the confusion matrix follows the labels that are asked for", () => {
  const { labels, matrix } = confusionMatrix(["cat", "dog", "cat"], ["dog", "dog", "cat"], {
    labels: ["dog", "ant", "cat"],
  });
  expect(labels).toEqual(["dog", "ant", "cat"]);
  expect(matrix).toEqual([
    [1, 0, 0],
    [0, 0, 0],
    [1, 0, 1],
  ]);
});

test("a report names its labels as the caller wishes", () => {
  const report = classificationReport([0, 1, 1], [0, 1, 0], { targetNames: ["no", "yes"] });
  expect(report.rows.map(({ name }) => name)).toEqual(["no", "yes"]);
  expect(() => classificationReport([0, 1], [0, 1], { targetNames: ["one"] })).toThrow("1 names for 2 labels");
});

const labelled = fc.array(
  fc.record({ truth: fc.nat(3), guess: fc.nat(3), weight: fc.double({ min: 0.1, max: 9, noNaN: true }) }),
  {
    minLength: 1,
    maxLength: 60,
  },
);

test("figures lie between 0 and 1 and do not depend on the order of the rows", () => {
  fc.assert(
    fc.property(labelled, (rows) => {
      const figures = (all: typeof rows): number[] => {
        const [yTrue, yPred] = [all.map((row) => row.truth), all.map((row) => row.guess)];
        const sampleWeight = all.map((row) => row.weight);
        return [
          accuracyScore(yTrue, yPred, { sampleWeight }),
          f1Score(yTrue, yPred, { average: "weighted", sampleWeight }),
          recallScore(yTrue, yPred, { average: "macro", sampleWeight }),
          balancedAccuracyScore(yTrue, yPred, { sampleWeight }),
        ];
      };
      const [forth, back] = [figures(rows), figures([...rows].reverse())];
      forth.forEach((figure, i) => {
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.abs(figure - (back[i] ?? NaN))).toBeLessThan(1e-12);
      });
    }),
  );
});

test("exchanging truth and prediction exchanges precision and recall and transposes the confusion matrix", () => {
  fc.assert(
    fc.property(labelled, (rows) => {
      const [yTrue, yPred] = [rows.map((row) => row.truth), rows.map((row) => row.guess)];
      expect(precisionScore(yTrue, yPred, { average: null })).toEqual(recallScore(yPred, yTrue, { average: null }));
      const { matrix } = confusionMatrix(yTrue, yPred);
      expect(confusionMatrix(yPred, yTrue).matrix).toEqual(matrix.map((_, i) => matrix.map((row) => row[i])));
    }),
  );
});

test("a whole weight is that many rows", () => {
  const [yTrue, yPred, sampleWeight] = [
    [0, 1, 1, 2],
    [0, 2, 1, 2],
    [1, 3, 2, 1],
  ];
  const repeat = (values: readonly number[]): number[] =>
    values.flatMap((value, i) => new Array<number>(sampleWeight[i] ?? 0).fill(value));
  expect(confusionMatrix(yTrue, yPred, { sampleWeight })).toEqual(confusionMatrix(repeat(yTrue), repeat(yPred)));
});

test.each([
  ["lengths that differ", () => accuracyScore([1, 2], [1]), "lengthMismatch", "yPred", undefined],
  ["nothing", () => accuracyScore([], []), "emptyInput", "yTrue", undefined],
  ["a missing label", () => f1Score([1, 0, NaN], [1, 0, 0]), "invalidInput", "yTrue", 2],
  ["texts against numbers", () => f1Score(["a"], [1]), "invalidInput", "yPred", 0],
  ["scores for classes", () => accuracyScore([0, 1], [0.2, 0.7]), "unsupportedTarget", "yPred", 0],
  [
    "a negative weight",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [1, -1] }),
    "invalidInput",
    "sampleWeight",
    1,
  ],
  [
    "weights of 0",
    () => accuracyScore([0, 1], [0, 1], { sampleWeight: [0, 0] }),
    "invalidInput",
    "sampleWeight",
    undefined,
  ],
  ["a probability above 1", () => logLoss([0, 1], [0.1, 1.2]), "invalidInput", "yProba", 1],
  [
    "an unknown class",
    () =>
      logLoss(
        [0, 2],
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        { labels: [0, 1] },
      ),
    "unknownLabel",
    "yTrue",
    1,
  ],
])("%s is refused with the argument and the index", (_, run, code, argument, index) => {
  const error = caught(run);
  expect(error).toBeInstanceOf(MetricsError);
  const { details, code: found } = error as MetricsError;
  expect([found, details["argument"], details["index"]]).toEqual([code, argument, index]);
});

test("an average that does not fit the classes says which do", () => {
  expect(() => f1Score(["a", "b", "c"], ["a", "b", "c"])).toThrow(
    'set average to "macro", "micro", "weighted" or null',
  );
  expect(() => f1Score(["a", "b"], ["a", "b"])).toThrow('set posLabel to one of "a", "b"');
  expect(() => f1Score([0, 1], [0, 1], { average: "makro" as "macro" })).toThrow("average is not accepted");
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
