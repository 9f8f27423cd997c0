import type { ClassificationReport, ReportRow } from "../classification/classification-report.ts";
import { fixed, floatText } from "./python-numbers.ts";

const HEADERS = ["precision", "recall", "f1-score", "support"];

/** The report as scikit-learn prints it, to the character. */
export function classificationReportText(report: ClassificationReport, digits: number): string {
  const width = Math.max(...report.rows.map(({ name }) => codePoints(name)), "weighted avg".length, digits);
  const line = (name: string, cells: readonly string[]): string =>
    `${padStart(name, width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}`;
  const count = (support: number): string => (report.hasFloatSupport ? floatText(support) : String(support));
  const row = ({ name, precision, recall, f1Score, support }: ReportRow): string =>
    line(name, [...[precision, recall, f1Score].map((value) => fixed(value, digits)), count(support)]);
  const accuracy =
    report.accuracy === null ? [] : [line("accuracy", ["", "", fixed(report.accuracy, digits), count(report.support)])];
  const lines = [line("", HEADERS), "", ...report.rows.map(row), "", ...accuracy, ...report.averages.map(row)];
  return `${lines.join("\n")}\n`;
}

/** Python counts code points, not UTF-16 units. */
function codePoints(text: string): number {
  return Array.from(text).length;
}

function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - codePoints(text))) + text;
}
