import { integer } from "@mlsys/core";

/** The options of limits, with their rules and defaults. */
export function limitOptions() {
  return {
    maxConcurrency: { rule: integer({ min: 1 }), default: 1_024 },
    maxConnections: { rule: integer({ min: 1 }), default: 10_000 },
    headersTimeoutMs: { rule: integer({ min: 1 }), default: 10_000 },
    requestTimeoutMs: { rule: integer({ min: 1 }), default: 30_000 },
    keepAliveTimeoutMs: { rule: integer({ min: 1 }), default: 72_000 },
    drainDelayMs: { rule: integer({ min: 0 }), default: 0 },
    shutdownTimeoutMs: { rule: integer({ min: 0 }), default: 10_000 },
  } as const;
}
