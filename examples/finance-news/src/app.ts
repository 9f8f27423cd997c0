// The web app: serves a bundle that the flow has made. What is typed is cleaned and judged by the very pipeline that was trained.
import { join } from "node:path";
import { runCommand } from "@mlsys/flow";
import { serve } from "@mlsys/serving/node";
import { z } from "zod";
import { modelNames } from "./models.ts";
import { defaultOut, folder } from "./parameters.ts";

process.exitCode = await runCommand({
  name: "app",
  description: "Serves a news classifier as a web page and over HTTP. Run the flow first: it makes the models.",
  parameters: {
    model: z.enum(modelNames).default("logistic").describe("which of the flow's models"),
    bundle: folder.optional().describe("path of any other bundle"),
    port: z.number().int().min(0).max(65535).default(8080).describe("0 takes any free one"),
    host: z.string().default("127.0.0.1").describe("address to listen on"),
    allowFailedGates: z.boolean().default(false).describe("serve a model even if its gates failed"),
  },
  isService: true,
  main: async ({ model, bundle, port, host, allowFailedGates }, { signal, stdout }) => {
    const path = bundle ?? join(defaultOut, "models", model);
    const server = await serve(path, { port, host, signal, handler: { allowFailedGates } });
    stdout.write(`${path}\nserved at ${server.url} (Ctrl-C ends)\n`);
    await server.closed;
  },
});
