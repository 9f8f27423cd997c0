import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a script of an example wrote, and how it ended. */
export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A script that runs. */
export interface RunningScript {
  readonly child: ChildProcess;
  /** Resolves once the output holds the text; rejects when the script ends without it. */
  readonly saw: (text: string) => Promise<void>;
  readonly ended: Promise<ScriptResult>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a script of an example, from source, as its package.json does: `startScript("regression", "flow", […])`. */
export function startScript(example: string, script: string, args: readonly string[]): RunningScript {
  const child = spawn(process.execPath, ["--conditions=@mlsys/source", `src/${script}.ts`, ...args], {
    cwd: `${root}/examples/${example}`,
    env: { ...process.env, NODE_OPTIONS: "", INIT_CWD: root },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  let wake = (): void => undefined;
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    wake();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    wake();
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const saw = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      wake = () => {
        if (stdout.includes(text) || stderr.includes(text)) resolve();
      };
      wake();
      void ended.then(() => reject(new Error(`the script ended without ${JSON.stringify(text)}:\n${stdout}${stderr}`)));
    });
  return { child, saw, ended };
}

/** Runs a script of an example to its end. */
export function runScript(example: string, script: string, args: readonly string[]): Promise<ScriptResult> {
  return startScript(example, script, args).ended;
}
