import { nodeThreads } from "../internal/threads/node-threads.ts";
import type { Thread } from "../internal/threads/node-threads.ts";
import { threadsOf } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import { fromMessage } from "./estimator-message.ts";
import type { Message } from "./estimator-message.ts";
import type { Pauses } from "./pauses.ts";
import type { RunMessage, TaskAnswer } from "./validation-worker.ts";

/** Tasks of a run that do not depend on one another. */
export interface TaskRun {
  readonly count: number;
  readonly nJobs: number | null;
  readonly signal: AbortSignal | undefined;
  readonly pauses: Pauses;
  /** Does a task in this thread, and keeps what came of it. */
  doHere(task: number): void;
  /** What threads must know of all tasks; undefined where it cannot be sent. */
  message(): RunMessage | undefined;
  /** A task, for a thread. */
  taskMessage(task: number): Message;
  /** Keeps what came of a task in a thread. */
  keep(task: number, outcome: unknown): void;
  /** Told after each task. */
  done(): void;
}

/** What threads must spare to be worth starting, in milliseconds; and what they must once they have started. */
const [WORTH_STARTING, WORTH_SENDING] = [400, 40];

/** Threads that wait for work; they do not keep the process alive. */
const idle: Thread[] = [];

/** Does all tasks: here, until it shows that threads would be done earlier. */
export async function runTasks(run: TaskRun): Promise<void> {
  let message: RunMessage | undefined | "not asked" = "not asked";
  for (let task = 0; task < run.count; task++) {
    await run.pauses.next();
    const start = performance.now();
    run.doHere(task);
    run.done();
    if (!isWorthThreads(run, run.count - task - 1, performance.now() - start)) continue;
    if (message === "not asked") message = run.message();
    if (message === undefined) continue;
    await inThreads(run, message, task + 1);
    return;
  }
}

function isWorthThreads({ nJobs }: TaskRun, left: number, each: number): boolean {
  const threads = Math.min(left, threadsOf(nJobs), nodeThreads()?.parallelism ?? 1);
  if (threads < 2) return false;
  const spared = each * (left - Math.ceil(left / threads));
  return spared > (idle.length >= threads ? WORTH_SENDING : WORTH_STARTING);
}

/** Does the tasks from one on in threads; what a thread cannot do is done here. */
async function inThreads(run: TaskRun, message: RunMessage, first: number): Promise<void> {
  const { count, nJobs, signal, pauses } = run;
  const node = nodeThreads();
  const most = Math.min(count - first, threadsOf(nJobs), node?.parallelism ?? 1);
  const threads: Thread[] = [];
  while (threads.length < most) {
    const thread = idle.pop() ?? node?.start("@mlsys/models/validation-worker");
    if (thread === undefined) break;
    threads.push(thread);
  }
  const left = new Set(Array.from({ length: count - first }, (_, n) => first + n));
  const alive = new Set(threads);
  let next = first;
  const stop = (): void => threads.forEach((thread) => void thread.terminate());
  const serve = (thread: Thread): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        thread.off("message", hear).off("error", fail).off("exit", fail).unref();
        resolve();
      };
      const fail = (): void => {
        alive.delete(thread);
        leave();
      };
      const send = (): void => {
        const task = next++;
        if (task < count) thread.postMessage({ task, given: run.taskMessage(task) });
        else {
          // The thread forgets what it knows.
          thread.postMessage(null);
          leave();
        }
      };
      const hear = ({ task, outcome }: TaskAnswer): void => {
        try {
          if (outcome !== undefined) {
            left.delete(task);
            run.keep(task, fromMessage(outcome, {}));
            run.done();
          }
          send();
        } catch (error) {
          // What listens to progress may throw.
          reject(error instanceof Error ? error : new ModelsError({ code: "notSupported", what: String(error) }));
          stop();
        }
      };
      thread.on("message", hear).on("error", fail).on("exit", fail).ref();
      thread.postMessage(message);
      send();
    });
  signal?.addEventListener("abort", stop);
  try {
    await Promise.all(threads.map(serve));
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  await pauses.next();
  idle.push(...alive);
  for (const task of left) {
    await pauses.next();
    run.doHere(task);
    run.done();
  }
}
