import { progressBar } from "@mlsys/core";
import type { ProgressListener, ProgressStream } from "@mlsys/core";
import { FlowError } from "../flow-error.ts";
import { flagOf } from "../parameters/flag-kinds.ts";
import type { Flag } from "../parameters/flag-kinds.ts";
import { parameterValues } from "../parameters/parameters.ts";
import type { ParameterSpecs, ParameterValues } from "../parameters/parameters.ts";
import { reportError } from "./error-line.ts";
import { commandHelp } from "./help-text.ts";
import { onInterrupt } from "./interruption.ts";
import { parseFlags } from "./parse-flags.ts";

/** A command that is no flow. */
export interface Command<P extends ParameterSpecs> {
  /** Its name, for the help text and in front of errors. */
  readonly name: string;
  /** One sentence for the help text. */
  readonly description?: string;
  /** What can be set: zod schemas (any Standard Schema) and `includeFile()`; `testSize` becomes `--test-size`. */
  readonly parameters: P;
  /** Whether the command runs until it is interrupted, as a server does: it then ends with exit code 0 once `main` returns. */
  readonly isService?: boolean;
  /** Does the work. */
  readonly main: (values: Readonly<ParameterValues<P>>, context: CommandContext) => void | Promise<void>;
}

/** What a command's body gets besides its parameters. */
export interface CommandContext {
  /** Aborted by Ctrl-C and by a polite kill; hand it on to long work. */
  readonly signal: AbortSignal;
  /** Draws progress; fits the option `onProgress` of other packages. */
  readonly progress: ProgressListener;
  /** Takes results. */
  readonly stdout: { write(text: string): unknown };
}

/** Where a command writes. */
export interface CommandOptions {
  /** Takes results. Default: standard output. */
  readonly stdout?: { write(text: string): unknown };
  /** Takes progress and errors. Default: standard error. */
  readonly stderr?: ProgressStream;
}

/**
 * Runs a function as a command, with the conventions of {@link runFlowCli} but no stored run: parameters are flags, `--help`
 * explains, an error is one line, Ctrl-C ends it cleanly.
 *
 * @param command - name, parameters, body.
 * @param argv - the arguments, without the names of Node and the script. Default: those of the process.
 * @param options - where to write.
 * @returns the exit code: 0 done, 1 the work failed or was interrupted, 2 wrong usage.
 *
 * @example
 * ```ts
 * import { runCommand } from "@mlsys/flow";
 * import { z } from "zod";
 *
 * let text = "";
 * const stdout = { write: (part: string) => (text += part) };
 * const parameters = { times: z.number().int().min(1).default(2) };
 * const main = ({ times }: { times: number }) => void stdout.write("ha".repeat(times));
 * const exitCode = await runCommand({ name: "laugh", parameters, main }, ["--times", "3"], { stdout });
 * exitCode; // => 0
 * text; // => "hahaha"
 * ```
 */
export async function runCommand<const P extends ParameterSpecs>(
  command: Command<P>,
  argv: readonly string[] = process.argv.slice(2),
  { stdout = process.stdout, stderr = process.stderr }: CommandOptions = {},
): Promise<number> {
  const flags: Flag[] = [];
  for (const [name, parameter] of Object.entries(command.parameters)) flags.push(await flagOf(name, parameter));
  const interruption = onInterrupt(command.isService === true ? 30_000 : undefined);
  try {
    const { help, parameters } = parseFlags(flags, argv, ["--help", "--verbose"]);
    if (help) {
      stdout.write(commandHelp(command, flags));
      return 0;
    }
    const values = await parameterValues(command.name, command.parameters, parameters);
    const { signal } = interruption;
    const work = command.main(values as ParameterValues<P>, { signal, progress: progressBar(stderr), stdout });
    await (command.isService === true ? work : Promise.race([work, interrupted(signal)]));
    return 0;
  } catch (error) {
    return reportError(error, command.name, flags, argv, stderr);
  } finally {
    interruption.stop();
  }
}

/** Rejects when the signal is aborted: work that does not listen to it must not keep the terminal waiting. */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new FlowError({ code: "interrupted", what: "interrupted" })));
  });
}
