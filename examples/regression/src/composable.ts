// Second shape: the same pipeline as functions. Each part can be read, tested and replaced on its own. What is still missing is
// memory: no run is kept, nothing can be resumed, nothing says which data made which model. The flow has that.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertValid, checkSuite, columnsMatch, isBetween, isNotNull, rowCountIsBetween } from "@mlsys/checks";
import type { ChecksReport } from "@mlsys/checks";
import { Table } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { makeRegression, readCsv } from "@mlsys/data";
import { runCommand } from "@mlsys/flow";
import type { IncludedText } from "@mlsys/flow";
import { meanSquaredError, r2Score } from "@mlsys/metrics";
import { predictedVersusActual } from "@mlsys/metrics/plots";
import { renderPng } from "@mlsys/metrics/render";
import { linearRegression } from "@mlsys/models";
import type { LinearRegressionModel } from "@mlsys/models";
import { trainTestSplit } from "@mlsys/split";
import { figuresText } from "./figures.ts";
import type { Figures } from "./figures.ts";
import { parameters } from "./parameters.ts";

/** Features and target, as estimators take them. */
export interface Samples {
  readonly X: Matrix;
  readonly y: Float64Array;
}

/** What the data must satisfy before a model is trained on them. */
export const datasetSuite = checkSuite("regression data set", [
  columnsMatch(["x", "y"]),
  rowCountIsBetween({ min: 10 }),
  isNotNull("x"),
  isNotNull("y"),
  isBetween("y", { min: -100, max: 100, exclusiveMin: true, exclusiveMax: true }),
]);

/** Reads the file; without one, makes the course's data set. */
export async function loadData(file: IncludedText | undefined): Promise<Table> {
  if (file === undefined) {
    const { X, y } = makeRegression({ nSamples: 1000, nFeatures: 1, nInformative: 1, noise: 10, randomState: 42 });
    return Table.from({ x: X.column(0), y });
  }
  const source = { text: file.text, name: file.path };
  return readCsv(source, { delimiter: "\t", header: false, columns: ["x", "y"], types: "number" });
}

/** Checks the data, and stops where a check fails. */
export async function checkData(dataset: Table): Promise<ChecksReport> {
  const report = await datasetSuite.run(dataset);
  assertValid(report);
  return report;
}

/** Splits the rows at random; the same seed gives the same rows. */
export function splitData(
  dataset: Table,
  options: { readonly testSize: number; readonly randomState: number },
): { readonly train: Samples; readonly test: Samples } {
  const samples = { X: dataset.toMatrix(["x"]), y: dataset.column("y").toNumbers() };
  return trainTestSplit(samples, { testSize: options.testSize, randomState: options.randomState });
}

/** Fits the line. */
export function trainModel({ X, y }: Samples): LinearRegressionModel {
  return linearRegression().fit(X, y);
}

/** What the model is worth on rows that it has not seen. */
export function evaluateModel(model: LinearRegressionModel, train: Samples, test: Samples): Figures {
  const predicted = model.predict(test.X);
  return {
    trainRows: train.y.length,
    testRows: test.y.length,
    coefficient: model.coef[0] ?? NaN,
    intercept: model.intercept,
    mse: meanSquaredError(test.y, predicted),
    r2: r2Score(test.y, predicted),
    predictionAt10: model.predict([[10]])[0] ?? NaN,
  };
}

/** Draws predicted against actual values; gives the path of the picture. */
export async function plotPredictions(model: LinearRegressionModel, test: Samples, path: string): Promise<string> {
  const picture = await renderPng(predictedVersusActual(test.y, model.predict(test.X)));
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, picture);
  return path;
}

if (import.meta.main) {
  process.exitCode = await runCommand({
    name: "composable",
    description: "The regression pipeline as functions: load, check, split, train, evaluate, plot.",
    parameters,
    main: async ({ data, out, ...splitting }, { stdout }) => {
      const dataset = await loadData(data);
      await checkData(dataset);
      const { train, test } = splitData(dataset, splitting);
      const model = trainModel(train);
      stdout.write(figuresText(evaluateModel(model, train, test)));
      stdout.write(`written               ${await plotPredictions(model, test, join(out, "composable.png"))}\n`);
    },
  });
}
