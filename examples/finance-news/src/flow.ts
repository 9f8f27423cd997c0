// The second course pipeline: classify financial news. It trains the course's model and a better one on the same split, measures
// both, asks both the same behavioural questions, and lets each out as a bundle that carries the answers.
import { join } from "node:path";
import { runSuite } from "@mlsys/behavior";
import { assertValid } from "@mlsys/checks";
import { toText as checksText } from "@mlsys/checks/report";
import { fingerprint } from "@mlsys/data";
import { flow, FlowError, runFlowCli } from "@mlsys/flow";
import { modelCodec } from "@mlsys/models";
import { saveBundle } from "@mlsys/models/bundle";
import { newsSuite } from "./behavior/suite.ts";
import { dropShort, loadNews, newsChecks, splitNews } from "./dataset.ts";
import { classes, evaluateModel } from "./evaluation.ts";
import { blocking, gatesOf } from "./gates.ts";
import { modelNames, trainModels } from "./models.ts";
import type { ModelName } from "./models.ts";
import { parameters, storeFolder } from "./parameters.ts";
import { behaviorText, findingsText, figuresText } from "./report-text.ts";
import { trackModels } from "./track-models.ts";
import { writeReports } from "./write-reports.ts";

/** Makes something for each model. */
async function forEachModel<T>(make: (name: ModelName) => T | Promise<T>): Promise<Record<ModelName, T>> {
  const entries: [ModelName, T][] = [];
  for (const name of modelNames) entries.push([name, await make(name)]);
  return Object.fromEntries(entries) as Record<ModelName, T>;
}

/** The pipeline as a flow. */
export const financeNews = flow("finance-news", {
  description: "Classifies financial news: two models, their evaluation, slices, behavioural tests and bundles.",
  parameters,
  codecs: [modelCodec()],
})
  .step("loadData", async ({ self, signal, progress }) => {
    const news = await loadNews(self.data, self.dataset, { signal, onProgress: progress });
    return { news, dataFingerprint: fingerprint(news) };
  })
  .step("checkDataset", async ({ self }) => {
    const checks = await newsChecks.run(self.news);
    assertValid(checks);
    return { checks };
  })
  .step("prepareTrainAndTestDataset", ({ self }) => splitNews(dropShort(self.news), self))
  .step("trainClassifiers", ({ self }) => ({ models: trainModels(self.train.sentences, self.train.labels) }))
  .step("testModels", async ({ self }) => ({
    evaluations: await forEachModel((name) => evaluateModel(self.models[name], self.test)),
  }))
  .step("behavioralTests", async ({ self, signal, progress }) => {
    const suite = newsSuite(self.test.sentences);
    return {
      behavior: await forEachModel((name) =>
        runSuite(suite, self.models[name], { randomState: 42, signal, onProgress: progress }),
      ),
    };
  })
  .step("judge", async ({ self }) => ({
    gates: await forEachModel((name) => gatesOf(self.checks, self.evaluations[name], self.behavior[name])),
  }))
  .step("writeReports", async ({ self }) => ({ files: await writeReports(self.out, self) }))
  .step("saveBundles", async ({ self, runId, flowName }) => ({
    bundles: await forEachModel(async (name) => {
      const path = join(self.out, "models", name);
      await saveBundle(path, self.models[name], {
        name: `finance-news-${name}`,
        signature: {
          inputs: [{ name: "text", type: "text", description: "a sentence of financial news" }],
          output: { type: "class", classes: [...classes] },
        },
        lineage: {
          runId,
          flow: flowName,
          dataFingerprint: self.dataFingerprint,
          split: { testSize: self.testSize, randomState: self.randomState },
        },
        reports: { checks: self.checks, evaluation: self.evaluations[name], behavior: self.behavior[name] },
        gates: self.gates[name],
        example: { text: "Operating profit fell to EUR 35.4 mn from EUR 68.8 mn in the year before." },
      });
      return path;
    }),
  }))
  .step("track", async ({ self, runId }) => ({ trackingRuns: await trackModels(runId, self) }))
  .step("release", ({ self }) => {
    const failed = blocking(self.gates[self.model]);
    if (!self.strict || failed.length === 0) return { released: failed.length === 0 };
    throw new FlowError({
      code: "stepFailed",
      what: `the model ${self.model} is not let out`,
      where: "--strict",
      found: failed.map(({ name, message }) => `${name}: ${message}`).join("; "),
    });
  })
  .end();

if (import.meta.main) {
  process.exitCode = await runFlowCli(financeNews, process.argv.slice(2), {
    folder: join(storeFolder, "flow"),
    report: ({ data, runId }) => {
      const rows = `${data.train.labels.length} for training, ${data.test.labels.length} for the test`;
      const shared = `${data.sharedSentences} test sentences are in the training set too`;
      const written = [...data.files, ...Object.values(data.bundles)].map((path) => `  ${path}\n`).join("");
      return [
        checksText(data.checks),
        `rows                  ${rows}; ${shared}`,
        figuresText(data),
        behaviorText(data),
        findingsText(data),
        `run ${runId} wrote\n${written}`,
      ].join("\n");
    },
  });
}
