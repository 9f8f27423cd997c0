import type { FairnessReport, Rate } from "../fairness/fairness-report.ts";
import { numbers, words } from "./document.ts";
import type { ReportDocument } from "./document.ts";
import { fixed } from "./python-numbers.ts";

const NAMES = {
  demographicParity: "demographic parity",
  equalOpportunity: "equal opportunity",
  equalizedOdds: "equalised odds",
} as const;

export function fairnessReportDocument(report: FairnessReport, digits: number): ReportDocument {
  const { groups, disparities, tolerance, confidence, posLabel } = report;
  const show = (value: number): string => fixed(value, digits);
  const rate = (each: Rate | null): string =>
    each === null ? "" : `${show(each.value)} (${show(each.low)} to ${show(each.high)})`;
  const failed = disparities.filter(({ passed }) => !passed).map(({ criterion }) => NAMES[criterion]);
  return {
    title: "Fairness",
    blocks: [
      {
        kind: "paragraph",
        text:
          failed.length === 0
            ? `No difference between groups is above ${tolerance} beyond chance.`
            : `Groups are treated differently, by more than ${tolerance} beyond chance: ${failed.join(", ")}.`,
      },
      {
        kind: "table",
        caption: `Rates by group, with ${fixed(confidence * 100, 0)} % intervals; ${String(posLabel)} is favourable`,
        columns: [words("group"), ...["rows", "selected", "true positive", "false positive", "accuracy"].map(numbers)],
        rows: groups.map((each) => [
          String(each.group),
          String(each.rows),
          rate(each.selection),
          rate(each.truePositive),
          rate(each.falsePositive),
          rate(each.accuracy),
        ]),
      },
      {
        kind: "table",
        caption: "Largest differences between groups",
        columns: [words("criterion"), ...["difference", "interval", "ratio"].map(numbers), words("verdict")],
        rows: disparities.map(({ criterion, difference, interval, ratio, passed }) => [
          NAMES[criterion],
          show(difference),
          `${show(interval.low)} to ${show(interval.high)}`,
          show(ratio),
          passed ? "" : "differs",
        ]),
      },
    ],
  };
}
