import type { WasmLoops } from "../row-loops/wasm-loops.ts";
import { nodeThreads } from "./node-threads.ts";
import type { Thread } from "./node-threads.ts";
import type { TeamCall } from "./row-worker.ts";
import { TaskBoard } from "./task-board.ts";

/** Threads that help this one. They start when they are first needed, and never keep a process alive. */
export class Team {
  private readonly helpers: Thread[] = [];

  private constructor(helpers: readonly Thread[]) {
    this.helpers = [...helpers];
    // A thread that cannot load its code leaves; what it would have done is done here.
    for (const helper of helpers) helper.on("error", () => void this.helpers.splice(this.helpers.indexOf(helper), 1));
  }

  /** As many threads as the machine runs at once, this one included; undefined where there is only this one. */
  static start(): Team | undefined {
    const node = nodeThreads();
    const count = (node?.parallelism ?? 1) - 1;
    const helpers = Array.from({ length: count }, () => node?.start("@mlsys/models/row-worker"));
    const started = helpers.filter((helper) => helper !== undefined);
    return started.length > 0 ? new Team(started) : undefined;
  }

  /** How many threads there are, this one included. */
  get size(): number {
    return this.helpers.length + 1;
  }

  /** Calls threads to a board at an address of shared memory: at most so many, this one included. */
  begin({ loops, memory, module }: WasmLoops, address: number, threads: number): TaskBoard {
    const call: TeamCall = { module, memory, address };
    for (const helper of this.helpers.slice(0, threads - 1)) helper.postMessage(call);
    return new TaskBoard(memory.buffer, address, loops);
  }
}

let known: Team | "none" | undefined;

/** The team of this thread; undefined where it is alone. */
export function currentTeam(): Team | undefined {
  known ??= Team.start() ?? "none";
  return known === "none" ? undefined : known;
}

/** Keeps this thread alone, since it is one of several itself. */
export function stayAlone(): void {
  known = "none";
}
