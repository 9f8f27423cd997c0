import { asChecks } from "../internal/report/as-checks.ts";
import type { AnyReport } from "../internal/report/as-checks.ts";
import { byUrgency, statusOf } from "../internal/report/shown.ts";

/** Options of {@link toGitHub}. */
export interface ToGitHubOptions {
  /** The file that the annotations point to, such as the data or the suite, as a path in the repository. Default: none. */
  readonly file?: string | undefined;
  /** The line of the file's first row, where a row is a line (2 for CSV with a header): annotations then point to the first row that failed. */
  readonly firstLine?: number | undefined;
}

const LEVELS = {
  error: "error",
  failed: "error",
  warned: "warning",
  notEvaluated: "notice",
  passed: undefined,
} as const;

/**
 * Writes a report as workflow commands of GitHub Actions, which become annotations of the run and, with `file`, of a pull request's
 * files: errors, warnings, and a notice for what was not evaluated.
 *
 * @param report - the report of a suite, or of a comparison by `detectDrift`.
 * @param options - file, line of its first row.
 * @returns a line an annotation; empty where everything passed.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 * import { toGitHub } from "@mlsys/checks/report";
 *
 * const report = await checkSuite("people", [isNotNull("name")]).run({ name: ["Ada", null] });
 * toGitHub(report, { file: "people.csv", firstLine: 2 }).split("::")[1]; // => "error title=isNotNull(name),file=people.csv,line=3"
 * ```
 */
export function toGitHub(report: AnyReport, { file, firstLine }: ToGitHubOptions = {}): string {
  const lines = byUrgency(asChecks(report).results).flatMap((result) => {
    const level = LEVELS[statusOf(result)];
    if (level === undefined) return [];
    const [row] = result.unexpectedIndices;
    const line = firstLine === undefined || row === undefined ? undefined : firstLine + row;
    const given: [string, string | number | undefined][] = [
      ["title", result.name],
      ["file", file],
      ["line", file === undefined ? undefined : line],
    ];
    const properties = given
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${property(String(value))}`);
    return [`::${level} ${properties.join(",")}::${data(result.message)}\n`];
  });
  return lines.join("");
}

function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
