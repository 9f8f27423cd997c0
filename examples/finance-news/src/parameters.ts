// The flags of this example.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { includeFile } from "@mlsys/flow";
import { z } from "zod";
import { modelNames } from "./models.ts";

/** Where files are written when nothing else is said: `out/finance-news` of the repository. */
export const defaultOut = fileURLToPath(new URL("../../../out/finance-news", import.meta.url));

/** Where runs are kept: `.mlsys` of the repository. */
export const storeFolder = fileURLToPath(new URL("../../../.mlsys", import.meta.url));

/** A folder on the command line, which counts from where the command was typed. */
export const folder = z.string().transform((path) => resolve(process.env["INIT_CWD"] ?? ".", path));

/** The flags of the flow. */
export const parameters = {
  data: includeFile({
    text: true,
    optional: true,
    description: "file of lines `sentence@label` (Financial PhraseBank); default: see --dataset",
  }),
  dataset: z
    .enum(["generated", "financial-phrasebank"])
    .default("generated")
    .describe("without --data: news made here, or the real set, downloaded once and checked"),
  testSize: z.number().gt(0).lt(1).default(0.2).describe("share of the rows that are kept for the test"),
  randomState: z.number().int().min(0).max(0xffffffff).default(42).describe("seed of the split"),
  model: z.enum(modelNames).default("logistic").describe("the model whose gates decide"),
  strict: z.boolean().default(false).describe("fail when a gate of that model fails"),
  out: folder.default(defaultOut).describe("folder for reports, plots and models"),
};
