import type { Evaluation } from "../evaluating/evaluate.ts";
import { classificationReportDocument } from "./classification-report-document.ts";
import { confusionMatrixDocument } from "./confusion-matrix-document.ts";
import { numbers, words } from "./document.ts";
import type { Block, ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";
import { sliceReportDocument } from "./slice-report-document.ts";

/** An evaluation as a document; `drawings` holds the SVG of its plots by name, as far as they are drawn. */
export function evaluationDocument(
  evaluation: Evaluation,
  digits: number,
  drawings: Readonly<Record<string, string>> = {},
): ReportDocument {
  const { metrics, rows, task, classification, confusion, slices, plots } = evaluation;
  const show = (value: number): string => fixed(value, Math.max(3, digits));
  const confidence = fixed((metrics[0]?.confidence ?? 0.95) * 100, 0);
  const figures: Block = {
    kind: "table",
    caption: "Figures",
    columns: [words("metric"), numbers("value"), numbers(`${confidence} % interval`)],
    rows: metrics.map(({ metric, value, low, high }) => [metric, show(value), `${show(low)} to ${show(high)}`]),
  };
  const parts = [
    ...(classification === null ? [] : [classificationReportDocument(classification, digits)]),
    ...(confusion === null ? [] : [confusionMatrixDocument(confusion, digits)]),
    ...(slices === null ? [] : [sliceReportDocument(slices, digits)]),
  ];
  return {
    title: "Evaluation",
    blocks: [
      { kind: "paragraph", text: `${rows} rows, ${task}.` },
      figures,
      ...parts.flatMap(({ title, blocks }) => blocks.map((block) => titled(block, title))),
      ...Object.entries(plots).map(([name, spec]): Block => ({
        kind: "picture",
        title: typeof spec["title"] === "string" ? spec["title"] : name,
        description: spec.description,
        svg: drawings[name],
      })),
    ],
  };
}

/** A table without a caption of its own is named for its part. */
function titled(block: Block, title: string): Block {
  return block.kind === "table" && block.caption === "" ? { ...block, caption: title } : block;
}
