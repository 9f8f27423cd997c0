import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { ServerState } from "./listener.ts";

/** How long each step of a shutdown may take. */
export interface ShutdownTimes {
  readonly drainDelayMs: number;
  readonly shutdownTimeoutMs: number;
}

/**
 * Shuts a server down: not ready, then no new connections, then the requests under way until the deadline, then whatever is
 * left. The last step is needed always: after `close()` Node no longer looks for connections that never sent a thing.
 */
export async function shutDown(
  server: Server,
  state: ServerState,
  drain: () => void,
  times: ShutdownTimes,
): Promise<void> {
  drain();
  state.closing = true;
  if (times.drainDelayMs > 0) await wait(times.drainDelayMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const stopWaiting = new AbortController();
  const deadline = wait(times.shutdownTimeoutMs, undefined, { signal: stopWaiting.signal }).catch(() => undefined);
  await Promise.race([closed, deadline]);
  stopWaiting.abort();
  server.closeAllConnections();
  await closed;
}
