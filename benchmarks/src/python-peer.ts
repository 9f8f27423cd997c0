import { spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../peers/peer.py", import.meta.url));

/** A Python process that does the peer's side of a case, so that both sides are measured in turn on one machine. */
export class PythonPeer {
  readonly version: string;
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  private constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    answers: AsyncIterator<string>,
    version: string,
  ) {
    this.child = child;
    this.answers = answers;
    this.version = version;
  }

  /** Starts the process and sets the case up; undefined where Python or the library is not there. */
  static async start(name: string, library: string, folder: string): Promise<PythonPeer | undefined> {
    const python = process.env["PYTHON"] ?? "python3";
    const child = spawn(python, [script, name, library, folder], { stdio: ["pipe", "pipe", "ignore"] });
    const failed = new Promise<undefined>((resolve) => child.once("error", () => resolve(undefined)));
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await Promise.race([answers.next(), failed]);
    if (first === undefined || first.done === true) return undefined;
    return new PythonPeer(child, answers, first.value);
  }

  /** Does the work once and gives its time in milliseconds, as Python's clock saw it. */
  run(): Promise<number> {
    return this.ask("run");
  }

  /** The most memory that the process has held, in megabytes. */
  peakMb(): Promise<number> {
    return this.ask("memory");
  }

  private async ask(what: "run" | "memory"): Promise<number> {
    this.child.stdin.write(`${what}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error("the peer's process ended early");
    return Number(answer.value);
  }

  stop(): void {
    this.child.stdin.end();
  }
}
