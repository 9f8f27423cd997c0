import { hostname } from "node:os";
import type { RunProcess, RunRow } from "../store/flow-store.ts";

/** The runs of this process, to tell them from those of an earlier process that had the same id. */
const active = new Set<string>();

/** Notes that this process works on a run; how the store is to name the process. */
export function beginActiveRun(runId: string): RunProcess {
  active.add(runId);
  return { host: hostname(), pid: process.pid };
}

/** Notes that it does no more. */
export function endActiveRun(runId: string): void {
  active.delete(runId);
}

/**
 * Whether a run that is noted as running may really be: its process exists, or is on another host where we cannot look. A process
 * id that was given to another program since then is taken for the run.
 */
export function mayBeAlive({ runId, status, process: { host, pid } }: RunRow): boolean {
  if (status !== "running") return false;
  if (host !== hostname()) return true;
  if (pid === process.pid) return active.has(runId);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
