import { readFile } from "node:fs/promises";
import { boolean, parseOptions, text, oneOf } from "@mlsys/core/basics";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../checks-error.ts";
import { detectDrift } from "../drift/detect-drift.ts";
import type { DetectDriftOptions } from "../drift/detect-drift.ts";
import { referenceStatistics } from "../drift/reference-statistics.ts";
import type { ReferenceStatistics } from "../drift/reference-statistics.ts";
import { readTable } from "../internal/cli/open-file.ts";
import { isStored } from "../internal/drift/stored.ts";
import { parsedJson } from "../internal/json/parsed-json.ts";
import { runCommand } from "../internal/cli/run-command.ts";
import type { CommandIo, ExitCode, OpenData, ReportFormat } from "./command-io.ts";
import { rendered, REPORT_FORMATS } from "../internal/cli/render.ts";

/** Options of {@link driftCommand}; those of `detectDrift` beside its own. */
export interface DriftCommandOptions extends DetectDriftOptions {
  /** The file of what the data was like, or of its statistics as `store` wrote them. */
  readonly reference: string;
  /** The file of what it is like now. May be left out where statistics are only stored. */
  readonly current?: string | undefined;
  /** A file to store the reference's statistics in, for later comparisons without the data. */
  readonly store?: string | undefined;
  /** Default: as the output's name says, else `"text"`. */
  readonly format?: Exclude<ReportFormat, "csv"> | undefined;
  /** The file to write the report to. Default: standard output. */
  readonly output?: string | undefined;
  /** Whether drift gives exit code 1. Default true. */
  readonly fail?: boolean | undefined;
}

const specs = {
  reference: { rule: text({ minLength: 1 }), required: true },
  current: { rule: text({ minLength: 1 }) },
  store: { rule: text({ minLength: 1 }) },
  format: { rule: oneOf(...REPORT_FORMATS) },
  output: { rule: text({ minLength: 1 }) },
  fail: { rule: boolean(), default: true },
} as const;

/**
 * Compares two data files, or one with stored statistics, and writes the report: what `mlsys drift` does.
 *
 * @param options - reference, current, store, format, output, and the options of `detectDrift`.
 * @param io - streams, reader of data.
 * @returns the exit code: 0 no drift, 1 drift, 2 could not run.
 * @throws {ChecksError} never to the caller: it is told on standard error, with exit code 2.
 *
 * @example
 * ```ts
 * import { driftCommand } from "@mlsys/checks/cli";
 *
 * const files = { old: { x: Array.from({ length: 500 }, (_, i) => i % 50) }, new: { x: Array.from({ length: 500 }, (_, i) => 20 + (i % 50)) } };
 * let shown = "";
 * const open = (path: string) => (path === "old" ? files.old : files.new);
 * const code = await driftCommand({ reference: "old", current: "new" }, { open, stdout: { write: (text) => (shown += text) } });
 * code; // => 1
 * shown.split("\n")[0]; // => "drift: failed (1 failed; 500 rows)"
 * ```
 */
export async function driftCommand(options: DriftCommandOptions, io: CommandIo = {}): Promise<ExitCode> {
  return runCommand(io, async ({ open, write }) => {
    const { reference, current, store, format, output, fail, ...drift } = options;
    const parsed = parseOptions(
      "driftCommand",
      { reference, current, store, format, output, fail },
      specs,
      ChecksError,
    );
    if (parsed.current === undefined && parsed.store === undefined)
      throw new ChecksError({
        code: "invalidOption",
        what: "there is nothing to do",
        where: "driftCommand",
        fix: "give current to compare, or store to keep the reference's statistics",
      });
    const before = await readReference(parsed.reference, open);
    if (parsed.store !== undefined) {
      const stored = isStored(before) ? before : referenceStatistics(before, { columns: drift.columns });
      await write(`${JSON.stringify(stored)}\n`, parsed.store);
    }
    if (parsed.current === undefined) return 0;
    const report = detectDrift(before, await readTable(parsed.current, open), drift);
    await write(rendered(report, { ...parsed, file: parsed.current }), parsed.output);
    return report.passed || !parsed.fail ? 0 : 1;
  });
}

/** A JSON file may hold stored statistics. */
async function readReference(path: string, open: OpenData): Promise<TableInput | ReferenceStatistics> {
  if (!/\.json$/i.test(path)) return readTable(path, open);
  const json = parsedJson(await readFile(path, "utf8"), path);
  return isStored(json) ? json : readTable(path, open);
}
