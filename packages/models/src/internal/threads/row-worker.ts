import { parentPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type { ForestProblem } from "../../ensemble/grow-forest.ts";
import type { TreeArrays } from "../../tree/tree-nodes.ts";
import { importsOf, webAssembly } from "../web-assembly.ts";
import type { WasmMemory } from "../web-assembly.ts";
import { TaskBoard } from "./task-board.ts";

/** What a thread is sent: the code of the loops, the memory of a problem, and where the board is. */
export interface TeamCall {
  readonly module: object;
  readonly memory: object;
  readonly address: number;
}

/** What a thread is sent to grow trees: all about them, where the board is, and where trees go. */
export interface TreeCall {
  readonly problem: object;
  readonly seeds: readonly number[];
  readonly control: ArrayBufferLike;
  readonly port: MessagePort;
}

/** A tree that a thread has grown, for one of the seeds. */
export interface GrownTree {
  readonly at: number;
  readonly state: TreeArrays;
}

// In the main thread there is no port, and this module does nothing.
parentPort?.on("message", (call: TeamCall | TreeCall) => {
  if ("module" in call) takePart(call);
  else void growTrees(call);
});

/** Takes part in a problem until it is solved. */
function takePart({ module, memory, address }: TeamCall): void {
  const wasm = webAssembly();
  if (wasm === undefined) return;
  const { exports } = new wasm.Instance(module, importsOf(memory));
  new TaskBoard((memory as WasmMemory).buffer, address, exports as object).help();
}

/** Grows trees until there are no more. */
async function growTrees({ problem, seeds, control, port }: TreeCall): Promise<void> {
  // Who only runs loops does not need the code of trees. Where it is not to be had, others grow them.
  const forest = await import("../../ensemble/grow-forest.ts").catch(() => undefined);
  if (forest === undefined) return;
  const growTree = (task: number, first: number): void => {
    const at = first + task;
    const state = arraysOf(forest.growOne(problem as ForestProblem, seeds[at] as number));
    port.postMessage({ at, state } satisfies GrownTree);
  };
  new TaskBoard(control, 0, { growTree }).help();
  port.close();
}

/** The arrays of a tree, without what makes it one. */
function arraysOf(tree: TreeArrays): TreeArrays {
  const { childrenLeft, childrenRight, feature, threshold, missingGoToLeft } = tree;
  const { impurity, nNodeSamples, weightedNNodeSamples, value } = tree;
  const where = { childrenLeft, childrenRight, feature, threshold, missingGoToLeft };
  return { ...where, impurity, nNodeSamples, weightedNNodeSamples, value };
}
