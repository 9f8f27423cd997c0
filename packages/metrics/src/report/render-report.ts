import { integer, parseOptions, showValue } from "@mlsys/core";
import type { ClassificationReport } from "../classification/classification-report.ts";
import type { ConfusionMatrix } from "../classification/confusion-matrix.ts";
import type { Evaluation } from "../evaluating/evaluate.ts";
import { MetricsError } from "../metrics-error.ts";
import type { ModelComparison } from "../comparing/compare-models.ts";
import type { FairnessReport } from "../fairness/fairness-report.ts";
import type { SliceReport } from "../slices/slice-report.ts";
import { classificationReportDocument } from "./classification-report-document.ts";
import { classificationReportText } from "./classification-report-text.ts";
import { confusionMatrixDocument } from "./confusion-matrix-document.ts";
import { documentHtml } from "./document-html.ts";
import { documentMarkdown } from "./document-markdown.ts";
import { documentText } from "./document-text.ts";
import type { ReportDocument } from "./document.ts";
import { evaluationDocument } from "./evaluation-document.ts";
import { fairnessReportDocument } from "./fairness-report-document.ts";
import { modelComparisonDocument } from "./model-comparison-document.ts";
import { sliceReportDocument } from "./slice-report-document.ts";

/** What can be rendered. */
export type MetricsReport =
  Evaluation | ClassificationReport | SliceReport | FairnessReport | ModelComparison | ConfusionMatrix;

/** Options of {@link toText}, {@link toMarkdown} and {@link toHtml}. */
export interface ReportOptions {
  /** Digits behind the point. Default 2. */
  readonly digits?: number | undefined;
}

/**
 * Renders a report as plain text. A classification report is scikit-learn's, to the character.
 *
 * @param report - what `evaluate`, `classificationReport`, `confusionMatrix`, `sliceReport`, `fairnessReport` or `compareModels` returned.
 * @param options - digits.
 * @returns the text, which ends with a line break.
 * @throws {@link MetricsError} `invalidInput` when it is no such report; `invalidOption`.
 *
 * @example
 * ```ts
 * import { classificationReport } from "@mlsys/metrics";
 * import { toText } from "@mlsys/metrics/report";
 *
 * const text = toText(classificationReport([0, 1, 1], [0, 1, 0]), { digits: 3 });
 * text.split("\n")[2]; // => "           0      0.500     1.000     0.667         1"
 * ```
 */
export function toText(report: MetricsReport, options?: ReportOptions): string {
  const digits = parseDigits("toText", options);
  if (isClassificationReport(report)) return classificationReportText(report, digits);
  return documentText(documentOf("toText", report, digits));
}

/**
 * Renders a report as GitHub-flavoured Markdown.
 *
 * @param report - what `evaluate`, `classificationReport`, `confusionMatrix`, `sliceReport`, `fairnessReport` or `compareModels` returned.
 * @param options - digits.
 * @returns the Markdown, with a heading of the second level.
 * @throws {@link MetricsError} as {@link toText}.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "@mlsys/metrics";
 * import { toMarkdown } from "@mlsys/metrics/report";
 *
 * toMarkdown(confusionMatrix([0, 1, 1], [0, 1, 0])).split("\n").at(-2); // => "| 1 | 1 | 1 |"
 * ```
 */
export function toMarkdown(report: MetricsReport, options?: ReportOptions): string {
  return documentMarkdown(documentOf("toMarkdown", report, parseDigits("toMarkdown", options)));
}

/**
 * Renders a report as a page of HTML that needs no other file and follows the reader's light or dark theme.
 *
 * @param report - what `evaluate`, `classificationReport`, `confusionMatrix`, `sliceReport`, `fairnessReport` or `compareModels` returned.
 * @param options - digits.
 * @returns the page.
 * @throws {@link MetricsError} as {@link toText}.
 *
 * @example
 * ```ts
 * import { classificationReport } from "@mlsys/metrics";
 * import { toHtml } from "@mlsys/metrics/report";
 *
 * toHtml(classificationReport([0, 1, 1], [0, 1, 0])).startsWith("<!doctype html>"); // => true
 * ```
 */
export function toHtml(report: MetricsReport, options?: ReportOptions): string {
  return documentHtml(documentOf("toHtml", report, parseDigits("toHtml", options)));
}

function parseDigits(owner: string, options: ReportOptions | undefined): number {
  const specs = { digits: { rule: integer({ min: 0, max: 20 }), default: 2 } };
  return parseOptions(owner, options, specs, MetricsError).digits;
}

function isClassificationReport(report: MetricsReport): report is ClassificationReport {
  return "kind" in report && report.kind === "classificationReport";
}

/** How each kind of report becomes a document; a new kind is one line here. */
const DOCUMENTS: {
  readonly [Kind in Exclude<MetricsReport, ConfusionMatrix>["kind"]]: (
    report: Extract<MetricsReport, { readonly kind: Kind }>,
    digits: number,
  ) => ReportDocument;
} = {
  classificationReport: classificationReportDocument,
  sliceReport: sliceReportDocument,
  fairnessReport: fairnessReportDocument,
  modelComparison: modelComparisonDocument,
  evaluation: (evaluation, digits) => evaluationDocument(evaluation, digits),
};

function documentOf(owner: string, report: MetricsReport, digits: number): ReportDocument {
  if ("matrix" in report) return confusionMatrixDocument(report, digits);
  const makers = DOCUMENTS as Readonly<
    Record<string, ((each: MetricsReport, digits: number) => ReportDocument) | undefined>
  >;
  const make = Object.hasOwn(makers, report.kind) ? makers[report.kind] : undefined;
  if (make !== undefined) return make(report, digits);
  throw new MetricsError({
    code: "invalidInput",
    what: "this is no report",
    where: owner,
    found: showValue(report),
    fix: `give a report of one of the kinds ${Object.keys(DOCUMENTS).join(", ")}, or a confusion matrix`,
  });
}
