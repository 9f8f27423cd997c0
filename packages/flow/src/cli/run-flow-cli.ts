import { createLogger } from "@mlsys/core";
import type { ProgressStream } from "@mlsys/core";
import type { RunOptions } from "../engine/run-flow.ts";
import type { Flow, FlowRun } from "../flow.ts";
import { FlowError } from "../flow-error.ts";
import { flagOf } from "../parameters/flag-kinds.ts";
import type { Flag } from "../parameters/flag-kinds.ts";
import type { ParameterSpecs } from "../parameters/parameters.ts";
import { reportError } from "./error-line.ts";
import { helpText } from "./help-text.ts";
import { onInterrupt } from "./interruption.ts";
import { parseFlags } from "./parse-flags.ts";
import type { ParsedFlags } from "./parse-flags.ts";
import { terminalProgress } from "./terminal.ts";

/** Options of {@link runFlowCli}. */
export interface FlowCliOptions<S> extends Pick<
  RunOptions,
  "folder" | "store" | "executor" | "signal" | "onEvent" | "logger"
> {
  /** Takes results. Default: standard output. */
  readonly stdout?: { write(text: string): unknown };
  /** Takes progress and errors. Default: standard error. */
  readonly stderr?: ProgressStream;
  /** Makes the text that is written to standard output when the run has finished. */
  readonly report?: (run: FlowRun<S>) => string | Promise<string>;
}

/**
 * Runs a flow as a command: parameters are flags (`testSize` is `--test-size`), progress goes to standard error, the report to
 * standard output. `--help` explains, `--resume [RUN]` goes on with a run that failed. Ctrl-C ends the run cleanly, and it can be
 * resumed. An error is one line; with `--verbose`, or `DEBUG` in the environment, its stack trace too.
 *
 * @param flow - the flow.
 * @param argv - the arguments, without the names of Node and the script. Default: those of the process.
 * @param options - where to write, what to report, where runs are stored.
 * @returns the exit code: 0 done, 1 the run failed or was interrupted, 2 wrong usage.
 *
 * @example
 * ```ts
 * import { flow, runFlowCli } from "@mlsys/flow";
 * import { z } from "zod";
 *
 * const training = flow("training", { parameters: { alpha: z.number().default(0.5).describe("smoothing") } })
 *   .step("fit", ({ self }) => ({ score: self.alpha * 2 }))
 *   .end();
 *
 * let text = "";
 * const stdout = { write: (part: string) => (text += part) };
 * const exitCode = await runFlowCli(training, ["--help"], { stdout });
 * exitCode; // => 0
 * text.includes("--alpha NUMBER"); // => true
 * ```
 */
export async function runFlowCli<P extends ParameterSpecs, S, D>(
  flow: Flow<P, S, D>,
  argv: readonly string[] = process.argv.slice(2),
  options: FlowCliOptions<S> = {},
): Promise<number> {
  const { stdout = process.stdout, stderr = process.stderr } = options;
  const flags: Flag[] = [];
  for (const [name, parameter] of Object.entries(flow.definition.parameters)) flags.push(await flagOf(name, parameter));
  try {
    const parsed = parseFlags(flags, argv);
    if (parsed.help) stdout.write(helpText(flow.definition, flags));
    else await runToEnd(flow, parsed, options, stdout, stderr);
    return 0;
  } catch (error) {
    return reportError(error, flow.name, flags, argv, stderr);
  }
}

async function runToEnd<P extends ParameterSpecs, S, D>(
  flow: Flow<P, S, D>,
  { resume, parameters, store, verbose }: ParsedFlags,
  options: FlowCliOptions<S>,
  stdout: { write(text: string): unknown },
  stderr: ProgressStream,
): Promise<void> {
  if (resume !== undefined && Object.keys(parameters).length > 0) throw fixedParameters(Object.keys(parameters));
  const interruption = onInterrupt();
  const draw = terminalProgress(stderr);
  const signals = options.signal === undefined ? [interruption.signal] : [options.signal, interruption.signal];
  const runOptions: RunOptions = {
    ...pick(options, "store", "executor", "folder"),
    ...(store === undefined ? {} : { folder: store }),
    logger:
      options.logger ?? createLogger({ level: verbose ? "debug" : "info", write: (line) => stderr.write(`${line}\n`) }),
    signal: AbortSignal.any(signals),
    onEvent: (event) => {
      draw(event);
      options.onEvent?.(event);
    },
  };
  try {
    const run =
      resume === undefined
        ? await flow.run(parameters as never, runOptions)
        : await flow.resume(resume === "" ? undefined : resume, runOptions);
    const text = await options.report?.(run);
    if (text !== undefined && text !== "") stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  } finally {
    interruption.stop();
  }
}

function fixedParameters(names: readonly string[]): FlowError {
  return new FlowError({
    code: "invalidParameter",
    what: "a run is resumed with the parameters it was started with",
    found: names.join(", "),
    fix: "leave them out, or run from the first step",
  });
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}
