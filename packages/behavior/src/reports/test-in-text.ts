import type { FailedCase, TestReport } from "../results/behavior-report.ts";
import { evidenceOf } from "./evidence.ts";
import { markedInput } from "./marked-input.ts";
import { gateInWords, groupsInWords, predictionInWords, rateInWords, shortened, verdictOf } from "./words.ts";

/** Colours a piece of text. */
export type Paint = (text: string, style: keyof typeof STYLES) => string;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, mark: 7 } as const;

/** Colours, or without them puts what was changed into quotation marks. */
export function painter(color: boolean): Paint {
  if (color) return (text, style) => `\u001B[${STYLES[style]}m${text}\u001B[0m`;
  return (text, style) => (style === "mark" ? `«${text}»` : text);
}

const SIGNS = { passed: "✓", failed: "✗", warning: "!" } as const;
const COLOURS = { passed: "green", failed: "red", warning: "yellow" } as const;

/** A test as lines of text, with as many failed cases as asked. */
export function testLines(test: TestReport, failures: number, width: number, paint: Paint): string[] {
  const verdict = verdictOf(test);
  const flags = test.flags.length === 0 ? "" : paint(` [${test.flags.join(", ")}]`, "yellow");
  const gate = verdict === "passed" ? "" : paint(`; wanted ${gateInWords(test)}`, "dim");
  const line = `${paint(SIGNS[verdict], COLOURS[verdict])} ${test.type} ${test.name}: ${rateInWords(test.failRate)}${gate}${flags}`;
  if (test.groups.length > 0) return [line, paint(`    ${groupsInWords(test)}`, "dim")];
  const shown = test.failures.slice(0, failures).flatMap((failure) => caseLines(test, failure, width, paint));
  const more = test.failRate.failed - Math.min(failures, test.failures.length);
  if (shown.length > 0 && more > 0) shown.push(paint(`    and ${more} more`, "dim"));
  return [line, ...shown];
}

function caseLines(test: TestReport, failure: FailedCase, width: number, paint: Paint): string[] {
  return evidenceOf(test, failure, 1).map(({ role, input, prediction, edits, wanted }) => {
    const told = `[${predictionInWords(prediction)}${wanted === "" ? "" : `, wanted ${wanted}`}]`;
    let room = width - told.length - 8;
    const text = markedInput(input, edits)
      .map(({ text: piece, changed }) => {
        const part = shortened(printable(piece), Math.max(0, room));
        room -= part.length;
        return changed && part !== "" ? paint(part, "mark") : part;
      })
      .join("");
    return `    ${role === "original" ? " " : "→"} ${paint(told, role === "failed" ? "red" : "dim")} ${text}`;
  });
}

/** Control characters would move the cursor. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
