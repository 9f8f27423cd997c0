import { parentPort } from "node:worker_threads";
import type { RowLoops } from "../row-loops/row-loops.ts";
import { webAssembly } from "../web-assembly.ts";
import type { WasmMemory } from "../web-assembly.ts";
import { TaskBoard } from "./task-board.ts";

/** What a thread is sent: the code of the loops, the memory of a problem, and where the board is. */
export interface TeamCall {
  readonly module: object;
  readonly memory: object;
  readonly address: number;
}

// In the main thread there is no port, and this module does nothing.
parentPort?.on("message", takePart);

/** Takes part in a problem until it is solved. */
function takePart({ module, memory, address }: TeamCall): void {
  const wasm = webAssembly();
  if (wasm === undefined) return;
  const { exports } = new wasm.Instance(module, { env: { memory } });
  new TaskBoard((memory as WasmMemory).buffer, address, exports as RowLoops).help();
}
