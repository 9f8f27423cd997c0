import type { ReportFormat } from "../../cli/command-io.ts";
import type { DriftReport } from "../../drift/drift-report.ts";
import { ChecksError } from "../../checks-error.ts";
import { toCsv } from "../../report/to-csv.ts";
import { toGitHub } from "../../report/to-github.ts";
import { toHtml } from "../../report/to-html.ts";
import { toJUnit } from "../../report/to-junit.ts";
import { toMarkdown } from "../../report/to-markdown.ts";
import { toText } from "../../report/to-text.ts";
import type { ChecksReport } from "../../suite/report.ts";

/** The names of the formats. */
export const REPORT_FORMATS = ["text", "markdown", "html", "junit", "github", "csv", "json"] as const;

const BY_ENDING: Readonly<Record<string, ReportFormat>> = {
  md: "markdown",
  html: "html",
  xml: "junit",
  csv: "csv",
  json: "json",
};

/** Writes a report in a format; without one as the output's name says, else as text. `file` is the data file, for annotations. */
export function rendered(
  report: ChecksReport | DriftReport,
  {
    format,
    output,
    file,
  }: { format?: ReportFormat | undefined; output?: string | undefined; file?: string | undefined },
): string {
  const wanted = format ?? BY_ENDING[output?.split(".").at(-1)?.toLowerCase() ?? ""] ?? "text";
  switch (wanted) {
    case "markdown":
      return toMarkdown(report);
    case "html":
      return toHtml(report);
    case "junit":
      return toJUnit(report);
    case "github":
      return toGitHub(report, { file });
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "csv":
      if ("results" in report) return toCsv(report);
      throw new ChecksError({
        code: "invalidOption",
        what: "drift has no failing rows",
        where: "format",
        found: "csv",
      });
    case "text":
      return toText(report, { colors: output === undefined && process.stdout.isTTY });
  }
}
