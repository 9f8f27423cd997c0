import type { ModelComparison } from "../comparing/compare-models.ts";
import { numbers, words } from "./document.ts";
import type { ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";

export function modelComparisonDocument(comparison: ModelComparison, digits: number): ReportDocument {
  const { metric, rows, a, b, improvement, interval, confidence, tests, effectSize } = comparison;
  const show = (value: number): string => fixed(value, Math.max(3, digits));
  return {
    title: "Model comparison",
    blocks: [
      { kind: "paragraph", text: comparison.reading },
      {
        kind: "table",
        caption: `${metric} on ${rows} rows`,
        columns: [
          numbers("old"),
          numbers("new"),
          numbers("improvement"),
          numbers(`${fixed(confidence * 100, 0)} % interval`),
          numbers("effect size"),
        ],
        rows: [
          [show(a), show(b), show(improvement), `${show(interval.low)} to ${show(interval.high)}`, show(effectSize)],
        ],
      },
      {
        kind: "table",
        caption: "Tests of no difference",
        columns: [words("test"), numbers("statistic"), numbers("p")],
        rows: tests.map(({ test, statistic, pValue }) => [
          test,
          show(statistic),
          pValue < 0.0001 ? "<0.0001" : fixed(pValue, 4),
        ]),
      },
    ],
  };
}
