import type { ConfusionMatrix } from "../classification/confusion-matrix.ts";
import { numbers, words } from "./document.ts";
import type { ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";

export function confusionMatrixDocument({ labels, matrix }: ConfusionMatrix, digits: number): ReportDocument {
  const isCount = matrix.every((row) => row.every(Number.isInteger));
  return {
    title: "Confusion matrix",
    blocks: [
      {
        kind: "table",
        caption: "Rows are true classes, columns predicted ones",
        columns: [words("true"), ...labels.map((label) => numbers(String(label)))],
        rows: matrix.map((row, i) => [
          String(labels[i]),
          ...row.map((count) => (isCount ? String(count) : fixed(count, digits))),
        ]),
      },
    ],
  };
}
