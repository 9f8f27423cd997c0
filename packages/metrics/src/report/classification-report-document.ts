import type { ClassificationReport, ReportRow } from "../classification/classification-report.ts";
import { numbers, words } from "./document.ts";
import type { ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";

export function classificationReportDocument(report: ClassificationReport, digits: number): ReportDocument {
  const row = ({ name, precision, recall, f1Score, support }: ReportRow): string[] => [
    name,
    ...[precision, recall, f1Score].map((value) => fixed(value, digits)),
    String(support),
  ];
  const accuracy =
    report.accuracy === null ? [] : [["accuracy", "", "", fixed(report.accuracy, digits), String(report.support)]];
  return {
    title: "Classification report",
    blocks: [
      {
        kind: "table",
        caption: "",
        columns: [words("class"), ...["precision", "recall", "F1", "support"].map(numbers)],
        rows: [...report.rows.map(row), ...accuracy, ...report.averages.map(row)],
      },
    ],
  };
}
