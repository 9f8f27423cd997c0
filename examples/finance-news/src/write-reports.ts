// The reports of a run as files that open in any browser, and its plots.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toHtml as behaviorHtml } from "@mlsys/behavior/report";
import type { ChecksReport } from "@mlsys/checks";
import { toHtml as checksHtml } from "@mlsys/checks/report";
import { confusionMatrixPlot, slicePlot } from "@mlsys/metrics/plots";
import { renderPng, renderSvg } from "@mlsys/metrics/render";
import { toHtml as metricsHtml } from "@mlsys/metrics/report";
import { modelNames } from "./models.ts";
import type { Findings } from "./report-text.ts";

/** Writes all of them, and gives their paths. */
export async function writeReports(
  out: string,
  { checks, evaluations, behavior }: Findings & { readonly checks: ChecksReport },
): Promise<string[]> {
  await mkdir(out, { recursive: true });
  const files: [string, string | Uint8Array][] = [["checks.html", checksHtml(checks)]];
  for (const model of modelNames) {
    const { confusion, report, slices } = evaluations[model];
    const confusionPlot = confusionMatrixPlot(confusion, { title: `Confusion matrix, ${model}` });
    files.push(
      [`${model}-classification.html`, metricsHtml(report)],
      [`${model}-slices.html`, metricsHtml(slices)],
      [`${model}-behavior.html`, behaviorHtml(behavior[model])],
      [`${model}-confusion.svg`, await renderSvg(confusionPlot)],
      [`${model}-confusion.png`, await renderPng(confusionPlot)],
      [`${model}-slices.png`, await renderPng(slicePlot(slices, { title: `Slices, ${model}` }))],
    );
  }
  for (const [name, content] of files) await writeFile(join(out, name), content);
  return files.map(([name]) => join(out, name));
}
