import type { JsonValue } from "../definition/json-value.ts";
import type { ChecksReport } from "../suite/report.ts";

/**
 * Writes the failing rows of a report as CSV: a line a row and check, with the value that stands there. As many rows a check as the
 * run kept (`run(data, { examples: Infinity })` keeps all), with the key of the row where the data has one (`withKey`). Text that a spreadsheet would take for a formula gets an apostrophe in front.
 *
 * @param report - the report of a suite.
 * @returns the CSV with a header, lines ended by newlines.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 *
 * @example
 * ```ts
 * import { checkSuite, isIn } from "@mlsys/checks";
 * import { toCsv } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("news", [isIn("label", ["good", "bad"])]).run({ label: ["good", "so, so"] });
 * toCsv(report); // => 'check,severity,columns,row,value\nisIn(label),error,label,1,"so, so"\n'
 * ```
 */
export function toCsv(report: ChecksReport): string {
  const keys = [...new Set(report.results.flatMap(({ unexpectedKeys }) => Object.keys(recordOf(unexpectedKeys[0]))))];
  const lines = report.results.flatMap(
    ({ name, severity, columns, unexpectedExamples, unexpectedIndices, unexpectedKeys }) =>
      unexpectedExamples.map((example, i) =>
        [
          ...[name, severity, columns.join(" "), String(unexpectedIndices[i] ?? ""), shown(example)],
          ...keys.map((key) => shown(recordOf(unexpectedKeys[i])[key] ?? null)),
        ]
          .map(cell)
          .join(","),
      ),
  );
  return `${[["check,severity,columns,row,value", ...keys.map((key) => cell(`key ${key}`))].join(","), ...lines].join("\n")}\n`;
}

function recordOf(key: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  return typeof key === "object" && key !== null && !Array.isArray(key) ? (key as Record<string, JsonValue>) : {};
}

function shown(value: JsonValue): string {
  if (typeof value === "string") return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return value === null ? "" : JSON.stringify(value);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
