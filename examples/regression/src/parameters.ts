// The flags that every script of this example takes.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { includeFile } from "@mlsys/flow";
import { z } from "zod";

/** Where files are written when nothing else is said: `out/regression` of the repository. */
export const defaultOut = fileURLToPath(new URL("../../../out/regression", import.meta.url));

/** `--data`, `--test-size`, `--random-state`, `--out`. */
export const parameters = {
  data: includeFile({
    text: true,
    optional: true,
    description: "tab-separated file of x and y, without header; default: the course's data, generated",
  }),
  testSize: z.number().gt(0).lt(1).default(0.2).describe("share of the rows that are kept for the test"),
  randomState: z.number().int().min(0).max(0xffffffff).default(42).describe("seed of the split"),
  out: z
    .string()
    .default(defaultOut)
    .transform((folder) => resolve(process.env["INIT_CWD"] ?? ".", folder))
    .describe("folder for plots, reports and the model"),
};
