import { isMlsysError } from "@mlsys/core";
import type { ProgressStream } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import type { Flag } from "../parameters/flag-kinds.ts";

/** The codes of errors that are the caller's: exit code 2, and nothing was run. */
const USAGE: readonly string[] = [
  "flowChanged",
  "invalidParameter",
  "notFound",
  "nothingToResume",
  "unknownFlag",
  "unreadableFile",
];

/** Writes the error as one line, and its stack trace where that is asked for; gives the exit code. */
export function reportError(
  error: unknown,
  name: string,
  flags: readonly Flag[],
  argv: readonly string[],
  stderr: ProgressStream,
): 1 | 2 {
  stderr.write(`${stderr.isTTY === true ? "\r\u001B[2K" : ""}${name}: ${oneLine(error, flags)}\n`);
  if (argv.includes("--verbose") || Boolean(process.env["DEBUG"])) stderr.write(`${stackOf(error)}\n`);
  return error instanceof FlowError && USAGE.includes(error.code) ? 2 : 1;
}

/** The error in one line, in the words of the command line. */
function oneLine(error: unknown, flags: readonly Flag[]): string {
  const cause = error instanceof FlowError && error.code === "stepFailed" ? error.cause : error;
  const message = (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s*\n\s*/g, " ");
  if (!(error instanceof FlowError)) return message;
  const { code, details } = error;
  if (code === "stepFailed")
    return `step ${JSON.stringify(details["stepName"])} failed: ${message} (go on with --resume)`;
  if (code === "interrupted")
    return details["runId"] === undefined ? "interrupted" : "interrupted (go on with --resume)";
  if (code === "invalidParameter" && Array.isArray(details["objections"]))
    return details["objections"].map((objection) => asFlag(String(objection), flags)).join("; ");
  return message;
}

function asFlag(objection: string, flags: readonly Flag[]): string {
  const flag = flags.find(({ name }) => objection.startsWith(`${name} `));
  return flag === undefined ? objection : flag.flag + objection.slice(flag.name.length);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error
    ? `${stackOf(error.cause)}\n${isMlsysError(error) ? "" : stack}`.trimEnd()
    : stack;
}
