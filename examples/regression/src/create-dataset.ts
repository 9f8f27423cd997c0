// Makes the course's data set: one feature, Gaussian noise. The same seed gives scikit-learn's data, value for value.
import { join } from "node:path";
import { Table } from "@mlsys/core";
import { makeRegression, writeCsv } from "@mlsys/data";
import { runCommand } from "@mlsys/flow";
import { z } from "zod";
import { parameters as common } from "./parameters.ts";

const parameters = {
  samples: z.number().int().min(1).default(1000).describe("number of rows"),
  noise: z.number().min(0).default(10).describe("standard deviation of the noise"),
  randomState: common.randomState.describe("seed of the data"),
  out: common.out.describe("folder for the file"),
};

process.exitCode = await runCommand({
  name: "create-dataset",
  description:
    "Makes a data set of one feature and a target with Gaussian noise, as a tab-separated file without header.",
  parameters,
  main: async ({ samples, noise, randomState, out }, { stdout }) => {
    const { X, y, coef } = makeRegression({
      nSamples: samples,
      nFeatures: 1,
      nInformative: 1,
      noise,
      coef: true,
      randomState,
    });
    const path = join(out, "regression_dataset.txt");
    await writeCsv(Table.from({ x: X.column(0), y }), path, { delimiter: "\t", header: false });
    stdout.write(`true coefficient      ${coef[0] ?? NaN}\nwritten               ${path} (${samples} rows)\n`);
  },
});
