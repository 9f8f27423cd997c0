import { MlsysError } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";

const LONGEST_WAIT = 60_000;

/** A failure that may pass. */
export class TransientFailure extends DataError {
  readonly retryAfterMs: number | undefined;

  constructor(found: string, retryAfterMs?: number) {
    super({ code: "readFailed", what: found });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether another attempt may succeed: lost connections, silence, overload. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TransientFailure) return true;
  if (error instanceof MlsysError || !(error instanceof Error)) return false;
  // A full or read-only disk does not heal; what undici reports does, but for what can never be a request.
  return !("syscall" in error && "path" in error) && !/invalid url|unknown scheme/i.test(String(error.cause));
}

/** How long to wait before the next attempt: what the server asks for, else twice as long each time. */
export function delayOf(error: unknown, attempt: number, backoffMs: number): number {
  const asked = error instanceof TransientFailure ? error.retryAfterMs : undefined;
  return Math.min(LONGEST_WAIT, asked ?? backoffMs * 2 ** attempt);
}

/** Waits; sooner over when the signal is aborted. */
export function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
  });
}
