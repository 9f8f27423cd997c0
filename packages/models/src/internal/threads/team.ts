import { CONTROL_BYTES } from "./kernel-memory.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { nodeThreads } from "./node-threads.ts";
import type { NodeThreads, Thread } from "./node-threads.ts";
import type { GrownTree, TeamCall, TreeCall } from "./row-worker.ts";
import { sharedBuffer } from "./shared-buffer.ts";
import { TaskBoard } from "./task-board.ts";

/** The part of a team in a forest. */
export interface TreeJob {
  readonly board: TaskBoard;
  /** The trees that others have grown; once the board is closed. */
  received(): readonly GrownTree[];
}

/** Threads that help this one. They start when they are first needed, and never keep a process alive. */
export class Team {
  private readonly helpers: Thread[] = [];
  private readonly node: NodeThreads;

  private constructor(node: NodeThreads, helpers: readonly Thread[]) {
    this.node = node;
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
    return node !== undefined && started.length > 0 ? new Team(node, started) : undefined;
  }

  /** How many threads there are, this one included. */
  get size(): number {
    return this.helpers.length + 1;
  }

  /** Calls threads to a board at an address of shared memory: at most so many, this one included. */
  begin({ loops, memory, module }: KernelMemory, address: number, threads: number): TaskBoard {
    const call: TeamCall = { module, memory, address };
    const board = new TaskBoard(memory.buffer, address, loops);
    board.open();
    for (const helper of this.helpers.slice(0, threads - 1)) helper.postMessage(call);
    return board;
  }

  /** Calls threads to grow trees: at most so many, this one included, which grows by `growTree`. */
  beginTrees(forest: Pick<TreeCall, "problem" | "seeds">, threads: number, growTree: (task: number) => void): TreeJob {
    const control = sharedBuffer(CONTROL_BYTES);
    const channels = this.helpers.slice(0, threads - 1).map((helper) => {
      const { port1, port2 } = this.node.channel();
      helper.postMessage({ ...forest, control, port: port2 } satisfies TreeCall, [port2]);
      return port1;
    });
    return {
      board: new TaskBoard(control, 0, { growTree }),
      received: () =>
        channels.flatMap((port) => {
          const trees = this.node.receiveAll(port) as GrownTree[];
          port.close();
          return trees;
        }),
    };
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
