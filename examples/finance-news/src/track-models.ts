// Every model of a run becomes a run of the experiment, so that models of all runs can be compared and found.
import { join } from "node:path";
import { openTracker } from "@mlsys/tracking";
import type { Evaluation } from "./evaluation.ts";
import { modelNames } from "./models.ts";
import type { ModelName } from "./models.ts";
import { storeFolder } from "./parameters.ts";
import type { Findings } from "./report-text.ts";

/** Records both models with parameters, metrics and artifacts; gives the ids of their runs. */
export async function trackModels(
  flowRunId: string,
  run: Findings & {
    readonly testSize: number;
    readonly randomState: number;
    readonly dataFingerprint: string;
    readonly files: readonly string[];
    readonly bundles: Readonly<Record<ModelName, string>>;
  },
): Promise<string[]> {
  await using tracker = await openTracker({ folder: join(storeFolder, "tracking") });
  const ids: string[] = [];
  for (const model of modelNames) {
    const passed = run.gates[model].every((gate) => gate.passed);
    const options = { experimentName: "finance-news", runName: model, tags: { flowRunId, gatesPassed: passed } };
    await tracker.withRun(options, async (tracked) => {
      const { testSize, randomState, dataFingerprint } = run;
      await tracked.logParams({ model, testSize, randomState, dataFingerprint });
      await tracked.logMetrics({
        ...metricsOf(run.evaluations[model]),
        behaviorFailed: run.behavior[model].summary.failed,
      });
      for (const file of run.files.filter((path) => path.includes(model))) await tracked.logArtifact(file);
      await tracked.logArtifacts(run.bundles[model], { artifactPath: "model" });
      ids.push(tracked.runId);
    });
  }
  return ids;
}

function metricsOf({ accuracy, macroF1, weightedF1, lowestRecall }: Evaluation): Record<string, number> {
  return { accuracy, macroF1, weightedF1, lowestRecall: lowestRecall.recall };
}
