import { boolean, oneOf, parseOptions, text } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { suiteToJson } from "../json/suite-to-json.ts";
import { profile } from "../profile/profile.ts";
import { suggestSuite } from "../profile/suggest-suite.ts";
import { runCommand } from "../internal/cli/run-command.ts";
import type { CommandIo, ExitCode } from "./command-io.ts";

/** Options of {@link profileCommand}. */
export interface ProfileCommandOptions {
  /** The data file. */
  readonly data: string;
  /**
   * What to write: `"suite"`: the suggested suite as JSON, for `checkCommand`; `"typescript"`: as a module; `"profile"`: the figures. Default: as the
   * output's name says (`.ts` is TypeScript), else `"suite"`.
   */
  readonly format?: "suite" | "typescript" | "profile" | undefined;
  /** The file to write to. Default: standard output. */
  readonly output?: string | undefined;
  /** Name of the suite. Default `"suggested"`. */
  readonly name?: string | undefined;
  /** Whether suggestions that would only warn are left out. Default false. */
  readonly loose?: boolean | undefined;
}

const specs = {
  data: { rule: text({ minLength: 1 }), required: true },
  format: { rule: oneOf("suite", "typescript", "profile") },
  output: { rule: text({ minLength: 1 }) },
  name: { rule: text({ minLength: 1 }), default: "suggested" },
  loose: { rule: boolean(), default: false },
} as const;

/**
 * Profiles a data file and writes the profile or the suite that it suggests: what `mlsys profile` does.
 *
 * @param options - data, format, output, name.
 * @param io - streams, reader of data, signal.
 * @returns the exit code: 0, or 2 when it could not run.
 * @throws {ChecksError} never to the caller: it is told on standard error, with exit code 2.
 *
 * @example
 * ```ts
 * import { profileCommand } from "@mlsys/checks/cli";
 *
 * const rows = Array.from({ length: 400 }, (_, id) => ({ id }));
 * let shown = "";
 * const code = await profileCommand({ data: "ids" }, { open: () => rows, stdout: { write: (text) => (shown += text) } });
 * code; // => 0
 * JSON.parse(shown).checks[1]; // => { check: "isOfType", column: "id", types: ["integer"] }
 * ```
 */
export async function profileCommand(options: ProfileCommandOptions, io: CommandIo = {}): Promise<ExitCode> {
  return runCommand(io, async ({ open, signal, onProgress, write }) => {
    const { data, output, name, loose, format } = parseOptions("profileCommand", options, specs, ChecksError);
    const facts = await profile(await open(data), { signal, onProgress });
    const suite = suggestSuite(facts, { name, strictness: loose ? "loose" : "usual" });
    const wanted = format ?? (output?.endsWith(".ts") === true ? "typescript" : "suite");
    const json = wanted === "profile" ? facts : suiteToJson(suite);
    await write(wanted === "typescript" ? suite.source : `${JSON.stringify(json, null, 2)}\n`, output);
    return 0;
  });
}
