import type { SliceReport } from "../slices/slice-report.ts";
import { numbers, words } from "./document.ts";
import type { ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";

export function sliceReportDocument(report: SliceReport, digits: number): ReportDocument {
  const { whole, slices, confidence } = report;
  const names = Object.keys(whole.metrics);
  const loss = report.task === "classification" ? "error rate" : "MSE";
  const interval = ({ low, high }: { low: number; high: number }): string =>
    `${fixed(low, digits)} to ${fixed(high, digits)}`;
  const row = (name: string, rows: number, metrics: Readonly<Record<string, number>>): string[] => [
    name,
    String(rows),
    ...names.map((metric) => fixed(metrics[metric] ?? NaN, digits)),
  ];
  const weak = slices.filter((slice) => slice.isWorse);
  return {
    title: "Slices",
    blocks: [
      {
        kind: "paragraph",
        text:
          weak.length === 0
            ? `No slice is worse than the rest beyond chance (level ${fixed(1 - confidence, 2)}, Holm's correction).`
            : `Worse than the rest beyond chance, ${weak.length} of ${slices.length} slices: ${weak.map(({ name }) => name).join("; ")}.`,
      },
      {
        kind: "table",
        caption: "",
        columns: [
          words("slice"),
          numbers("rows"),
          ...names.map(numbers),
          numbers(loss),
          numbers(`${fixed(confidence * 100, 0)} % interval`),
          numbers("p, corrected"),
          words("verdict"),
        ],
        rows: [
          [
            ...row("all rows", whole.rows, whole.metrics),
            fixed(whole.loss, digits),
            interval(whole.lossInterval),
            "",
            "",
          ],
          ...slices.map((slice) => [
            ...row(slice.name, slice.rows, slice.metrics),
            fixed(slice.loss, digits),
            interval(slice.lossInterval),
            slice.adjustedPValue < 0.0001 ? "<0.0001" : fixed(slice.adjustedPValue, 4),
            slice.isWorse ? "worse" : "",
          ]),
        ],
      },
    ],
  };
}
