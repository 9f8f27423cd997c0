// Third shape: the same functions as the steps of a flow. Every run is stored with its parameters, its data and what each step
// made; a run that fails goes on with --resume where it stopped; the model leaves as a bundle that carries its own reports.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runSuite } from "@mlsys/behavior";
import type { BehaviorReport } from "@mlsys/behavior";
import { toHtml as behaviorHtml, toText as behaviorText } from "@mlsys/behavior/report";
import { toHtml, toText } from "@mlsys/checks/report";
import { fingerprint } from "@mlsys/data";
import { flow, runFlowCli } from "@mlsys/flow";
import type { FlowRun } from "@mlsys/flow";
import { modelCodec } from "@mlsys/models";
import { inferSignature, saveBundle } from "@mlsys/models/bundle";
import { openTracker } from "@mlsys/tracking";
import { linePredictor, lineSuite } from "./behavior.ts";
import { checkData, evaluateModel, loadData, plotPredictions, splitData, trainModel } from "./composable.ts";
import { figuresText } from "./figures.ts";
import type { Figures } from "./figures.ts";
import { parameters } from "./parameters.ts";

const stores = fileURLToPath(new URL("../../../.mlsys", import.meta.url));

/** The regression pipeline as a flow. */
export const regression = flow("regression", {
  description: "The regression pipeline as a flow: every run is kept, and one that failed can be resumed.",
  parameters,
  codecs: [modelCodec()],
})
  .step("loadData", async ({ self }) => {
    const dataset = await loadData(self.data);
    return { dataset, dataFingerprint: fingerprint(dataset) };
  })
  .step("checkDataset", async ({ self }) => ({ checks: await checkData(self.dataset) }))
  .step("prepareTrainAndTestDataset", ({ self }) => splitData(self.dataset, self))
  .step("trainModel", ({ self }) => ({ model: trainModel(self.train) }))
  .step("testModel", ({ self }) => ({ figures: evaluateModel(self.model, self.train, self.test) }))
  .step("testBehavior", async ({ self }) => ({
    behavior: await runSuite(lineSuite(self.test), linePredictor(self.model), { randomState: self.randomState }),
  }))
  .step("plot", async ({ self }) => {
    await mkdir(self.out, { recursive: true });
    const checksPath = join(self.out, "checks.html");
    await writeFile(checksPath, toHtml(self.checks));
    const behaviorPath = join(self.out, "behavior.html");
    await writeFile(behaviorPath, behaviorHtml(self.behavior));
    const plotPath = await plotPredictions(self.model, self.test, join(self.out, "flow.png"));
    return { files: [checksPath, behaviorPath, plotPath] };
  })
  .step("saveBundle", async ({ self, runId, flowName }) => {
    const path = join(self.out, "model");
    await saveBundle(path, self.model, {
      name: "regression",
      signature: inferSignature(self.test.X, self.model.predict(self.test.X)),
      lineage: {
        runId,
        flow: flowName,
        dataFingerprint: self.dataFingerprint,
        split: { testSize: self.testSize, randomState: self.randomState },
      },
      reports: { checks: self.checks, evaluation: self.figures, behavior: self.behavior },
      gates: [
        { name: "data checks", passed: self.checks.passed },
        { name: "behavioural tests", passed: self.behavior.passed, severity: "warning" },
      ],
      example: { x: 10 },
    });
    return { bundlePath: path };
  })
  .step("track", async ({ self, runId }) => {
    const { trainRows, testRows, ...metrics } = self.figures;
    await using tracker = await openTracker({ folder: join(stores, "tracking") });
    await tracker.withRun({ experimentName: "regression", tags: { flowRunId: runId } }, async (run) => {
      await run.logParams({ testSize: self.testSize, randomState: self.randomState, trainRows, testRows });
      await run.logMetrics({ ...metrics });
      for (const file of self.files) await run.logArtifact(file);
    });
  })
  .end();

/** What is read of a finished run. */
interface Finished {
  readonly checks: Parameters<typeof toText>[0];
  readonly figures: Figures;
  readonly behavior: BehaviorReport;
  readonly files: readonly string[];
  readonly bundlePath: string;
}

/** What the terminal shows of a finished run. */
export function report({ data, runId }: FlowRun<Finished>): string {
  const written = [...data.files, data.bundlePath].map((path) => `  ${path}\n`).join("");
  return `${toText(data.checks)}\n${figuresText(data.figures)}\n${behaviorText(data.behavior)}\nrun ${runId} wrote\n${written}`;
}

if (import.meta.main) {
  process.exitCode = await runFlowCli(regression, process.argv.slice(2), { folder: join(stores, "flow"), report });
}
