import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import type { Block } from "./blocks.ts";
import { prepare } from "./instrument.ts";

const timeoutMs = 30_000;

/**
 * Runs blocks one after the other in one process, which is replaced when a block hangs or ends it.
 *
 * @param blocks - the blocks.
 * @param folder - the folder whose dependencies they may import, relative to the root.
 * @param report - is told the faults of each block.
 */
export async function runBlocks(
  blocks: readonly Block[],
  folder: string,
  report: (block: Block, faults: readonly string[]) => void,
): Promise<void> {
  let worker: ChildProcess | undefined;
  for (const [id, block] of blocks.entries()) {
    const prepared = prepare(block.code);
    if (block.notRun !== undefined) {
      report(block, block.notRun === "" ? ["it is not run: say why in a comment `// not run: …`"] : prepared.faults);
      continue;
    }
    worker ??= startWorker();
    const faults = await ask(worker, { id, code: prepared.code, folder });
    if (faults === undefined) {
      worker.kill("SIGKILL");
      worker = undefined;
    }
    report(block, [
      ...prepared.faults,
      ...(faults ?? [`it ends the process, or runs longer than ${timeoutMs / 1000} s`]),
    ]);
  }
  worker?.disconnect();
}

function startWorker(): ChildProcess {
  return fork(path.join(import.meta.dirname, "worker.ts"), [], {
    execArgv: ["--conditions=@mlsys/source", "--no-warnings"],
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

interface Question {
  readonly id: number;
  readonly code: string;
  readonly folder: string;
}

interface Answer {
  readonly id: number;
  readonly faults: readonly string[];
}

/** What the worker answers; undefined when it does not. */
function ask(worker: ChildProcess, request: Question): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const end = (faults: readonly string[] | undefined): void => {
      clearTimeout(timer);
      worker.off("message", listen).off("exit", giveUp);
      resolve(faults);
    };
    const giveUp = (): void => end(undefined);
    const listen = (answer: Answer): void => {
      if (answer.id === request.id) end(answer.faults);
    };
    const timer = setTimeout(giveUp, timeoutMs);
    worker.on("message", listen).on("exit", giveUp);
    worker.send(request);
  });
}
