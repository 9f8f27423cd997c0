import type { ProgressListener } from "@mlsys/core";
import { progressBar } from "@mlsys/core";
import type { CommandIo, ExitCode, OpenData } from "../../cli/command-io.ts";
import { openFile } from "./open-file.ts";
import { writeWhole } from "./write-file.ts";

/** What a command does with its world, defaults filled in. */
export interface Command {
  readonly open: OpenData;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressListener;
  /** Writes a report to a file, or to standard output. */
  readonly write: (text: string, output: string | undefined) => Promise<void>;
}

/** Runs a command; what it throws becomes a message and exit code 2. */
export async function runCommand(io: CommandIo, command: (command: Command) => Promise<ExitCode>): Promise<ExitCode> {
  const stderr = io.stderr ?? process.stderr;
  const stdout = io.stdout ?? process.stdout;
  // Progress is for those who wait; in a log it would only be a line.
  const onProgress = stderr.isTTY === true ? progressBar(stderr) : (): void => undefined;
  const write = async (text: string, output: string | undefined): Promise<void> => {
    if (output === undefined) stdout.write(text);
    else await writeWhole(output, text);
  };
  try {
    return await command({ open: io.open ?? openFile, signal: io.signal, onProgress, write });
  } catch (error) {
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}
