import type * as os from "node:os";
import type * as workerThreads from "node:worker_threads";

/** A thread that was started. */
export type Thread = workerThreads.Worker;

/** Threads of Node. */
export interface NodeThreads {
  /** How many threads the machine runs at once. */
  readonly parallelism: number;
  /** Starts a thread on an entry point of this package, which does not keep the process alive; undefined where that is not possible. */
  start(entry: string): Thread | undefined;
  /** Two ends to send messages between threads. */
  channel(): workerThreads.MessageChannel;
  /** All messages that have come to an end of a channel, without waiting. */
  receiveAll(port: workerThreads.MessagePort): unknown[];
}

interface Builtin {
  (id: "node:os"): typeof os | undefined;
  (id: "node:worker_threads"): typeof workerThreads | undefined;
}

/** The threads of Node, fetched without an import that a bundler for browsers would trip over; undefined where there are none. */
export function nodeThreads(): NodeThreads | undefined {
  const node = (globalThis as { readonly process?: { readonly getBuiltinModule?: Builtin; execArgv: string[] } })
    .process;
  const threads = node?.getBuiltinModule?.("node:worker_threads");
  const parallelism = node?.getBuiltinModule?.("node:os")?.availableParallelism() ?? 1;
  if (node === undefined || threads === undefined || typeof SharedArrayBuffer === "undefined") return undefined;
  return {
    parallelism,
    start: (entry) => {
      try {
        const thread = new threads.Worker(new URL(import.meta.resolve(entry)), {
          // A thread inherits the arguments of its process, but refuses those that speak of a program given as text.
          execArgv: node.execArgv.filter((argument) => !argument.startsWith("--input-type")),
        });
        thread.unref();
        return thread;
      } catch {
        // The package's files are not there: its code became a part of another.
        return undefined;
      }
    },
    channel: () => new threads.MessageChannel(),
    receiveAll: (port) => {
      const messages: unknown[] = [];
      for (;;) {
        const next = threads.receiveMessageOnPort(port) as { readonly message: unknown } | undefined;
        if (next === undefined) return messages;
        messages.push(next.message);
      }
    },
  };
}
