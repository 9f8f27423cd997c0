import { spawn } from "node:child_process";

/** What a program did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

/**
 * Runs a program to its end.
 *
 * @param program - its name or path.
 * @param parameters - its parameters.
 * @param options - where and how.
 * @returns what it printed and how it ended; the status is null when it was ended for taking too long.
 */
export function run(program: string, parameters: readonly string[], options: RunOptions): Promise<Outcome> {
  const { cwd, env, timeoutMs = 300_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

/** Runs a program that must succeed, and returns what it printed on standard output. */
export async function mustRun(program: string, parameters: readonly string[], options: RunOptions): Promise<string> {
  const { status, stdout, stderr } = await run(program, parameters, options);
  if (status === 0) return stdout;
  throw new Error(`${program} ${parameters.join(" ")} failed (${String(status)}):\n${stdout}${stderr}`);
}

/** Runs tasks, two at once. */
export async function inPairs<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const work = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  await Promise.all([work(), work()]);
}
