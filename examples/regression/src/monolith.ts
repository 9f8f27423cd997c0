// First shape: everything in one function, as a first script is written. It is quick to write, and it works. What is wrong with
// it shows when it changes: nothing in it can be tested, reused or replaced alone, and nobody knows later which run made a plot.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertValid, checkSuite, columnsMatch, isBetween, isNotNull } from "@mlsys/checks";
import { Table } from "@mlsys/core";
import { makeRegression, readCsv } from "@mlsys/data";
import { runCommand } from "@mlsys/flow";
import { meanSquaredError, r2Score } from "@mlsys/metrics";
import { predictedVersusActual } from "@mlsys/metrics/plots";
import { renderPng } from "@mlsys/metrics/render";
import { linearRegression } from "@mlsys/models";
import { trainTestSplit } from "@mlsys/split";
import { figuresText } from "./figures.ts";
import { parameters } from "./parameters.ts";

process.exitCode = await runCommand({
  name: "monolith",
  description: "The regression pipeline in one function: load, check, split, train, evaluate, plot.",
  parameters,
  main: async ({ data, testSize, randomState, out }, { stdout }) => {
    let dataset: Table;
    if (data === undefined) {
      const made = makeRegression({ nSamples: 1000, nFeatures: 1, nInformative: 1, noise: 10, randomState: 42 });
      dataset = Table.from({ x: made.X.column(0), y: made.y });
    } else {
      dataset = await readCsv(
        { text: data.text, name: data.path },
        { delimiter: "\t", header: false, columns: ["x", "y"], types: "number" },
      );
    }
    const suite = checkSuite("regression data set", [
      columnsMatch(["x", "y"]),
      isNotNull("x"),
      isNotNull("y"),
      isBetween("y", { min: -100, max: 100, exclusiveMin: true, exclusiveMax: true }),
    ]);
    assertValid(await suite.run(dataset));
    const samples = { X: dataset.toMatrix(["x"]), y: dataset.column("y").toNumbers() };
    const { train, test } = trainTestSplit(samples, { testSize, randomState });
    const model = linearRegression().fit(train.X, train.y);
    const predicted = model.predict(test.X);
    stdout.write(
      figuresText({
        trainRows: train.y.length,
        testRows: test.y.length,
        coefficient: model.coef[0] ?? NaN,
        intercept: model.intercept,
        mse: meanSquaredError(test.y, predicted),
        r2: r2Score(test.y, predicted),
        predictionAt10: model.predict([[10]])[0] ?? NaN,
      }),
    );
    await mkdir(out, { recursive: true });
    const path = join(out, "monolith.png");
    await writeFile(path, await renderPng(predictedVersusActual(test.y, predicted)));
    stdout.write(`written               ${path}\n`);
  },
});
