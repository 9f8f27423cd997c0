import { readFile } from "node:fs/promises";
import { arrayOf, either, integer, oneOf, parseOptions, text } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { fromGreatExpectations } from "../great-expectations/from-great-expectations.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { suiteFromJson } from "../json/suite-from-json.ts";
import { redact as redacted } from "../report/redact.ts";
import type { CheckSuite } from "../suite/check-suite.ts";
import type { ChecksReport } from "../suite/report.ts";
import { runCommand } from "../internal/cli/run-command.ts";
import type { CommandIo, ExitCode, ReportFormat } from "./command-io.ts";
import { rendered, REPORT_FORMATS } from "../internal/cli/render.ts";

/** Options of {@link checkCommand}. */
export interface CheckCommandOptions {
  /** The data file, or several that are checked one after another. */
  readonly data: string | readonly string[];
  /** The suite's file: JSON of ours (`suiteToJson`) or of Great Expectations. */
  readonly suite: string;
  /** Default: as the output's name says, else `"text"`. */
  readonly format?: ReportFormat | undefined;
  /** The file to write the report to. Default: standard output. */
  readonly output?: string | undefined;
  /** The least severity whose failure gives exit code 1. Default `"error"`. */
  readonly failOn?: "error" | "warning" | undefined;
  /** Rows of evidence a check. Default 20. */
  readonly examples?: number | undefined;
  /** Columns whose values must not be in the report. */
  readonly redact?: readonly string[] | undefined;
}

const specs = {
  data: { rule: either(text({ minLength: 1 }), arrayOf(text({ minLength: 1 }))), required: true },
  suite: { rule: text({ minLength: 1 }), required: true },
  format: { rule: oneOf(...REPORT_FORMATS) },
  output: { rule: text({ minLength: 1 }) },
  failOn: { rule: oneOf("error", "warning"), default: "error" },
  examples: { rule: integer({ min: 0 }), default: 20 },
  redact: { rule: arrayOf(text()), default: [] },
} as const;

/**
 * Checks data files by a suite in a file and writes the report: what `mlsys check` does.
 *
 * @param options - data, suite, format, output, severity that fails.
 * @param io - streams, reader of data, signal.
 * @returns the exit code: 0 passed, 1 failed, 2 could not run or a check could not be judged.
 * @throws {ChecksError} never to the caller: it is told on standard error, with exit code 2.
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { checkCommand } from "@mlsys/checks/cli";
 *
 * const folder = await mkdtemp(join(tmpdir(), "checks-"));
 * const [data, suite] = [join(folder, "people.jsonl"), join(folder, "suite.json")];
 * await writeFile(data, '{"name":"Ada"}\n{"name":null}\n');
 * await writeFile(suite, '{ "name": "people", "checks": [{ "check": "isNotNull", "column": "name" }] }');
 * let shown = "";
 * const code = await checkCommand({ data, suite }, { stdout: { write: (text) => (shown += text) } });
 * code; // => 1
 * shown.split("\n")[0]; // => "people: failed (1 failed; 2 rows)"
 * ```
 */
export async function checkCommand(options: CheckCommandOptions, io: CommandIo = {}): Promise<ExitCode> {
  return runCommand(io, async ({ open, signal, onProgress, write }) => {
    const parsed = parseOptions("checkCommand", options, specs, ChecksError);
    const files = typeof parsed.data === "string" ? [parsed.data] : parsed.data;
    const suite = await readSuite(parsed.suite);
    const reports: string[] = [];
    let code: ExitCode = 0;
    for (const file of files) {
      const own = await suite.run(await open(file), { examples: parsed.examples, signal, onProgress });
      const report = redacted(files.length === 1 ? own : { ...own, suite: `${own.suite}: ${file}` }, parsed.redact);
      reports.push(rendered(report, { ...parsed, file }));
      code = Math.max(code, codeOf(report, parsed.failOn)) as ExitCode;
    }
    await write(joined(reports, files, parsed), parsed.output);
    return code;
  });
}

/** Reads a suite of ours or of Great Expectations. */
export async function readSuite(path: string): Promise<CheckSuite> {
  const json = parsedJson(await readFile(path, "utf8"), path);
  const isForeign = typeof json === "object" && json !== null && "expectations" in json;
  return isForeign ? fromGreatExpectations(json) : suiteFromJson(json);
}

function codeOf({ passed, summary }: ChecksReport, failOn: "error" | "warning"): ExitCode {
  if (summary.errors > 0) return 2;
  return passed && (failOn === "error" || summary.warned === 0) ? 0 : 1;
}

/** Reports of several files in one text; of formats that hold one only, one may be asked for. */
function joined(
  reports: readonly string[],
  files: readonly string[],
  { format, output }: { format?: ReportFormat | undefined; output?: string | undefined },
): string {
  const isOne = reports.length === 1;
  if (format === "json" && !isOne) return `[${reports.join(",")}]\n`;
  if (isOne || (!/html|junit|json|csv/.test(format ?? "") && !/\.(?:html|xml|json|csv)$/i.test(output ?? "")))
    return reports.join("");
  throw new ChecksError({
    code: "invalidOption",
    what: "this format holds the report of one file",
    where: "checkCommand",
    found: `${format ?? output ?? ""} for ${files.length} files`,
    fix: "check the files one by one, or write text, markdown, github or json",
  });
}
